import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { line, say, sheet, someTopic, Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterEach(async () => expect(await stage.clear()).toEqual([]));
afterAll(() => stage.close());

/// The focused element, through all shadow roots: its tag, class and text.
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    const name = at?.getAttribute('name') ?? at?.getAttribute('aria-label') ?? at?.textContent ?? '';
    return `${at?.localName ?? 'nothing'} ${name.replace(/[\u2068\u2069]/g, '').replace(/\s+/g, ' ').trim()}`;
  });

/// Waits until the focus is there: moving it may take a frame.
async function expectFocus(page: Page, wanted: RegExp): Promise<void> {
  await expect.poll(() => focused(page), { timeout: 5000 }).toMatch(wanted);
}

async function both(): Promise<{ ada: Page; grace: Page }> {
  const topic = someTopic();
  const ada = await stage.person(topic, 'Ada');
  const grace = await stage.person(topic, 'Grace');
  await ada.locator('hubbub-people').getByText('Grace').waitFor();
  return { ada, grace };
}

describe('by keyboard', () => {
  test('one who leaves is at the first field of the door', async () => {
    const ada = await stage.person(someTopic(), 'Ada');
    await ada.getByRole('button', { name: 'Leave' }).focus();
    await ada.keyboard.press('Enter');
    await ada.getByRole('button', { name: 'Enter' }).waitFor();
    await expectFocus(ada, /^input nick/);
  });

  test.each(['the key', 'the button'])('one who removes a message with %s stays at its line', async (way) => {
    const { ada, grace } = await both();
    for (const body of ['the first one here', 'a slip of the tongue']) {
      await say(grace, body);
      await line(ada, body).waitFor();
    }
    await line(ada, 'a slip').focus();
    if (way === 'the key') await ada.keyboard.press('Delete');
    else {
      await ada.keyboard.press('Tab');
      await ada.keyboard.press('Enter');
    }
    await line(ada, 'Ada removed this message').waitFor();
    await expectFocus(ada, /^article.*Ada removed this message/);
    await ada.keyboard.press('ArrowUp');
    await expectFocus(ada, /^article.*the first one here/);
  });

  test('one whose line is taken away is at the one in its place', async () => {
    const { ada, grace } = await both();
    await say(grace, 'of Grace');
    await line(ada, 'of Grace').waitFor();
    await say(ada, 'and of Ada');
    await line(ada, 'and of Ada').waitFor();
    await line(ada, 'of Grace').first().focus();
    await ada.evaluate(() => {
      const room = document.querySelector('hubbub-page')!.shadowRoot!.querySelector('hubbub-room')!;
      const log = room.shadowRoot!.querySelector('hubbub-log')! as unknown as { room: { members: { id: string; nick: string }[] } } & EventTarget;
      const { id } = log.room.members.find(({ nick }) => nick === 'Grace')!;
      log.dispatchEvent(new CustomEvent('act', { detail: { command: 'clear', payload: { member: id } }, bubbles: true, composed: true }));
    });
    await line(ada, 'Ada removed the messages from Grace').waitFor();
    await expectFocus(ada, /^article.*and of Ada/);
  });

  test('one who has done something in a sheet is back where it was opened', async () => {
    const { ada } = await both();
    await ada.getByRole('button', { name: 'Moderate' }).focus();
    await ada.keyboard.press('Enter');
    await ada.getByLabel('Title').fill('Tea at five');
    await ada.keyboard.press('Enter');
    await sheet(ada).waitFor({ state: 'detached' });
    await expectFocus(ada, /^button Moderate/);
  });

  test('one who removes a person is where one writes, if the list has lost them', async () => {
    const { ada } = await both();
    await ada.locator('hubbub-people button').filter({ hasText: 'Grace' }).focus();
    await ada.keyboard.press('Enter');
    await sheet(ada).getByRole('button', { name: 'Remove from room' }).focus();
    await ada.keyboard.press('Enter');
    await sheet(ada).waitFor({ state: 'detached' });
    await expectFocus(ada, /^(textarea|button .*Ada)/);
  });

  test('one who is sent away is at the way back, and from there where one writes', async () => {
    const { ada, grace } = await both();
    await grace.locator('textarea').focus();
    await ada.locator('hubbub-people button').filter({ hasText: 'Grace' }).click();
    await sheet(ada).getByRole('button', { name: 'Remove from room' }).click();
    await expectFocus(grace, /^button Try again/);
    await grace.keyboard.press('Enter');
    await grace.locator('.dot.joined').waitFor();
    await expectFocus(grace, /^textarea/);
  });

  test.skipIf(process.env['HUBBUB_URL'])('one who puts a refusal away is where one writes', async () => {
    const topic = someTopic();
    const ada = await stage.person(topic, 'Ada');
    stage.fake!.topic(topic).refusing = { reason: 'unavailable' };
    await say(ada, 'hm');
    await ada.getByRole('button', { name: 'Dismiss' }).focus();
    await ada.keyboard.press('Enter');
    await expectFocus(ada, /^textarea/);
  });
});
