// What the tests of the settings share.
import assert from 'node:assert/strict';
import { URLS } from './page.mjs';

/** The key that the sandbox takes, and one that it does not. */
export const KEY = `crsr_${'5eed'.repeat(16)}`;
export const WRONG_KEY = `crsr_${'0'.repeat(64)}`;

/** The address of a page of the settings. */
export const settings = (path) => `${URLS.admin}/admin/${path}`;

/** What the service itself says, whatever the page shows. */
export function truth(page, path) {
  return page.evaluate(async (asked) => (await fetch(asked)).json(), `/api/v1${path}`);
}

/** Goes to another page of the settings, without loading anything anew. */
export async function go(page, title, heading = title) {
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: title, exact: true }).click();
  await page.getByRole('heading', { name: heading, level: 2, exact: true }).waitFor();
}

/** The button of a window over the page, or of the page. */
export const button = (inside, name) => inside.getByRole('button', { name, exact: true });

/** A line of a list, by what stands in it. */
export const line = (page, text) => page.locator('tbody tr').filter({ hasText: text });

/** Clicks on a switch, where a hand would. */
export const flip = (toggle) => toggle.locator('..').click();

/** Waits until the page says so to everybody, those who cannot see included. */
export const told = (page, text) => page.getByRole('status').filter({ hasText: text }).first().waitFor();

/** Walks by Tab alone until what has the focus is what is looked for. */
export async function tabTo(page, wanted, most = 80) {
  for (let steps = 0; steps < most; steps += 1) {
    if (await wanted.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab never comes to ${wanted}`);
}

/** Counts the requests that change something from now on. */
export function changesSent(page) {
  const sent = [];
  page.on('request', (request) => {
    if (!['GET', 'HEAD'].includes(request.method())) sent.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  return sent;
}
