import { describe, expect, test } from 'vitest';
import { untold } from '../../src/incoming.js';
import type { Held } from '../../src/wire.js';
import { en } from '../../src/words/en.js';
import { after, joined, joinReply, notices, NOW, told } from './room.js';

const waits = (id: string): object => ({
  id,
  from: { id: 'other', nick: 'Grace', rank: 'guest' },
  body: `see ${id}`,
  rule: 'links',
  at: NOW + Number(id.slice(1)),
  expires_at: NOW + 600_000,
});

const comes = (event: string, payload: object) => untold(event, payload)!;

describe('a message that waits', () => {
  const room = after(joined(), comes('message_held', waits('m1')), comes('message_held', waits('m2')));

  test('is known to moderators, oldest first', () => expect(room.held.map(({ id }) => id)).toEqual(['m1', 'm2']));

  test('waits no longer once it is decided', () => {
    const next = after(room, comes('message_resolved', { id: 'm1', how: 'rejected', by: 'me' }));
    expect(next.held.map(({ id }) => id)).toEqual(['m2']);
    expect(notices(next)).toEqual([]);
  });

  test('comes with what moderators are told after they join', () => {
    const state = { mutes: { count: 0, entries: [] }, held: { count: 2, entries: [waits('m4'), waits('m3')] } };
    expect(after(joined(), comes('moderation_state', state)).held.map(({ id }) => id)).toEqual(['m3', 'm4']);
  });

  test('is asked for if moderators were not told of all', () => {
    const state = { mutes: { count: 0, entries: [] }, held: { count: 3, entries: [waits('m4')] } };
    const told = after(joined(), comes('moderation_state', state));
    expect(told.heldAreKnown).toBe(false);
    const all = after(told, { type: 'held_asked' }, { type: 'held_listed', held: [waits('m3') as Held, waits('m4') as Held] });
    expect(all.held.map(({ id }) => id)).toEqual(['m3', 'm4']);
  });

  test('and that nobody has told me of is not mine if I am a moderator', () => {
    const room = after(joined({ me: { ...joinReply().me, rank: 'moderator' } }), comes('message_resolved', { id: 'm9', how: 'rejected' }));
    expect(notices(room)).toEqual([]);
  });

  test('that was mine says why it does not appear', () => {
    const next = after(joined({ me: { ...joinReply().me, rank: 'guest' } }), comes('message_resolved', { id: 'm9', how: 'rejected', text: 'no ads' }));
    expect(notices(next)).toEqual(['rejected']);
    expect(en.notices.rejected({ how: 'rejected', text: 'no ads' })).toContain('no ads');
  });

  test('that was mine is noted until it is decided, and only that one', () => {
    const refusal = { reason: 'held', id: 'm9', rule: 'shield' };
    const room = after(joined(), { type: 'refused', command: 'send', refusal, now: NOW });
    expect(after(room, comes('message_resolved', { id: 'm8', how: 'approved' })).refused?.refusal.id).toBe('m9');
    expect(after(room, comes('message_resolved', { id: 'm9', how: 'approved' })).refused).toBeNull();
  });

  test('that was mine and approved comes by itself', () => {
    expect(notices(after(joined(), comes('message_resolved', { id: 'm9', how: 'approved' })))).toEqual([]);
  });
});

describe('a warning', () => {
  test('is a line of the log', () => {
    expect(notices(after(joined(), comes('warned', { by: 'other', text: 'calm down' })))).toEqual(['warned']);
  });

  test('to acknowledge stays in view until then', () => {
    const room = after(joined(), comes('warned', { by: 'other', text: 'calm down', acknowledge: true }));
    expect(room.warning?.text).toBe('calm down');
    expect(after(room, { type: 'acknowledged' }).warning).toBeNull();
  });

  test('is forgotten at the next join, which tells it again', () => {
    const room = after(joined(), comes('warned', { by: 'other', acknowledge: true }));
    const back = joinReply({ recovered: true, missed: [] });
    expect(after(room, { type: 'joined', reply: back, now: NOW }).warning).toBeNull();
  });
});

test('a shield goes up with its end, and down', () => {
  const shield = { preset: 'hold', until_at: NOW + 60_000 };
  const up = after(joined(), told('shield_changed', 11, { shield, by: 'me' }));
  expect(up.topic.shield).toEqual(shield);
  const down = after(up, told('shield_changed', 12, { shield: null }));
  expect(down.topic.shield).toBeNull();
  expect(notices(down)).toEqual(['shield', 'shield_over']);
});
