import { afterAll, beforeAll, test } from 'vitest';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { say, Stage } from '../browser/stage.js';

/// Pictures of the page for people to look at; nothing is asserted.

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

const LOOKS: Record<string, BrowserContextOptions> = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 780 }, deviceScaleFactor: 2, colorScheme: 'light', hasTouch: true, isMobile: true },
};

async function talk(ada: Page, topic: string): Promise<void> {
  const fake = stage.fake!.topic(topic);
  fake.tell('title_changed', { title: 'Lunch, and other plans', by: 'none' });
  fake.title = 'Lunch, and other plans';
  fake.say('x1', 'Grace', 'Has anybody been to the new place by the canal?');
  fake.say('x1', 'Grace', 'They have a menu at https://example.org/menu (it changes every day).');
  fake.say('x2', 'Linus', 'Yes! The soup is very good, but come early, it fills up by twelve.');
  await say(ada, 'Shall we say a quarter to twelve then?\nI can book for six of us.');
  fake.say('x3', 'نور', 'مرحبا، أنا قادم أيضا');
  fake.standings.set('x2', { nick: 'Linus', rank: 'vip' });
  fake.say('x2', 'Linus', 'Count me in 🙂');
  fake.board(['soup', 'canal', 'twelve o’clock', 'menu'].map((keyword, at) => ({ keyword, expires_at: Date.now() + 580_000 - at * 150_000, pinned: at === 0 })));
  fake.slow = { interval_ms: 10_000, until_at: Date.now() + 250_000 };
  fake.tell('slow_changed', { slow: fake.slow, by: 'none' });
}

for (const [look, options] of Object.entries(LOOKS)) {
  test(look, async () => {
    const topic = `room:lobby-${look}`;
    const door = await stage.window(options);
    await door.goto(`${stage.url}/#room:lobby`);
    await door.waitForTimeout(200);
    await door.screenshot({ path: `shots/${look}-door.png` });
    const ada = await stage.person(topic, 'Ada', options);
    await Promise.all(['Grace', 'Linus', 'Barbara'].map((nick) => stage.person(topic, nick)));
    await talk(ada, topic);
    await ada.waitForTimeout(400);
    await ada.screenshot({ path: `shots/${look}-room.png` });
    if (look === 'phone') {
      await ada.locator('.tool.drawer').tap();
      await ada.waitForTimeout(300);
      await ada.screenshot({ path: `shots/${look}-side.png` });
    }
    await ada.locator('hubbub-people button').filter({ hasText: 'Grace' }).click();
    await ada.waitForTimeout(300);
    await ada.screenshot({ path: `shots/${look}-person.png` });
    await ada.keyboard.press('Escape');
    if (look === 'phone') await ada.locator('.tool.drawer').tap();
    await ada.getByRole('button', { name: 'Moderate' }).click();
    await ada.waitForTimeout(300);
    await ada.screenshot({ path: `shots/${look}-topic.png` });
    stage.fake!.topic('room:locked').password = 'sesame';
    const out = await stage.window(options);
    await out.goto(`${stage.url}/#room:locked`);
    await out.getByRole('button', { name: 'Enter' }).click();
    await out.getByLabel('Password').waitFor();
    await out.screenshot({ path: `shots/${look}-locked.png` });
    console.log(await stage.clear());
  });
}
