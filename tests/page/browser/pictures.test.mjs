import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, URLS, visit } from './page.mjs';

const PICTURES = `${URLS.whole}/pictures`;
const TITLES = ['Seat map', 'Tokens by day', 'Active developers by day', 'Tokens and acceptance', 'How acceptance is spread'];

const card = (page, title) => page.getByRole('region', { name: title, exact: true });
const map = (page) => page.getByRole('listbox', { name: /^Seat map/ });
const marked = async (page) => page.locator(`[id="${await map(page).getAttribute('aria-activedescendant')}"]`).textContent();

/** Brings a card into sight until its picture is drawn: what comes above it meanwhile may push it away again. */
async function drawn(page, title) {
  const canvas = card(page, title).locator('canvas').first();
  for (let times = 0; times < 100 && !(await canvas.isVisible()); times += 1) {
    await card(page, title).scrollIntoViewIfNeeded();
    await page.waitForTimeout(times < 10 ? 50 : 500);
  }
  await canvas.waitFor();
  return canvas;
}

for (const scheme of ['light', 'dark']) {
  test(`every picture is drawn ${scheme}, says what it shows, and keeps nobody out`, async () => {
    await visit(PICTURES, { scheme }, async (page) => {
      for (const title of TITLES) {
        const canvas = await drawn(page, title);
        assert.ok((await canvas.boundingBox()).width > 500, title);
        assert.match(await card(page, title).locator('p').nth(1).innerText(), /\d.*\.$/);
      }
      await assertAccessible(page);
      for (const title of TITLES) await card(page, title).getByRole('button', { name: 'Table', exact: true }).click();
      assert.equal(await page.getByRole('table').count(), TITLES.length);
      await assertAccessible(page);
    });
  });
}

test('the seat map is walked by keyboard, tells each day, and opens a developer', async () => {
  await visit(`${PICTURES}?days=60`, {}, async (page) => {
    await map(page).focus();
    await page.keyboard.press('ArrowDown');
    const first = await marked(page);
    await page.keyboard.press('ArrowDown');
    assert.notEqual(await marked(page), first);
    await page.keyboard.press('ArrowLeft');
    assert.match(await page.getByRole('status').filter({ hasText: ': ' }).last().textContent(), /^\d+\s\w+\s\d{4}: /);
    await page.keyboard.press('End');
    assert.equal(await map(page).getByRole('option', { selected: true }).getAttribute('aria-posinset'), await setSize(page));
    await page.keyboard.type('ha');
    assert.match(await marked(page), /^Ha/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/report\?.*developer=[0-9a-f]{16}/);
    assert.match(page.url(), /days=60/);
  });
});

const setSize = (page) => map(page).getByRole('option').first().getAttribute('aria-setsize');

test('whoever drifted away stands below who did not, and names are found', async () => {
  await visit(`${PICTURES}?days=90`, {}, async (page) => {
    await map(page).waitFor();
    await page.getByRole('button', { name: /^No use known: \d+$/ }).click();
    await page.waitForFunction(() => document.querySelector('[role=listbox]').scrollTop > 0);
    await page.getByRole('textbox', { name: 'Find a developer on the map' }).fill('hana');
    assert.ok((await map(page).getByRole('option').allTextContents()).every((text) => /hana/i.test(text)));
    await page.getByRole('textbox', { name: 'Find a developer on the map' }).fill('nobody is called so');
    await page.getByText('Nobody here has such a name.').waitFor();
  });
});

test('a click on a point opens the developer', async () => {
  await visit(PICTURES, {}, async (page) => {
    await map(page).getByRole('option').first().waitFor(); // it pushes the others down
    const canvas = await drawn(page, 'Tokens and acceptance');
    await canvas.scrollIntoViewIfNeeded();
    const at = await pointed(page, canvas);
    await page.mouse.click(at.x, at.y);
    await page.waitForURL(/\/report\?.*developer=[0-9a-f]{16}/);
  });
});

/** A place on the canvas where something can be picked: there the pointer looks otherwise. Most accept a good third. */
async function pointed(page, canvas) {
  const box = await canvas.boundingBox();
  const cursor = () => canvas.evaluate((element) => element.parentElement.style.cursor);
  for (const y of [237, 231, 243, 225, 249, 219, 255]) {
    for (let x = box.width - 20; x > 60; x -= 8) {
      await page.mouse.move(box.x + x, box.y + y);
      if ((await cursor()) === 'pointer') return { x: box.x + x, y: box.y + y };
    }
  }
  throw new Error('there is no point');
}

