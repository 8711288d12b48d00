import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { FakeTopic } from '../fake/topic.js';
import { line, say, someTopic, Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterEach(async () => expect(await stage.clear()).toEqual([]));
afterAll(() => stage.close());

const written = (page: Page): Promise<string> => page.locator('textarea').inputValue();
const bodies = (page: Page): Promise<string[]> => page.locator('hubbub-log [data-key] .body').allTextContents();

/// Sends all texts but the last, which is only typed. Does so at once, before any answer can arrive.
const sayAll = (page: Page, ...texts: string[]): Promise<void> =>
  page.locator('textarea').evaluate((field: HTMLTextAreaElement, all) => {
    for (const text of all) {
      if (field.value !== '') field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
      field.value = text;
    }
  }, texts);

/// Ada moderates; Grace is a guest who writes.
async function both(): Promise<{ ada: Page; grace: Page; fake: FakeTopic; id: string }> {
  const topic = someTopic();
  const ada = await stage.person(topic, 'Ada');
  const grace = await stage.person(topic, 'Grace');
  await ada.locator('hubbub-people').getByText('Grace').waitFor();
  const fake = stage.fake!.topic(topic);
  return { ada, grace, fake, id: [...fake.standings].find(([, each]) => each.nick === 'Grace')![0] };
}

describe('an input method', () => {
  test('may end a word with Enter, which sends nothing', async () => {
    const ada = await stage.person(someTopic(), 'Ada');
    const wire = await ada.context().newCDPSession(ada);
    await ada.locator('textarea').focus();
    await wire.send('Input.imeSetComposition', { text: 'かんじ', selectionStart: 3, selectionEnd: 3 });
    await wire.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 });
    await wire.send('Input.insertText', { text: '漢字' });
    expect(await written(ada)).toBe('漢字');
    await ada.keyboard.press('Enter');
    await line(ada, '漢字').waitFor();
    expect(await bodies(ada)).toEqual(['漢字']);
  });

  test('of Safari ends composing before it tells of that Enter', async () => {
    const ada = await stage.person(someTopic(), 'Ada');
    await ada.locator('textarea').fill('半分の言');
    await ada.locator('textarea').evaluate((field) => {
      field.dispatchEvent(new CompositionEvent('compositionend', { data: '言', bubbles: true, composed: true }));
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, composed: true, cancelable: true }));
    });
    expect(await written(ada)).toBe('半分の言');
    expect(await ada.locator('.outgoing').count()).toBe(0);
  });
});

describe.skipIf(process.env['HUBBUB_URL'])('a message that is refused', () => {
  const refusing = (fake: FakeTopic, reason = 'unavailable'): void => void (fake.refusing = { reason });

  test('goes back to where it was written', async () => {
    const { grace, fake } = await both();
    refusing(fake);
    await say(grace, 'not now');
    await grace.locator('hubbub-composer .refused').waitFor();
    expect(await written(grace)).toBe('not now');
    expect(await grace.locator('.outgoing').count()).toBe(0);
  });

  test('is kept beside what has been written since, and can be sent again', async () => {
    const { ada, grace, fake } = await both();
    refusing(fake);
    await sayAll(grace, 'first thought', 'second thought');
    await grace.locator('.outgoing.refused').getByText('first thought').waitFor();
    expect(await written(grace)).toBe('second thought');
    fake.refusing = null;
    await grace.getByRole('button', { name: 'Send again' }).click();
    await line(ada, 'first thought').waitFor();
    await grace.locator('.outgoing').waitFor({ state: 'detached' });
    expect(await written(grace)).toBe('second thought');
  });

  test('is one of several, none of which is lost', async () => {
    const { grace, fake } = await both();
    refusing(fake);
    await sayAll(grace, 'one', 'two', 'three', 'and a fourth');
    await grace.locator('.outgoing.refused').nth(2).waitFor();
    const kept = [await written(grace), ...(await grace.locator('.outgoing .body').allTextContents())];
    expect(kept.sort()).toEqual(['and a fourth', 'one', 'three', 'two']);
  });

  test('can be taken back in front of what is being written, or let go', async () => {
    const { grace, fake } = await both();
    refusing(fake);
    for (const [way, left] of [['Edit', 'a slip\nand more'], ['Discard', 'and more']] as const) {
      await sayAll(grace, 'a slip', 'and more');
      await grace.getByRole('button', { name: way }).click();
      await grace.locator('.outgoing').waitFor({ state: 'detached' });
      expect(await written(grace)).toBe(left);
      await grace.locator('textarea').fill('');
    }
  });
});

