import { afterAll, beforeAll, test } from 'vitest';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { line, say, Stage } from '../browser/stage.js';
import { LOOKS } from './looks.js';

/// Screenshots for people to look at; nothing is asserted.

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

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

/// What a stream is shown behind an overlay: something bright, and something dark.
const PICTURE = 'linear-gradient(100deg, #f4f7fb 0 35%, #d9534f 35% 50%, #1f6f4a 50% 65%, #0b1020 65%)';

test('watching', async () => {
  const topic = 'room:lobby-watched';
  const ada = await stage.person(topic, 'Ada');
  await talk(ada, topic);
  const overlay = await stage.window({ viewport: { width: 960, height: 540 } });
  await overlay.goto(`${stage.url}/overlay#${topic}`);
  await overlay.locator('hubbub-overlay p').first().waitFor();
  await overlay.screenshot({ path: 'shots/overlay-alone.png', omitBackground: true });
  await overlay.evaluate((picture) => (document.documentElement.style.background = picture), PICTURE);
  await overlay.screenshot({ path: 'shots/overlay.png' });
  for (const [look, options] of Object.entries(LOOKS)) {
    const page = await stage.window(options);
    await page.route(`${stage.url}/show`, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><style>body { margin: 0; height: 100vh }</style>
          <script type="module" src="/assets/hubbub-room.js"></script><hubbub-room readonly topic="${topic}"></hubbub-room>`,
      }),
    );
    await page.goto(`${stage.url}/show`);
    await line(page, 'Count me in').waitFor();
    await page.waitForTimeout(300);
    await page.screenshot({ path: `shots/readonly-${look}.png` });
  }
});

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

/// What the page shows when something is in the way.
const HINDRANCES: Record<string, (ada: Page, topic: string) => Promise<unknown>> = {
  slow: async (ada, topic) => {
    const fake = stage.fake!.topic(topic);
    fake.slow = { interval_ms: 30_000, until_at: Date.now() + 290_000 };
    fake.tell('slow_changed', { slow: fake.slow, by: 'x1' });
    await say(ada, 'This one came through.');
    await ada.locator('hubbub-composer .wait').waitFor();
  },
  muted: async (ada, topic) => {
    const fake = stage.fake!.topic(topic);
    const [id] = [...fake.standings].find(([, each]) => each.nick === 'Ada')!;
    fake.tell('member_muted', { member: id, by: 'x1', until_at: Date.now() + 900_000, text: 'Please let the others finish' });
    await ada.locator('textarea').fill('I only wanted to say');
  },
  quiet: async (_, topic) => {
    const fake = stage.fake!.topic(topic);
    fake.quiet = { min_rank: 'moderator' };
    fake.tell('quiet_changed', { quiet: fake.quiet, by: 'x1' });
  },
  refused: async (ada, topic) => {
    stage.fake!.topic(topic).refusing = { reason: 'spam', rule: 'links', retry_after_ms: 9000 };
    await ada.locator('textarea').evaluate((field: HTMLTextAreaElement) => {
      field.value = 'See https://example.org/one https://example.org/two https://example.org/three';
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
      field.value = 'and what I wrote meanwhile';
    });
    await ada.locator('.outgoing.refused').waitFor();
  },
  kicked: async (_, topic) => {
    const fake = stage.fake!.topic(topic);
    const [id] = [...fake.standings].find(([, each]) => each.nick === 'Ada')!;
    fake.closeAll(id, { reason: 'kicked', member: id, by: 'x1', until_at: Date.now() + 280_000, text: 'Enough for today, come back after lunch' });
  },
  long: async (ada, topic) => {
    const fake = stage.fake!.topic(topic);
    fake.tell('title_changed', { by: 'x1', title: 'All that there is to say about lunch on Fridays: who books, who pays, where, when, and what to do if it rains again, or if nobody has booked' });
    await ada.locator('textarea').fill('https://example.org/a-path-without-any-break-that-is-much-longer-than-a-phone-is-wide/and-on?and=on');
    await ada.keyboard.press('Enter');
    await ada.locator('textarea').fill('https://example.org/a-path-without-any-break-that-is-much-longer-than-a-phone-is-wide/and-on?and=on');
    await ada.waitForTimeout(300);
    if (ada.viewportSize()!.width < 600) await ada.locator('hubbub-head h1 button').click();
  },
  broken: async (ada, topic) => {
    const fake = stage.fake!.topic(topic);
    const [member] = [...fake.members];
    member!.connection.send(member!.joinRef, null, topic, 'message', { id: 'n', seq: fake.seq + 1, at: 9e15, from: { id: 'x', nick: 'X', rank: 'guest' }, body: '' });
    await ada.locator('.broken').waitFor();
  },
};

const FEW: Record<string, BrowserContextOptions> = { dark: LOOKS['dark']!, phone: LOOKS['phone']! };

for (const [look, options] of Object.entries(FEW)) {
  test(`${look}, hindered`, async () => {
    for (const [name, hinder] of Object.entries(HINDRANCES)) {
      const topic = `room:${name}-${look}`;
      const fake = stage.fake!.topic(topic);
      fake.standings.set('x1', { nick: 'Grace', rank: 'owner' });
      fake.say('x1', 'Grace', 'Has anybody been to the new place by the canal?');
      const ada = await stage.person(topic, 'Ada', options);
      await line(ada, 'by the canal').waitFor();
      await hinder(ada, topic);
      await ada.waitForTimeout(300);
      await ada.screenshot({ path: `shots/${look}-${name}.png` });
      await stage.clear();
    }
    const topic = `room:names-${look}`;
    const fake = stage.fake!.topic(topic);
    await stage.person(topic, 'Ada');
    for (const [name, nick, prepare] of [['taken', 'ada', () => {}], ['lost', 'Linus', () => fake.lost.set('Linus', Date.now() + 14_000)]] as const) {
      prepare();
      const out = await stage.window(options);
      await out.goto(`${stage.url}/#${topic}`);
      await out.getByRole('textbox', { name: 'Nickname' }).fill(nick);
      await out.getByRole('button', { name: 'Enter' }).click();
      await out.locator('.outside').waitFor();
      await out.screenshot({ path: `shots/${look}-${name}.png` });
    }
    await stage.clear();
    const mod = await stage.person(`room:mod-${look}`, 'Ada', { ...options, locale: look === 'dark' ? 'de-DE' : 'en-GB' });
    const room = stage.fake!.topic(`room:mod-${look}`);
    Object.assign(room, { quiet: { min_rank: 'vip', until_at: Date.now() + 700_000 } });
    room.tell('quiet_changed', { quiet: room.quiet, by: 'x' });
    for (const id of ['n1', 'n2']) room.tell('member_muted', { member: id, until_at: Date.now() + 500_000 });
    await stage.person(`room:mod-${look}`, 'Grace');
    await mod.waitForTimeout(300);
    await mod.getByTitle(/Moderate|Moderieren/).click();
    await mod.waitForTimeout(300);
    await mod.screenshot({ path: `shots/${look}-mutes.png` });
    await mod.locator('hubbub-topic-sheet .rows').scrollIntoViewIfNeeded();
    await mod.screenshot({ path: `shots/${look}-mutes2.png` });
    await stage.clear();
  });
}
