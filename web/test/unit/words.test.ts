import { describe, expect, test } from 'vitest';
import { standing } from '../../src/parts/refused.js';
import { de } from '../../src/words/de.js';
import { en } from '../../src/words/en.js';
import { accountSentence } from '../../src/words/accounts/index.js';
import { sentence, wordsFor } from '../../src/words/index.js';

/// Every reason in the protocol's table.
const REASONS = [
  ...['kicked', 'banned', 'sign_in', 'accounts_only', 'no_such_topic', 'may_not_found', 'bad_token', 'token_expired', 'members_only', 'wrong_password', 'bad_nick', 'nick_taken', 'nick_reserved', 'unknown_account'],
  ...['invalid', 'too many channels joined', 'full', 'overloaded', 'unavailable'],
  ...['shutting_down', 'incompatible', 'join crashed', 'quiet', 'slow', 'muted', 'spam', 'held', 'acknowledge_first', 'rank_too_low', 'outranked'],
  ...['empty', 'too_long', 'unknown_command', 'unknown_member', 'unknown_message', 'already', 'changed', 'last_owner', 'spectator'],
  ...['internal', 'unmatched topic', 'replaced', 'no_answer', 'unreachable'],
];
/// Every reason in the table of docs/accounts.md that somebody can meet on the page.
const ACCOUNT_REASONS = ['token_expired', 'wrong_password', 'sign_up_off', 'forbidden', 'nick_taken', 'too_long', 'bad_nick', 'bad_password', 'bad_link', 'rank_too_low', 'full', 'rate', 'unavailable', 'unreachable', 'invalid'];
const RULES = ['rate', 'duplicate', 'similar', 'links', 'mentions', 'capitals', 'marks', 'words', 'newcomer', 'join_flood', 'hopping', 'hold', 'shield', 'password'];

describe.each([en, de])('in $code', (words) => {
  test.each(REASONS)('%s has a sentence of its own', (reason) => {
    const said = sentence(words, { reason });
    expect(said).toMatch(/[.!]$/);
    expect(said).not.toBe(words.unknownRefusal({ reason }));
    expect(said).not.toContain('undefined');
  });

  test.each(ACCOUNT_REASONS)('%s has a sentence about accounts', (reason) => {
    const said = accountSentence(words, { reason, retry_after_ms: 7000 });
    expect(said).toMatch(/[.!]$/);
    expect(said).not.toBe(words.unknownRefusal({ reason, retry_after_ms: 7000 }));
    expect(said).not.toMatch(/undefined|room|Raum/);
  });

  test.each(RULES)('spam by %s says what it was', (rule) => {
    expect(sentence(words, { reason: 'spam', rule })).not.toBe(sentence(words, { reason: 'spam', rule: 'own' }));
  });

  test.each(['warn', 'refuse', 'hold', 'mute', 'kick'])('while nothing is sent, how long, which strike it was, and that %s is next', (next) => {
    const refusal = { reason: 'spam', rule: 'links', step: 'refuse', strikes: 2, retry_after_ms: 7000 };
    const said = sentence(words, { ...refusal, next });
    expect(said).toMatch(/2; .*\. .*7\u00a0s/);
    expect(said).not.toMatch(/link/i);
    expect(said).not.toBe(sentence(words, { ...refusal, next: 'own' }));
    expect(sentence(words, { ...refusal, step: 'hold' })).not.toBe(said);
  });

  test('a wrong field is called what the form calls it', () => {
    const said = sentence(words, { reason: 'invalid', field: 'ttl_ms', expected: 'a whole number' });
    expect(said).not.toBe(sentence(words, { reason: 'invalid', field: 'toString' }));
    expect(said).not.toMatch(/ttl_ms|whole number/);
  });

  test('a nick cannot turn the sentence around it', () => {
    expect(words.notices.kicked({ member: 'نور', by: 'Ada', text: 'ضجيج' })).toMatch(/^\u2068Ada\u2069.*\u2068نور\u2069.*\u2068ضجيج\u2069/);
  });

  test('nor end the isolation that it stands in', () => {
    const said = words.notices.nick({ member: 'a\u2069\u202eb', nick: '\u2067c\u202d' });
    expect(said.match(/[\u202a-\u202e\u2066-\u2069]/g)).toEqual(['\u2068', '\u2069', '\u2068', '\u2069']);
  });

  test('a reason that nobody knows is still said', () => {
    expect(sentence(words, { reason: 'full_moon' })).toContain('full_moon');
    expect(sentence(words, { reason: 'toString' })).toContain('toString');
  });

  test.each(['slow', 'muted', 'quiet', 'spam', 'overloaded', 'kicked', 'banned'])('%s says how long to wait', (reason) => {
    expect(sentence(words, { reason, retry_after_ms: 7000 })).toContain('7\u00a0s');
  });
});

describe('a ban', () => {
  const said = (refusal: object): string => sentence(en, { reason: 'banned', ...refusal }).replace(/[\u2068\u2069]/g, '');
  const at = (now: number) => standing({ refusal: { reason: 'banned', until_at: 60_000 }, at: 0 }, now, 0);

  test('without an end lasts until it is lifted', () => {
    expect(said({ text: 'spam' })).toBe('You are banned from this room: spam. The ban lasts until a moderator lifts it.');
  });

  test('with an end does not, not even when that has passed', () => {
    expect(said(at(0))).toBe('You are banned from this room. Try again in 1\u00a0min.');
    expect(said(at(60_001))).toBe('You are banned from this room.');
  });

  test('of an address is not called a person’s', () => {
    expect(said({ scope: 'address' })).toContain('Your network');
  });
});

test('the first language asked for that is there is taken', () => {
  expect(wordsFor('', 'fr-FR', 'de-AT', 'en').code).toBe('de');
  expect(wordsFor('pt').code).toBe('en');
});

describe('a refusal that runs out', () => {
  test('counts from when it was heard', () => {
    const refused = { command: 'send', refusal: { reason: 'slow', retry_after_ms: 5000 }, at: 1000 };
    expect(standing(refused, 3000, 0).retry_after_ms).toBe(3000);
    expect(standing(refused, 9000, 0)).toEqual({ reason: 'slow' });
  });

  test("until a time of the server's clock", () => {
    const refused = { command: 'send', refusal: { reason: 'muted', until_at: 60_000 }, at: 0 };
    expect(standing(refused, 10_000, 20_000).retry_after_ms).toBe(30_000);
  });
});
