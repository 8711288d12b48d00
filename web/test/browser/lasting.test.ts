import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { FakeTopic } from '../fake/topic.js';
import { card, cardForm, line, mine, plain, say, sheet, someTopic, Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterEach(async () => expect(await stage.clear()).toEqual([]));
afterAll(() => stage.close());

const moderate = (page: Page): Promise<void> => page.getByRole('button', { name: 'Moderate' }).click();
const press = (page: Page, name: string): Promise<void> => sheet(page).getByRole('button', { name, exact: true }).click();
const gone = (page: Page): Promise<void> => sheet(page).waitFor({ state: 'detached' });
const rows = (page: Page) => page.locator('hubbub-bans-sheet .rows li');
const open = async (page: Page, name: string): Promise<void> => {
  await moderate(page);
  await press(page, `${name} …`);
};

async function both(): Promise<{ fake: FakeTopic; ada: Page; grace: Page }> {
  const topic = someTopic();
  const ada = await stage.person(topic, 'Ada');
  const grace = await stage.person(topic, 'Grace');
  await ada.locator('hubbub-people').getByText('Grace').waitFor();
  return { fake: stage.fake?.topic(topic) as FakeTopic, ada, grace };
}

/// The id of somebody in the topic.
const idOf = (fake: FakeTopic, nick: string): string => [...fake.standings].find(([, each]) => each.nick === nick)![0];

/// Makes Ada the owner.
async function owned(): Promise<{ fake: FakeTopic; ada: Page; grace: Page }> {
  const all = await both();
  const id = idOf(all.fake, 'Ada');
  all.fake.standings.get(id)!.rank = 'owner';
  all.fake.tell('rank_changed', { member: id, rank: 'owner' });
  await all.ada.locator('hubbub-people').getByText('owner').waitFor();
  return all;
}

describe('a ban', () => {
  async function banned(label: string): Promise<{ ada: Page; grace: Page }> {
    const { ada, grace } = await both();
    await card(ada, 'Grace');
    const form = cardForm(ada, 'Ban');
    await form.locator('[name=ttl]').selectOption({ label });
    await form.locator('[name=text]').fill('spam');
    await press(ada, 'Ban');
    await gone(ada);
    return { ada, grace };
  }

  test('is read by everybody, and by the one concerned, with its end and its reason, also when they try again', async () => {
    const { ada, grace } = await banned('after 10 min');
    await line(ada, /banned .*Grace.* for 10\smin: .*spam/).waitFor();
    for (const when of ['when it happens', 'when they try']) {
      await grace.locator('.outside .why').getByText(/banned from this room: .*spam.*Try again in \d+\smin/).waitFor();
      if (when === 'when it happens') await grace.getByRole('button', { name: 'Try again' }).click();
    }
  });

  test('can be of the guest only, who may come back signed in', async () => {
    const { ada } = await both();
    await card(ada, 'Grace');
    await ada.getByLabel('bars guests only').check();
    await press(ada, 'Ban');
    await gone(ada);
    await open(ada, 'Who may not come back');
    await rows(ada).filter({ hasText: 'Grace' }).getByText(/must sign in for another/).waitFor();
  });

  test('without an end is listed, and lifted in the list, which stays open', async () => {
    const { ada, grace } = await banned('once the ban is lifted');
    await grace.locator('.outside .why').getByText('The ban lasts until a moderator lifts it.').waitFor();
    await open(ada, 'Who may not come back');
    await rows(ada).filter({ hasText: 'Grace' }).getByText('banned until lifted').waitFor();
    await rows(ada).getByText(plain('by Ada: spam')).waitFor();
    await sheet(ada).getByRole('button', { name: plain('Lift the ban of Grace') }).press('Enter');
    await sheet(ada).getByText('Nobody is banned.').waitFor();
    expect(await ada.evaluate(focused)).toBe('Close');
    await grace.getByRole('button', { name: 'Try again' }).click();
    await grace.locator('.dot.joined').waitFor();
  });
});

describe.skipIf(process.env['HUBBUB_URL'])('the list of bans', () => {
  test('comes page by page', async () => {
    const { fake, ada } = await both();
    fake.lasting.bans = Array.from({ length: 60 }, (_, n) => ({ member: `m${n}`, nick: `Noisy ${n}`, reason: 'banned', at: 1 }));
    await open(ada, 'Who may not come back');
    await rows(ada).nth(49).waitFor();
    expect(await rows(ada).count()).toBe(50);
    await sheet(ada).getByRole('button', { name: 'Show more' }).press('Enter');
    await rows(ada).nth(59).waitFor();
    expect(await ada.evaluate(focused)).toContain('Noisy 59');
    expect(await sheet(ada).getByRole('button', { name: 'Show more' }).count()).toBe(0);
  });

  test('lets in again whoever was kicked for a while, and a network by what it is known for', async () => {
    const { fake, ada } = await both();
    const end = Date.now() + 600_000;
    fake.lasting.bans = [
      { member: 'k', nick: 'Kim', reason: 'kicked', at: 1, until_at: end },
      { prefix: 'tag', nick: 'Mallory', reason: 'banned', how: 'sign_in', at: 1 },
    ];
    await open(ada, 'Who may not come back');
    await rows(ada).filter({ hasText: 'Kim' }).getByText(/removed, may come back in \d+\smin/).waitFor();
    await rows(ada).filter({ hasText: /network of .*Mallory/ }).getByText('must sign in, until lifted').waitFor();
    await rows(ada).filter({ hasText: 'Kim' }).getByRole('button').click();
    await rows(ada).filter({ hasText: 'Kim' }).waitFor({ state: 'detached' });
    expect(await rows(ada).getByRole('button').count()).toBe(1);
  });

  test('says so when it cannot be loaded', async () => {
    const { fake, ada } = await both();
    await moderate(ada);
    fake.refusing = { reason: 'unavailable' };
    await press(ada, 'Who may not come back …');
    await sheet(ada).getByText('That could not be loaded.').waitFor();
  });
});

test('the audit log says who did what, newest first', async () => {
  const { ada } = await both();
  await card(ada, 'Grace');
  await cardForm(ada, 'Mute').locator('[name=text]').fill('loud');
  await press(ada, 'Mute');
  await gone(ada);
  await moderate(ada);
  await ada.getByLabel('Title').fill('Tea at four');
  await press(ada, 'Set title');
  await gone(ada);
  await open(ada, 'Moderation log');
  const acts = ada.locator('hubbub-audit-sheet .acts li');
  await acts.nth(1).getByText(/muted .*Grace.* until .*\d+:\d+.*: .*loud/).waitFor();
  expect(await acts.first().textContent()).toMatch(/\d+:\d+\s+.*Ada.* changed the title to “.*Tea at four.*”\./);
});

test.skipIf(process.env['HUBBUB_URL'])('the audit log comes page by page, and the focus stays in it', async () => {
  const { fake, ada } = await both();
  for (let n = 1; n <= 60; n++) fake.lasting.log('set_title', 'x', { title: `Title ${n}` });
  await open(ada, 'Moderation log');
  const acts = ada.locator('hubbub-audit-sheet .acts li');
  await acts.nth(49).waitFor();
  await sheet(ada).getByRole('button', { name: 'Show more' }).press('Enter');
  await acts.nth(59).getByText(plain('“Title 1”')).waitFor();
  expect(await ada.evaluate(focused)).toBe('Close');
});

test('nobody but an owner is offered to register the room', async () => {
  const { ada } = await both();
  await moderate(ada);
  await sheet(ada).getByRole('button', { name: /Moderation log/ }).waitFor();
  expect(await sheet(ada).getByRole('button', { name: /Register/ }).count()).toBe(0);
});

describe.skipIf(process.env['HUBBUB_URL'])('an owner', () => {
  test('registers the room, and everybody reads what it is for', async () => {
    const { ada, grace } = await owned();
    await open(ada, 'Register this room');
    await ada.getByLabel('Display name').fill('The tea room');
    await ada.getByLabel('Description').fill('For tea.\nNot for coffee.');
    await ada.getByLabel('Rules').fill('Be kind.');
    await press(ada, 'Register');
    await gone(ada);
    await line(grace, 'Ada registered this room').waitFor();
    await grace.getByRole('heading', { name: 'The tea room' }).waitFor();
    await grace.locator('hubbub-head').getByText('For tea.').waitFor();
    expect(await grace.getByText('Be kind.').isVisible()).toBe(false);
    await grace.locator('hubbub-head').getByText('Rules').press('Enter');
    await grace.getByText('Be kind.').waitFor();
  });

  test('changes a setting, and nothing else is sent', async () => {
    const { fake, ada, grace } = await owned();
    fake.lasting.register({ title: 'Tea', lock: { password: false, members_only: false } }, { rules: 'Be kind.', quiet_min_rank: 'vip' });
    fake.tell('settings_changed', { topic: fake.lasting.about(), by: 'x' });
    await ada.locator('hubbub-head details').waitFor();
    const sent: unknown[] = [];
    const configure = fake.lasting.configure.bind(fake.lasting);
    fake.lasting.configure = (payload) => (sent.push(payload), configure(payload));
    await open(ada, 'Room settings');
    expect(await ada.locator('[name=quiet_min_rank]').inputValue()).toBe('vip');
    await ada.getByLabel('Rules').fill('');
    await ada.getByLabel('Language of this text').fill('en');
    await ada.getByLabel('Who may set the title').selectOption({ label: 'VIP and above' });
    await ada.getByLabel('Most people at once').fill('20');
    await ada.getByLabel('Password').fill('sesame');
    await press(ada, 'Save');
    await gone(ada);
    expect(sent).toEqual([{ rules: '', language: 'en', title_rank: 'vip', max_members: 20, password: 'sesame' }]);
    await grace.locator('hubbub-head details').waitFor({ state: 'detached' });
    await open(ada, 'Room settings');
    await ada.getByRole('textbox', { name: 'Words' }).fill('grog\npirate*');
    await ada.getByLabel('What happens to such messages').selectOption({ label: 'asterisks cover the words' });
    await ada.getByLabel('Nobody may link to').fill('example.com');
    await press(ada, 'Save');
    await gone(ada);
    expect(sent[1]).toEqual({ words: ['grog', 'pirate*'], words_action: 'mask', links: { deny: ['example.com'] } });
    await open(ada, 'Room settings');
    await press(ada, 'Save');
    await gone(ada);
    expect(sent.length).toBe(2);
  });

  test('unregisters it, after being asked', async () => {
    const { fake, ada, grace } = await owned();
    fake.lasting.register({ title: '', lock: { password: false, members_only: false } }, {});
    fake.tell('settings_changed', { topic: fake.lasting.about(), by: 'x' });
    await line(ada, 'registered').waitFor();
    await open(ada, 'Room settings');
    await press(ada, 'Unregister this room');
    await press(ada, 'Really unregister? It is gone once nobody is in it.');
    await line(grace, 'Ada unregistered this room').waitFor();
  });

  test('gives a rank for good', async () => {
    const { fake, ada, grace } = await owned();
    const given: unknown[] = [];
    const log = fake.lasting.log.bind(fake.lasting);
    fake.lasting.log = (act, by, payload) => (given.push([act, payload]), log(act, by, payload));
    await card(ada, 'Grace');
    await ada.locator('[name=rank]').selectOption('moderator');
    await press(ada, 'Give rank for good');
    await mine(grace).getByText('moderator').waitFor();
    expect(given).toEqual([['grant', { member: idOf(fake, 'Grace'), rank: 'moderator', lasting: true }]]);
  });
});

test.skipIf(process.env['HUBBUB_URL'])('badges stand beside the nick: in the log, among the people, and on their card', async () => {
  const { fake, ada, grace } = await both();
  fake.standings.get(idOf(fake, 'Grace'))!.badges = ['staff'];
  await card(grace, 'Grace');
  await grace.getByLabel('New nickname').fill('Gracie');
  await press(grace, 'Change nickname');
  await gone(grace);
  await say(grace, 'hello');
  await line(ada, 'hello').getByText('staff').waitFor();
  await ada.locator('hubbub-people li').filter({ hasText: 'Gracie' }).getByText('staff').waitFor();
  await card(ada, 'Gracie');
  await ada.locator('hubbub-person-sheet .facts').getByText('staff').waitFor();
});

/// The label of the focused element, through all shadow roots.
function focused(): string | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at?.getAttribute('aria-label') ?? null;
}
