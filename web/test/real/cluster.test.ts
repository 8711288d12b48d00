import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { History } from './history.js';
import { Nodes } from './nodes.js';

const TOPICS = 20;

let nodes: Nodes;
let history: History;
beforeAll(async () => {
  nodes = await Nodes.start();
}, 120_000);
afterEach(() => history?.close());
afterAll(async () => await nodes?.discard());

/// Has people talk in all rooms, on all nodes, while `happening` happens.
async function talkWhile(happening: () => Promise<void>): Promise<void> {
  history = new History(nodes.urls, TOPICS);
  await history.talkWhile(50, happening);
  expect(history.acknowledged).toBeGreaterThan(100);
  await expect.poll(() => history.faults(), { timeout: 20_000 }).toEqual([]);
}

describe('three nodes', { timeout: 180_000 }, () => {
  test('lose nothing that was acknowledged when the process of one is killed', async () => {
    await talkWhile(async () => {
      await nodes.end(2, 'SIGKILL');
      await nodes.start(2);
    });
  });

  test('have everybody go on without a gap when one is stopped in order and started again', async () => {
    await talkWhile(async () => {
      expect(await nodes.end(3, 'SIGTERM')).toBe(0);
      await nodes.start(3);
    });
    const { all, recovered } = history.returned;
    expect(all).toBeGreaterThanOrEqual(TOPICS);
    expect(recovered).toBeGreaterThanOrEqual(0.95 * all);
  });

  test('go on without one that stands still, which ends when it wakes, so that it is started again', async () => {
    await talkWhile(async () => {
      nodes.signal(1, 'SIGSTOP');
      await sleep(12_000);
      nodes.signal(1, 'SIGCONT');
      expect(await nodes.ended(1)).toBe(3);
      await nodes.start(1);
    });
  });
});
