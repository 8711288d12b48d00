import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { cardForm, line, plain, say, sheet, someTopic, Stage } from './stage.js';

let stage: Stage;
let ada: Page;
let grace: Page;

beforeAll(async () => {
  stage = await Stage.open();
});
afterEach(async () => expect(await stage.clear()).toEqual([]));
afterAll(() => stage.close());

/// Ada comes first, so she is the moderator.
async function both(): Promise<void> {
  const topic = someTopic();
  ada = await stage.person(topic, 'Ada');
  grace = await stage.person(topic, 'Grace');
  await ada.locator('hubbub-people').getByText('Grace').waitFor();
}

const moderate = (): Promise<void> => ada.getByRole('button', { name: 'Moderate' }).click();
const press = (name: string): Promise<void> => sheet(ada).getByRole('button', { name, exact: true }).click();
const card = (nick: string): Promise<void> =>
  ada.locator('hubbub-people button').filter({ hasText: nick }).click();
const gone = (): Promise<void> => sheet(ada).waitFor({ state: 'detached' });

describe('a moderator', () => {
  test('sets the title', async () => {
    await both();
    await moderate();
    await ada.getByLabel('Title').fill('Tea at four');
    await press('Set title');
    await gone();
    await grace.getByRole('heading', { name: 'Tea at four' }).waitFor();
  });

  test('makes it quiet for a while, and the others read why they may not speak', async () => {
    await both();
    await moderate();
    const form = ada.locator('hubbub-topic-sheet form').nth(1);
    await form.locator('[name=min_rank]').selectOption('moderator');
    await form.locator('[name=ttl]').selectOption({ label: '5 min' });
    await press('Set quiet mode');
    await gone();
    await grace.locator('hubbub-banner .quiet').getByText(/moderators and above.*(5|4)\smin/).waitFor();
    await grace.getByPlaceholder('You may not write in quiet mode.').waitFor();
    await say(grace, 'May I?');
    expect(await grace.locator('textarea').inputValue()).toBe('May I?');
    await moderate();
    await form.locator('[name=min_rank]').selectOption('');
    await press('Set quiet mode');
    await grace.locator('hubbub-banner .quiet').waitFor({ state: 'detached' });
    await grace.locator('textarea').press('Enter');
    await line(ada, 'May I?').waitFor();
  });

  test('slows it down, and the others read how long to wait', async () => {
    await both();
    await moderate();
    await ada.locator('[name=interval]').selectOption({ label: '30 s' });
    await press('Set slow mode');
    await gone();
    await grace.locator('hubbub-banner .slow').getByText('one message every 30 s').waitFor();
    await say(grace, 'at once');
    await line(grace, 'at once').waitFor();
    await grace.locator('hubbub-composer .wait').getByText(/\d+\ss/).waitFor();
    await say(grace, 'too soon');
    expect(await grace.locator('textarea').inputValue()).toBe('too soon');
  });

  test('warns, which the one concerned reads and need not confirm', async () => {
    await both();
    await card('Grace');
    await cardForm(ada, 'Warn').locator('[name=text]').fill('a little quieter');
    await press('Warn');
    await gone();
    await line(grace, 'Ada warned you: a little quieter.').waitFor();
    expect(await line(ada, 'warned').count()).toBe(0);
    expect(await grace.locator('hubbub-banner .warning').count()).toBe(0);
  });

  test('warns, and has the one concerned confirm it', async () => {
    await both();
    await card('Grace');
    await cardForm(ada, 'Warn').locator('[name=text]').fill('no advertising');
    await cardForm(ada, 'Warn').getByLabel('they must confirm it').check();
    await press('Warn');
    await gone();
    await grace.locator('hubbub-banner .warning').getByText(plain('You were warned: no advertising')).waitFor();
    await grace.getByRole('button', { name: 'I have read this' }).click();
    await grace.locator('hubbub-banner .warning').waitFor({ state: 'detached' });
  });

  test('mutes, which the one concerned reads, and unmutes', async () => {
    await both();
    await card('Grace');
    await cardForm(ada, 'Mute').locator('[name=ttl]').selectOption({ label: '1 min' });
    await press('Mute');
    await gone();
    await grace.locator('hubbub-banner .muted').getByText(/You are muted for another/).waitFor();
    await grace.getByPlaceholder('You are muted.').waitFor();
    await card('Grace');
    await press('Unmute');
    await grace.locator('hubbub-banner .muted').waitFor({ state: 'detached' });
  });

  test('gives a rank and takes it away', async () => {
    await both();
    await card('Grace');
    await ada.locator('hubbub-person-sheet [name=rank]').selectOption('vip');
    await press('Give rank');
    await grace.locator('hubbub-people li').filter({ hasText: '(you)' }).getByText('VIP').waitFor();
    await gone();
    await card('Grace');
    await press('Remove rank');
    await line(grace, 'Ada made Grace a guest.').waitFor();
  });

  test('removes a message, by pointer and by key', async () => {
    await both();
    await say(grace, 'first slip');
    await line(ada, 'first slip').hover();
    await ada.getByRole('button', { name: 'Remove message from Grace' }).click();
    await line(grace, 'Ada removed this message').waitFor();
    await say(grace, 'another one, quite different');
    await line(ada, 'another one').waitFor();
    await ada.getByRole('log').focus();
    await ada.keyboard.press('ArrowUp');
    await ada.keyboard.press('Delete');
    await line(grace, 'another one').waitFor({ state: 'detached' });
  });

  test('on a phone touches a message to see the button that removes it, and then that', async () => {
    const topic = someTopic();
    const phone = { viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true };
    ada = await stage.person(topic, 'Ada', phone);
    grace = await stage.person(topic, 'Grace');
    await say(grace, 'a slip');
    await line(ada, 'a slip').waitFor();
    const button = ada.locator('hubbub-log .remove');
    const box = (await button.boundingBox())!;
    await ada.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
    await button.waitFor({ state: 'visible' });
    await say(grace, 'it still stands');
    await line(ada, 'it still stands').waitFor();
    expect(await line(ada, 'a slip').count()).toBe(1);
    await button.first().tap();
    await line(grace, 'Ada removed this message').waitFor();
  });

  test('removes all messages, after being asked', async () => {
    await both();
    await say(grace, 'to be forgotten');
    await line(ada, 'to be forgotten').waitFor();
    await moderate();
    await press('Remove all messages');
    await press('Really remove all messages?');
    await line(grace, 'to be forgotten').waitFor({ state: 'detached' });
    await line(grace, 'Ada removed all messages.').waitFor();
  });

  test('pins a keyword, whose life runs, and removes it', async () => {
    await both();
    await moderate();
    await ada.locator('[name=keyword]').fill('teapot');
    await ada.locator('hubbub-topic-sheet form').nth(3).locator('[name=ttl]').selectOption({ label: '5 min' });
    await press('Pin');
    await gone();
    await grace.locator('hubbub-board').getByRole('button', { name: /teapot.*(4|5)\smin/ }).waitFor();
    await ada.locator('hubbub-board button').filter({ hasText: 'teapot' }).click();
    await press('Remove');
    await grace.locator('hubbub-board button').waitFor({ state: 'detached' });
  });

  test('removes a person, who reads why and stays out', async () => {
    await both();
    await card('Grace');
    await cardForm(ada, 'Remove from room').locator('[name=text]').fill('noise');
    await press('Remove from room');
    await grace.locator('.outside').getByText(plain('You were removed from the room: noise.')).waitFor();
    await line(ada, 'Ada removed Grace from the room: noise.').waitFor();
    expect(await grace.locator('.dot.closed').count()).toBe(1);
    await grace.getByRole('button', { name: 'Try again' }).click();
    await grace.locator('.dot.joined').waitFor();
  });
});