test('a day is the same day wherever the viewer is', async () => {
  const seen = [];
  for (const timezoneId of ['America/Los_Angeles', 'Pacific/Kiritimati']) {
    await visit(PICTURES, { timezoneId }, async (page) => {
      await map(page).getByRole('option').first().waitFor();
      const canvas = await drawn(page, 'Active developers by day');
      await canvas.scrollIntoViewIfNeeded();
      const box = await canvas.boundingBox();
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.mouse.move(box.x + box.width / 2 + 2, box.y + box.height / 2);
      const tip = page.getByText('Active developers', { exact: true }).locator('../..');
      seen.push((await tip.innerText()).replace(/\s+/g, ' '));
    });
  }
  assert.match(seen[0], /Day \w{3} \d+ \w{3} \d{4} Active developers \d+/);
  assert.equal(seen[0], seen[1]);
});

test('a picture is saved as a file in both forms', async () => {
  await visit(PICTURES, {}, async (page) => {
    await drawn(page, 'How acceptance is spread');
    for (const [item, name, begins] of [['SVG, for print', 'acceptance.svg', '<svg'], ['PNG, for slides', 'acceptance.png', '\x89PNG']]) {
      await card(page, 'How acceptance is spread').getByRole('button', { name: /^Save/ }).click();
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: item }).click()]);
      assert.equal(file.suggestedFilename(), name);
      const parts = await (await file.createReadStream()).toArray();
      assert.ok(Buffer.concat(parts).toString('latin1').startsWith(begins));
    }
  });
});

const ODD = ['<img src=x onerror=alert(1)>', 'محمد العربي', '王小明 😀', 'x'.repeat(300)];

test('a map of five thousand, with names of any kind, holds as much as is in sight', async () => {
  await visit('about:blank', {}, async (page) => {
    await page.route('**/api/v1/pictures/seat_map*', async (route) => {
      const answer = await (await route.fetch()).json();
      const line = answer.seat_map[0];
      const lines = Array.from({ length: 5000 }, (_, at) => ({ ...line, developer_id: `${at}`, name: ODD[at] ?? `Person ${at}` }));
      await route.fulfill({ json: { ...answer, seat_map: lines } });
    });
    await page.goto(PICTURES);
    await map(page).waitFor();
    assert.equal(await map(page).getByRole('option').first().locator('bdi').textContent(), ODD[0]);
    await map(page).evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await page.getByRole('option', { name: /^Person 4999/ }).waitFor();
    assert.ok((await map(page).getByRole('option').count()) < 50);
    await assertAccessible(page);
  });
});

test('where groups alone may be shown there is their picture and no other', async () => {
  await visit('about:blank', {}, async (page) => {
    await page.route('**/api/v1/pictures/groups?*', async (route) => {
      const answer = await (await route.fetch()).json();
      const rows = [{ active_days: '0 to 4', developers: 8, total_tokens: 1200 }];
      await route.fulfill({ json: { ...answer, shown_as: 'groups', rows } });
    });
    await page.goto(PICTURES);
    await drawn(page, 'Groups by active days');
    assert.equal(await page.getByRole('heading', { level: 2 }).count(), 1);
  });
});

test('on a narrow screen nothing is wider than it', async () => {
  await visit(PICTURES, { width: 400 }, async (page) => {
    await drawn(page, 'Tokens by day');
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  });
});

test('while it is read the pictures are so far, and grow by themselves', async () => {
  await visit(`${URLS.slow}/pictures`, {}, async (page) => {
    await card(page, 'Seat map').getByText('So far', { exact: true }).waitFor();
    await page.getByRole('status').filter({ hasText: /left|As of/ }).first().waitFor();
    await drawn(page, 'Active developers by day');
    await assertAccessible(page);
  });
});

test('a key that does not work is told instead of pictures', async () => {
  await visit(`${URLS['wrong key']}/pictures`, { network: true }, async (page) => {
    await page.getByRole('heading', { name: 'Cursor could not be read' }).waitFor();
    assert.equal(await page.locator('canvas').count(), 0);
  });
});

test('an empty team has pictures that say so', async () => {
  await visit(`${URLS.empty}/pictures`, {}, async (page) => {
    await page.getByText('There is nobody to show.').waitFor();
    await page.getByText('Nothing was used in this window.').first().waitFor();
    await assertAccessible(page);
  });
});
