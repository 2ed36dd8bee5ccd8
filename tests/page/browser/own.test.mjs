import assert from 'node:assert/strict';
import { test } from 'node:test';
import { button, truth } from './admin.mjs';
import { assertAccessible, URLS, visit } from './page.mjs';

const HOME = URLS['sign-in'];

for (const scheme of ['light', 'dark']) {
  test(`a developer sees the own usage, what is known, who looked, and what is read, all ${scheme}; settings are refused`, async () => {
    await visit(`${HOME}/own`, { network: true, scheme }, async (page) => {
      await button(page, 'Sign in').click();
      await page.waitForURL(/\/own$/);
      await page.getByRole('heading', { name: 'Hana Sato' }).waitFor();
      const mine = (await truth(page, '/report?mine=true&days=30')).developers;
      assert.equal(mine.length, 1);
      await page.getByText(`Active on ${mine[0].active_days} of 30 days`).waitFor();

      await page.getByText(/^All \d+ fields$/).click();
      const known = page.getByRole('table', { name: 'What is known of me' });
      const spoken = Object.fromEntries(await known.locator('tbody tr').evaluateAll((rows) => rows.map((row) => [row.cells[0].textContent, row.cells[1].textContent])));
      assert.equal(spoken.Name, 'Hana Sato');
      assert.equal(spoken['Active days'], String(mine[0].active_days));
      assert.ok(Object.values(spoken).every((text) => text !== '' && !/undefined|null|\[object/.test(text)));

      const looks = page.getByRole('table', { name: 'Who looked at me' });
      await looks.getByRole('rowheader', { name: 'Tomas Berg' }).waitFor();
      assert.match(await looks.innerText(), /developers of APP/);
      assert.equal(await looks.locator('tbody tr').count(), (await truth(page, '/me/looks')).looks.length);
      await assertAccessible(page);
      await button(page, '7').click();
      await page.getByText(/Active on \d+ of 7 days/).waitFor();

      await page.getByRole('link', { name: 'Privacy', exact: true }).click();
      const told = await truth(page, '/privacy');
      await page.getByText('Never read, shown or stored').waitFor();
      await page.getByText('2 projects show a report to the members').waitFor();
      await page.getByText('Members:').waitFor();
      for (const host of told.hosts) await page.getByText(host, { exact: true }).waitFor();
      for (const summary of await page.locator('details summary').all()) await summary.click();
      const listed = await page.locator('details li code').allTextContents();
      assert.equal(listed.length, told.reads.reduce((sum, one) => sum + one.fields.length, 0), 'every field that is read stands here');
      await assertAccessible(page);

      for (const path of ['/admin', '/admin/people', '/admin/nothing']) {
        await page.evaluate((to) => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')); }, path);
        await page.getByRole('heading', { name: 'Settings are for Jira admins' }).waitFor();
        assert.equal(await page.getByRole('navigation', { name: 'Settings' }).count(), 0);
      }
      await assertAccessible(page);
      for (const path of ['/connections', '/people', '/tokens', '/audit', '/settings']) {
        const refused = await page.evaluate(async (asked) => (await fetch(asked)).status, `/api/v1${path}`);
        assert.equal(refused, 404, path);
      }
    });
  });
}

test('the operator of a machine is told why there is no usage of theirs', async () => {
  await visit(`${URLS.admin}/own`, {}, async (page) => {
    await page.getByRole('heading', { name: 'There is no usage of yours here' }).waitFor();
    await assertAccessible(page);
    await page.getByRole('link', { name: 'What is read' }).click();
    await page.getByRole('heading', { name: 'What is read of developers, and what is not' }).waitFor();
  });
});