describe.skipIf(process.env['HUBBUB_URL'])('a message that waits', () => {
  /// Grace's, one for each body.
  async function waiting(...bodies: string[]): Promise<void> {
    await both();
    const topic = stage.fake!.topic(decodeURIComponent(new URL(ada.url()).hash.slice(1)));
    const [id] = [...topic.standings].find(([, each]) => each.nick === 'Grace')!;
    for (const body of bodies) topic.hold(id, body);
    await ada.getByRole('button', { name: 'Decide' }).click();
    await rows().nth(bodies.length - 1).waitFor();
  }
  const rows = () => ada.locator('hubbub-held li');
  const reject = (at = 0): Promise<void> => rows().nth(at).getByRole('button', { name: 'Reject' }).press('Enter');

  test('is rejected with a reason, which its author reads', async () => {
    await waiting('buy this', 'buy that');
    await reject();
    expect(await ada.evaluate(focused)).toBe('text');
    await ada.keyboard.type('no advertising');
    await ada.keyboard.press('Enter');
    await line(grace, 'Your message was not approved: no advertising.').waitFor();
    expect(await rows().allTextContents()).toEqual([expect.stringContaining('buy that')]);
    expect(await ada.evaluate(focused)).toContain('Approve');
  });

  test('is rejected without one', async () => {
    await waiting('buy this');
    await reject();
    await reject();
    await line(grace, 'Your message was not approved.').waitFor();
    expect(await ada.evaluate(focused)).toContain('Close');
  });

  test('still waits if the moderator thinks better of it', async () => {
    await waiting('buy this');
    await reject();
    await rows().getByRole('button', { name: 'Cancel' }).press('Enter');
    expect(await ada.evaluate(focused)).toContain('Reject');
    await rows().getByRole('button', { name: 'Approve' }).press('Enter');
    await line(grace, 'buy this').waitFor();
  });
});

