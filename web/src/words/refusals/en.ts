import { isolated } from '../../text/isolate.js';
import type { Refusal } from '../../wire.js';
import { again, most, rank, why } from '../grammar/en.js';
import { rules, stepped } from '../guard/en.js';

/// English sentences for what the server refuses.

/// Whether it holds until somebody changes it.
const endless = (r: Refusal): boolean => r.until_at === undefined && r.retry_after_ms === undefined;

const free = (r: Refusal): string => (r.suggestion === undefined ? '' : ` ${isolated(r.suggestion)} is free.`);

/// Labels for the wire's field names in forms.
const fields: Readonly<Record<string, string>> = {
  nick: 'The nickname',
  title: 'The title',
  body: 'The message',
  keyword: 'The keyword',
  text: 'The reason',
  password: 'The password',
  rank: 'The rank',
  min_rank: 'The rank',
  ttl_ms: 'The length of time',
  block_ms: 'The length of time',
  interval_ms: 'The length of time',
  slow_interval_ms: 'The length of time',
  quiet_min_rank: 'The rank',
  label: 'The display name',
  description: 'The description',
  rules: 'The rules',
  language: 'The language',
  title_rank: 'The rank',
  max_members: 'The number of people',
  history: 'The number of messages',
};

export const refusals = {
  kicked: (r) =>
    r.scope === 'address'
      ? `Someone on your network was removed from this room, so nobody new may join from there for now.${again(r)}`
      : `You were removed from the room${why(r.text)}.${again(r)}`,
  banned: (r) => {
    const who = r.scope === 'address' ? 'Your network is banned from this room' : 'You are banned from this room';
    return `${who}${why(r.text)}.${endless(r) ? ' The ban lasts until a moderator lifts it.' : again(r)}`;
  },
  sign_in: () => 'This room lets you in only if you sign in, not as a guest.',
  accounts_only: () => 'Only people who have signed in can do that, not guests.',
  no_such_topic: () => 'There is no registered room of this name.',
  may_not_found: () => 'Only people who have signed in can open a new room here.',
  bad_token: () => 'The server did not accept your new sign-in.',
  token_expired: () => 'Your sign-in has expired. Reload the page to chat on.',
  members_only: () => 'Only members may join this room.',
  wrong_password: () => 'That is not the password of this room.',
  bad_nick: (r) => `That nickname can't be used.${most(r, ' characters')}`,
  nick_reserved: () => 'That nickname belongs to an account.',
  nick_taken: (r) => `Somebody here already has that nickname.${free(r)}`,
  invalid: (r) =>
    Object.hasOwn(fields, r.field ?? '') ? `${fields[r.field!]} is not valid.` : "The server didn't understand that.",
  'too many channels joined': () => 'You are in too many rooms on this connection.',
  full: () => 'The room is full.',
  overloaded: (r) => `There is too much going on right now.${again(r)}`,
  unavailable: (r) => `That doesn't work right now.${again(r)}`,
  incompatible: () => 'This server is being upgraded and cannot show this room yet. Please come back in a few minutes.',
  shutting_down: () => 'The server is shutting down and should be back soon.',
  'join crashed': () => 'Something went wrong while joining.',
  quiet: (r) => `Quiet mode: you need to be ${rank(r.min_rank ?? 'member')} to speak now.${again(r)}`,
  slow: (r) => `Slow mode: not so fast.${again(r)}`,
  muted: (r) => `You are muted.${again(r)}`,
  spam: (r) => {
    if (r.rule === 'password') return `There were too many wrong passwords.${again(r)}`;
    return r.step === undefined
      ? `Not sent, because ${rules[r.rule ?? ''] ?? 'it looks like spam'}.${again(r)}`
      : `${stepped(r)}${again(r)}`;
  },
  held: () => 'The moderators look at your message first. It appears once one of them approves it.',
  acknowledge_first: () => 'You were warned. Confirm that you have read the warning before you write again.',
  rank_too_low: (r) =>
    r.min_rank === undefined ? "Your rank doesn't allow that." : `Only for ${rank(r.min_rank)}s and above.`,
  outranked: () => "You can't do that to somebody of your rank or above.",
  empty: () => 'It was empty.',
  too_long: (r) => `That is too long.${most(r, '')}`,
  unknown_command: () => 'This server does not know that command.',
  unknown_member: () => 'That person is no longer here.',
  unknown_message: () => 'That message no longer exists.',
  unknown_account: () => 'There is no such account.',
  already: () => 'It is like that already.',
  changed: () => 'Somebody else has changed that meanwhile.',
  spectator: () => 'You are only watching.',
  last_owner: () => "The last owner can't step down.",
  internal: () => 'Something went wrong on the server.',
  'unmatched topic': () => 'There is no such room.',
  unreachable: () => "The server can't be reached, or it doesn't let this page or guests in.",
  no_answer: () => "The server didn't answer.",
  closed: () => 'You have left the room.',
  replaced: () => 'You are now in this room in another window.',
} as Readonly<Record<string, (refusal: Refusal) => string>>;
