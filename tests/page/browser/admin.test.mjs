import assert from 'node:assert/strict';
import { test } from 'node:test';
import { button, flip, go, KEY, line, settings, tabTo, told, truth, WRONG_KEY } from './admin.mjs';
import { assertAccessible, visit } from './page.mjs';

/** Every page of the settings, and something that is there once it is whole. */
const PAGES = [
  ['Connections', 'Connections', 'Does everything work?'],
  ['Project Visibility', 'Project Visibility', 'New venture'],
  ['People', 'People', 'bilal.qureshi@example.org'],
  ['Thresholds', 'Thresholds', 'Grace period'],
  ['Prices and models', 'Prices and models', 'Premium models'],
  ['Holds', 'Holds', 'Seats on hold'],
  ['Privacy', 'Privacy', 'Only oneself'],
  ['API tokens', 'API tokens', 'There is no token yet.'],
  ['Audit log', 'Audit log', 'project opened'],
];

for (const scheme of ['light', 'dark']) {
  test(`every page of the settings loads, looks ${scheme}, and keeps nobody out`, async () => {
    await visit(settings('connection'), { scheme }, async (page) => {
      for (const [title, heading, there] of PAGES) {
        await go(page, title, heading);
        await page.getByText(there).first().waitFor();
        assert.equal(await page.title(), `${title} – Settings – AI Adoption Analytics`);
        await assertAccessible(page);
        if (title !== 'People') continue;
        for (const [tab, shows] of [
          ['Matched', 'hana.sato@example.org'],
          ['Address rules', 'There is no rule'],
          ['Import a list', 'What is understood?'],
        ]) {
          await page.getByRole('link', { name: tab, exact: true }).click();
          await page.getByText(shows).first().waitFor();
          await assertAccessible(page);
        }
      }
    });
  });
}

test('a Cursor team is connected, given another key and removed; a wrong key is refused and nothing typed is lost', async () => {
  await visit(settings('connection'), { network: true }, async (page) => {
    const [name, key] = [page.getByLabel('Name', { exact: true }), page.getByLabel('Admin API key')];
    await name.fill('cursor');
    await page.getByText('A team is called so already').waitFor();
    await name.fill('second');
    await key.fill(WRONG_KEY);
    await button(page, 'Look at it and connect').click();
    await page.getByRole('alert').filter({ hasText: 'does not accept the Cursor API key' }).waitFor();
    assert.deepEqual([await name.inputValue(), await key.inputValue()], ['second', WRONG_KEY]);
    assert.equal((await truth(page, '/connections')).connections.length, 2, 'Cursor and Jira');
    await assertAccessible(page);

    await key.fill(KEY);
    await button(page, 'Look at it and connect').click();
    await told(page, 'second is connected, with the key that ends in …5eed.');
    await page.getByRole('table', { name: 'What was found' }).waitFor();
    assert.equal(await key.inputValue(), '');
    const kept = await page.evaluate(() => document.documentElement.outerHTML + JSON.stringify({ ...sessionStorage, ...localStorage }));
    assert.ok(!kept.includes(KEY), 'the key is nowhere any more');

    const dialog = page.getByRole('dialog');
    await button(line(page, 'second'), 'Another key').click();
    await dialog.getByLabel('Admin API key').fill(WRONG_KEY);
    await button(dialog, 'Look at it and save').click();
    await dialog.getByRole('alert').filter({ hasText: 'does not accept' }).waitFor();
    await assertAccessible(page);
    await dialog.getByLabel('Admin API key').fill(KEY);
    await button(dialog, 'Look at it and save').click();
    await told(page, 'second has another key.');

    await button(line(page, 'second'), 'Remove').click();
    await button(dialog, 'Cancel').click();
    assert.equal((await truth(page, '/connections')).connections.length, 3);
    await button(line(page, 'second'), 'Remove').click();
    await button(dialog, 'Remove').click();
    await told(page, 'second is not connected any more.');
    assert.deepEqual((await truth(page, '/connections')).connections.map((one) => one.name).sort(), ['cursor', 'jira']);

    await button(page, 'Look now').click();
    await page.getByRole('status').filter({ hasText: /things that were looked at/ }).waitFor();
    await line(page, 'Cursor key').getByText('Works', { exact: true }).waitFor();
  });
});