test.skipIf(process.env['HUBBUB_URL'])('what is being written survives that the line breaks and one has to wait to get in', async () => {
  const { grace, fake } = await both();
  await grace.locator('textarea').fill('half a sen');
  fake.refusing = { reason: 'full', retry_after_ms: 500 };
  stage.fake!.dropAll();
  await grace.locator('.outside').waitFor();
  fake.refusing = null;
  await grace.locator('.dot.joined').waitFor();
  await grace.locator('.outside').waitFor({ state: 'detached' });
  expect(await written(grace)).toBe('half a sen');
});

describe.skipIf(process.env['HUBBUB_URL'])('one who may not send', () => {
  const wait = (page: Page) => page.locator('hubbub-composer .wait');

  async function sendsNothing(page: Page): Promise<void> {
    await say(page, 'nevertheless');
    expect(await written(page)).toBe('nevertheless');
    expect(await page.locator('.outgoing, hubbub-composer .refused').count()).toBe(0);
  }

  test('because they are muted sees how long, and may write on and send when it is over', async () => {
    const { ada, grace, fake, id } = await both();
    fake.tell('member_muted', { member: id, by: 'x', until_at: Date.now() + 4000 });
    await wait(grace).getByText(/[34]\ss/).waitFor();
    await sendsNothing(grace);
    await wait(grace).waitFor({ state: 'detached' });
    await grace.locator('textarea').press('Enter');
    await line(ada, 'nevertheless').waitFor();
  });

  test('until somebody changes it sees no time, also after reloading', async () => {
    const { grace, fake, id } = await both();
    fake.standings.get(id)!.mutedUntil = Infinity;
    fake.tell('member_muted', { member: id, by: 'x' });
    for (const time of ['when it happens', 'after reloading']) {
      await grace.getByPlaceholder('You are muted.').waitFor();
      expect((await wait(grace).textContent())?.trim()).toBe('');
      expect(await grace.locator('hubbub-banner .muted').textContent()).toContain('You are muted.');
      if (time === 'when it happens') await grace.reload();
    }
    delete fake.standings.get(id)!.mutedUntil;
    fake.tell('member_unmuted', { member: id, by: 'x' });
    await wait(grace).waitFor({ state: 'detached' });
  });

  test('because of quiet mode needs not send to find out, and may as soon as the rank is there', async () => {
    const { ada, grace, fake, id } = await both();
    fake.quiet = { min_rank: 'vip' };
    fake.tell('quiet_changed', { quiet: fake.quiet, by: 'x' });
    await wait(grace).waitFor();
    await sendsNothing(grace);
    expect(await wait(ada).count()).toBe(0);
    fake.standings.get(id)!.rank = 'vip';
    fake.tell('rank_changed', { member: id, rank: 'vip', by: 'x' });
    await wait(grace).waitFor({ state: 'detached' });
  });

  test('because of slow mode sees the time since their own last message run, and no longer than slow mode itself', async () => {
    const { grace, fake } = await both();
    fake.slow = { interval_ms: 60_000, until_at: Date.now() + 5000 };
    fake.tell('slow_changed', { slow: fake.slow, by: 'x' });
    expect(await wait(grace).count()).toBe(0);
    await say(grace, 'once');
    await wait(grace).getByText(/[2-5]\ss/).waitFor();
    await sendsNothing(grace);
    await wait(grace).waitFor({ state: 'detached' });
  });

  test('because a refusal said so reads that only as long as it holds', async () => {
    const { ada, grace, fake } = await both();
    fake.refusing = { reason: 'spam', rule: 'rate', retry_after_ms: 3000 };
    await say(grace, 'too fast');
    await grace.locator('hubbub-composer .refused').getByText('you are writing too fast').waitFor();
    await wait(grace).getByText(/[123]\ss/).waitFor();
    fake.refusing = null;
    await grace.locator('hubbub-composer .line').waitFor({ state: 'detached' });
    await wait(grace).waitFor({ state: 'detached' });
    await grace.locator('textarea').press('Enter');
    await line(ada, 'too fast').waitFor();
  });

  test('keeps the focus where they write', async () => {
    const { grace, fake, id } = await both();
    await grace.locator('textarea').focus();
    fake.tell('member_muted', { member: id, by: 'x', until_at: Date.now() + 2000 });
    await wait(grace).waitFor();
    await wait(grace).waitFor({ state: 'detached' });
    await grace.locator('textarea:focus').waitFor();
  });
});
