import assert from 'node:assert/strict';
import { test } from 'node:test';
import { button, changesSent, flip, line, settings, told, truth } from './admin.mjs';
import { assertAccessible, URLS, visit } from './page.mjs';

/** Clicks faster than the page can draw in between. */
const twice = (one) =>
  one.evaluate((element) => {
    element.click();
    element.click();
  });
const valueOf = async (page, key) => (await truth(page, '/settings?size=1000')).settings.find((one) => one.key === key).value;

test('a network that is lost in the middle of saving loses no edit, and what is left is saved once it is back', async () => {
  await visit(settings('thresholds'), { network: true }, async (page, context) => {
    const [plateau, shutdown] = [page.getByLabel('Plateau'), page.getByLabel('Shutdown')];
    await plateau.fill('40');
    await shutdown.fill('6');
    let isLost = true;
    await page.route('**/settings/limits.shutdown_days', (route) => (isLost ? route.abort() : route.fallback()));
    await button(page, 'Save').click();
    await told(page, '1 saved; 1 could not be');
    await page.getByRole('alert').filter({ hasText: 'The service cannot be reached. Nothing was lost: try again.' }).waitFor();
    assert.deepEqual([await shutdown.inputValue(), await valueOf(page, 'limits.plateau_share')], ['6', '0.4']);
    await context.setOffline(true);
    await plateau.fill('30');
    await button(page, 'Save').click();
    await page.getByRole('alert').nth(1).waitFor();
    await page.getByText('2 changes not saved').waitFor();
    await assertAccessible(page);
    isLost = false;
    await context.setOffline(false);
    await button(page, 'Save').click();
    await told(page, 'Saved. They count from the next report on.');
    assert.equal(await page.getByRole('alert').count(), 0);
    assert.deepEqual([await valueOf(page, 'limits.plateau_share'), await valueOf(page, 'limits.shutdown_days')], ['0.3', '6']);
  });
});

test('a session that ends over a form loses nothing: one signs in beside it, and saves', async () => {
  const url = `${URLS['admin signs in']}/admin/thresholds`;
  await visit(url, { network: true }, async (page, context) => {
    await button(page, 'Sign in').click();
    const grace = page.getByLabel('Grace period');
    await grace.fill('20');
    await context.clearCookies();
    await button(page, 'Save').click();
    const alert = page.getByRole('alert').filter({ hasText: 'You are signed out.' }).first();
    await alert.getByText('what you typed is still here').waitFor();
    assert.equal(await grace.inputValue(), '20');
    await assertAccessible(page);
    const [other] = await Promise.all([context.waitForEvent('page'), alert.getByRole('link', { name: 'Sign in in another tab' }).click()]);
    await other.getByRole('heading', { name: 'AI Adoption Analytics' }).waitFor();
    await button(other, 'Admin').or(other.getByRole('link', { name: 'Settings' })).first().waitFor();
    await other.close();
    await button(page, 'Save').click();
    await told(page, 'Saved. It counts from the next report on.');
    assert.equal(await valueOf(page, 'limits.grace_days'), '20');

    await grace.fill('21');
    await context.clearCookies();
    await page.reload();
    await button(page, 'Sign in').click();
    await page.waitForURL(/\/admin\/thresholds$/);
    await grace.waitFor();
    assert.equal(await grace.inputValue(), '21', 'over a reload and a sign-in as well');
    await button(page, 'Discard').click();
    assert.equal(await grace.inputValue(), '20');
  });
});

test('two clicks at once do a thing once', async () => {
  await visit(settings('holds'), {}, async (page) => {
    const sent = changesSent(page);
    await page.getByLabel('Address').first().fill('chen.wei@example.org');
    await page.getByLabel('Until, included').fill('2035-01-31');
    await twice(button(page, 'Put on hold'));
    await line(page, 'chen.wei@example.org').waitFor();
    await page.getByRole('link', { name: 'Thresholds' }).click();
    await page.getByLabel('Length of a break').fill('31');
    await twice(button(page, 'Save'));
    await told(page, 'Saved.');
    await page.getByRole('link', { name: 'Project Visibility' }).click();
    await flip(page.getByLabel('Show a report in Operations'));
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Jira admins will see').waitFor();
    await twice(button(dialog, 'Open it'));
    await told(page, 'Operations is open');
    assert.deepEqual(sent.filter((one) => !one.includes('beforehand')), [
      'POST /api/v1/holds',
      'PUT /api/v1/settings/limits.break_days',
      'PUT /api/v1/grants/OPS',
    ]);
    await flip(page.getByLabel('Show a report in Operations'));
    await button(dialog, 'Close it').click();
    await told(page, 'Operations is closed');
  });
});

test('what the service refuses is said where it was asked, and nothing is taken for done', async () => {
  await visit(settings('visibility'), { network: true }, async (page) => {
    const dialog = page.getByRole('dialog');
    const toggle = page.getByLabel('Show a report in Operations');
    await page.route('**/api/v1/grants/OPS', (route) =>
      route.fulfill({ status: 409, json: { title: 'Conflict', status: 409, detail: 'Somebody else changed OPS just now.' } }),
    );
    await flip(toggle);
    await dialog.getByText('Jira admins will see').waitFor();
    await button(dialog, 'Open it').click();
    await dialog.getByRole('alert').filter({ hasText: 'Somebody else changed OPS just now.' }).waitFor();
    await assertAccessible(page);
    await button(dialog, 'Cancel').click();
    assert.equal(await toggle.isChecked(), false);
    await page.route('**/api/v1/grants/NEW/beforehand', (route) =>
      route.fulfill({ status: 422, json: { title: 'Unprocessable Entity', status: 422, detail: 'Jira has no such role.' } }),
    );
    await flip(page.getByLabel('Show a report in New venture'));
    await dialog.getByRole('alert').filter({ hasText: 'Jira has no such role.' }).waitFor();
    assert.ok(await button(dialog, 'Open it').isDisabled(), 'nothing is opened while nobody knows to whom');
  });
});

test('a service of another version is said to be one, and a part of the page that is gone is no blank page', async () => {
  await visit('about:blank', { network: true }, async (page) => {
    await page.route('**/api/v1/me', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), version: '99.0.0' } });
    });
    await page.goto(settings('holds'));
    await page.getByText('A new version is here').waitFor();
    await page.getByLabel('Address').first().fill('typed@example.org');
    await button(page, 'Load the page again').click();
    await page.getByText('A new version is here').waitFor();
    assert.equal(await page.getByLabel('Address').first().inputValue(), 'typed@example.org', 'an edit waits over it');
    await page.route('**/assets/own-*.js', (route) => route.abort());
    await page.getByRole('link', { name: 'My usage' }).click();
    await page.getByRole('heading', { name: 'A part of the page could not be loaded' }).waitFor();
    await assertAccessible(page);
  });
});

test('where nothing is connected the settings say what to do first', async () => {
  await visit(`${URLS.unconnected}/admin/people`, { network: true }, async (page) => {
    await page.getByRole('heading', { name: 'No Cursor team is connected yet' }).waitFor();
    await assertAccessible(page);
    await page.getByRole('link', { name: 'Connect Cursor' }).click();
    await page.getByText('No Cursor team is connected yet. Connect one below.').waitFor();
    assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'cursor');
  });
});
