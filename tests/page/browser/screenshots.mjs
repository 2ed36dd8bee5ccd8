// Takes the pictures of the page for the docs: screenshots.mjs URL URL-WHERE-ONE-SIGNS-IN [the beginning of a name …].
import { join } from 'node:path';
import { openBrowser } from './chromium.mjs';

const [url, signedIn, ...wanted] = process.argv.slice(2);

const rows = (page) => page.locator('tbody [data-who]').first().waitFor();

/** Every picture: what it is called, where it is taken, in which theme, and what is done there before. */
const PICTURES = [
  { name: 'page-report', path: '/report', before: rows },
  { name: 'page-report-dark', path: '/report', scheme: 'dark', before: rows },
  { name: 'page-project', path: '/report?project=APP', before: rows },
  { name: 'page-filtered', path: '/report?signal=declining&signal=inactive_seat&density=compact', before: rows },
  { name: 'page-developer', path: '/report?search=marta%20kowalska', height: 1500, before: openFirst },
  { name: 'page-developer-dark', path: '/report?search=marta%20kowalska', height: 1500, scheme: 'dark', before: openFirst },
  { name: 'page-visibility', path: '/admin/visibility', before: openProject },
  { name: 'page-people', path: '/admin/people', before: (page) => page.locator('tbody tr').first().waitFor() },
  { name: 'page-thresholds', path: '/admin/thresholds', before: lookWhomItAffects },
  { name: 'page-privacy', path: '/privacy', before: (page) => page.getByText('Every field that is read').waitFor() },
  { name: 'page-own', path: '/own', home: signedIn, height: 1300, before: signIn },
  { name: 'page-audit', path: '/admin/audit', before: doThings },
];

async function openFirst(page) {
  await rows(page);
  await page.locator('tbody [data-who]').first().click();
  await page.getByRole('heading', { name: 'Models' }).waitFor();
}

async function openProject(page) {
  await page.getByLabel('Show a report in Operations').locator('..').click();
  await page.getByText('Jira admins will see it').waitFor();
}

async function lookWhomItAffects(page) {
  await page.getByLabel('Days before reclaiming').fill('30');
  await page.getByRole('button', { name: 'Whom does it affect?' }).click();
  await page.getByRole('table', { name: 'Whom it would affect' }).waitFor();
}

async function signIn(page) {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Models' }).waitFor();
}

/** Something for the log to tell: it comes last, as it changes what the other pictures show. */
async function doThings(page) {
  await page.evaluate(async () => {
    const ask = (method, path, body) =>
      fetch(`/api/v1${path}`, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    await ask('PUT', '/settings/limits.grace_days', { value: '21' });
    await ask('POST', '/holds', { email: 'aoife.byrne@example.org', until: '2027-03-31', reason: 'leave', starts_on: '2026-11-16' });
    await ask('POST', '/people/rules', { kind: 'same_domain', domain: 'labs.example.org', other: 'example.org' });
    await ask('POST', '/people/confirm', { email: 'night-runner@example.org', account_id: null, reason: 'The nightly build.' });
    await ask('PUT', '/settings/limits.grace_days', { value: '30' });
    await ask('PUT', '/grants/OPS', { roles: ['Developers'], mode: 'pseudonyms' });
    await ask('POST', '/tokens', { name: 'nightly dashboard', permissions: ['view'], projects: [], days: 90 });
    await fetch('/api/v1/report?project=APP');
  });
  await page.reload();
  await page.getByText('token created').waitFor();
}

const browser = await openBrowser();
for (const { name, path, home = url, scheme = 'light', before, width = 1440, height = 900 } of PICTURES) {
  if (wanted.length > 0 && !wanted.some((one) => name.startsWith(one))) continue;
  const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(home + path);
  await before(page);
  await page.waitForTimeout(400); // fonts and small windows come to rest
  await page.screenshot({ path: join(process.env.SEATLIGHT_PICTURES, `${name}.png`) });
  await context.close();
}
await browser.close();
