import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { line, someTopic, Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterEach(async () => expect(await stage.clear()).toEqual([]));
afterAll(() => stage.close());

const somebody = (_: unknown, n: number) => {
  const name = String(n).padStart(4, '0');
  return { id: `x${name}`, nick: `Person ${name}`, rank: 'guest' as const, online_at: 1 };
};
const crowd = (size: number) => Array.from({ length: size }, somebody);
const rows = (page: Page): Promise<number> => page.locator('hubbub-people li').count();
const more = (page: Page): Promise<void> => page.getByRole('button', { name: 'Show more people' }).click();

describe.skipIf(process.env['HUBBUB_URL'])('a room too big to list everyone', () => {
  test('shows the others page by page, each once, until nobody is left', async () => {
    const topic = someTopic();
    const fake = stage.fake!.topic(topic);
    Object.assign(fake, { limit: 10, crowd: crowd(250) });
    const ada = await stage.person(topic, 'Ada');
    await ada.getByText('and 250 others').waitFor();
    for (const others of [151, 51]) {
      await more(ada);
      await ada.getByText(`and ${others} others`).waitFor();
    }
    await more(ada);
    await ada.getByText(/and \d+ other/).waitFor({ state: 'detached' });
    expect(await ada.getByRole('button', { name: 'Show more people' }).count()).toBe(0);
    expect(await rows(ada)).toBe(251);
  });

  test('is asked for anew after the line broke, and skips nobody', async () => {
    const topic = someTopic();
    const fake = stage.fake!.topic(topic);
    Object.assign(fake, { limit: 10, crowd: crowd(150) });
    const ada = await stage.person(topic, 'Ada');
    await more(ada);
    await ada.getByText('and 51 others').waitFor();
    stage.fake!.dropAll();
    await line(ada, 'Reconnected').waitFor();
    await ada.getByText('and 150 others').waitFor();
    await more(ada);
    await ada.getByText('Person 0000').waitFor();
  });

  test('forgets who left when it is asked for anew', async () => {
    const topic = someTopic();
    const fake = stage.fake!.topic(topic);
    Object.assign(fake, { limit: 10, crowd: crowd(40) });
    const ada = await stage.person(topic, 'Ada');
    await more(ada);
    await ada.getByText('Person 0039').waitFor();
    fake.crowd = crowd(39).concat(crowd(45).slice(40));
    fake.summarize();
    await more(ada);
    await ada.getByText('Person 0044').waitFor();
    expect(await ada.getByText('Person 0039').count()).toBe(0);
  });
});

describe.skipIf(process.env['HUBBUB_URL'])('a thousand people who are all listed', () => {
  test('are not listed again for every message', async () => {
    const topic = someTopic();
    const fake = stage.fake!.topic(topic);
    fake.crowd = crowd(999);
    const ada = await stage.person(topic, 'Ada');
    await ada.getByText('Person 0998').waitFor();
    await countLists(ada);
    for (let n = 1; n <= 40; n++) {
      fake.say('x0001', 'Person 0001', `line ${n} of many`);
      await line(ada, `line ${n} of many`).waitFor();
    }
    expect(await lists(ada)).toBe(0);
    fake.tell('nick_changed', { member: 'x0001', nick: 'Somebody else' });
    await ada.locator('hubbub-people').getByText('Somebody else').waitFor();
    expect(await lists(ada)).toBe(1);
  });
});

/// Counts how often the list is rendered from now on: each rendering marks oneself once.
const countLists = (page: Page): Promise<void> =>
  page.locator('hubbub-people').evaluate((people) => {
    const counts = { lists: 0 };
    Object.assign(window, { counts });
    const { words } = people as unknown as { words: { you: string } };
    const { you } = words;
    Object.defineProperty(words, 'you', { get: () => ((counts.lists += 1), you) });
  });

const lists = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as { counts: { lists: number } }).counts.lists);
