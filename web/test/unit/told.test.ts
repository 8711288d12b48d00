import { describe, expect, test } from 'vitest';
import { after, joined, notices, NOW, told } from './room.js';

const room = after(joined(), {
  type: 'present',
  members: [
    { id: 'me', nick: 'Ada', rank: 'moderator', online_at: 1 },
    { id: 'other', nick: 'Grace', rank: 'guest', online_at: 2 },
  ],
});

describe('a mode', () => {
  test('quiet goes on with its end, and off', () => {
    const quiet = { min_rank: 'moderator', until_at: NOW + 5000 };
    const on = after(room, told('quiet_changed', 11, { quiet, by: 'me' }));
    expect(on.topic.quiet).toEqual(quiet);
    const off = after(on, told('quiet_changed', 12, { quiet: null }));
    expect(off.topic.quiet).toBeNull();
    expect(notices(off)).toEqual(['quiet', 'quiet_over']);
  });

  test('slow goes on and off', () => {
    const on = after(room, told('slow_changed', 11, { slow: { interval_ms: 5000 }, by: 'me' }));
    expect(on.topic.slow).toEqual({ interval_ms: 5000 });
    expect(after(on, told('slow_changed', 12, { slow: null })).topic.slow).toBeNull();
  });

  test('a lock is taken over', () => {
    const lock = { password: true, members_only: false };
    expect(after(room, told('lock_changed', 11, { lock, by: 'me' })).topic.lock).toEqual(lock);
  });

  test('a board is taken over whole', () => {
    const keywords = [{ keyword: 'soup', expires_at: NOW }];
    const next = after(room, told('keywords_changed', 11, { keywords }));
    expect(next.topic.keywords).toMatchObject(keywords);
    expect(notices(next)).toEqual([]);
  });
});

describe('a member', () => {
  test('has a new rank in the list', () => {
    const next = after(room, told('rank_changed', 11, { member: 'other', rank: 'vip', by: 'me' }));
    expect(next.members.find((each) => each.id === 'other')?.rank).toBe('vip');
    expect(next.me?.rank).toBe('moderator');
  });

  test('that is me has it too', () => {
    expect(after(room, told('rank_changed', 11, { member: 'me', rank: 'owner' })).me?.rank).toBe('owner');
  });

  test('renamed has the new nick, and the old one in the line about it', () => {
    const next = after(room, told('nick_changed', 11, { member: 'other', nick: 'Hopper' }));
    expect(next.members.find((each) => each.id === 'other')?.nick).toBe('Hopper');
    expect(next.items.at(-1)).toMatchObject({ args: { member: 'Grace', nick: 'Hopper' } });
  });

  test('muted is known until then, for good without an end, and not any more when unmuted', () => {
    const muted = after(room, told('member_muted', 11, { member: 'other', until_at: NOW + 9, by: 'me' }));
    expect(muted.mutes.get('other')).toEqual({ until: NOW + 9, nick: 'Grace' });
    expect(after(room, told('member_muted', 11, { member: 'other' })).mutes.get('other')?.until).toBe(Infinity);
    expect(after(muted, told('member_unmuted', 12, { member: 'other' })).mutes.has('other')).toBe(false);
  });

  test('that is me and muted knows it', () => {
    const muted = after(room, told('member_muted', 11, { member: 'me', until_at: NOW + 9 }));
    expect(muted.me?.muted_until_at).toBe(NOW + 9);
    expect(after(muted, told('member_unmuted', 12, { member: 'me' })).me).not.toHaveProperty('muted_until_at');
  });

  test('kicked is named with what was written about it, and for how long', () => {
    const kick = { member: 'other', text: 'noise', until_at: NOW + 11 + 60_000, by: 'me' };
    const next = after(room, told('member_kicked', 11, kick));
    expect(next.items.at(-1)).toMatchObject({ args: { member: 'Grace', by: 'Ada', text: 'noise', for_ms: 60_000 } });
  });
});

test('whoever is banned is gone, and named with what was written about it, and for how long', () => {
  const ban = { member: 'other', text: 'spam', until_at: NOW + 11 + 600_000, by: 'me' };
  const next = after(room, told('member_banned', 11, ban));
  expect(next.members.map((each) => each.id)).toEqual(['me']);
  expect(next.items.at(-1)).toMatchObject({ word: 'banned', args: { member: 'Grace', by: 'Ada', text: 'spam', for_ms: 600_000 } });
});

