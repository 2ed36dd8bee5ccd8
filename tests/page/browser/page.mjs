// A page of the browser, watched: what goes wrong in it without being seen is told at the end.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after } from 'node:test';
import { openBrowser } from './chromium.mjs';

/** The services, by what is the matter with each. */
export const URLS = JSON.parse(process.env.SEATLIGHT_TEST_URLS ?? '{}');

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** What the browser itself notes of every answer that is not 2xx, of every lost network, and of a part of the page that is gone. */
const OF_NETWORK = /Failed to load resource|net::ERR_|Failed to fetch dynamically imported module/;
/** Is not there where nobody signs in: the page asks once, before the first change. */
const NO_SESSION = '/api/v1/csrf';

let opened = null;
const browser = () => {
  opened ??= openBrowser();
  return opened;
};

after(async () => {
  if (opened !== null) await (await opened).close();
});

/**
 * Opens a page at a service and does something there; fails on an error in the console, an exception that nobody
 * caught, and a breach of the content security policy. With `network` errors of the network are expected.
 */
export async function visit(address, how, work) {
  const { scheme = 'light', network = false, width = 1360, height = 900, ...more } = how;
  const context = await (await browser()).newContext({ colorScheme: scheme, viewport: { width, height }, reducedMotion: 'reduce', ...more });
  const page = await context.newPage();
  const wrong = [];
  page.on('pageerror', (error) => wrong.push(`exception: ${error}`));
  page.on('console', (message) => {
    const text = message.text();
    const isAsked = (network || message.location().url.endsWith(NO_SESSION)) && OF_NETWORK.test(text);
    if (message.type() === 'error' && !isAsked) wrong.push(`console: ${text}`);
    if (message.type() === 'warning') wrong.push(`warning: ${text}`);
  });
  await page.exposeFunction('noteViolation', (what) => wrong.push(`policy: ${what}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      globalThis.noteViolation(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  page.setDefaultTimeout(60_000); // far more than it takes, on any machine
  try {
    await page.goto(address);
    await work(page, context);
  } finally {
    await context.close();
  }
  assert.deepEqual(wrong, []);
}

/** Nothing on the page keeps anybody out, as far as axe can tell. */
export async function assertAccessible(page) {
  await page.evaluate(async () => {
    const moving = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(moving.map((one) => one.finished)); // what fades in has no contrast yet
  });
  await page.evaluate(AXE);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  const told = found.violations.map((one) => `${one.id}: ${one.help} ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(' | ')}`);
  assert.deepEqual(told, []);
}

/** The names in the table, from top to bottom. */
export function names(page) {
  return page.locator('tbody [data-who]').allTextContents();
}

/** Which developers are in the table, from top to bottom. */
export function ids(page) {
  return page.locator('tbody [data-who]').evaluateAll((found) => found.map((one) => one.dataset.who));
}

/** Waits until the table is there and nothing in it is on its way. */
export async function settled(page) {
  await page.locator('tbody [data-who]').first().waitFor();
  await page.locator('table[aria-busy="false"]').waitFor();
}

/** What narrows the table. */
export function toolbar(page) {
  return page.getByRole('group', { name: 'Narrow the table' });
}
