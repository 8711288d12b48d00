import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { line, say, someTopic, Stage } from './stage.js';
import { Wire } from './wire.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterEach(async () => expect(await stage.clear()).toEqual([]));
afterAll(() => stage.close());

/// A page of the same site that only shows the room.
async function watching(topic: string, prepare: (page: Page) => Promise<void> = async () => {}): Promise<Page> {
  const page = await stage.window();
  await prepare(page);
  await page.route(`${stage.url}/show`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      headers: { 'content-security-policy': "default-src 'none'; script-src 'self'; connect-src 'self'" },
      body: `<!doctype html><html lang="en"><title>A site</title>
        <script type="module" src="/assets/hubbub-room.js"></script>
        <hubbub-room readonly topic="${topic}"></hubbub-room>`,
    }),
  );
  await page.goto(`${stage.url}/show`);
  await page.locator('.dot.joined').waitFor();
  return page;
}

/// The overlay of a room.
async function overlay(topic: string, token?: string): Promise<Page> {
  const page = await stage.window({ viewport: { width: 960, height: 540 } });
  await page.goto(`${stage.url}/overlay#${topic}${token === undefined ? '' : `&token=${token}`}`);
  return page;
}

const shown = (page: Page): Promise<string[]> => page.locator('hubbub-overlay p').allTextContents();

describe('a read-only room', () => {
  test('shows what is said to somebody who is not in it, and cannot write', async () => {
    const topic = someTopic();
    const ada = await stage.person(topic, 'Ada');
    await say(ada, 'before');
    await line(ada, 'before').waitFor();
    const page = await watching(topic);
    await line(page, 'before').waitFor();
    await say(ada, 'after');
    await line(page, 'after').waitFor();
    expect(await page.locator('textarea').count()).toBe(0);
    for (const each of [ada, page]) expect(await each.locator('hubbub-people li').count()).toBe(1);
  });

  test('comes back by itself, with what it missed', async () => {
    const topic = someTopic();
    const ada = await stage.person(topic, 'Ada');
    let wire!: Wire;
    const page = await watching(topic, async (it) => void (wire = await Wire.on(it)));
    await say(ada, 'before');
    await line(page, 'before').waitFor();
    await wire.cut();
    await page.getByText('Connection lost. Reconnecting …').waitFor();
    await say(ada, 'meanwhile');
    await line(ada, 'meanwhile').waitFor();
    wire.mend();
    await line(page, 'Reconnected, 1 missed message.').waitFor();
    await say(ada, 'and now');
    await line(page, 'and now').waitFor();
    expect(await page.locator('hubbub-log .body').allTextContents()).toEqual(['before', 'meanwhile', 'and now']);
  });
});

describe('an overlay', () => {
  test('shows the newest messages at the bottom of a transparent page, and none that was removed', async () => {
    const topic = someTopic();
    const ada = await stage.person(topic, 'Ada');
    for (const text of ['one', 'two', 'three']) await say(ada, text);
    await line(ada, 'three').waitFor();
    const page = await overlay(topic);
    await expect.poll(() => shown(page)).toEqual(['Adaone', 'Adatwo', 'Adathree']);
    expect(await page.evaluate(() => [document.documentElement, document.body].map((it) => getComputedStyle(it).backgroundColor))).toEqual([
      'rgba(0, 0, 0, 0)',
      'rgba(0, 0, 0, 0)',
    ]);
    await line(ada, 'two').hover();
    await line(ada, 'two').getByRole('button', { name: /delete|remove/i }).click();
    await expect.poll(() => shown(page)).toEqual(['Adaone', 'Adathree']);
    for (let n = 1; n <= 30; n++) await say(ada, `line ${n}`);
    const last = page.locator('hubbub-overlay p').filter({ hasText: 'line 30' });
    await last.waitFor();
    const box = (await last.boundingBox())!;
    expect(box.y + box.height).toBeLessThanOrEqual(540);
  });

  test.skipIf(process.env['HUBBUB_URL'])('says that its read token has ended, and goes on with another one', async () => {
    const topic = someTopic();
    const ada = await stage.person(topic, 'Ada');
    await say(ada, 'hello');
    const page = await overlay(topic, 'good');
    await expect.poll(() => shown(page)).toEqual(['Adahello']);
    stage.fake!.ended.add('ended');
    await page.evaluate((hash) => void (location.hash = hash), `${topic}&token=ended`);
    await page.getByText('no longer good').waitFor();
    await page.evaluate((hash) => void (location.hash = hash), `${topic}&token=good`);
    await expect.poll(() => shown(page)).toEqual(['Adahello']);
  });

  test.skipIf(process.env['HUBBUB_URL'])('says so, too, if the server does not let it in', async () => {
    const over = `x.${btoa(JSON.stringify({ exp: 1 }))}.x`;
    stage.fake!.refusing = true;
    try {
      const page = await overlay(someTopic(), over);
      await page.getByText('no longer good').waitFor();
    } finally {
      stage.fake!.refusing = false;
    }
  });

  test('waits for a room that nobody is in, and shows it as soon as somebody is', async () => {
    const topic = someTopic();
    const page = await overlay(topic);
    await page.waitForTimeout(300);
    const ada = await stage.person(topic, 'Ada');
    await say(ada, 'here I am');
    await page.locator('hubbub-overlay p').getByText('here I am').waitFor();
  });
});
