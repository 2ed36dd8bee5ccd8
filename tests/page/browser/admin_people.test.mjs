import assert from 'node:assert/strict';
import { test } from 'node:test';
import { button, line, settings, told, truth } from './admin.mjs';
import { assertAccessible, visit } from './page.mjs';

const BILAL = 'bilal.qureshi@example.org';
const HANA = 'hana.sato@example.org';
const tab = (page, name) => page.getByRole('navigation', { name: 'People' }).getByRole('link', { name, exact: true }).click();
const matched = async (page, email) =>
  (await truth(page, `/people?table=matched&search=${encodeURIComponent(email)}`)).matched.find((one) => one.email === email);

test('an open match is settled with what speaks for it in sight, stands among the matched, and is forgotten again', async () => {
  await visit(settings('people'), {}, async (page) => {
    const dialog = page.getByRole('dialog');
    await page.getByLabel('Find an address or name').fill('bilal');
    await line(page, 'anouk').waitFor({ state: 'detached' });
    await line(page, BILAL).getByText('No account found').waitFor();
    await button(page, `Settle ${BILAL}`).click();
    await dialog.getByText('Nothing says whose the address is').waitFor();
    await dialog.getByText('100% alike').first().waitFor();
    const proposed = dialog.getByRole('radio', { name: /^Bilal Qureshi/ });
    const labels = await proposed.evaluateAll((found) => found.map((one) => one.closest('label').textContent));
    assert.equal(new Set(labels).size, 2, 'two of one name are told apart');
    assert.ok(await button(dialog, 'Confirm').isDisabled(), 'of two nobody is chosen beforehand');
    await assertAccessible(page);
    await proposed.first().check();
    await dialog.getByLabel('Reason').fill('He said so.');
    await button(dialog, 'Confirm').click();
    await told(page, `${BILAL} is Bilal Qureshi’s.`);
    await page.getByText('No open address has that in it.').waitFor();
    assert.equal((await matched(page, BILAL)).how, 'confirmed');

    await tab(page, 'Matched');
    await page.getByLabel('Find an address or name').fill('bilal');
    await line(page, BILAL).getByText('an admin confirmed it').waitFor();
    await button(line(page, BILAL), 'Forget it').click();
    await button(dialog, 'Forget it').click();
    await told(page, `What was decided about ${BILAL} is forgotten.`);
    assert.equal(await matched(page, BILAL), undefined);
  });
});

test('a match that is wrong is rejected, and an account that is looked for takes its place', async () => {
  await visit(settings('people?show=matched'), {}, async (page) => {
    const dialog = page.getByRole('dialog');
    await button(line(page, HANA), 'Not theirs').click();
    await dialog.getByText('never matched to this account again').waitFor();
    await assertAccessible(page);
    await dialog.getByLabel('Reason').fill('Another Hana.');
    await button(dialog, 'It is not theirs').click();
    await told(page, `${HANA} is not Hana Sato’s.`);
    await line(page, HANA).waitFor({ state: 'detached' });

    await tab(page, 'Open matches');
    await button(page, `Settle ${HANA}`).click();
    await dialog.getByLabel('Another account').fill('hana');
    await page.getByRole('option', { name: /Hana Sato/ }).first().click();
    await assertAccessible(page);
    assert.ok(await dialog.getByRole('radio', { name: /Hana Sato/ }).isChecked());
    await button(dialog, 'Confirm').click();
    await told(page, `${HANA} is Hana Sato’s.`);
    assert.equal((await matched(page, HANA)).name, 'Hana Sato');
  });
});

