// Takes the pictures of the page for the docs: screenshots.mjs alone|signed-in|jira URL [the beginning of a name …].
import { join } from 'node:path';
import { openBrowser } from './chromium.mjs';

const [kind, url, ...wanted] = process.argv.slice(2);

const rows = (page) => page.locator('tbody [data-who]').first().waitFor();

/** Every picture: what it is called, where it is taken, in which theme, and what is done there before. */
const PICTURES = [
  { name: 'page-report', path: '/report', before: rows },
  { name: 'page-report-dark', path: '/report', scheme: 'dark', before: rows },
  { name: 'page-project', path: '/report?project=APP', before: rows },
  { name: 'page-filtered', path: '/report?signal=declining&signal=inactive_seat&density=compact', before: rows },
  { name: 'page-developer', path: '/report?search=marta%20kowalska', height: 1500, before: openFirst },
  { name: 'page-pictures', path: '/pictures', height: 1500, before: painted },
  { name: 'page-pictures-dark', path: '/pictures', height: 1500, scheme: 'dark', before: painted },
  { name: 'page-developer-dark', path: '/report?search=marta%20kowalska', height: 1500, scheme: 'dark', before: openFirst },
  { name: 'page-visibility', path: '/admin/visibility', before: openProject },
  { name: 'page-people', path: '/admin/people', before: (page) => page.locator('tbody tr').first().waitFor() },
  { name: 'page-thresholds', path: '/admin/thresholds', before: lookWhomItAffects },
  { name: 'page-privacy', path: '/privacy', before: (page) => page.getByText('Every field that is read').waitFor() },
  { name: 'page-audit', path: '/admin/audit', before: doThings },
];

/** Waits until the pictures in sight are drawn. */
async function painted(page) {
  await page.getByRole('listbox', { name: /^Seat map/ }).waitFor();
  await page.getByRole('region', { name: 'Tokens by day', exact: true }).locator('canvas').first().waitFor();
  await page.waitForTimeout(600);
}

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

/** Where somebody signed in: Hana, a developer. */
const SIGNED_IN = [{ name: 'page-own', path: '/own', height: 1300, before: signIn }];

/** In the stand-in for Jira's page: the frame is another page within. */
const IN_JIRA = [
  { name: 'page-in-jira', path: '/host/lead/light/projects/APP/project-page' },
  { name: 'page-in-jira-dark', path: '/host/member/dark/projects/APP/project-page' },
].map((one) => ({ ...one, scheme: one.path.split('/')[3], before: (page) => rows(page.frameLocator('iframe')) }));

const SETS = { alone: PICTURES, 'signed-in': SIGNED_IN, jira: IN_JIRA };

const browser = await openBrowser();
for (const { name, path, scheme = 'light', before, width = 1440, height = 900 } of SETS[kind]) {
  if (wanted.length > 0 && !wanted.some((one) => name.startsWith(one))) continue;
  const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(url + path);
  await before(page);
  await page.waitForTimeout(400); // fonts and small windows come to rest
  await page.screenshot({ path: join(process.env.SEATLIGHT_PICTURES, `${name}.png`) });
  await context.close();
}
await browser.close();
