import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { line, mine, say, sheet, someTopic, Stage } from '../browser/stage.js';
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

const PASSWORD = ' correct horse';

const button = (page: Page, name: string): ReturnType<Page['locator']> => page.getByRole('button', { name, exact: true });
const inside = (page: Page): Promise<void> => page.locator('.dot.joined').waitFor();

/// Fills in the open dialog, and sends it.
async function sign(page: Page, name: string, password: string): Promise<void> {
  await page.locator('input[name=username]').fill(name);
  await page.locator('input[name=password]').fill(password);
  await page.keyboard.press('Enter');
}

async function signUp(page: Page, name: string): Promise<void> {
  await button(page, 'Sign in').first().click();
  await button(page, 'Create an account').click();
  await sign(page, name, PASSWORD);
  await sheet(page).waitFor({ state: 'detached' });
}

describe('an account', () => {
  test('lasts over a reload, is that of all tabs, and ends in all of them', async () => {
    const topic = someTopic();
    const ann = await stage.window();
    await ann.goto(`${stage.url}/#${topic}`);
    await signUp(ann, 'Ann');
    await button(ann, 'Enter').click();
    await mine(ann).getByText('Ann').waitFor();
    await ann.reload();
    await mine(ann).getByText('Ann').waitFor();
    const other = await ann.context().newPage();
    await other.goto(`${stage.url}/#${someTopic()}`);
    await button(other, 'Enter').click();
    await mine(other).getByText('Ann').waitFor();
    await button(other, 'Account').click();
    await button(other, 'Sign out').click();
    for (const page of [ann, other]) await page.getByText('You have been signed out.').waitFor();
    await ann.reload();
    await button(ann, 'Sign in').click();
    await sign(ann, 'ann', 'wrong horse');
    await sheet(ann).getByText('That name and password do not match.').first().waitFor();
    await sign(ann, 'ann', PASSWORD);
    await ann.getByText('Signed in').waitFor();
    await button(ann, 'Enter').click();
    await mine(ann).getByText('Ann').waitFor();
  });

  test('is there in the middle of a room, which loses nothing, even if nobody else is in it', async () => {
    const bob = await stage.person(someTopic(), 'Nobody');
    await say(bob, 'said as a guest');
    await line(bob, 'said as a guest').waitFor();
    await signUp(bob, 'Bob');
    await mine(bob).getByText('Bob').waitFor();
    await say(bob, 'said as Bob');
    await line(bob, 'said as Bob').waitFor();
    await bob.reload();
    await line(bob, 'said as a guest').waitFor();
  });

  test('can have the nick that one has as a guest, at once', async () => {
    const emmy = await stage.person(someTopic(), 'Emmy');
    await say(emmy, 'said as a guest');
    await line(emmy, 'said as a guest').waitFor();
    await signUp(emmy, 'Emmy');
    await inside(emmy);
    await mine(emmy).getByText('Emmy', { exact: true }).waitFor();
    await say(emmy, 'said as Emmy');
    await line(emmy, 'said as Emmy').waitFor();
    await line(emmy, 'said as a guest').waitFor();
  });

  test('goes on as the moderator that its guest was, as everybody sees', async () => {
    const topic = someTopic();
    const fay = await stage.person(topic, 'Fay');
    const other = await stage.person(topic, 'Gus');
    await signUp(fay, 'Fay');
    await mine(fay).getByText('moderator').waitFor();
    await other.locator('hubbub-people li').filter({ hasText: 'Fay' }).getByText('moderator').waitFor();
    expect(await other.locator('hubbub-people li').count()).toBe(2);
    await fay.getByRole('button', { name: 'Moderate' }).click();
  });

  test('survives a restart of the server', async () => {
    const cleo = await stage.window();
    await cleo.goto(`${stage.url}/#${someTopic()}`);
    await signUp(cleo, 'Cleo');
    await server.restart();
    await cleo.reload();
    await cleo.getByText('Signed in').waitFor();
    await button(cleo, 'Enter').click();
    await mine(cleo).getByText('Cleo').waitFor();
  });

  test('that is deleted is nobody’s', async () => {
    const dora = await stage.window();
    await dora.goto(`${stage.url}/#${someTopic()}`);
    await signUp(dora, 'Dora');
    await button(dora, 'Enter').click();
    await inside(dora);
    await button(dora, 'Account').click();
    await dora.getByText('Delete account').click();
    await dora.locator('details').last().getByLabel('Password').fill(PASSWORD);
    await dora.keyboard.press('Enter');
    await dora.getByText('You have been signed out.').waitFor();
    await button(dora, 'Sign in').click();
    await sign(dora, 'Dora', PASSWORD);
    await sheet(dora).getByText('That name and password do not match.').first().waitFor();
  });
});
