import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { button, go, line, settings, tabTo, told, truth } from './admin.mjs';
import { assertAccessible, visit } from './page.mjs';

const setting = async (page, key) => (await truth(page, '/settings?size=1000')).settings.find((one) => one.key === key);
const IN_DAYS = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

test('a threshold is changed by keyboard alone: whom it affects is named first, then it is saved, then put back', async () => {
  await visit(settings('thresholds'), {}, async (page) => {
    const field = page.getByLabel('Active days of healthy use');
    const press = (key) => page.keyboard.press(key);
    await field.waitFor();
    await tabTo(page, field);
    await press('Control+a');
    await page.keyboard.type('15');
    await page.getByText('1 change not saved').waitFor();
    await tabTo(page, button(page, 'Whom does it affect?'));
    await press('Enter');
    await told(page, /^\d+ developers of \d+ would have another state or other signals/);
    const affected = page.getByRole('table', { name: 'Whom it would affect' });
    assert.ok((await affected.locator('tbody th').allTextContents()).every((name) => name.length > 2));
    assert.ok((await affected.getByRole('row').count()) > 2);
    await page.getByRole('table', { name: 'How many there are of each state and signal' }).waitFor();
    await assertAccessible(page);
    assert.equal((await setting(page, 'limits.healthy_active_days')).value, '2', 'looking saves nothing');

    assert.ok(await affected.evaluate((one) => one.getBoundingClientRect().top < innerHeight), 'it is in sight');

    await tabTo(page, button(page, 'Save'));
    await press('Enter');
    await told(page, 'Saved. It counts from the next report on.');
    assert.equal(await affected.count(), 0, 'what was looked at is over');
    assert.deepEqual(await setting(page, 'limits.healthy_active_days'), { key: 'limits.healthy_active_days', value: '15', is_set: true });
    await tabTo(page, button(page, 'Back to 2 days'), 200);
    await press('Enter');
    await button(page, 'Back to 2 days').waitFor({ state: 'detached' });
    assert.equal(await field.inputValue(), '2');
    assert.equal((await setting(page, 'limits.healthy_active_days')).is_set, false);
  });
});

test('a bad number is told beside its field and stays typed, while the good ones are saved', async () => {
  await visit(settings('thresholds'), { network: true }, async (page) => {
    await page.getByLabel('Grace period').fill('many');
    await page.getByLabel('Low acceptance').fill('150');
    await page.getByLabel('Shutdown').fill('5');
    await page.getByText('3 changes not saved').waitFor();
    await button(page, 'Save').click();
    await told(page, '1 saved; 2 could not be, see the sentences above.');
    const wrongOf = (field) => field.evaluate((one) => one.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join('|'));
    assert.match(await wrongOf(page.getByLabel('Grace period')), /“Grace period” cannot be 'many': it takes a whole number\./);
    assert.match(await wrongOf(page.getByLabel('Low acceptance')), /“Low acceptance” takes a share from 0 to 100 %\./);
    assert.deepEqual([await page.getByLabel('Grace period').inputValue(), await page.getByLabel('Low acceptance').inputValue()], ['many', '150']);
    assert.equal((await setting(page, 'limits.shutdown_days')).value, '5');
    await assertAccessible(page);
    await go(page, 'Holds');
    await go(page, 'Thresholds');
    assert.equal(await page.getByLabel('Grace period').inputValue(), 'many', 'it waits here');
    await button(page, 'Discard').click();
    assert.equal(await page.getByLabel('Grace period').inputValue(), '14');
    await button(page, 'Back to 4 days').click();
    await button(page, 'Back to 4 days').waitFor({ state: 'detached' });
  });
});

test('a price and tiers of models are entered as one writes them, and kept as the service counts', async () => {
  await visit(settings('prices'), {}, async (page) => {
    await page.getByLabel('Price of a seat').fill('40,50');
    await page.getByLabel('Premium models').fill('our-large-*\nour-huge');
    await button(page, 'Save').click();
    await told(page, 'Saved. They count from the next report on.');
    assert.equal(Number((await setting(page, 'money.seat_price_cents')).value), 4050);
    assert.equal((await setting(page, 'tiers.premium')).value, 'our-large-*, our-huge');
    assert.equal(await page.getByLabel('Price of a seat').inputValue(), '40.5');
    await page.getByLabel('Price of a seat').fill('');
    await page.getByLabel('Premium models').fill('');
    await button(page, 'Save').click();
    await button(page, 'Take it away').first().waitFor({ state: 'detached' });
    assert.equal((await setting(page, 'money.seat_price_cents')).is_set, false);
  });
});

test('a seat is put on hold and taken off it', async () => {
  await visit(settings('holds'), {}, async (page) => {
    const address = 'yusuf.demir@example.org';
    await page.getByText('No seat is on hold.').waitFor();
    assert.ok(await button(page, 'Put on hold').isDisabled());
    await page.getByLabel('Address').first().fill(address);
    await page.getByLabel('Until, included').fill(IN_DAYS);
    await button(page, 'Put on hold').click();
    await told(page, `${address} is on hold until`);
    await line(page, address).getByText('in force').waitFor();
    await line(page, address).getByText('ever', { exact: true }).waitFor();
    assert.equal(await page.getByLabel('Address').first().inputValue(), '');
    await assertAccessible(page);
    assert.deepEqual((await truth(page, '/holds')).holds.map((one) => [one.email, one.until, one.reason]), [[address, IN_DAYS, 'leave']]);
    await button(line(page, address), 'End it').click();
    await assertAccessible(page);
    await button(page.getByRole('dialog'), 'End it').click();
    await told(page, `The hold on ${address} has ended.`);
    await line(page, address).getByText('Over').waitFor();
  });
});

