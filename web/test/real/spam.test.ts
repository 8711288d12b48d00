import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { card, cardForm, line, say, sheet, someTopic, Stage } from '../browser/stage.js';
import { LOOKS } from '../shots/looks.js';
import { RealServer } from './server.js';

/// What people and moderators see of the spam guard. With `SHOTS=1`, screenshots of it are left in `shots`.

let server: RealServer;
let stage: Stage;
beforeAll(async () => {
  server = await RealServer.start();
  stage = await Stage.open(server.url);
  mkdirSync('shots', { recursive: true });
});
afterEach(async () => expect(await stage.clear()).toEqual([]));
afterAll(async () => {
  await stage?.close();
  await server?.discard();
});

async function shot(page: Page, name: string): Promise<void> {
  if (process.env['SHOTS'] === undefined) return;
  await page.waitForTimeout(300);
  await page.screenshot({ path: `shots/spam-${name}.png` });
}

async function shield(mod: Page, does: string): Promise<void> {
  await mod.getByRole('button', { name: 'Moderate' }).click();
  await mod.getByLabel('What it does').selectOption({ label: does });
  await sheet(mod).getByRole('button', { name: 'Set shield' }).click();
  await sheet(mod).waitFor({ state: 'detached' });
}

async function warn(mod: Page, nick: string, look: string): Promise<void> {
  if (look === 'phone') await mod.locator('.tool.drawer').tap();
  await card(mod, nick);
  await cardForm(mod, 'Warn').getByLabel('Text of the warning').fill('Please do not advertise here.');
  await cardForm(mod, 'Warn').getByLabel('they must confirm it').check();
  await shot(mod, `warn-${look}`);
  await sheet(mod).getByRole('button', { name: 'Warn', exact: true }).click();
  await sheet(mod).waitFor({ state: 'detached' });
}

for (const [look, options] of Object.entries(LOOKS)) {
  test(`newcomers wait for a moderator behind a shield, and are warned and refused (${look})`, async () => {
    const topic = someTopic();
    const mod = await stage.person(topic, 'Mod', options);
    await say(mod, 'Welcome! The soup is on.');
    await shield(mod, 'newcomers’ messages wait');
    const eve = await stage.person(topic, 'Eve', options);
    await eve.locator('hubbub-banner .slow').waitFor();
    await say(eve, 'May I join you? I bring bread.');
    await mod.locator('hubbub-banner .held').waitFor();
    await shot(eve, `held-author-${look}`);
    await say(eve, 'And a second thought, which is a good deal longer, so that it takes more than one line on a small screen.');
    await shot(mod, `held-banner-${look}`);
    await mod.getByRole('button', { name: 'Decide' }).click();
    await sheet(mod).getByText('And a second thought').waitFor();
    await shot(mod, `held-sheet-${look}`);
    await sheet(mod).getByRole('button', { name: 'Approve' }).first().click();
    await line(mod, 'I bring bread').waitFor();
    await sheet(mod).getByRole('button', { name: 'Reject' }).first().click();
    await mod.locator('hubbub-held').getByLabel('Reason').fill('too long');
    await shot(mod, `reject-${look}`);
    await sheet(mod).getByRole('button', { name: 'Reject' }).first().click();
    await line(eve, 'Your message was not approved: too long.').waitFor();
    await eve.locator('hubbub-composer .line').waitFor({ state: 'detached' });
    await shot(eve, `rejected-${look}`);
    await mod.keyboard.press('Escape');
    await mod.getByRole('button', { name: 'Moderate' }).click();
    await sheet(mod).getByLabel('What it does').scrollIntoViewIfNeeded();
    await shot(mod, `shield-${look}`);
    await mod.keyboard.press('Escape');
    await shield(mod, 'off');
    await say(eve, 'see example.org');
    await eve.locator('hubbub-composer .line').getByText(/link/).first().waitFor();
    await shot(eve, `refused-${look}`);
    await warn(mod, 'Eve', look);
    await eve.getByRole('button', { name: 'I have read this' }).waitFor();
    await shot(eve, `warned-${look}`);
    await eve.getByRole('button', { name: 'I have read this' }).click();
    await eve.locator('hubbub-banner .warning').waitFor({ state: 'detached' });
  });

  test(`an owner keeps words out (${look})`, async () => {
    const topic = someTopic();
    const page = await stage.window(options);
    await page.goto(stage.url);
    const token = await server.token('--sub', 'ann', '--name', 'Ann', '--rank', 'owner', '--topic', topic);
    await page.evaluate(
      ([topic, token]) => {
        const room = document.createElement('hubbub-room');
        Object.assign(room, { topic, token });
        document.body.replaceChildren(room);
      },
      [topic, token] as const,
    );
    await page.locator('.dot.joined').waitFor();
    const bob = await stage.person(topic, 'Bob');
    const open = async (name: string): Promise<void> => {
      await page.getByRole('button', { name: 'Moderate' }).click();
      await sheet(page).getByRole('button', { name, exact: true }).click();
    };
    await open('Register this room …');
    await sheet(page).getByRole('button', { name: 'Register', exact: true }).click();
    await line(bob, 'registered').waitFor();
    await open('Room settings …');
    await page.getByRole('textbox', { name: 'Words' }).fill('grog\npirate*');
    await page.getByLabel('What happens to such messages').selectOption({ label: 'asterisks cover the words' });
    await page.getByLabel('Nobody may link to').fill('https://www.example.com/shop');
    await page.getByLabel('What happens to such messages').scrollIntoViewIfNeeded();
    await shot(page, `words-${look}`);
    await sheet(page).getByRole('button', { name: 'Save', exact: true }).click();
    await sheet(page).waitFor({ state: 'detached' });
    await say(bob, 'More grog for the pirates!');
    await line(page, 'More **** for the ******s!').waitFor();
    await open('Room settings …');
    expect(await page.getByLabel('Nobody may link to').inputValue()).toBe('example.com');
  });
}

test('the API is described with what the guard knows', async () => {
  const page = await stage.window();
  await page.goto(`${server.url}/api/docs`);
  await page.getByText('/why').first().waitFor();
  await page.getByText('/why').first().click();
  await shot(page, 'docs');
});
