import { describe, expect, test } from 'vitest';
import { silence } from '../../src/state/voice.js';
import { after, joined, joinReply, message, NOW, says, told } from './room.js';

const guest = { id: 'me', nick: 'Ada', rank: 'guest' as const };
const topic = joinReply().topic;
const room = joined({ me: guest });
const mine = (seq: number) => says(seq, 'mine', { from: guest });
const refused = (retry_after_ms: number, command = 'send') =>
  ({ type: 'refused', command, refusal: { reason: 'spam', retry_after_ms }, now: NOW }) as const;

describe('one may send', () => {
  test('where nothing is on', () => expect(silence(room, NOW)).toBeNull());

  test('in slow mode before having said anything, and as a moderator always', () => {
    const slow = told('slow_changed', 11, { slow: { interval_ms: 5000 } });
    expect(silence(after(room, slow, says(12)), NOW)).toBeNull();
    const moderator = { ...guest, rank: 'moderator' as const };
    expect(silence(after(joined({ me: moderator }), slow, says(12, 'x', { from: moderator })), NOW)).toBeNull();
  });

  test('after another command was refused', () => expect(silence(after(room, refused(5000, 'roster')), NOW)).toBeNull());

  test.each(['duplicate', 'similar', 'links', 'words'])('something else after a text was refused as %s', (rule) => {
    const refusal = { reason: 'spam', rule, retry_after_ms: 5000 };
    expect(silence(after(room, { type: 'refused', command: 'send', refusal, now: NOW }), NOW)).toBeNull();
  });

  test('in quiet mode with its rank', () => {
    expect(silence(after(room, told('quiet_changed', 11, { quiet: { min_rank: 'guest' } })), NOW)).toBeNull();
  });
});

describe('one may not send', () => {
  test('until a mute ends, or for good', () => {
    expect(silence(joined({ me: { ...guest, muted_until_at: NOW + 900 } }), NOW)).toEqual({ why: 'muted', until: NOW + 900 });
    expect(silence(joined({ me: { ...guest, muted_until_at: NOW } }), NOW)).toBeNull();
    const never = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
    expect(silence(joined({ me: { ...guest, muted_until_at: never } }), NOW)).toEqual({ why: 'muted', until: Infinity });
  });

  test('below the rank of quiet mode', () => {
    const quiet = { min_rank: 'vip' as const, until_at: NOW + 70 };
    expect(silence(joined({ me: guest, topic: { ...topic, quiet } }), NOW)).toEqual({ why: 'quiet', until: NOW + 70 });
  });

  test('for an interval of slow mode after the last message, also one from before the page was loaded', () => {
    const slow = { interval_ms: 30_000 };
    const history = [message(8, 'mine', { from: guest }), message(9)];
    expect(silence(joined({ me: guest, topic: { ...topic, slow }, history }), NOW)).toEqual({ why: 'slow', until: NOW + 8 + 30_000 });
  });

  test('in slow mode no longer than that lasts', () => {
    const slow = { interval_ms: 30_000, until_at: NOW + 2000 };
    expect(silence(after(room, told('slow_changed', 11, { slow }), mine(12)), NOW)).toEqual({ why: 'slow', until: NOW + 2000 });
  });

  test('for as long as the last refusal said, whoever dismissed it, or until what it was about is changed', () => {
    const held = after(room, refused(4000), { type: 'dismissed' });
    expect(silence(held, NOW)).toEqual({ why: 'held', until: NOW + 4000 });
    expect(silence(held, NOW + 4000)).toBeNull();
    for (const event of ['quiet_changed', 'slow_changed']) expect(silence(after(held, told(event, 11)), NOW)).toBeNull();
    expect(silence(after(held, told('member_unmuted', 11, { member: 'me' })), NOW)).toBeNull();
  });

  test('while the spam guard refuses everything, whatever led to it', () => {
    const refusal = { reason: 'spam', rule: 'links', step: 'refuse', retry_after_ms: 30_000 };
    const room30 = after(room, { type: 'refused', command: 'send', refusal, now: NOW });
    expect(silence(room30, NOW)).toEqual({ why: 'held', until: NOW + 30_000 });
  });

  test('for the longest of several reasons', () => {
    const both = joined({ me: { ...guest, muted_until_at: NOW + 50 }, topic: { ...topic, quiet: { min_rank: 'owner' } } });
    expect(silence(both, NOW)).toEqual({ why: 'quiet', until: Infinity });
  });
});