test('an address rule says what it does before and after it is made, and goes again', async () => {
  await visit(settings('people?show=rules'), { network: true }, async (page) => {
    await page.getByText('addresses have to be equal, letter by letter').waitFor();
    await page.getByLabel('Rule', { exact: true }).fill('One domain');
    await page.keyboard.press('Enter');
    await page.getByLabel('Domain at Cursor').fill('labs example');
    await page.getByLabel('Domain in Jira').fill('example.org');
    await button(page, 'Add the rule').click();
    await page.getByRole('alert').filter({ hasText: 'labs example' }).waitFor();
    await page.getByLabel('Domain at Cursor').fill('labs.example.org');
    await page.getByText('name@labs.example.org at Cursor is name@example.org in Jira').waitFor();
    await button(page, 'Add the rule').click();
    await line(page, 'name@labs.example.org').waitFor();
    await assertAccessible(page);
    assert.deepEqual((await truth(page, '/people/rules')).rules.map((one) => [one.kind, one.domain, one.other]), [['same_domain', 'labs.example.org', 'example.org']]);
    assert.equal(await page.getByLabel('Domain at Cursor').inputValue(), '');
    await button(line(page, 'name@labs.example.org'), 'Remove').click();
    await page.getByText('addresses have to be equal, letter by letter').waitFor();
    assert.deepEqual((await truth(page, '/people/rules')).rules, []);
  });
});

test('a list says what is wrong in which line, then what was understood, and is imported only then', async () => {
  await visit(settings('people?show=import'), { network: true }, async (page) => {
    const list = page.getByLabel('List', { exact: true });
    const bad = 'email,account_id,seat_since\nines.duarte@example.org,,2026-01-31\nno address,,';
    await list.fill(bad);
    await button(page, 'What is understood?').click();
    await page.getByRole('alert').filter({ hasText: "line 3, column 1 (email): 'no address' is no address." }).waitFor();
    assert.equal(await list.inputValue(), bad);
    assert.equal(await page.getByRole('button', { name: /^Import/ }).count(), 0);
    await assertAccessible(page);
    await page.getByLabel('Or choose a file').setInputFiles({
      name: 'people.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('email,account_id,seat_since\nines.duarte@example.org,,2026-01-31\n'),
    });
    await button(page, 'What is understood?').click();
    await told(page, '1 line: 0 with an account, 1 with a day since when the seat is held.');
    await line(page, 'ines.duarte').getByText('31 Jan 2026').waitFor();
    await assertAccessible(page);
    const imports = async () => (await truth(page, '/audit')).audit.filter((one) => one.action === 'addresses_imported').length;
    assert.equal(await imports(), 0);
    await button(page, 'Import 1 line').click();
    await told(page, '1 line imported.');
    assert.deepEqual([await imports(), await list.inputValue()], [1, '']);
  });
});

test('whatever people are called, the lists show it, break nothing and run nothing', async () => {
  const odd = ['<img src=x onerror=alert(1)>', 'مريم الأنصاري', '👩‍💻'.repeat(40), 'W'.repeat(300), 'Ā̷̧̛̹̩ŋ̴̘́', 'a@b'.repeat(100)];
  await visit('about:blank', {}, async (page) => {
    await page.route('**/api/v1/people?*', async (route) => {
      const answer = await route.fetch();
      const body = await answer.json();
      for (const rows of [body.open, body.matched]) {
        rows?.forEach((row, place) => Object.assign(row, { name: odd[place % odd.length], email: `${odd[place % odd.length]}${place}@example.org` }));
      }
      await route.fulfill({ response: answer, json: body });
    });
    await page.goto(settings('people'));
    for (const shown of ['Open matches', 'Matched']) {
      await tab(page, shown);
      await page.getByRole('table').waitFor();
      const cells = await page.locator('tbody tr').allTextContents();
      for (const [place, name] of odd.entries()) assert.ok(cells[place].includes(name), name.slice(0, 20));
      assert.equal(await page.locator('tbody img').count(), 0);
      const width = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(width <= 0, 'a list may scroll, the page does not');
      for (const row of await page.locator('tbody tr').all()) assert.ok(await row.getByRole('button').last().isVisible());
      await assertAccessible(page);
    }
    await tab(page, 'Open matches');
    await page.getByRole('button', { name: 'Settle W' }).click();
    await page.getByRole('dialog').getByRole('heading').first().waitFor();
    await assertAccessible(page);
  });
});
