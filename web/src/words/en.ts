import { isolated } from '../text/isolate.js';
import type { Refusal } from '../wire.js';
import { form } from './forms/en.js';
import { acted, again, count, rank, span, why } from './grammar/en.js';
import { shielded } from './guard/en.js';
import { notices } from './notices/en.js';
import { refusals } from './refusals/en.js';

/// Hubbub's English texts: those of the room here, those of other subjects beside it.

export const en = {
  code: 'en',
  needsScript: 'Hubbub needs JavaScript.',
  tagline: 'A room exists for as long as somebody is in it, or for good if its owner registers it.',
  enter: 'Enter',
  nick: 'Nickname',
  nickHint: 'Leave it empty to be given one.',
  topic: 'Room',
  topicHint: 'For example room:lobby. Everyone who opens the same room meets there.',
  badTopic: 'The name of a room is kind:name, made of letters, digits and _ . ~ : / @ + # = -',
  leave: 'Leave',
  back: 'Choose another room',
  watching: 'watching only',
  overlayEnded: 'The read token of this overlay is no longer good. Its address needs a new one.',
  retry: 'Try again',
  password: 'Password',
  locked: 'This room has a password.',
  nickHeld: 'Somebody may still be using that nickname.',
  otherNick: 'Another nickname',
  waitingFor: (left: string): string => `You will be let in as soon as possible. Next try in ${left}.`,
  broken: 'Something went wrong, so this cannot be shown.',
  reload: 'Reload',
  close: 'Close',
  dismiss: 'Dismiss',
  log: 'Messages',
  empty: 'Nobody has said anything yet.',
  emptyNow: 'There are no messages here at the moment.',
  emptyHint: 'What is said here is gone when the last person leaves.',
  older: 'Show older messages',
  olderLoading: 'Loading …',
  olderNone: 'This is the beginning.',
  olderGone: 'Older messages are not kept.',
  unseen: (n: number): string => count(n, 'new message', 'new messages'),
  down: 'Back to the newest',
  write: 'Write a message',
  writeTo: (topic: string): string => `Write to ${topic}`,
  send: 'Send',
  sending: 'Sending …',
  unsent: 'Not sent',
  sendAgain: 'Send again',
  edit: 'Edit',
  discard: 'Discard',
  /// Shown in place of the button while one may not send.
  silence: {
    muted: 'You are muted.',
    quiet: 'You may not write in quiet mode.',
    slow: 'Slow mode: please wait.',
    held: 'Please wait a moment.',
  },
  silentFor: (left: string): string => `You can write again in ${left}.`,
  deleted: ({ by, text }: { by?: string; text?: string }): string =>
    `${acted(by, 'removed this message', 'Message removed')}${why(text)}`,
  remove: 'Remove message',
  removeOf: (who: string): string => `Remove message from ${who}`,
  you: 'you',
  somebody: 'Someone',
  people: (n: number): string => count(n, 'person', 'people'),
  morePeople: 'Show more people',
  moreHidden: (n: number): string => `and ${count(n, 'other', 'others')}`,
  mutedMark: 'muted',
  mutedUntil: (left: string | null): string => (left === null ? 'muted' : `muted for another ${left}`),
  keywords: 'Keywords',
  noKeywords: 'Words that several people use show up here for a while.',
  keywordLeft: (word: string, left: string | null): string => (left === null ? isolated(word) : `${isolated(word)}, ${left} left`),
  pinned: 'pinned',
  details: 'People and keywords',
  settings: 'Moderate',
  untitled: 'Untitled room',
  rules: 'Rules',
  bans: 'Who may not come back',
  nobodyBanned: 'Nobody is banned.',
  network: (nick: string | undefined) => (nick === undefined ? 'A network' : `the network of ${isolated(nick)}`),
  bannedUntil: (left: string | null): string => (left === null ? 'banned until lifted' : `banned for another ${left}`),
  guestsBannedUntil: (left: string | null): string =>
    `must sign in${left === null ? ', until lifted' : ` for another ${left}`}`,
  kickedUntil: (left: string | null): string => (left === null ? 'removed' : `removed, may come back in ${left}`),
  actedBy: (who: string): string => `by ${isolated(who)}`,
  audit: 'Moderation log',
  nothingAudited: 'Nothing yet.',
  more: 'Show more',
  loading: 'Loading …',
  notLoaded: 'That could not be loaded.',
  registerRoom: 'Register this room',
  roomSettings: 'Room settings',
  /// The name of a button that opens a dialog.
  opens: (dialog: string): string => `${dialog} …`,
  registerHint:
    'A registered room stays when nobody is in it, with its settings, ranks, bans and moderation log. You will be its owner.',
  status: {
    connecting: 'Connecting …',
    joined: 'Connected',
    reconnecting: 'Connection lost. Reconnecting …',
    restarting: 'The server is restarting. Reconnecting …',
    waiting: 'Waiting to get in …',
    closed: 'You are not in the room.',
  },
  quietBanner: (r: string, left: string | null): string =>
    `Quiet mode: only ${rank(r)}s and above may speak${left === null ? '' : `, ${left} left`}.`,
  slowBanner: (each: string, left: string | null): string =>
    `Slow mode: one message every ${each}${left === null ? '' : `, ${left} left`}.`,
  mutedBanner: (left: string | null): string =>
    left === null ? 'You are muted.' : `You are muted for another ${left}.`,
  shieldBanner: (preset: string, left: string | null): string =>
    `Shield: ${shielded(preset)}${left === null ? '' : `, ${left} left`}.`,
  warningBanner: (text: string | undefined): string =>
    text === undefined ? 'You were warned.' : `You were warned: ${isolated(text)}`,
  haveRead: 'I have read this',
  decide: 'Decide',
  heldBanner: (n: number): string => `${count(n, 'message is', 'messages are')} waiting for your decision.`,
  presets: {
    slow: 'newcomers write slowly',
    hold: 'newcomers’ messages wait',
    accounts_only: 'new people must sign in',
    no_links: 'no links from newcomers',
  } as Readonly<Record<string, string>>,
  rank,
  form,
  span,
  notices,
  refusals,
  /// `full`, as the answer to a command.
  fullOfEntries: 'No more can be kept here.',
  unknownRefusal: (r: Refusal): string => `That was refused (${r.reason}).${again(r)}`,
};

export type Words = typeof en;
