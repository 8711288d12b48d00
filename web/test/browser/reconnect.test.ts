import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { line, plain, say, someTopic, Stage } from './stage.js';
import { Wire } from './wire.js';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterEach(async () => expect(await stage.clear()).toEqual([]));
afterAll(() => stage.close());

async function setting(): Promise<{ ada: Page; grace: Page; wire: Wire }> {
  const topic = someTopic();
  const ada = await stage.person(topic, 'Ada');
  const grace = await stage.window();
  const wire = await Wire.on(grace);
  await stage.enter(grace, topic, 'Grace');
  await ada.locator('hubbub-people').getByText('Grace').waitFor();
  return { ada, grace, wire };
}

describe('a broken line', () => {
  test('is shown, comes back by itself, and brings exactly what was missed', async () => {
    const { ada, grace, wire } = await setting();
    await say(ada, 'before the storm');
    await line(grace, 'before the storm').waitFor();
    await wire.cut();
    await grace.getByText('Connection lost. Reconnecting …').waitFor();
    await say(ada, 'thunder rolled');
    await say(ada, 'then a lamp went out');
    await line(ada, 'then a lamp').waitFor();
    wire.mend();
    await line(grace, 'Reconnected, 2 missed messages.').waitFor();
    expect(await grace.locator('hubbub-log .body').allTextContents()).toEqual([
      'before the storm',
      'thunder rolled',
      'then a lamp went out',
    ]);
    expect(await grace.locator('hubbub-people li').count()).toBe(2);
  });

  test('is rejoined with the guest key and the last place heard', async () => {
    const { ada, grace, wire } = await setting();
    await say(ada, 'hello there');
    await line(grace, 'hello there').waitFor();
    await wire.cut();
    wire.mend();
    await line(grace, 'Reconnected, nothing missed.').waitFor();
    const joins = wire.frames.filter((frame) => frame.includes('phx_join')).map((frame) => JSON.parse(frame)[4]);
    expect(joins).toHaveLength(2);
    expect(joins[0]).not.toHaveProperty('since');
    expect(joins[1]).toMatchObject({ nick: 'Grace', key: expect.any(String), since: { epoch: expect.any(String), seq: expect.any(Number) } });
  });

  test('is named when the server restarts, until it is back', async () => {
    const { grace, wire } = await setting();
    await wire.cut(1012);
    await grace.getByText('The server is restarting. Reconnecting …').waitFor();
    await expect.poll(() => wire.refused, { timeout: 8000 }).toBeGreaterThan(0);
    await grace.getByText('The server is restarting. Reconnecting …').waitFor();
    wire.mend();
    await line(grace, 'Reconnected, nothing missed.').waitFor();
    expect(await grace.getByText('The server is restarting').count()).toBe(0);
  });

  test('keeps what is written meanwhile and says it once', async () => {
    const { ada, grace, wire } = await setting();
    await wire.cut();
    await grace.getByText('Connection lost. Reconnecting …').waitFor();
    await say(grace, 'written in the dark');
    await grace.locator('.outgoing').getByText('written in the dark').waitFor();
    wire.mend();
    await line(ada, 'written in the dark').waitFor();
    await grace.locator('.outgoing').waitFor({ state: 'detached' });
    expect(await grace.locator('hubbub-log .body').allTextContents()).toEqual(['written in the dark']);
  });
});

describe.skipIf(process.env['HUBBUB_URL'])('more than the server takes at once', () => {
  test('is written in the dark, goes out in order at the pace that it allows, and is never given back', async () => {
    const { ada, grace, wire } = await setting();
    stage.fake!.topic(decodeURIComponent(new URL(ada.url()).hash.slice(1))).rate = { burst: 2, millis: 250 };
    await wire.cut();
    await grace.getByText('Connection lost. Reconnecting …').waitFor();
    const texts = [1, 2, 3, 4, 5, 6].map((n) => `number ${n}`);
    for (const text of texts) await say(grace, text);
    wire.mend();
    await line(ada, 'number 6').waitFor();
    await grace.locator('.outgoing').waitFor({ state: 'detached' });
    for (const page of [ada, grace]) expect(await page.locator('hubbub-log .body').allTextContents()).toEqual(texts);
    expect(await grace.locator('textarea').inputValue()).toBe('');
    expect(await grace.locator('.refused').count()).toBe(0);
  });
});