describe('what is kept of the room', () => {
  const about = { registered: true, label: 'Tea room', rules: 'Be kind' };
  const kept = after(room, told('settings_changed', 11, { topic: about, by: 'me' }));

  test('is taken over whole, so that what is gone is gone', () => {
    expect(kept.topic).toMatchObject(about);
    const less = after(kept, told('settings_changed', 12, { topic: { registered: true, label: 'Tea' }, by: 'me' }));
    expect(less.topic.label).toBe('Tea');
    expect(less.topic).not.toHaveProperty('rules');
  });

  test('is told as registering, as a change, and as the end of it', () => {
    const end = after(
      kept,
      told('settings_changed', 12, { topic: { registered: true }, by: 'me' }),
      told('settings_changed', 13, { topic: { registered: false }, by: 'me' }),
    );
    expect(notices(end)).toEqual(['registered', 'about', 'unregistered']);
  });
});

describe('in a room too big to list everyone', () => {
  const grace = { id: 'other', nick: 'Grace', rank: 'guest' as const, online_at: 2 };
  const vip = { id: 'v', nick: 'Vip', rank: 'vip' as const, online_at: 3 };
  const big = after(room, { type: 'counted', members: 5000 }, { type: 'present', members: [vip] });

  test('the number is what is told, whoever is listed', () => {
    expect(big.topic.members).toBe(5000);
    expect(big.members).toEqual([vip]);
  });

  const person = (id: string) => ({ id, nick: id, rank: 'guest' as const, online_at: 4 });
  const nicks = (of: typeof big): string[] => of.members.map((each) => each.nick);

  test('the roster adds those that presence does not list', () => {
    expect(nicks(after(big, { type: 'listed', members: [vip, grace] }))).toEqual(['Vip', 'Grace']);
  });

  test('comes page by page, until there is no next one', () => {
    const first = after(big, { type: 'listed', members: [person('a'), person('b')], next: 'b' });
    expect([first.rest, first.after]).toEqual(['ask', 'b']);
    const all = after(first, { type: 'listed', members: [person('c')], after: 'b' });
    expect([nicks(all), all.rest]).toEqual([['Vip', 'a', 'b', 'c'], 'none']);
  });

  test('a page that was asked for before presence began anew is dropped, and skips nobody', () => {
    const anew = after(
      big,
      { type: 'listed', members: [person('a')], next: 'a' },
      { type: 'uncounted' },
      { type: 'listed', members: [person('b')], after: 'a' },
    );
    expect([nicks(anew), anew.rest, anew.after]).toEqual([['Vip'], 'ask', undefined]);
  });

  test('can be asked for anew when the number has changed, and then forgets who left', () => {
    const all = after(big, { type: 'listed', members: [person('a'), person('b')] });
    const fewer = after(all, { type: 'counted', members: 4999 });
    expect([nicks(fewer), fewer.rest]).toEqual([['Vip', 'a', 'b'], 'ask']);
    expect(nicks(after(fewer, { type: 'listed', members: [person('b')] }))).toEqual(['Vip', 'b']);
  });

  test('whoever presence lists no more is gone from the roster too', () => {
    const more = after(big, { type: 'listed', members: [vip, grace] }, { type: 'present', members: [] });
    expect(nicks(more)).toEqual(['Grace']);
  });

  test('whoever is listed no more for having lost a rank stays', () => {
    const more = after(
      big,
      { type: 'listed', members: [vip, grace] },
      told('rank_changed', 11, { member: 'v', rank: 'guest', by: 'me' }),
      { type: 'present', members: [] },
    );
    expect(more.members.map((each) => [each.nick, each.rank])).toEqual([['Vip', 'guest'], ['Grace', 'guest']]);
  });

  test('whoever was sent away is not listed', () => {
    const less = after(
      big,
      { type: 'listed', members: [vip, grace] },
      told('member_kicked', 11, { member: 'other', by: 'me' }),
    );
    expect(nicks(less)).toEqual(['Vip']);
  });

  test('everybody is listed again after a whole state', () => {
    const small = after(big, { type: 'listed', members: [grace] }, { type: 'uncounted' }, { type: 'present', members: [vip] });
    expect([small.topic.members, small.members]).toEqual([1, [vip]]);
  });
});

test('an event that the page does not know moves on', () => {
  const next = after(room, told('dice_rolled', 11, { eyes: 6 }), told('toString', 12));
  expect(next.seq).toBe(12);
  expect(next.items).toEqual(room.items);
});

test("the server's clock is taken from the quickest event", () => {
  const event = (at: number, now: number) => ({ type: 'told' as const, event: 'x', told: { seq: at, at }, now });
  expect(after(joined(), event(5000, 2000)).skew).toBe(3000);
  expect(after(joined(), event(5000, 2000), event(6000, 3900)).skew).toBe(3000);
});
