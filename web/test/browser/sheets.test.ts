import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { card, cardForm, line, plain, sheet, someTopic, Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterEach(async () => expect(await stage.clear()).toEqual([]));
afterAll(() => stage.close());

async function both(): Promise<{ topic: string; ada: Page; grace: Page }> {
  const topic = someTopic();
  const ada = await stage.person(topic, 'Ada');
  const grace = await stage.person(topic, 'Grace');
  await ada.locator('hubbub-people').getByText('Grace').waitFor();
  return { topic, ada, grace };
}

const moderate = (page: Page): Promise<void> => page.getByRole('button', { name: 'Moderate' }).click();
const press = (page: Page, name: string): Promise<void> => sheet(page).getByRole('button', { name, exact: true }).click();
const gone = (page: Page): Promise<void> => sheet(page).waitFor({ state: 'detached' });
const chosen = (page: Page, field: string, form: number): Promise<string> =>
  page.locator('hubbub-topic-sheet form').nth(form).locator(`[name=${field}]`).evaluate((each: HTMLSelectElement) => each.selectedOptions[0]!.label);

const QUIET = 1;
const SLOW = 2;

describe('the sheet of the room shows what stands', () => {
  test('when nothing is on', async () => {
    const { ada } = await both();
    await moderate(ada);
    await ada.getByRole('dialog').waitFor();
    expect([await chosen(ada, 'min_rank', QUIET), await chosen(ada, 'interval', SLOW)]).toEqual(['everyone (off)', 'off']);
  });

  test('when modes are on, with what is left of them', async () => {
    const { ada, grace } = await both();
    await moderate(ada);
    await ada.locator('[name=min_rank]').selectOption('vip');
    await ada.locator('hubbub-topic-sheet form').nth(QUIET).locator('[name=ttl]').selectOption({ label: '15 min' });
    await press(ada, 'Set quiet mode');
    await gone(ada);
    await moderate(ada);
    await ada.locator('[name=interval]').selectOption({ label: '1 min' });
    await press(ada, 'Set slow mode');
    await gone(ada);
    await moderate(ada);
    await grace.locator('hubbub-banner .slow').waitFor();
    expect(await chosen(ada, 'min_rank', QUIET)).toBe('VIP and above');
    expect(await chosen(ada, 'ttl', QUIET)).toMatch(/^1[45]\smin.* left$/);
    expect([await chosen(ada, 'interval', SLOW), await chosen(ada, 'ttl', SLOW)]).toEqual(['1\u00a0min', 'until changed']);
  });

  test.skipIf(process.env['HUBBUB_URL'])('also an interval that nobody is offered', async () => {
    const { topic, ada } = await both();
    const fake = stage.fake!.topic(topic);
    fake.slow = { interval_ms: 7000 };
    fake.tell('slow_changed', { slow: fake.slow, by: 'x' });
    await ada.locator('hubbub-banner .slow').waitFor();
    await moderate(ada);
    expect(await chosen(ada, 'interval', SLOW)).toBe('7\u00a0s');
  });
});

describe("somebody's card", () => {
  test('offers to let them speak again only if they are muted', async () => {
    const { ada } = await both();
    await card(ada, 'Grace');
    const unmute = sheet(ada).getByRole('button', { name: 'Unmute' });
    expect(await unmute.count()).toBe(0);
    await cardForm(ada, 'Mute').locator('[name=text]').fill('shouting');
    await press(ada, 'Mute');
    await gone(ada);
    await line(ada, /Ada.* muted .*Grace.* for 15\smin.*shouting/).waitFor();
    await card(ada, 'Grace');
    await sheet(ada).getByText(/muted for another 1[45]\smin/).waitFor();
    await cardForm(ada, 'Mute').locator('[name=text]').fill('all right again');
    await unmute.click();
    await line(ada, 'Ada unmuted Grace: all right again.').waitFor();
    await card(ada, 'Grace');
    expect(await unmute.count()).toBe(0);
  });

  test('has the rank that they have', async () => {
    const { ada } = await both();
    await card(ada, 'Grace');
    await ada.locator('[name=rank]').selectOption('vip');
    await press(ada, 'Give rank');
    await gone(ada);
    await line(ada, 'Ada made Grace a VIP.').waitFor();
    await card(ada, 'Grace');
    expect(await ada.locator('[name=rank]').inputValue()).toBe('vip');
  });
});

describe('what is refused to a sheet', () => {
  test('is shown in it, and not behind it afterwards', async () => {
    const { ada } = await both();
    await moderate(ada);
    await ada.getByLabel('Title').fill('The same');
    await press(ada, 'Set title');
    await gone(ada);
    await moderate(ada);
    await press(ada, 'Set title');
    await sheet(ada).getByText('It is like that already.').first().waitFor();
    expect(await ada.locator('hubbub-composer .refused').count()).toBe(0);
    await ada.keyboard.press('Escape');
    await gone(ada);
    expect(await ada.locator('.refused').count()).toBe(0);
    await moderate(ada);
    await ada.getByRole('dialog').waitFor();
    expect(await ada.locator('.refused').count()).toBe(0);
  });

  test.skipIf(process.env['HUBBUB_URL'])('says nothing any more once its wait is over', async () => {
    const { topic, ada } = await both();
    const fake = stage.fake!.topic(topic);
    await moderate(ada);
    fake.refusing = { reason: 'spam', rule: 'rate', retry_after_ms: 2000 };
    await press(ada, 'Set title');
    await sheet(ada).getByText('you are writing too fast').first().waitFor();
    await ada.locator('hubbub-topic-sheet .wrong').waitFor({ state: 'detached' });
  });

  test.skipIf(process.env['HUBBUB_URL'])('is said elsewhere if it comes after the sheet was closed', async () => {
    const { topic, ada } = await both();
    const fake = stage.fake!.topic(topic);
    await moderate(ada);
    fake.refusing = { reason: 'unavailable' };
    await ada.evaluate(() => {
      const send = WebSocket.prototype.send;
      WebSocket.prototype.send = function (data: string) {
        setTimeout(() => send.call(this, data), 500);
      };
    });
    await press(ada, 'Set title');
    await ada.keyboard.press('Escape');
    await gone(ada);
    await ada.locator('hubbub-composer .refused').waitFor();
  });
});

describe.skipIf(process.env['HUBBUB_URL'])('who is muted', () => {
  /// Adds mutes of `count` people who are not here.
  function mute(topic: string, count: number): void {
    const fake = stage.fake!.topic(topic);
    for (let n = 1; n <= count; n++) {
      fake.standings.set(`m${String(n).padStart(3, '0')}`, { nick: `Noisy ${n}`, rank: 'guest', mutedUntil: Date.now() + 600_000 });
    }
  }
  const rows = (page: Page) => page.locator('hubbub-topic-sheet .rows li');

  test('a moderator sees also after reloading, and can let those speak again who are not here', async () => {
    const { topic, ada, grace } = await both();
    mute(topic, 2);
    await card(ada, 'Grace');
    await press(ada, 'Mute');
    await gone(ada);
    await ada.reload();
    await ada.locator('hubbub-people li').filter({ hasText: 'Grace' }).getByLabel('muted').waitFor();
    await moderate(ada);
    await rows(ada).nth(2).waitFor();
    await sheet(ada).getByRole('button', { name: 'Unmute Noisy 2' }).click();
    await gone(ada);
    await moderate(ada);
    expect(await rows(ada).count()).toBe(2);
    expect(await grace.locator('hubbub-people').getByLabel('muted').count()).toBe(1);
  });

  test('a moderator sees of all of them, however many there are', async () => {
    const { topic, ada } = await both();
    mute(topic, 230);
    await ada.reload();
    await ada.locator('.dot.joined').waitFor();
    await moderate(ada);
    await rows(ada).nth(229).waitFor();
    expect(await rows(ada).count()).toBe(230);
  });

  test('is told to one who becomes a moderator', async () => {
    const { topic, ada, grace } = await both();
    mute(topic, 1);
    stage.fake!.topic(topic).standings.get([...stage.fake!.topic(topic).members][0]!.id)!.rank = 'owner';
    await ada.evaluate(() => undefined);
    await card(ada, 'Grace');
    await ada.locator('hubbub-people').evaluate((people) => {
      const { room } = people as unknown as { room: { members: { id: string; nick: string }[] } };
      const { id } = room.members.find(({ nick }) => nick === 'Grace')!;
      people.dispatchEvent(new CustomEvent('act', { detail: { command: 'grant', payload: { member: id, rank: 'moderator' } }, bubbles: true, composed: true }));
    });
    await line(grace, 'Ada made Grace a moderator.').waitFor();
    await moderate(grace);
    await rows(grace).getByText('Noisy 1').waitFor();
  });

  test('is told by the roster of a big room, for good or for a time', async () => {
    const topic = someTopic();
    const fake = stage.fake!.topic(topic);
    const crowd = ['a', 'b', 'c'].map((id) => ({ id, nick: `Person ${id}`, rank: 'guest' as const, online_at: 1 }));
    Object.assign(fake, { limit: 1, crowd });
    const ada = await stage.person(topic, 'Ada');
    fake.standings.set('a', { nick: 'Person a', rank: 'guest', mutedUntil: Infinity });
    fake.standings.set('b', { nick: 'Person b', rank: 'guest', mutedUntil: Date.now() + 90_000 });
    await ada.getByRole('button', { name: 'Show more people' }).click();
    await ada.getByText('Person c').waitFor();
    expect(await ada.locator('hubbub-people').getByLabel('muted').count()).toBe(2);
    await card(ada, 'Person a');
    await sheet(ada).getByText('muted', { exact: true }).waitFor();
  });
});

describe.skipIf(process.env['HUBBUB_URL'])('what was written about it', () => {
  test.each([
    ['message_deleted', (by: string, other: string) => ({ id: 'msg-1', by, text: 'off topic', other }), 'Ada removed this message: off topic'],
    ['history_cleared', (by: string) => ({ by, text: 'a fresh start' }), 'Ada removed all messages: a fresh start.'],
    ['rank_changed', (by: string, member: string) => ({ member, rank: 'member', by, text: 'well done' }), 'Ada made Grace a member: well done.'],
    ['member_unmuted', (by: string, member: string) => ({ member, by, text: 'sorry' }), 'Ada unmuted Grace: sorry.'],
    ['topic_destroyed', (_by: string) => ({ text: 'moved elsewhere' }), 'The room was closed: moved elsewhere.'],
  ])('is read with %s', async (event, payload, said) => {
    const { topic, ada } = await both();
    const fake = stage.fake!.topic(topic);
    const [adas, graces] = ['Ada', 'Grace'].map((nick) => [...fake.standings].find(([, each]) => each.nick === nick)![0]);
    fake.say(graces!, 'Grace', 'said before');
    fake.tell(event, payload(adas!, graces!));
    await line(ada, plain(said)).waitFor();
  });
});
