import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, ids, names, settled, URLS, visit } from './page.mjs';

const SCREENS = [
  ['an admin who is here first is led to the connection', URLS.unconnected, 'Connect your Cursor team', /Connect Cursor/],
  ['a key that Cursor refuses is named, with the way to another', URLS['wrong key'], 'Cursor could not be read', /Look at the connection/],
  ['a team without seats is told so', URLS.empty, 'There are no seats', /roster is empty/],
  ['whoever is signed out can sign in, and come back', URLS['signed out'], 'You are signed out', /Sign in/],
];

for (const [name, url, title, next] of SCREENS) {
  test(name, async () => {
    await visit(`${url}/report`, { network: true }, async (page) => {
      await page.getByRole('heading', { name: title }).waitFor();
      await page.getByText(next).first().waitFor();
      await assertAccessible(page);
    });
  });
}

test('a Jira that does not answer leaves the report, which says what it lacks', async () => {
  await visit(`${URLS['Jira away']}/report`, {}, async (page) => {
    await settled(page);
    const standing = page.getByRole('region', { name: 'How complete this is' });
    await standing.getByText(/not complete, figures are so far/).waitFor();
    await standing.getByRole('listitem').filter({ hasText: /Jira|people/i }).first().waitFor();
    await assertAccessible(page);
  });
});

test('signing in leads back to the very place', async () => {
  await visit(`${URLS['signed out']}/report?days=7&search=ines`, { network: true }, async (page) => {
    const asked = page.waitForRequest(/\/sign-in\?/);
    await page.route('**/sign-in?*', (route) => route.abort());
    await page.getByRole('button', { name: 'Sign in' }).click();
    const address = new URL((await asked).url());
    assert.equal(address.searchParams.get('return_to'), '/report?days=7&search=ines');
  });
});

test('a project that is not there and one that is not open look the same', async () => {
  await visit(`${URLS.whole}/report?project=NO-SUCH`, { network: true }, async (page) => {
    await page.getByRole('heading', { name: /There is nothing here for you to see|That cannot be answered/ }).waitFor();
    await assertAccessible(page);
  });
});

test('an address that leads nowhere is no blank page', async () => {
  await visit(`${URLS.whole}/nowhere/at/all`, {}, async (page) => {
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  });
});

test('a lost network takes nothing away, and the page goes on when it is back', async () => {
  await visit(`${URLS.whole}/report`, { network: true }, async (page, context) => {
    await settled(page);
    const before = await names(page);
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Read again' }).click();
    await page.getByText('The connection is lost').waitFor();
    assert.deepEqual(await names(page), before);
    await context.setOffline(false);
    await page.getByText('The connection is lost').waitFor({ state: 'detached', timeout: 40_000 });
  });
});

test('a session that ends while the page is open takes nothing away', async () => {
  await visit(`${URLS.whole}/report`, { network: true }, async (page) => {
    await settled(page);
    await page.route('**/api/v1/report?*', (route) => route.fulfill({ status: 401, json: { title: 'Unauthorized', status: 401, detail: 'Say who you are.' } }));
    await page.getByRole('button', { name: 'Read again' }).click();
    await page.getByText('You are signed out').waitFor();
    assert.equal((await names(page)).length, 50);
  });
});

test('a service of another version is said to be one', async () => {
  await visit('about:blank', {}, async (page) => {
    await page.route('**/api/v1/me', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), version: '99.0.0' } });
    });
    await page.goto(`${URLS.whole}/report`);
    await page.getByText('A new version is here').waitFor();
    await settled(page);
  });
});

test('while it is read, what is known shows, amounts are so far, and no row changes its place', async () => {
  await visit(`${URLS.slow}/report?size=100&days=90`, {}, async (page) => {
    await page.getByText(/Figures are so far/).waitFor();
    await page.locator('tbody [data-who]').first().waitFor();
    await page.getByRole('columnheader', { name: /Tokens\s*so far/ }).waitFor();
    const before = await ids(page);
    await page.getByText(/^As of /).waitFor({ timeout: 60_000 });
    const after = await ids(page);
    const places = after.map((id) => before.indexOf(id)).filter((place) => place >= 0);
    assert.deepEqual(places, [...places].sort((one, other) => one - other));
    await assertAccessible(page);
  });
});
