import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { line, say, someTopic, Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterEach(async () => expect(await stage.clear()).toEqual([]));
afterAll(() => stage.close());

/// Tries to join, without waiting for the outcome.
async function knock(topic: string): Promise<Page> {
  const page = await stage.window();
  await page.goto(`${stage.url}/#${topic}`);
  await page.getByRole('textbox', { name: 'Nickname' }).fill('Ada');
  await page.getByRole('button', { name: 'Enter' }).click();
  return page;
}

const inside = (page: Page): Promise<void> => page.locator('.dot.joined').waitFor();

describe.skipIf(process.env['HUBBUB_URL'])('one who is not let in', () => {
  test('reads that the server cannot be reached, and is in as soon as it can', async () => {
    stage.fake!.refusing = true;
    const ada = await knock(someTopic());
    await ada.locator('.outside').getByText("The server can't be reached").waitFor();
    stage.fake!.refusing = false;
    await inside(ada);
  });

  test('is asked for the password of a locked room, and again for the right one', async () => {
    const topic = someTopic();
    stage.fake!.topic(topic).password = 'sesame';
    const ada = await knock(topic);
    await ada.getByText('This room has a password.').waitFor();
    await ada.getByLabel('Password').fill('open');
    await ada.keyboard.press('Enter');
    await ada.getByText('That is not the password of this room.').waitFor();
    await ada.getByLabel('Password').fill('sesame');
    await ada.keyboard.press('Enter');
    await inside(ada);
    stage.fake!.dropAll();
    await line(ada, 'Reconnected, nothing missed.').waitFor();
  });

  test('reads how long to wait, and the time runs', async () => {
    const topic = someTopic();
    stage.fake!.topic(topic).refusing = { reason: 'overloaded', retry_after_ms: 90_000 };
    const ada = await knock(topic);
    await ada.locator('.outside .why').getByText('There is too much going on right now.').waitFor();
    await ada.locator('.outside .next').getByText(/Next try in 1\smin 30\ss/).waitFor();
    await ada.locator('.outside .next').getByText(/Next try in 1\smin 2\d\ss/).waitFor();
  });
});

describe.skipIf(process.env['HUBBUB_URL'])('one who is sent away', () => {
  test('sees what was not sent any more, and has it to send again', async () => {
    const topic = someTopic();
    const ada = await stage.person(topic, 'Ada');
    const fake = stage.fake!.topic(topic);
    const [membership] = [...fake.members];
    stage.fake!.refusing = true;
    stage.fake!.dropAll();
    await ada.getByText('Connection lost. Reconnecting …').waitFor();
    await say(ada, 'not yet said');
    fake.barred.set(membership!.id, Date.now() + 60_000);
    stage.fake!.refusing = false;
    await ada.locator('.outside').waitFor();
    await ada.locator('.outgoing').getByText('Not sent').waitFor();
    fake.barred.clear();
    await ada.getByRole('button', { name: 'Try again' }).click();
    await inside(ada);
    expect(await ada.locator('textarea').inputValue()).toBe('not yet said');
  });
});

describe.skipIf(process.env['HUBBUB_URL'])('a refusal to show more', () => {
  test('of people or of messages is said', async () => {
    const topic = someTopic();
    const fake = stage.fake!.topic(topic);
    fake.crowd = [{ id: 'x', nick: 'X', rank: 'guest', online_at: 1 }];
    fake.limit = 1;
    fake.tell('title_changed', { title: 'Old', by: 'x' });
    fake.say('x', 'X', 'an old line');
    const ada = await stage.person(topic, 'Ada');
    fake.refusing = { reason: 'unavailable' };
    for (const name of ['Show more people', 'Show older messages']) {
      await ada.getByRole('button', { name }).click();
      await ada.locator('hubbub-composer .refused').getByText("That doesn't work right now.").waitFor();
      await ada.getByRole('button', { name: 'Dismiss' }).click();
    }
  });
});