/// The name of the focused field, or the label of the focused button.
const focused = (): string => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at?.getAttribute('name') ?? at?.getAttribute('aria-label') ?? '';
};

test('one who may not come back yet reads when', async () => {
  await both();
  await card('Grace');
  await cardForm(ada, 'Remove from room').locator('[name=ttl]').selectOption({ label: 'after 1 min' });
  await press('Remove from room');
  for (const when of ['when it happens', 'when they try']) {
    await grace.locator('.outside .why').getByText(/removed from the room. Try again in \d+\ss/).waitFor();
    if (when === 'when it happens') await grace.getByRole('button', { name: 'Try again' }).click();
  }
  await line(ada, /removed .*Grace.* from the room for 1\smin/).waitFor();
});

test('nobody else is offered what only moderators may', async () => {
  await both();
  expect(await grace.getByRole('button', { name: 'Moderate' }).count()).toBe(0);
  await grace.locator('hubbub-people button').filter({ hasText: 'Ada' }).click();
  await grace.getByRole('dialog').waitFor();
  expect(await sheet(grace).locator('form').count()).toBe(0);
});

test('a moderator is offered the ranks below, and nothing to take from one without any', async () => {
  await both();
  await card('Grace');
  const ranks = ada.locator('hubbub-person-sheet [name=rank] option');
  await ranks.first().waitFor({ state: 'attached' });
  expect(await ranks.allTextContents()).toEqual(['member', 'VIP']);
  expect(await sheet(ada).getByRole('button', { name: 'Remove rank' }).count()).toBe(0);
});

test.skipIf(process.env['HUBBUB_URL'])('a moderator is offered nothing against another', async () => {
  await both();
  await say(grace, 'from an equal');
  await line(ada, 'from an equal').waitFor();
  const topic = stage.fake!.topic(decodeURIComponent(new URL(ada.url()).hash.slice(1)));
  const [id] = [...topic.standings].find(([, each]) => each.nick === 'Grace')!;
  topic.tell('rank_changed', { member: id, rank: 'moderator' });
  topic.say(id, 'Grace', 'as a moderator');
  await ada.locator('hubbub-people button').filter({ hasText: 'Grace' }).getByText('moderator').click();
  await ada.getByRole('dialog').waitFor();
  expect(await sheet(ada).locator('form, section').count()).toBe(0);
});

test('a hand-made command is refused in words', async () => {
  await both();
  await grace.locator('hubbub-log').evaluate((log) =>
    log.dispatchEvent(
      new CustomEvent('act', { detail: { command: 'set_title', payload: { title: 'x' } }, bubbles: true, composed: true }),
    ),
  );
  await grace.locator('hubbub-composer .refused').getByText(/Only for moderators|Your rank/).waitFor();
});
