import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { assertAccessible, names, settled, toolbar, URLS, visit } from './page.mjs';

const REPORT = `${URLS.whole}/report`;
const plain = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const byText = (left, right) => (plain(left) < plain(right) ? -1 : 1);

for (const scheme of ['light', 'dark']) {
  test(`the report loads, looks ${scheme}, and keeps nobody out`, async () => {
    await visit(REPORT, { scheme }, async (page) => {
      await settled(page);
      assert.equal(await page.title(), 'Report – AI Adoption Analytics');
      assert.equal((await names(page)).length, 50);
      assert.match(await page.getByRole('list', { name: 'The team' }).innerText(), /Seats used\s*\?\s*\d+\s*%/);
      assert.equal(await page.locator('html').getAttribute('data-color-mode'), scheme);
      await assertAccessible(page);
    });
  });
}

test('a click on a column sorts by it, a second one turns the order round, and the address says so', async () => {
  await visit(REPORT, {}, async (page) => {
    await settled(page);
    await page.getByRole('button', { name: 'Name', exact: true }).click();
    await page.locator('th[aria-sort="ascending"]').waitFor();
    await settled(page);
    const up = await names(page);
    assert.deepEqual(up, [...up].sort(byText));
    await page.getByRole('button', { name: 'Name', exact: true }).click();
    await page.locator('th[aria-sort="descending"]').waitFor();
    await settled(page);
    assert.match(page.url(), /sort=-name/);
    await page.goBack();
    await page.locator('th[aria-sort="ascending"]').waitFor();
    await settled(page);
    assert.deepEqual(await names(page), up);
  });
});

test('filters by state and signal narrow the table, count, and stand in the address', async () => {
  await visit(REPORT, {}, async (page) => {
    await settled(page);
    await toolbar(page).getByRole('button', { name: 'State' }).click();
    const stopped = page.getByRole('menuitemcheckbox', { name: /Stopped \(\d+\)/ });
    const count = Number(/\d+/.exec(await stopped.innerText())[0]);
    await stopped.click();
    await page.waitForURL(/state=stopped/);
    await page.keyboard.press('Escape');
    await page.getByText(`1–${count} of ${count}`).waitFor();
    await settled(page);
    assert.equal((await names(page)).length, count);
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByText(/^1–50 of 6\d$/).waitFor();
  });
});

test('a search finds a part of a name, and says when nobody fits', async () => {
  await visit(REPORT, {}, async (page) => {
    await settled(page);
    await page.getByRole('searchbox').fill('hana');
    await page.waitForURL(/search=hana/);
    await page.getByText(/^1–\d+ of \d+ \(\d+ in all\)$/).waitFor();
    assert.ok((await names(page)).every((name) => /hana/i.test(name)));
    await page.getByRole('searchbox').fill('nobody is called so');
    await page.getByRole('heading', { name: 'Nobody fits' }).waitFor();
    await assertAccessible(page);
  });
});

for (const width of [1440, 1000, 420]) {
  test(`a window of ${width} pixels shows no more than itself, and the table moves inside it`, async () => {
    await visit(`${REPORT}?size=25`, { width }, async (page) => {
      await settled(page);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      await page.getByRole('columnheader', { name: 'Name' }).waitFor();
    });
  });
}

test('pages lead on and back', async () => {
  await visit(`${REPORT}?size=25`, {}, async (page) => {
    await settled(page);
    const first = await names(page);
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.getByText(/^26–50 of/).waitFor();
    await settled(page);
    assert.ok(!(await names(page)).some((name) => first.includes(name)));
    await page.getByRole('button', { name: 'Previous' }).click();
    await page.getByText(/^1–25 of/).waitFor();
  });
});

for (const scheme of ['light', 'dark']) {
  test(`one developer opens beside the table, in full and ${scheme}`, async () => {
    await visit(`${REPORT}?search=hana%20sato`, { scheme }, async (page) => {
      await settled(page);
      await page.locator('[data-who]', { hasText: 'Hana Sato' }).click();
      const drawer = page.getByRole('dialog');
      await drawer.getByRole('heading', { name: 'Hana Sato' }).waitFor();
      for (const title of ['Day by day', 'Acceptance by kind', 'Models']) await drawer.getByRole('heading', { name: title }).waitFor();
      assert.match(await drawer.innerText(), /Active on \d+ of 30 days/);
      await assertAccessible(page);
      await drawer.getByRole('button', { name: 'Show as table' }).click();
      await drawer.getByRole('rowheader', { name: /2026|20\d\d/ }).first().waitFor();
      await assertAccessible(page);
    });
  });
}

test('everything can be done by keyboard alone', async () => {
  await visit(REPORT, {}, async (page) => {
    await settled(page);
    const press = (key) => page.keyboard.press(key);
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    await press('Tab');
    assert.equal(await focused(), 'Skip to the content');
    await press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
    for (let steps = 0; steps < 60 && !(await page.evaluate(() => document.activeElement?.hasAttribute('data-who'))); steps += 1) {
      await press('Tab');
    }
    const [first, second] = await names(page);
    const dialog = page.getByRole('dialog');
    assert.equal(await focused(), first);
    await press('ArrowDown');
    assert.equal(await focused(), second);
    await press('Enter');
    await dialog.getByRole('heading', { name: second }).waitFor();
    await page.waitForFunction(() => document.activeElement?.closest('[role=dialog]') !== null);
    await press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.waitForFunction((name) => document.activeElement?.textContent === name, second);
    await press('End');
    assert.equal(await focused(), (await names(page)).at(-1));
    await page.getByRole('button', { name: 'Columns' }).focus();
    await press('Enter');
    await page.getByRole('menuitemcheckbox', { name: 'Spend' }).waitFor();
    await press('Escape');
  });
});

