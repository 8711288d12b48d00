import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { card, cardForm, line, plain, sheet, someTopic, Stage } from '../browser/stage.js';
import { RealServer } from './server.js';

let server: RealServer;
let stage: Stage;
beforeAll(async () => {
  server = await RealServer.start();
  stage = await Stage.open(server.url);
});
afterEach(async () => expect(await stage.clear()).toEqual([]));
afterAll(async () => {
  await stage?.close();
  await server?.discard();
});

/// A window with just the element, as a site would embed it for the user of that token.
async function embedded(topic: string, token: string): Promise<Page> {
  const page = await stage.window();
  await page.goto(stage.url);
  await page.evaluate(
    ([topic, token]) => {
      const room = document.createElement('hubbub-room');
      Object.assign(room, { topic, token });
      document.body.replaceChildren(room);
    },
    [topic, token] as const,
  );
  await page.locator('.dot.joined').waitFor();
  return page;
}

const press = (page: Page, name: string): Promise<void> => sheet(page).getByRole('button', { name, exact: true }).click();
const gone = (page: Page): Promise<void> => sheet(page).waitFor({ state: 'detached' });
const open = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: 'Moderate' }).click();
  await press(page, `${name} …`);
};

test('an owner registers a room, bans somebody, reads that in the log, and lifts the ban; all of it stays over a restart', async () => {
  const topic = someTopic();
  const ann = await embedded(topic, await server.token('--sub', 'ann', '--name', 'Ann', '--rank', 'owner', '--topic', topic));
  const bob = await stage.person(topic, 'Bob');
  await ann.locator('hubbub-people').getByText('Bob').waitFor();

  await open(ann, 'Register this room');
  await ann.getByLabel('Display name').fill('The tea room');
  await ann.getByLabel('Rules').fill('Be kind.');
  await press(ann, 'Register');
  await gone(ann);
  await line(bob, 'Ann registered this room').waitFor();
  await bob.getByRole('heading', { name: 'The tea room' }).waitFor();

  await open(ann, 'Room settings');
  await ann.getByLabel('Description').fill('For tea.');
  await ann.getByLabel('Language of this text').fill('en');
  await ann.getByLabel('Who may set the title').selectOption({ label: 'member and above' });
  await press(ann, 'Save');
  await gone(ann);
  await bob.locator('hubbub-head .description[lang=en]').getByText('For tea.').waitFor();

  await card(ann, 'Bob');
  const ban = cardForm(ann, 'Ban');
  await ban.locator('[name=ttl]').selectOption({ label: 'once the ban is lifted' });
  await ban.locator('[name=text]').fill('loud');
  await press(ann, 'Ban');
  await gone(ann);
  await line(ann, 'Ann banned Bob: loud.').waitFor();
  const why = bob.locator('.outside .why').getByText(plain('You are banned from this room: loud. The ban lasts until a moderator lifts it.'));
  await why.waitFor();
  await bob.getByRole('button', { name: 'Try again' }).click();
  await why.waitFor();

  await server.restart();
  await ann.locator('.dot.joined').waitFor({ timeout: 20_000 });
  await open(ann, 'Moderation log');
  const acts = ann.locator('hubbub-audit-sheet .acts li');
  await acts.first().waitFor();
  expect((await acts.allTextContents()).map((act) => act.replace(/[\u2068\u2069]/g, '').replace(/^\s*\d+:\d+\s+/, '').trim())).toEqual([
    'Ann banned Bob: loud.',
    "Ann changed the room's settings.",
    'Ann registered this room: it stays when nobody is in it.',
  ]);
  await ann.keyboard.press('Escape');
  await gone(ann);

  await open(ann, 'Who may not come back');
  await ann.locator('hubbub-bans-sheet .rows').getByText('Bob').waitFor();
  await sheet(ann).getByRole('button', { name: plain('Lift the ban of Bob') }).click();
  await sheet(ann).getByText('Nobody is banned.').waitFor();
  await bob.getByRole('button', { name: 'Try again' }).click();
  await bob.locator('.dot.joined').waitFor();
  await bob.getByRole('heading', { name: 'The tea room' }).waitFor();
});
