import { afterAll, beforeAll, test } from 'vitest';
import { Stage } from '../browser/stage.js';
import { LOOKS } from './looks.js';

/// Screenshots of the dialogs of people in charge, for people to look at; nothing is asserted.

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

const DAY = 86_400_000;
const ABOUT = {
  label: 'The tea room',
  description: 'For everybody who likes tea, and for those who want to learn about it.\nQuestions are welcome.',
  rules: '1. Be kind.\n2. No advertising, please.\n3. Coffee is discussed next door.',
};

function prepare(topic: string): void {
  const fake = stage.fake!.topic(topic);
  const now = Date.now();
  fake.title = 'Tea at four';
  fake.lasting.register({ title: 'Tea at four', lock: { password: true, members_only: false, max_members: 50 } }, { ...ABOUT, slow_interval_ms: 5000 });
  for (const [id, nick] of [['owner', 'Ada'], ['a', 'Grace'], ['b', 'Linus'], ['c', 'نور']] as const) {
    fake.standings.set(id, { nick, rank: id === 'owner' ? 'owner' : 'guest', ...(id === 'c' ? {} : { badges: ['staff'] }) });
  }
  fake.lasting.bans = [
    { member: 'a', nick: 'Grace', reason: 'banned', at: now, by: 'owner', until_at: now + 2 * DAY, text: 'advertised coffee in every message, although we had asked for less' },
    { member: 'c', nick: 'نور', reason: 'banned', at: now, by: 'owner' },
    { prefix: 'tag', reason: 'banned', at: now, until_at: now + DAY },
    { member: 'k', nick: 'Kim', reason: 'kicked', at: now, until_at: now + 600_000 },
  ];
  fake.lasting.audit = [
    { at: now, act: 'ban', by: { id: 'owner', nick: 'Ada' }, about: { id: 'a', nick: 'Grace' }, until_at: now + 2 * DAY, text: 'advertised coffee in every message' },
    { at: now - 60_000, act: 'mute', by: { id: 'owner', nick: 'Ada' }, about: { id: 'a', nick: 'Grace' }, until_at: now + 600_000, text: 'loud' },
    { at: now - DAY, act: 'set_title', by: { id: 'owner', nick: 'Ada' }, value: 'Tea at four' },
    { at: now - DAY - 1000, act: 'register', by: { id: 'owner', nick: 'Ada' } },
  ];
  fake.crowd = [{ id: 'b', nick: 'Linus', rank: 'moderator', online_at: now, badges: ['staff', 'a badge that is too long to show'] }];
  fake.say('b', 'Linus', 'The kettle is on.');
}

for (const [look, options] of Object.entries(LOOKS)) {
  test(look, async () => {
    const topic = `room:tea-${look}`;
    prepare(topic);
    const ada = await stage.window({ ...options, locale: look === 'dark' ? 'de-DE' : 'en-GB' });
    await ada.addInitScript((key) => sessionStorage.setItem(key, 'key-of-owner'), `hubbub.key:${stage.url.replace('http', 'ws')}/socket`);
    await stage.enter(ada, topic, 'Ada');
    const shoot = async (name: string): Promise<void> => {
      await ada.waitForTimeout(300);
      await ada.screenshot({ path: `shots/${look}-${name}.png` });
    };
    await shoot('tea');
    await ada.locator('hubbub-head summary').click();
    await shoot('rules');
    await ada.locator('hubbub-head summary').click();
    const moderate = (): Promise<void> => ada.getByTitle(/Moderate|Moderieren/).click();
    await moderate();
    await shoot('ways');
    await ada.keyboard.press('Escape');
    for (const [name, at] of [['bans', 0], ['audit', 1], ['settings', 2]] as const) {
      await moderate();
      await ada.locator('hubbub-topic-sheet .ways button').nth(at).click();
      await shoot(name);
      if (name === 'settings') {
        await ada.locator('hubbub-settings-sheet .buttons').last().scrollIntoViewIfNeeded();
        await shoot('settings2');
      }
      await ada.keyboard.press('Escape');
      await ada.waitForTimeout(100);
    }
    if (look === 'phone') await ada.locator('.tool.drawer').tap();
    await ada.locator('hubbub-people button').filter({ hasText: 'Linus' }).click();
    await shoot('card');
    await ada.locator('hubbub-person-sheet form').nth(3).scrollIntoViewIfNeeded();
    await shoot('card2');
    await stage.clear();
  });
}
