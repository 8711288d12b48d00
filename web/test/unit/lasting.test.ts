import { describe, expect, test } from 'vitest';
import { auditLine } from '../../src/state/audit.js';
import { subjectOf } from '../../src/state/lists.js';
import { chosenIn, changed, listOf, payloadOf } from '../../src/state/settings.js';
import type { Audited, Banned, Settings } from '../../src/wire.js';
import { de } from '../../src/words/de.js';
import { en } from '../../src/words/en.js';
import { after, joined, NOW } from './room.js';

const ban = (member: string): Banned => ({ member, nick: member, reason: 'banned', at: NOW });
const asked = (isFirst = true) => ({ type: 'list_asked', of: 'bans', isFirst }) as const;
const came = (entries: Banned[], next?: string, from?: string) => ({ type: 'list_came', of: 'bans', entries, after: from, next }) as const;

describe('a list', () => {
  const first = after(joined(), asked(), came([ban('a')], 'a'));

  test('comes page by page, until there is no next one', () => {
    expect(first.bans).toEqual({ entries: [ban('a')], status: 'shown', next: 'a' });
    const whole = after(first, asked(false), came([ban('b')], undefined, 'a'));
    expect(whole.bans).toEqual({ entries: [ban('a'), ban('b')], status: 'shown' });
  });

  test('that is asked for anew is empty until it comes, and drops a page of before', () => {
    const anew = after(first, asked(false), asked(), came([ban('b')], undefined, 'a'));
    expect(anew.bans).toEqual({ entries: [], status: 'loading' });
  });

  test('that was asked for twice has everything once', () => {
    expect(after(joined(), asked(), asked(), came([ban('a')]), came([ban('a')])).bans.entries).toEqual([ban('a')]);
  });

  test('that did not come says so, and keeps what it has', () => {
    const failed = after(first, asked(false), { type: 'list_failed', of: 'bans' });
    expect(failed.bans).toEqual({ entries: [ban('a')], status: 'failed', next: 'a' });
  });
});

describe('a ban that is lifted', () => {
  const kicked: Banned = { ...ban('a'), reason: 'kicked' };
  const network: Banned = { prefix: 'tag', reason: 'banned', at: NOW };
  const room = after(joined(), asked(), came([kicked, ban('a'), ban('b'), network]));

  test('is gone from the list, and so is a kick of the same person', () => {
    expect(after(room, { type: 'lifted', subject: subjectOf(ban('a')) }).bans.entries).toEqual([ban('b'), network]);
  });

  test('may be of a network', () => {
    expect(subjectOf(network)).toEqual({ prefix: 'tag' });
    expect(after(room, { type: 'lifted', subject: subjectOf(network) }).bans.entries).toEqual([kicked, ban('a'), ban('b')]);
  });
});

