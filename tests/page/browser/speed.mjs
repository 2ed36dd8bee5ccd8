// How quick the page is: prints seconds, medians of several times, as JSON.
import { openBrowser } from './chromium.mjs';

const TIMES = 5;
const [url] = process.argv.slice(2);
const median = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] / 1000;

/** Milliseconds from the start of the navigation until rows are there. */
async function firstRows(browser) {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    new MutationObserver(() => {
      if (globalThis.rowsAt === undefined && document.querySelector('tbody [data-who]') !== null) globalThis.rowsAt = performance.now();
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(`${url}/report`);
  await page.waitForFunction(() => globalThis.rowsAt !== undefined);
  const took = await page.evaluate(() => globalThis.rowsAt);
  await context.close();
  return took;
}

/** Milliseconds from a change of the address's order, filter or page until the table shows it. */
function changed(page, search) {
  return page.evaluate(
    (wanted) =>
      new Promise((resolve) => {
        const rows = () => [...document.querySelectorAll('tbody [data-who]')].map((row) => row.dataset.who).join();
        const before = rows();
        const began = performance.now();
        history.pushState(null, '', wanted);
        dispatchEvent(new PopStateEvent('popstate'));
        const look = () => {
          const isThere = document.querySelector('table[aria-busy="false"]') !== null && rows() !== before;
          if (isThere) resolve(performance.now() - began);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    search,
  );
}

/** The longest task of a browser, in milliseconds, while the seat map of ninety days is scrolled from end to end. */
async function scrolling(browser) {
  const page = await (await browser.newContext({ viewport: { width: 1360, height: 900 } })).newPage();
  await page.goto(`${url}/pictures?days=90`);
  const map = page.getByRole('listbox', { name: /^Seat map/ });
  await map.getByRole('option').first().waitFor();
  await page.getByText(/^As of /).first().waitFor({ timeout: 180_000 }); // everything is read
  await page.waitForTimeout(3000); // what is in sight beside the map is drawn by then
  await page.evaluate(() => {
    globalThis.longest = 0;
    globalThis.watching = new PerformanceObserver((list) => {
      for (const task of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, task.duration);
    });
    globalThis.watching.observe({ type: 'longtask' });
  });
  const box = await map.boundingBox();
  await page.mouse.move(box.x + 300, box.y + 200);
  for (let times = 0; times < 150; times += 1) {
    await page.mouse.wheel(0, times % 60 < 30 ? 1500 : -1500);
    await page.waitForTimeout(10);
  }
  const height = await map.evaluate((element) => element.scrollHeight);
  for (const part of [1, 0.25, 0.75, 0]) {
    await map.evaluate((element, top) => element.scrollTo(0, top), height * part);
    await page.waitForTimeout(100);
  }
  return page.evaluate(() => globalThis.longest);
}

const browser = await openBrowser();
await firstRows(browser);
const first = [];
for (let times = 0; times < TIMES; times += 1) first.push(await firstRows(browser));
const page = await (await browser.newContext({ viewport: { width: 1360, height: 900 } })).newPage();
await page.goto(`${url}/report`);
await page.locator('tbody [data-who]').first().waitFor();
const took = { sorted: [], filtered: [], paged: [] };
for (let times = 0; times < TIMES; times += 1) {
  took.sorted.push(await changed(page, `/report?sort=name&size=${[25, 50, 100][times % 3]}&n=${times}`));
  took.filtered.push(await changed(page, `/report?state=stopped&n=${times}&search=${'aeiou'[times]}`));
  took.paged.push(await changed(page, `/report?page=${times + 20}`));
}
const longest = await scrolling(browser);
await browser.close();
const found = Object.fromEntries(Object.entries(took).map(([what, values]) => [what, median(values)]));
console.log(JSON.stringify({ times: TIMES, first_rows: median(first), longest_task: longest / 1000, ...found }));
