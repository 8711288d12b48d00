import { beforeEach, describe, expect, test } from 'vitest';
import { NO_ANSWER, Outbox, type Outcome } from '../../src/outbox.js';
import { reduce, type Action } from '../../src/state/reduce.js';
import { emptyRoom, type Room } from '../../src/state/room.js';
import type { Refusal } from '../../src/wire.js';

const OK: Outcome = { ok: true, response: {} };
const refused = (refusal: Refusal): Outcome => ({ ok: false, refusal });
const TOO_FAST = refused({ reason: 'spam', rule: 'rate', retry_after_ms: 700 });

let room: Room;
let isJoined: boolean;
let sent: string[];
let pauses: number[];
let unsent: string[];
/// The answers to come, by text; a text without any is answered with `ok`.
let answers: Map<string, (Outcome | Promise<Outcome>)[]>;
let outbox: Outbox;

beforeEach(() => {
  room = emptyRoom('room:lobby');
  [isJoined, sent, pauses, unsent, answers] = [false, [], [], [], new Map()];
  outbox = new Outbox({
    room: () => room,
    dispatch: (action: Action) => void (room = reduce(room, action)),
    push: async (_, payload) => {
      const { body } = payload as { body: string };
      sent.push(body);
      return (await answers.get(body)?.shift()) ?? OK;
    },
    isJoined: () => isJoined,
    pause: async (millis) => void pauses.push(millis),
  });
  outbox.onUnsent = ({ body }) => void unsent.push(body);
});

const waiting = (): string[] => room.outbox.map(({ body }) => body);

async function joins(): Promise<void> {
  isJoined = true;
  await outbox.joined();
}

describe('what was written without a connection', () => {
  beforeEach(() => ['one', 'two', 'three'].forEach((body) => outbox.say(body)));

  test('waits, and is sent in order after the join', async () => {
    expect(sent).toEqual([]);
    await joins();
    expect(sent).toEqual(['one', 'two', 'three']);
    expect(waiting()).toEqual([]);
  });

  test('is given back if waiting does not help, and the rest is sent', async () => {
    answers.set('two', [refused({ reason: 'spam', rule: 'mentions', retry_after_ms: 0 })]);
    await joins();
    expect(sent).toEqual(['one', 'two', 'three']);
    expect(unsent).toEqual(['two']);
  });

  test('is sent at the pace that the server allows, and nothing is given back', async () => {
    answers.set('two', [TOO_FAST, TOO_FAST]);
    await joins();
    expect(sent).toEqual(['one', 'two', 'two', 'two', 'three']);
    expect(pauses).toEqual([700, 700]);
    expect([unsent, waiting(), room.refused]).toEqual([[], [], null]);
  });

  test('waits until the spam guard no longer refuses everything', async () => {
    const silent = refused({ reason: 'spam', rule: 'links', step: 'refuse', retry_after_ms: 900 });
    answers.set('two', [silent]);
    await joins();
    expect(sent).toEqual(['one', 'two', 'two', 'three']);
    expect([pauses, unsent]).toEqual([[900], []]);
  });

  test('is given back if it may not be sent for long, and the rest goes on', async () => {
    answers.set('two', [refused({ reason: 'muted', retry_after_ms: 600_000 })]);
    answers.set('three', [refused({ reason: 'too_long', max: 4096 })]);
    await joins();
    expect(sent).toEqual(['one', 'two', 'three']);
    expect(unsent).toEqual(['two', 'three']);
  });

  test('keeps what is written meanwhile behind it', async () => {
    let answer!: (outcome: Outcome) => void;
    answers.set('one', [new Promise((resolve) => (answer = resolve))]);
    isJoined = true;
    const done = outbox.joined();
    outbox.say('four');
    expect(sent).toEqual(['one']);
    answer(OK);
    await done;
    expect(sent).toEqual(['one', 'two', 'three', 'four']);
    outbox.say('five');
    expect(sent.at(-1)).toBe('five');
  });

  test('is left to the next join if the connection breaks again', async () => {
    let answer!: (outcome: Outcome) => void;
    answers.set('one', [new Promise((resolve) => (answer = resolve))]);
    isJoined = true;
    const first = outbox.joined();
    isJoined = false;
    answer(refused(NO_ANSWER));
    await first;
    expect([sent, unsent]).toEqual([['one'], []]);
    await joins();
    expect(sent).toEqual(['one', 'one', 'two', 'three']);
  });
});

describe('what is written with a connection', () => {
  beforeEach(joins);

  test('is sent at once, and given back if the server asks to wait', async () => {
    answers.set('hi', [TOO_FAST]);
    outbox.say('hi');
    await new Promise((resolve) => setTimeout(resolve));
    expect([sent, unsent]).toEqual([['hi'], ['hi']]);
    expect(room.refused).toMatchObject({ command: 'send', refusal: { rule: 'rate' } });
  });

  test('is given back if no answer comes', async () => {
    answers.set('hi', [refused(NO_ANSWER)]);
    outbox.say('hi');
    await new Promise((resolve) => setTimeout(resolve));
    expect(unsent).toEqual(['hi']);
  });
});