test('a project is found and opened once it is said who will see what, narrowed, and closed again', async () => {
  await visit(settings('visibility'), {}, async (page) => {
    const dialog = page.getByRole('dialog');
    const toggle = page.getByLabel('Show a report in Operations');
    await page.getByLabel('Find a project').fill('operat');
    await line(page, 'Mobile app').waitFor({ state: 'detached' });
    await flip(toggle);
    const who = dialog.getByRole('region', { name: 'Who will see what' });
    await who.getByText('Jira admins will see').waitFor();
    const everybody = Number(/(\d+) members now/.exec(await who.innerText())[1]);
    await who.getByText('members now').click();
    assert.deepEqual([await who.locator('details li').count(), everybody > 1], [everybody, true]);
    await assertAccessible(page);
    assert.equal(await toggle.isChecked(), false, 'it moves once the service has confirmed');

    await dialog.getByLabel('Mode', { exact: true }).fill('Pseudonyms');
    await page.keyboard.press('Enter');
    await who.getByText('under a pseudonym').waitFor();
    await button(dialog, 'Open it').click();
    await told(page, `Operations is open to ${everybody} members.`);
    assert.equal(await toggle.isChecked(), true);
    await line(page, 'Operations').getByText('Pseudonyms').waitFor();
    const isOpen = async (key) => (await truth(page, '/grants/projects')).projects.find((one) => one.key === key).is_open;
    assert.equal(await isOpen('OPS'), true);

    await flip(toggle);
    await button(dialog, 'Cancel').click();
    assert.equal(await toggle.isChecked(), true);
    await flip(toggle);
    await button(dialog, 'Close it').click();
    await told(page, 'Operations is closed');
    assert.deepEqual([await toggle.isChecked(), await isOpen('OPS')], [false, false]);
  });
});

test('many projects are opened and closed at once, and of each it is said how it went', async () => {
  await visit(settings('visibility'), { network: true }, async (page) => {
    const dialog = page.getByRole('dialog');
    for (const name of ['New venture NEW', 'Operations OPS']) await page.getByRole('checkbox', { name, exact: true }).check();
    await page.getByText('2 projects chosen').waitFor();
    await button(page, 'Open them').click();
    await line(dialog, 'Operations').getByRole('cell', { name: /^\d+$/ }).waitFor();
    await assertAccessible(page);
    let refused = true;
    await page.route('**/grants/OPS', (route) =>
      refused ? route.fulfill({ status: 502, json: { title: 'Bad Gateway', status: 502, detail: 'Jira did not answer.' } }) : route.fallback(),
    );
    await button(dialog, 'Open 2 projects').click();
    await line(dialog, 'New venture').getByText('Open now').waitFor();
    await line(dialog, 'Operations').getByText('Jira did not answer.').waitFor();
    refused = false;
    await button(dialog, 'Try the others again').click();
    await line(dialog, 'Operations').getByText('Open now').waitFor();
    await button(dialog, 'Done').click();
    assert.equal((await truth(page, '/privacy')).open_projects, 4);
    await button(page, 'Close them').click();
    await button(dialog, 'Close 2 projects').click();
    await button(dialog, 'Done').click();
    assert.equal((await truth(page, '/privacy')).open_projects, 2);
  });
});

test('a project is opened and closed by keyboard alone', async () => {
  await visit(settings('visibility'), {}, async (page) => {
    const dialog = page.getByRole('dialog');
    const toggle = page.getByLabel('Show a report in New venture');
    const press = (key) => page.keyboard.press(key);
    await toggle.waitFor();
    await tabTo(page, page.getByLabel('Find a project'));
    await page.keyboard.type('venture');
    await line(page, 'Mobile app').waitFor({ state: 'detached' });
    await tabTo(page, toggle);
    await press('Space');
    await dialog.getByText('Jira admins will see').waitFor();
    await press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.id === 'open-NEW');
    await press('Space');
    await dialog.getByText('Jira admins will see').waitFor();
    await tabTo(page, button(dialog, 'Open it'));
    await press('Enter');
    await told(page, 'New venture is open');
    await tabTo(page, toggle);
    await press('Space');
    await tabTo(page, button(dialog, 'Close it'));
    await press('Enter');
    await told(page, 'New venture is closed');
    assert.equal(await toggle.isChecked(), false);
  });
});
