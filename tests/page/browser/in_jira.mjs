// Looks at the page through the stand-in for Jira: `node in_jira.mjs '{"site": …, "visits": {name: [path, text]}, "tried": …}'`.
// Prints what it saw as JSON; pytest judges it. One browser for everything.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { openBrowser } from './chromium.mjs';

const { site, visits, tried, shots } = JSON.parse(process.argv[2]);
const browser = await openBrowser();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

/** A tab that remembers everything that went wrong in it, and every address that it reached for. */
async function tab() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(90_000);
  const wrong = [];
  const elsewhere = [];
  page.on('console', (line) => {
    if (['error', 'warning'].includes(line.type())) wrong.push(`${line.type()}: ${line.text()}`);
  });
  page.on('pageerror', (error) => wrong.push(`thrown: ${error.message}`));
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith('http') && !['127.0.0.1', 'localhost'].includes(hostname)) elsewhere.push(request.url());
  });
  watch(page);
  return { page, wrong, elsewhere, close: () => context.close() };
}

/** How many requests of a page are under way, by page. */
const underWay = new WeakMap();

function watch(page) {
  const now = new Set();
  underWay.set(page, now);
  page.on('request', (request) => now.add(request));
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => now.delete(request));
}

/** Waits until the page is there and asks for nothing any more; what it asks for now and again does not count. */
async function arrived(page) {
  const frame = page.frameLocator('iframe');
  await frame.locator('main').waitFor();
  for (let quiet = 0, times = 0; quiet < 10 && times < 600; times += 1) {
    quiet = underWay.get(page).size === 0 ? quiet + 1 : 0;
    await page.waitForTimeout(50);
  }
  return frame;
}

/** What the frame looks like now. */
async function seen(page) {
  const frame = await arrived(page);
  const inside = page.frames().find((one) => one.url().includes('/frame/'));
  return {
    address: page.url().slice(site.length),
    title: await page.title(),
    text: await frame.locator('body').innerText(),
    ...(await inside.evaluate(() => ({
      colorMode: document.documentElement.dataset.colorMode,
      ground: getComputedStyle(document.body).backgroundColor,
      surface: getComputedStyle(document.documentElement).getPropertyValue('--ds-surface').trim(),
    }))),
  };
}

async function visit(name, [path, text]) {
  const { page, wrong, elsewhere, close } = await tab();
  await page.goto(site + path);
  await page.frameLocator('iframe').getByText(text).first().waitFor();
  const found = await seen(page);
  const note = await page.locator('#note').isVisible();
  const places = await page.locator('#places a').allInnerTexts();
  await page.evaluate(axe);
  const barriers = await page.evaluate(async () => {
    // The heading of the whole is that of the page in the frame.
    const rules = { 'page-has-heading-one': { enabled: false } };
    const { violations } = await axe.run({ exclude: ['iframe'] }, { rules });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  });
  if (shots) await page.screenshot({ path: `${shots}/${name}.png` });
  await close();
  return { ...found, note, places, barriers, wrong, elsewhere };
}

/** The theme is switched while the page is open; then the viewer and the project, by keyboard. */
async function switched(path) {
  const { page, wrong, close } = await tab();
  await page.goto(site + path);
  const light = await seen(page);
  const inside = page.frames().find((one) => one.url().includes('/frame/'));
  await page.locator('#theme').press('Enter');
  await inside.waitForFunction(() => document.documentElement.dataset.colorMode === 'dark');
  const dark = await seen(page);
  await page.locator('#viewer').selectOption('admin');
  await page.waitForURL('**/host/admin/**');
  const admin = await seen(page);
  await page.locator('#project').selectOption('WEB');
  await page.waitForURL('**/projects/WEB/**');
  const website = await seen(page);
  await close();
  return { light, dark, admin, website, wrong };
}

/** The page moves on by itself, and the browser's buttons lead back and forth. */
async function wandered(path) {
  const { page, wrong, close } = await tab();
  await page.goto(site + path);
  const frame = await arrived(page);
  const stops = [await seen(page)];
  await frame.getByRole('link', { name: 'Privacy' }).click();
  await page.waitForURL('**/privacy*');
  stops.push(await seen(page));
  await page.goBack();
  await page.waitForURL((url) => !url.pathname.includes('privacy'));
  stops.push(await seen(page));
  await page.goForward();
  await page.waitForURL('**/privacy*');
  stops.push(await seen(page));
  await page.reload();
  stops.push(await seen(page));
  const current = await frame.locator('[aria-current=page]').innerText();
  await close();
  return { stops, current, wrong };
}

/** What the page cannot do by itself: reach the service, the stand-in, or any other place. */
async function confined(path) {
  const { page, close } = await tab();
  await page.goto(site + path);
  await arrived(page);
  const inside = page.frames().find((one) => one.url().includes('/frame/'));
  const outcomes = await inside.evaluate(async (addresses) => {
    const outcome = async (address) => fetch(address).then(({ status }) => status, () => 'refused');
    const found = {};
    for (const [name, address] of Object.entries(addresses)) found[name] = await outcome(address);
    let parent = 'reached';
    try {
      void window.parent.document.body;
    } catch {
      parent = 'refused';
    }
    const script = document.createElement('script');
    script.textContent = 'globalThis.slipped = true';
    document.head.append(script);
    const unknown = await globalThis.__bridge.callBridge('nothing').catch((error) => error.message);
    return { ...found, parent, inline: globalThis.slipped ?? 'refused', unknown };
  }, tried);
  await close();
  return outcomes;
}

/** Does all of them, so many at once: a machine with two cores draws no twenty pages in good time. */
async function severally(all, atOnce = 4) {
  const waiting = Object.entries(all);
  const found = {};
  const go = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) found[next[0]] = await next[1]();
  };
  await Promise.all(Array.from({ length: atOnce }, go));
  return found;
}

const first = '/host/lead/light/projects/APP/project-page';
const visiting = Object.entries(visits).map(([name, place]) => [name, () => visit(name, place)]);
const others = { switched: () => switched(first), wandered: () => wandered(first), confined: () => confined(first) };
const { switched: changed, wandered: walked, confined: fenced, ...visited } = await severally({ ...others, ...Object.fromEntries(visiting) });
await browser.close();
console.log(JSON.stringify({ visits: visited, switched: changed, wandered: walked, confined: fenced }));