describe('a line of the audit log', () => {
  const by = { id: 'm', nick: 'Ann' };
  const about = { id: 'o', nick: 'Bob' };
  const said = (entry: Partial<Audited>, until?: string, words = en): string => {
    const { word, args } = auditLine(joined(), { at: NOW, act: '', by, ...entry });
    return words.notices[word]({ ...args, ...(until === undefined ? {} : { until }) }).replace(/[\u2068\u2069]/g, '');
  };

  test('says who did what to whom, until when and why', () => {
    const mute = { act: 'mute', about, text: 'loud' };
    expect(said(mute, '12:14')).toBe('Ann muted Bob until 12:14: loud.');
    expect(said(mute, '12:14', de)).toBe('Ann hat Bob bis 12:14 stummgeschaltet: loud.');
  });

  test.each<[Partial<Audited>, string]>([
    [{ act: 'warn', about, text: 'quieter' }, 'Ann warned Bob: quieter.'],
    [{ act: 'approve', about, value: 'message-1' }, 'Ann approved a message from Bob.'],
    [{ act: 'reject', about, value: 'message-1', text: 'no ads' }, 'Ann rejected a message from Bob: no ads.'],
    [{ act: 'reject', value: 'message-1' }, 'Ann rejected a message from someone.'],
    [{ act: 'ban', about }, 'Ann banned Bob.'],
    [{ act: 'unban', about }, 'Ann lifted the ban of Bob.'],
    [{ act: 'unban', about: { id: 'tag' } }, 'Ann lifted the ban of someone.'],
    [{ act: 'kick', about }, 'Ann removed Bob from the room.'],
    [{ act: 'grant', about, value: 'vip' }, 'Ann made Bob a VIP.'],
    [{ act: 'revoke', about }, 'Ann removed the rank of Bob.'],
    [{ act: 'delete', about, value: 'message-1' }, 'Ann removed a message from Bob.'],
    [{ act: 'clear' }, 'Ann removed all messages.'],
    [{ act: 'clear', about }, 'Ann removed the messages from Bob.'],
    [{ act: 'set_title', value: 'Tea' }, 'Ann changed the title to “Tea”.'],
    [{ act: 'set_title', value: '' }, 'Ann removed the title.'],
    [{ act: 'set_quiet', value: 'off' }, 'Ann turned off quiet mode.'],
    [{ act: 'set_quiet', value: 'vip' }, 'Ann turned on quiet mode: only VIPs and above may speak.'],
    [{ act: 'set_slow', value: '0' }, 'Ann turned off slow mode.'],
    [{ act: 'set_slow', value: '5000' }, 'Ann turned on slow mode: one message every 5\u00a0s.'],
    [{ act: 'set_lock' }, 'Ann changed who may join.'],
    [{ act: 'configure' }, "Ann changed the room's settings."],
    [{ act: 'configure', by: { id: 'hubbub' } }, "Hubbub changed the room's settings."],
    [{ act: 'pin_keyword', value: 'tea' }, 'Ann pinned the keyword “tea”.'],
    [{ act: 'remove_keyword', value: 'tea' }, 'Ann removed the keyword “tea”.'],
    [{ act: 'roll_dice' }, 'Ann used “roll_dice”.'],
    [{ act: 'toString' }, 'Ann used “toString”.'],
  ])('%o', (entry, line) => {
    expect(said(entry)).toBe(line);
    expect(said(entry, undefined, de)).not.toContain('undefined');
  });
});

describe('settings', () => {
  const standing: Settings = { title: 'Tea', rules: ' Be kind ', lock: { password: true, members_only: false, max_members: 20 }, listed: true };
  const before = chosenIn(standing);

  test('are shown as what turns them off, where they are off', () => {
    expect(before).toMatchObject({ label: '', language: '', title_rank: 'guest', quiet_min_rank: 'guest', slow_interval_ms: 0, max_members: 20 });
  });

  test('are sent only if they changed', () => {
    expect(changed(before, { ...before, rules: 'Be kind' })).toEqual({});
    expect(changed(before, { ...before, label: 'Tea room', max_members: 0 })).toEqual({ label: 'Tea room', max_members: 0 });
    expect(changed(before, { history: 10 })).toEqual({ history: 10 });
  });

  test('about words and links are sent as lists, and only those that changed', () => {
    const now = chosenIn({ ...standing, words: ['grog'], words_action: 'mask', links: { allow: ['a.org'], deny: ['b.org'] } });
    expect(now).toMatchObject({ words: 'grog', words_action: 'mask', links_allow: 'a.org', links_deny: 'b.org' });
    expect(payloadOf(changed(now, { ...now }))).toEqual({});
    expect(payloadOf(changed(now, { ...now, words: 'grog\npirate*', links_deny: '' }))).toEqual({
      words: ['grog', 'pirate*'],
      links: { deny: [] },
    });
    expect(payloadOf({ label: 'Tea' })).toEqual({ label: 'Tea' });
  });

  test('of several lines are one entry a line or between commas', () => {
    expect(listOf(' grog \r\n\nrum, gin,')).toEqual(['grog', 'rum', 'gin']);
  });
});
