import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { line, say, someTopic, Stage } from '../browser/stage.js';
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

const mine = (page: Page): Promise<string | null> =>
  page.locator('hubbub-people li').filter({ hasText: '(you)' }).locator('.nick').textContent();

describe('a server that is started again', () => {
  test('has everybody back under their names, afresh, and what comes after is resumed', async () => {
    const topic = someTopic();
    const [ada, grace] = [await stage.person(topic, 'Ada'), await stage.person(topic, 'Grace')];
    await say(ada, 'before the restart');
    await line(grace, 'before the restart').waitFor();
    await server.restart();
    for (const page of [ada, grace]) {
      await line(page, 'Reconnected from scratch').waitFor({ timeout: 20_000 });
      await page.locator('hubbub-people li').nth(1).waitFor();
    }
    expect([await mine(ada), await mine(grace)]).toEqual(['Ada', 'Grace']);
    await say(grace, 'after the restart');
    await line(ada, 'after the restart').waitFor();
    expect(await ada.locator('hubbub-log .body').allTextContents()).toEqual(['after the restart']);
  });

  test('is told once what was written while it was away', async () => {
    const ada = await stage.person(someTopic(), 'Ada');
    const restarted = server.restart();
    await ada.getByText('The server is restarting. Reconnecting …').waitFor();
    await say(ada, 'written in between');
    await restarted;
    await line(ada, 'written in between').waitFor({ timeout: 20_000 });
    await ada.locator('.outgoing').waitFor({ state: 'detached' });
    expect(await ada.locator('hubbub-log .body').allTextContents()).toEqual(['written in between']);
  });
});
