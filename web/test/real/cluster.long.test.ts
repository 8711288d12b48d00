import { spawnSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { History, type Noticed } from './history.js';
import { Network } from './network.js';
import { Nodes } from './nodes.js';
import { makeNoise } from './noise.js';

const KILLS = Number(process.env['CLUSTER_KILLS'] ?? 20);
const TOPICS = 60;
const RATE = 200;

/// What members at the nodes that are left may notice at most, in milliseconds, by how a node was lost.
const BY_PROCESS = { answer: 5_000, silence: 3_000 };
const BY_MACHINE = { answer: 10_000, silence: 10_000 };
const READY = 5_000;
/// When a node that is cut off must know it.
const WITHOUT_CONTACT = 2_500;

const OBSTACLE = Network.obstacle;

const notes: Record<string, string | number>[] = [];
afterAll(() => console.table(notes));

let nodes: Nodes;
let network: Network | undefined;
let history: History;
afterEach(async () => {
  history?.close();
  await nodes?.discard();
  network?.discard();
  network = undefined;
});

/// Has people talk on all nodes of a new cluster while `happening` happens; notes what the members noticed each time
/// that it yields that, and that nothing was lost.
async function talkWhile(what: string, happening: () => AsyncGenerator<Noticed>, limits = BY_PROCESS): Promise<void> {
  history = new History(nodes.urls, TOPICS);
  const all: Noticed[] = [];
  await history.talkWhile(RATE, async () => {
    for await (const noticed of happening()) {
      all.push(noticed);
      process.stderr.write(`${what}: ${JSON.stringify(noticed)} (load of the machine: ${loadavg()[0]!.toFixed(1)})\n`);
    }
  });
  const faults = (kind: string): number => history.faults().filter((fault) => fault.startsWith(kind)).length;
  const { all: returned, recovered } = history.returned;
  const worst = (figure: keyof Noticed): number => Math.max(...all.map((noticed) => noticed[figure]));
  notes.push({
    ...{ what, times: all.length, acknowledged: history.acknowledged },
    ...{ lost: faults('lost'), gaps: faults('gap'), doubles: faults('double') + faults('split') },
    ...{ answer: worst('answer'), silence: worst('silence'), refused: worst('refused'), recovered: `${recovered} of ${returned}` },
  });
  await expect.poll(() => history.faults(), { timeout: 20_000 }).toEqual([]);
  for (const noticed of all) {
    expect.soft(noticed.answer).toBeLessThanOrEqual(limits.answer);
    expect.soft(noticed.silence).toBeLessThanOrEqual(limits.silence);
  }
}

/// Starts a node again, sees that it is ready in time, and waits until its members are back.
async function startAgain(node: number): Promise<void> {
  const since = performance.now();
  await nodes.start(node);
  expect.soft(performance.now() - since).toBeLessThanOrEqual(READY);
  await history.complete();
  await sleep(2_000);
}

/// What the others' members notice while something happens to a node.
async function noticedBeside(node: number, happening: () => Promise<void>): Promise<Noticed> {
  const since = performance.now();
  await happening();
  return history.noticed(nodes.others(node), since);
}

describe('three nodes', { timeout: 3_600_000 }, () => {
  test(`go on when the process of one is killed, ${KILLS} times: the oldest, the youngest and the one between`, async () => {
    nodes = await Nodes.start();
    const byAge = [...nodes.all];
    await talkWhile('killed', async function* () {
      for (let kill = 0; kill < KILLS; kill += 1) {
        const [node] = byAge.splice(kill % byAge.length, 1);
        yield await noticedBeside(node!, async () => {
          await nodes.end(node!, 'SIGKILL');
          await sleep((kill % 2) * 3_000); // it comes back before the others have given it up, or after
          await startAgain(node!);
        });
        byAge.push(node!);
      }
    });
  });

  test.each([1, 3])('go on without node %i, which stands still for 20 s and ends when it wakes', async (node) => {
    nodes = await Nodes.start();
    await talkWhile(
      `stopped: ${node}`,
      async function* () {
        yield await noticedBeside(node, async () => {
          nodes.signal(node, 'SIGSTOP');
          const since = performance.now();
          await sleep(20_000);
          nodes.signal(node, 'SIGCONT');
          expect(await nodes.ended(node)).toBe(3);
          expect.soft(history.answers(node, since).acknowledgedUntil).toBe(0);
          await startAgain(node);
        });
      },
      BY_MACHINE,
    );
  });

  test('have everybody go on without a gap when all are restarted one after the other', async () => {
    nodes = await Nodes.start();
    await talkWhile('restarted in order', async function* () {
      for (const node of nodes.all) {
        yield await noticedBeside(node, async () => {
          expect(await nodes.end(node, 'SIGTERM')).toBe(0);
          await startAgain(node);
        });
      }
    });
    const { all, recovered } = history.returned;
    expect(recovered).toBeGreaterThanOrEqual(0.95 * all);
  });

  test.for([
    ['another secret', 'hubbub.secret', { settings: ['--hubbub.secret=another-one-another-one-another-one-another-one'] }],
    ['another name', 'hubbub.cluster.name', { settings: ['--hubbub.cluster.name=another'] }],
    ['a clock that is more than an hour off', 'clock', { within: ['faketime', '--exclude-monotonic', '-f', '+62m'] }],
  ] as const)('serve on beside a node with %s, which ends with one line', async ([what, term, special], { skip }) => {
    skip('within' in special && isMissing('faketime'), 'faketime is missing, which sets the clock of one process');
    nodes = await Nodes.start();
    await talkWhile(`beside ${what}`, async function* () {
      yield await noticedBeside(4, async () => {
        await expect(nodes.start(4, special)).rejects.toThrow('ended with 3');
      });
    });
    const about = (node: number, what: string): string[] => nodes.said(node).filter((line) => line.includes(what));
    expect(about(4, 'must not join the cluster').join()).toContain(`differs in: ${term}`);
    for (const node of nodes.all) expect(about(node, 'must not be in one cluster').length).toBeLessThanOrEqual(1);
  });

  test('serve on beside noise at their ports', async () => {
    nodes = await Nodes.start();
    await talkWhile('noise', async function* () {
      const lines = nodes.all.map((node) => nodes.said(node).length);
      yield await noticedBeside(4, async () => {
        for (let round = 0; round < 20; round += 1) {
          for (const node of nodes.all) makeNoise(nodes.ground.peer(node), nodes.port);
          await sleep(250);
        }
      });
      for (const node of nodes.all) expect.soft(nodes.said(node).slice(lines[node - 1]).length).toBeLessThanOrEqual(2);
    });
  });
});

describe('nodes with a network each', { timeout: 600_000 }, () => {
  beforeEach(({ skip }) => skip(OBSTACLE !== undefined, OBSTACLE));

  test('go on when the machine of one is gone, from which nothing comes any more', async () => {
    network = new Network([0, 0, 0]);
    nodes = await Nodes.start(3, network);
    await talkWhile(
      'machine gone',
      async function* () {
        for (const node of [1, 3]) {
          yield await noticedBeside(node, async () => {
            network!.unplug(node);
            await nodes.end(node, 'SIGKILL');
            await sleep(15_000);
            network!.plugIn(node);
            await startAgain(node);
          });
        }
      },
      BY_MACHINE,
    );
  });

  test.for([
    ['the oldest of three', [1, 0, 0]],
    ['the youngest of three', [0, 0, 1]],
    ['the two oldest of five', [1, 1, 0, 0, 0]],
  ] as [string, (0 | 1)[]][])('go on when %s are cut off, which know it and end', async ([who, sides]) => {
    network = new Network(sides);
    nodes = await Nodes.start(sides.length, network);
    const minority = nodes.all.filter((node) => sides[node - 1] === 1);
    const majority = nodes.all.filter((node) => sides[node - 1] === 0);
    await talkWhile(
      `cut off: ${who}`,
      async function* () {
        network!.cut();
        const since = performance.now();
        expect(await Promise.all(minority.map((node) => nodes.ended(node)))).toEqual(minority.map(() => 3));
        await sleep(5_000);
        for (const node of minority) {
          const { acknowledgedUntil, refusedFrom } = history.answers(node, since);
          expect.soft(acknowledgedUntil).toBe(0);
          expect.soft(refusedFrom).toBeLessThanOrEqual(WITHOUT_CONTACT);
        }
        network!.mend();
        for (const node of minority) await nodes.start(node);
        await history.complete();
        yield history.noticed(majority, since);
      },
      BY_MACHINE,
    );
  });
});

describe('two nodes', { timeout: 600_000 }, () => {
  test('go on when the process of either is killed', async () => {
    nodes = await Nodes.start(2);
    await talkWhile('one of two killed', async function* () {
      for (const node of [1, 2, 2, 1]) {
        yield await noticedBeside(node, async () => {
          await nodes.end(node, 'SIGKILL');
          await sleep(3_000);
          await startAgain(node);
        });
      }
    });
  });
});

function isMissing(program: string): boolean {
  return spawnSync(program, ['--help']).error !== undefined;
}
