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

const RESTARTING = 'The server is restarting. Reconnecting …';

const mine = (page: Page): Promise<string | null> =>
  page.locator('hubbub-people li').filter({ hasText: '(you)' }).locator('.nick').textContent();

describe('a server that is started again', () => {
  test('goes on where it was: everybody is back under their names, with all that was said', async () => {
    const topic = someTopic();
    const [ada, grace] = [await stage.person(topic, 'Ada'), await stage.person(topic, 'Grace')];
    await say(ada, 'before the restart');
    await line(grace, 'before the restart').waitFor();
    const restarted = server.restart();
    for (const page of [ada, grace]) await page.getByText(RESTARTING).waitFor();
    await restarted;
    for (const page of [ada, grace]) {
      await page.getByText(RESTARTING).waitFor({ state: 'detached', timeout: 20_000 });
      await page.locator('hubbub-people li').nth(1).waitFor();
    }
    expect([await mine(ada), await mine(grace)]).toEqual(['Ada', 'Grace']);
    await say(grace, 'after the restart');
    for (const page of [ada, grace]) {
      await line(page, 'after the restart').waitFor();
      expect(await page.locator('hubbub-log .body').allTextContents()).toEqual(['before the restart', 'after the restart']);
      expect(await line(page, 'Reconnected from scratch').count()).toBe(0);
    }
  });

  test('has everybody back under their names, but without what was said, after it was killed', async () => {
    const topic = someTopic();
    const [ada, grace] = [await stage.person(topic, 'Ada'), await stage.person(topic, 'Grace')];
    await say(ada, 'before the crash');
    await line(grace, 'before the crash').waitFor();
    await server.crash();
    for (const page of [ada, grace]) {
      await line(page, 'Reconnected from scratch').waitFor({ timeout: 20_000 });
      await page.locator('hubbub-people li').nth(1).waitFor();
    }
    expect([await mine(ada), await mine(grace)]).toEqual(['Ada', 'Grace']);
    await say(grace, 'after the crash');
    await line(ada, 'after the crash').waitFor();
    expect(await ada.locator('hubbub-log .body').allTextContents()).toEqual(['after the crash']);
  });

  test('is told once what was written while it was away', async () => {
    const ada = await stage.person(someTopic(), 'Ada');
    const restarted = server.restart();
    await ada.getByText(RESTARTING).waitFor();
    await say(ada, 'written in between');
    await restarted;
    await line(ada, 'written in between').waitFor({ timeout: 20_000 });
    await ada.locator('.outgoing').waitFor({ state: 'detached' });
    expect(await ada.locator('hubbub-log .body').allTextContents()).toEqual(['written in between']);
  });
});