test('columns and density are chosen, and remembered without the address', async () => {
  await visit(REPORT, {}, async (page) => {
    await settled(page);
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Input tokens' }).click();
    await page.getByRole('menuitemradio', { name: 'Compact' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('columnheader', { name: 'Input tokens' }).waitFor();
    assert.match(page.url(), /columns=.*input_tokens.*density=compact/);
    await page.goto(REPORT);
    await settled(page);
    await page.getByRole('columnheader', { name: 'Input tokens' }).waitFor();
    assert.equal(await page.locator('table').getAttribute('data-density'), 'compact');
  });
});

test('every row that fits can be taken along', async () => {
  await visit(`${REPORT}?state=active`, {}, async (page) => {
    await settled(page);
    const fitting = Number(/of (\d+)/.exec(await page.getByRole('navigation', { name: 'Pages' }).innerText())[1]);
    for (const [title, isRight] of [
      ['CSV', (bytes) => bytes.toString().trim().split('\n').length === fitting + 1],
      ['Excel', (bytes) => bytes.subarray(0, 2).toString() === 'PK'],
      ['JSON', (bytes) => JSON.parse(bytes.toString()).developers.length === fitting],
      ['Parquet', (bytes) => bytes.subarray(0, 4).toString() === 'PAR1'],
    ]) {
      await page.getByRole('button', { name: 'Export' }).click();
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: title }).click()]);
      assert.match(download.suggestedFilename(), /^site-last-30-days-report\.(csv|xlsx|json|parquet)$/);
      assert.ok(isRight(readFileSync(await download.path())), title);
    }
  });
});

test('days are chosen by one click or as a range, and what is out of reach is said', async () => {
  await visit(REPORT, { network: true }, async (page) => {
    await settled(page);
    await page.getByRole('button', { name: '7', exact: true }).click();
    await page.getByText('in 7 days').waitFor();
    await page.getByRole('button', { name: '90', exact: true }).click();
    await page.getByText('out of the vendor’s reach').waitFor();
    await page.getByRole('button', { name: 'Custom' }).click();
    await page.getByLabel('From', { exact: true }).fill('2020-01-01');
    await page.getByLabel('To, included').fill('2020-01-31');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByRole('heading', { name: 'That cannot be answered' }).waitFor();
    await page.getByText(/Cursor answers 90 days back/).waitFor();
    await page.getByRole('button', { name: 'Show the last 30 days' }).click();
    await page.getByText('in 30 days').waitFor();
  });
});

test('a project is chosen, says who its members are, and its rows are theirs alone', async () => {
  await visit(REPORT, {}, async (page) => {
    await settled(page);
    await page.getByRole('combobox', { name: 'Project' }).click();
    await page.getByRole('option', { name: /Mobile app/ }).click();
    await page.waitForURL(/project=APP/);
    await page.getByText(/About the \d+ members of Mobile app/).waitFor();
    await settled(page);
    assert.ok((await names(page)).length < 20);
    await page.getByRole('link', { name: 'Privacy' }).click();
    assert.match(page.url(), /\/privacy\?project=APP$/);
  });
});

test('whatever a person is called, the page shows it and nothing else', async () => {
  const odd = ['<img src=x onerror=alert(1)>', 'مريم الأنصاري', '👩‍💻'.repeat(40), 'W'.repeat(300), '  ', 'Ā̷̧̛̹̩ŋ̴̘́'];
  await visit('about:blank', {}, async (page) => {
    await page.route('**/api/v1/report?*', async (route) => {
      const answer = await route.fetch();
      const body = await answer.json();
      body.developers?.forEach((row, place) => Object.assign(row, { name: odd[place % odd.length] }));
      await route.fulfill({ response: answer, json: body });
    });
    await page.goto(REPORT);
    await settled(page);
    const shown = (await names(page)).slice(0, odd.length);
    assert.deepEqual(shown.toSpliced(4, 1), odd.toSpliced(4, 1));
    assert.match(shown[4], /@/, 'an address where there is no name');
    assert.equal(await page.locator('tbody img').count(), 0);
    await assertAccessible(page);
  });
});

test('a thousand clicks at once leave the page as the last of them wanted', async () => {
  await visit(REPORT, {}, async (page) => {
    await settled(page);
    await page.evaluate(() => {
      const [one, other] = ['Name', 'Active days'].map((title) => [...document.querySelectorAll('th button')].find((button) => button.textContent?.startsWith(title)));
      for (let times = 0; times < 500; times += 1) {
        other?.click();
        one?.click();
      }
    });
    await page.waitForURL(/sort=name/);
    await settled(page);
    const shown = await names(page);
    assert.deepEqual(shown, [...shown].sort(byText));
  });
});
