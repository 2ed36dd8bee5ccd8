// Takes the pictures of the page for the docs: screenshots.mjs alone|jira URL [the beginning of a name …].
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

/** In the stand-in for Jira's page: the frame is another page within. */
const IN_JIRA = [
  { name: 'page-in-jira', path: '/host/lead/light/projects/APP/project-page' },
  { name: 'page-in-jira-dark', path: '/host/member/dark/projects/APP/project-page' },
].map((one) => ({ ...one, scheme: one.path.split('/')[3], before: (page) => rows(page.frameLocator('iframe')) }));

const browser = await openBrowser();
for (const { name, path, scheme = 'light', before, width = 1440, height = 900 } of kind === 'jira' ? IN_JIRA : PICTURES) {
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
