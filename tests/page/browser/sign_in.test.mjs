import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, names, settled, URLS, visit } from './page.mjs';

const HOME = URLS['sign-in'];

test('somebody signs in, comes back to the very place, sees what is theirs to see, and signs out', async () => {
  await visit(`${HOME}/report?days=14`, { network: true }, async (page) => {
    await page.getByRole('button', { name: 'Sign in' }).click();
    await settled(page);
    assert.match(page.url(), /\/report\?days=14$/);
    assert.ok((await names(page)).includes('Hana Sato'));
    await page.getByText(/About the \d+ members of Mobile app/).waitFor();
    assert.equal(await page.getByRole('link', { name: 'Settings' }).count(), 0, 'who is no admin has no settings');
    await page.getByRole('combobox', { name: 'Project' }).click();
    assert.deepEqual(await page.getByRole('listbox').getByRole('option').allTextContents(), ['Mobile app (APP)', 'Website (WEB)']);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Read again' }).click(); // changes something, so it needs the token
    await assertAccessible(page);
    await page.getByRole('button', { name: 'Hana Sato', exact: true }).first().click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
  });
});