describe('a message whose reply got lost with the line', () => {
  /// Longer than phoenix.js waits for a reply.
  const LONG = 11_000;

  test('was said, and is never given back as unanswered', async () => {
    const { ada, grace, wire } = await setting();
    await grace.clock.install();
    wire.deafen();
    await say(grace, 'said once');
    await line(ada, 'said once').waitFor();
    await wire.cut();
    wire.mend();
    await line(grace, /Reconnected, 1 missed message/).waitFor();
    await grace.clock.fastForward(LONG);
    await grace.evaluate(() => new Promise(requestAnimationFrame));
    expect(await grace.locator('textarea').inputValue()).toBe('');
    expect(await grace.locator('.refused, .outgoing').count()).toBe(0);
    await grace.keyboard.press('Enter');
    await say(ada, 'and then this');
    await line(grace, 'and then this').waitFor();
    expect(await grace.locator('hubbub-log .body').allTextContents()).toEqual(['said once', 'and then this']);
  });
});

describe.skipIf(process.env['HUBBUB_URL'])('what a real server seldom does', () => {
  const topicOf = (page: Page) => stage.fake!.topic(decodeURIComponent(new URL(page.url()).hash.slice(1)));

  test('another epoch is a fresh start', async () => {
    const { ada, grace, wire } = await setting();
    await wire.cut();
    topicOf(ada).epoch = 'e2';
    wire.mend();
    await line(grace, 'Reconnected from scratch').waitFor();
  });

  test('epoch_changed is what the next join resumes from', async () => {
    const { ada, grace, wire } = await setting();
    const topic = topicOf(ada);
    topic.epoch = 'e2';
    for (const member of topic.members) topic.push(member, 'epoch_changed', { epoch: 'e2', seq: topic.seq });
    await say(ada, 'after the change');
    await line(grace, 'after the change').waitFor();
    await wire.cut();
    wire.mend();
    await line(grace, 'Reconnected, nothing missed.').waitFor();
  });

  test('lagged shows what there is and what is missing', async () => {
    const { ada, grace } = await setting();
    const topic = topicOf(ada);
    const member = [...topic.members].find((each) => topic.standings.get(each.id)!.nick === 'Grace')!;
    topic.seq = 500;
    const last = { id: 'l', seq: 500, at: Date.now(), from: { id: 'x', nick: 'X', rank: 'guest' }, body: 'the last of many' };
    topic.push(member, 'lagged', { ...topic.snapshot(member), history: [last], from_seq: 1, to_seq: 500 });
    await line(grace, 'Your connection was too slow: 499 events skipped.').waitFor();
    await line(grace, 'the last of many').waitFor();
  });

  test.each([
    ['replaced', { reason: 'replaced' }, /another window/],
    ['kicked', { reason: 'kicked', member: 'x', by: 'y' }, 'You were removed from the room.'],
    ['kicked with a text that is a word of ours', { reason: 'kicked', member: 'x', by: 'y', text: 'replaced' }, plain('You were removed from the room: replaced.')],
  ])('being closed as %s is said, and nothing is tried again', async (_name, payload, words) => {
    const { ada, grace, wire } = await setting();
    const topic = topicOf(ada);
    const id = [...topic.standings].find(([, each]) => each.nick === 'Grace')![0];
    topic.closeAll(id, payload);
    await grace.locator('.outside .why').getByText(words).waitFor();
    await grace.waitForTimeout(1500);
    expect(wire.frames.filter((frame) => frame.includes('phx_join'))).toHaveLength(1);
  });
});
