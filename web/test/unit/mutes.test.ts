import { describe, expect, test } from 'vitest';
import { untold } from '../../src/incoming.js';
import { mutedUntil } from '../../src/state/mutes.js';
import { after, joined, joinReply, notices, NOW, told } from './room.js';

const entry = (member: string, more = {}) => ({ member, nick: member.toUpperCase(), at: NOW - 9, ...more });
const state = (count: number, ...entries: object[]) =>
  untold('moderation_state', { mutes: { count, entries }, bans: { count: 0, entries: [] } })!;

describe('a moderator', () => {
  test('is told who is muted, in place of what was known', () => {
    const room = after(joined(), told('member_muted', 11, { member: 'old' }), state(2, entry('a', { until_at: NOW + 5 }), entry('b')));
    expect([...room.mutes]).toEqual([['a', { until: NOW + 5, nick: 'A' }], ['b', { until: Infinity, nick: 'B' }]]);
    expect(room.mutesAreKnown).toBe(true);
  });

  test('has to ask for the others, once', () => {
    const some = after(joined(), state(3, entry('a')));
    expect(some.mutesAreKnown).toBe(false);
    const all = after(some, { type: 'mutes_asked' }, { type: 'mutes_listed', mutes: [entry('a'), entry('b'), entry('c')] });
    expect([all.mutesAreKnown, all.mutes.size]).toEqual([true, 3]);
  });

  test('learns of mutes from the roster', () => {
    const member = { id: 'x', nick: 'X', rank: 'guest' as const, online_at: 1, muted_until_at: NOW + 5 };
    const room = after(joined(), { type: 'listed', members: [member] });
    expect([mutedUntil(room, 'x', NOW), mutedUntil(room, 'x', NOW + 5)]).toEqual([NOW + 5, undefined]);
  });

  test('is told that somebody guesses the password', () => {
    const guesses = { count: 12, since_at: NOW - 60_000 };
    const room = after(joined(), { type: 'moderation', moderation: { mutes: { count: 0, entries: [] }, password_guesses: guesses }, now: NOW });
    expect(room.items.at(-1)).toMatchObject({ word: 'guessed', args: { count: 12, within_ms: 60_000 } });
    expect(notices(after(joined(), state(0)))).toEqual([]);
  });

  test('is told nothing by a server that has nothing to tell', () => {
    expect(after(joined(), untold('moderation_state', {})!).mutes.size).toBe(0);
  });
});

test('whoever starts afresh knows of no mutes any more', () => {
  expect(after(joined(), state(1, entry('a')), { type: 'dropped', restarts: false }, { type: 'joined', reply: joinReply({ epoch: 'e2' }), now: NOW }).mutes.size).toBe(0);
});

