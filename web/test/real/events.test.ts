import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { line as lineOf, say, someTopic, Stage } from '../browser/stage.js';
import { CuttableLine } from './line.js';
import { RealServer } from './server.js';

let server: RealServer;
let stage: Stage;
let line: CuttableLine;
let key: string;
beforeAll(async () => {
  server = await RealServer.start();
  stage = await Stage.open(server.url);
  line = await CuttableLine.to(server.url);
  key = await server.key('reader', 'topics:read');
});
afterEach(async () => expect(await stage.clear()).toEqual([]));
afterAll(async () => {
  await stage?.close();
  await line?.close();
  await server?.discard();
});

/// An event as the page got it; `id` is the last one that came.
interface Received {
  word: string;
  id: string;
  data: { body?: string; recovered?: boolean; reason?: string };
}

const api = (topic: string): string => `/api/v1/topics/${encodeURIComponent(topic)}`;

/// A read token, as a page's own server asks for it.
async function readToken(topic: string): Promise<string> {
  const request = { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, body: '{}' };
  const answer = await fetch(`${server.url}${api(topic)}/read-tokens`, request);
  return ((await answer.json()) as { token: string }).token;
}

/// A page that reads the topic over the line.
async function reader(topic: string): Promise<Page> {
  const page = await stage.window();
  await page.goto(`${line.url}/`);
  await page.evaluate((url) => {
    const received: unknown[] = [];
    Object.assign(window, { received });
    const events = new EventSource(url);
    for (const word of ['state', 'message', 'lagged', 'closed', 'epoch_changed']) {
      events.addEventListener(word, (event) => {
        received.push({ word, id: event.lastEventId, data: JSON.parse((event as MessageEvent<string>).data) });
      });
    }
  }, `${api(topic)}/events?token=${await readToken(topic)}`);
  await expect.poll(() => states(page)).toEqual([false]);
  return page;
}

const received = (page: Page): Promise<Received[]> => page.evaluate(() => (window as unknown as { received: Received[] }).received);

/// Whether each `state` said that nothing is missing.
const states = async (page: Page): Promise<unknown[]> =>
  (await received(page)).filter(({ word }) => word === 'state').map(({ data }) => data.recovered);

const messages = async (page: Page): Promise<unknown[]> =>
  (await received(page)).filter(({ word }) => word === 'message').map(({ data }) => data.body);

describe('a page that reads a room by EventSource', () => {
  test('comes back by itself after its line was cut, without a gap or a double', async () => {
    const topic = someTopic();
    const ada = await stage.person(topic, 'Ada');
    const page = await reader(topic);
    await say(ada, 'one');
    await expect.poll(() => messages(page)).toEqual(['one']);
    line.cut();
    for (const text of ['two', 'three']) await say(ada, text);
    await lineOf(ada, 'three').waitFor();
    line.mend();
    await expect.poll(() => messages(page), { timeout: 20_000 }).toEqual(['one', 'two', 'three']);
    await say(ada, 'four');
    await expect.poll(() => messages(page)).toEqual(['one', 'two', 'three', 'four']);
    expect(await states(page)).toEqual([false, true]);
  });

  test('comes back over a restart of the server, which ends all streams, without a gap or a double', async () => {
    const topic = someTopic();
    const ada = await stage.person(topic, 'Ada');
    const page = await reader(topic);
    await say(ada, 'before');
    await expect.poll(() => messages(page)).toEqual(['before']);
    await server.restart();
    await ada.locator('.dot.joined').waitFor();
    await say(ada, 'after');
    await expect.poll(() => messages(page), { timeout: 20_000 }).toEqual(['before', 'after']);
    expect(await states(page)).toEqual([false, true]);
    expect((await received(page)).some(({ word }) => word === 'lagged' || word === 'closed')).toBe(false);
  });

  test('is not in the room', async () => {
    const topic = someTopic();
    const ada = await stage.person(topic, 'Ada');
    await reader(topic);
    expect(await ada.locator('hubbub-people li').count()).toBe(1);
  });
});