test('whoever goes to the second page of the holds stays there', async () => {
  await visit('about:blank', {}, async (page) => {
    await page.route('**/api/v1/holds?*', (route) => route.continue({ url: route.request().url().replace('size=50', 'size=1') }));
    await page.goto(settings('holds'));
    for (const address of ['one@nobody.example', 'other@nobody.example']) {
      await page.getByLabel('Address').first().fill(address);
      await page.getByLabel('Until, included').fill(IN_DAYS);
      await button(page, 'Put on hold').click();
      await told(page, `${address} is on hold until`);
    }
    await button(page, 'Next').click();
    await page.getByText(/^2–2 of \d$/).waitFor();
    await page.waitForTimeout(1000); // far longer than the search waits for another letter
    await page.getByText(/^2–2 of \d$/).waitFor({ timeout: 1000 });
  });
});

test('the site’s mode is changed with its meaning beside it, and every developer can read it', async () => {
  await visit(settings('privacy'), {}, async (page) => {
    await page.getByRole('radio', { name: /^Groups/ }).check();
    await page.getByText('Nobody sees single people').waitFor();
    const least = page.getByRole('textbox');
    await least.fill('7');
    await button(page, 'Save').click();
    await told(page, 'Saved.');
    await assertAccessible(page);
    await page.getByRole('link', { name: 'Privacy', exact: true }).first().click();
    await page.getByText('A group has at least 7 people.').waitFor();
    const { mode, group_of: groupOf } = await truth(page, '/privacy');
    assert.deepEqual([mode, groupOf], ['groups', 7]);
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await go(page, 'Privacy');
    await button(page, 'Back to 5').click();
    await button(page, 'Back to 5').waitFor({ state: 'detached' });
    await page.getByRole('radio', { name: /^Members/ }).check();
    await button(page, 'Save').click();
    await told(page, 'Saved.');
    assert.equal((await truth(page, '/me')).mode, 'members');
  });
});

test('a token is made, opens what it may, is shown once, and opens nothing once it is revoked', async () => {
  await visit(settings('tokens'), { network: true }, async (page) => {
    const answers = (text) => page.evaluate(async (token) => (await fetch('/api/v1/me', { headers: { authorization: `Bearer ${token}` } })).status, text);
    await page.getByLabel('Name', { exact: true }).fill('nightly');
    await page.getByRole('checkbox', { name: /^Audit/ }).check();
    await button(page, 'Make a token').click();
    await page.getByText(/nightly is made, until .* it is never shown again/).waitFor();
    const text = await page.locator('code').first().innerText();
    assert.match(text, /^slt_/);
    assert.equal(await answers(text), 200);
    await assertAccessible(page);
    await button(page, 'I have it').click();
    assert.ok(!(await page.content()).includes(text));
    await line(page, 'nightly').getByText('audit, view').waitFor();

    await page.getByLabel('Name', { exact: true }).fill('nightly');
    await button(page, 'Make a token').click();
    await page.getByRole('alert').filter({ hasText: "There is a token named 'nightly' already" }).waitFor();
    assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'nightly');
    await button(line(page, 'nightly'), 'Revoke').click();
    await button(page.getByRole('dialog'), 'Revoke').click();
    await told(page, 'nightly opens nothing any more.');
    assert.equal(await answers(text), 401);
    await page.getByText('There is no token yet.').waitFor();
  });
});

test('the audit log shows what was just done in words, finds it, goes back in time, and is taken along as CSV', async () => {
  await visit(settings('audit'), {}, async (page) => {
    const first = page.locator('tbody tr').first();
    await first.getByText('token revoked').waitFor();
    const details = await page.locator('tbody td:last-child').allTextContents();
    assert.ok(details.includes('roles Developers'));
    assert.ok(!details.some((one) => /_at|_id|\dT\d\d:/.test(one)), 'nothing is written as programs do');
    const find = page.getByLabel('Find in these days');
    await find.fill('setting changed limits.healthy 15');
    await told(page, /^2 of \d+ lines/);
    assert.deepEqual(await page.locator('tbody td:last-child').allTextContents(), ['15 → as usual', 'set to 15']);
    await assertAccessible(page);
    const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Save as CSV').click()]);
    const lines = readFileSync(await download.path(), 'utf8').trim().split(/\r?\n/);
    assert.match(download.suggestedFilename(), /^audit-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
    assert.deepEqual([lines.length, lines[0]], [3, 'at,by,by_name,action,about,details']);
    assert.match(lines[1], /setting_changed,limits\.healthy_active_days,before: 15/);
    await find.fill('no line has this');
    await page.getByText('No line of these days has that in it.').waitFor();
    await button(page, 'Earlier days').click();
    await page.getByText('Nothing happened in these days.').waitFor();
    await page.waitForURL(/to=\d{4}-\d\d-\d\d/);
    await assertAccessible(page);
  });
});
