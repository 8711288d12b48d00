import type { Refusal } from '../wire.js';
import type { NoticeWord } from '../state/room.js';
import { isolated } from '../text/isolate.js';
import { spanIn } from '../text/span.js';

/// All of Hubbub's English texts. `who` may be empty if a person's name is not known any more.

type Args = Readonly<Record<string, string | number>>;

const span = spanIn({ d: 'd', h: 'h', min: 'min', s: 's' });
const some = (who: unknown): string => (who === undefined || who === '' ? 'Someone' : isolated(who));
/// Somebody, within a sentence.
const someone = (who: unknown): string => (who === undefined || who === '' ? 'someone' : isolated(who));
/// “Ada did it.”, or “It was done.” if nobody knows by whom.
const acted = (who: unknown, did: string, done: string): string =>
  who === undefined || who === '' ? done : `${isolated(who)} ${did}`;
const why = (text: unknown): string => (text === undefined ? '' : `: ${isolated(text)}`);
/// How long it lasts; the audit log knows when it ends instead.
const lasting = (a: Args): string => {
  if (a['until'] !== undefined) return ` until ${a['until']}`;
  return a['for_ms'] === undefined ? '' : ` for ${span(Number(a['for_ms']))}`;
};
const count = (n: unknown, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

const ranks = {
  guest: 'guest',
  member: 'member',
  vip: 'VIP',
  moderator: 'moderator',
  owner: 'owner',
  admin: 'administrator',
};
const rank = (word: unknown): string => ranks[word as keyof typeof ranks] ?? String(word);
const aRank = (word: unknown): string => `${/^[aeo]/.test(rank(word)) ? 'an' : 'a'} ${rank(word)}`;
const again = (r: Refusal): string =>
  r.retry_after_ms === undefined ? '' : ` Try again in ${span(r.retry_after_ms)}.`;
const most = (r: Refusal, unit: string): string => (r.max === undefined ? '' : ` At most ${r.max}${unit}.`);

/// Whether it holds until somebody changes it.
const endless = (r: Refusal): boolean => r.until_at === undefined && r.retry_after_ms === undefined;

const free = (r: Refusal): string => (r.suggestion === undefined ? '' : ` ${isolated(r.suggestion)} is free.`);

const rules: Readonly<Record<string, string>> = {
  rate: 'you are writing too fast',
  duplicate: 'you already said that',
  similar: 'it is too similar to what was said before',
  links: 'it has a link that is not welcome here',
  mentions: 'it mentions too many people',
  capitals: 'it is all in capitals',
  marks: 'it has too many accents on one letter',
  words: 'it has a word that is not welcome here',
  newcomer: 'you have only just joined',
  join_flood: 'you come and go too often',
  hopping: 'you change rooms too often',
  shield: 'the room is protected from newcomers for a while',
  hold: 'too many messages are already waiting for the moderators',
};

/// What a shield does, within a sentence.
const shields: Readonly<Record<string, string>> = {
  slow: 'people who joined after it went up may write only once every 10 s',
  hold: 'moderators see what newcomers write first',
  accounts_only: 'guests who are new do not get in',
  no_links: 'newcomers may not send links',
};
const shielded = (preset: unknown): string => shields[String(preset)] ?? 'it protects from newcomers';

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
  form: {
    title: 'Title',
    setTitle: 'Set title',
    quiet: 'Quiet mode',
    quietLeast: 'Who may speak',
    everyone: 'everyone (off)',
    andAbove: (r: string): string => `${rank(r)} and above`,
    setQuiet: 'Set quiet mode',
    slow: 'Slow mode',
    slowEach: 'One message every',
    off: 'off',
    setSlow: 'Set slow mode',
    shield: 'Shield against newcomers',
    shieldDoes: 'What it does',
    shieldUsual: '10 minutes',
    setShield: 'Set shield',
    heldMessages: 'Messages waiting for approval',
    approve: 'Approve',
    approveOf: (who: string): string => `Approve the message from ${isolated(who)}`,
    reject: 'Reject',
    rejectOf: (who: string): string => `Reject the message from ${isolated(who)}`,
    ttl: 'For how long',
    forGood: 'until changed',
    asItStands: (left: string): string => `${left} left`,
    pin: 'Pin a keyword',
    keyword: 'Keyword',
    doPin: 'Pin',
    removeKeyword: 'Remove',
    block: 'Keep it off the board for',
    blockNot: 'it may come back right away',
    clear: 'Remove all messages',
    clearAsk: 'Really remove all messages?',
    clearOf: 'Remove their messages',
    rank: 'Rank',
    grant: 'Give rank',
    revoke: 'Remove rank',
    mute: 'Mute',
    muteAnew: 'Change',
    unmute: 'Unmute',
    unmuteOf: (who: string): string => `Unmute ${who}`,
    mutedPeople: 'Muted people',
    ban: 'Ban',
    onceLifted: 'once the ban is lifted',
    lift: 'Lift',
    liftOf: (who: string): string => `Lift the ban of ${isolated(who)}`,
    grantForGood: 'Give rank for good',
    label: 'Display name',
    description: 'Description',
    rules: 'Rules',
    language: 'Language of this text, such as en',
    filter: 'Words and links to keep out',
    filterHint: 'In addition to what the server keeps out. Moderators are exempt. One word or domain a line; pirate* is whatever begins so.',
    words: 'Words',
    wordsAction: 'What happens to such messages',
    wordsActions: { refuse: 'they are refused', mask: 'asterisks cover the words', hold: 'a moderator decides' },
    linksDenied: 'Nobody may link to',
    linksAllowed: 'New guests may link to',
    titleRank: 'Who may set the title',
    usualRank: 'as usual',
    newPassword: 'New password',
    noPassword: 'Password (none yet)',
    dropPassword: 'remove the password',
    membersOnly: 'only members may join',
    mostMembers: 'Most people at once',
    noLimit: 'no limit',
    listed: 'show it in the list of rooms',
    history: 'Messages shown to newcomers',
    usualHistory: 'the usual number',
    save: 'Save',
    register: 'Register',
    unregister: 'Unregister this room',
    unregisterAsk: 'Really unregister? It is gone once nobody is in it.',
    kick: 'Remove from room',
    mayReturn: 'May come back',
    atOnce: 'right away',
    after: (left: string): string => `after ${left}`,
    why: 'Reason (optional)',
    withMessages: 'remove their messages too',
    guestsOnly: 'let them in again once they sign in (bars guests only)',
    newNick: 'New nickname',
    rename: 'Change nickname',
    here: (since: string): string => `here since ${since}`,
  },
  span,
  notices: {
    title: (a: Args) => `${some(a['by'])} changed the title to “${isolated(a['title'])}”.`,
    untitled: (a: Args) => `${some(a['by'])} removed the title.`,
    quiet: (a: Args) =>
      `${acted(a['by'], 'turned on quiet mode', 'Quiet mode is on')}${lasting(a)}: only ${rank(a['rank'])}s and above may speak.`,
    quiet_over: (a: Args) => `${acted(a['by'], 'turned off quiet mode', 'Quiet mode is over')}.`,
    slow: (a: Args) =>
      `${acted(a['by'], 'turned on slow mode', 'Slow mode is on')}${lasting(a)}: one message every ${span(Number(a['interval_ms']))}.`,
    slow_over: (a: Args) => `${acted(a['by'], 'turned off slow mode', 'Slow mode is over')}.`,
    shield: (a: Args) =>
      `${acted(a['by'], 'raised the shield', 'The shield was raised')}${lasting(a)}: ${shielded(a['preset'])}.`,
    shield_over: (a: Args) => `${acted(a['by'], 'lowered the shield', 'The shield is down again')}.`,
    rejected: (a: Args) =>
      `${a['how'] === 'expired' ? 'No moderator looked at your message in time, so it was not shown' : 'Your message was not approved'}${why(a['text'])}.`,
    rank: (a: Args) =>
      `${acted(a['by'], `made ${some(a['member'])}`, `${some(a['member'])} is now`)} ${aRank(a['rank'])}${lasting(a)}${why(a['text'])}.`,
    muted: (a: Args) =>
      `${acted(a['by'], `muted ${some(a['member'])}`, `${some(a['member'])} was muted`)}${lasting(a)}${why(a['text'])}.`,
    unmuted: (a: Args) =>
      `${acted(a['by'], `unmuted ${some(a['member'])}`, `${some(a['member'])} may speak again`)}${why(a['text'])}.`,
    kicked: (a: Args) =>
      `${acted(a['by'], `removed ${some(a['member'])}`, `${some(a['member'])} was removed`)} from the room${lasting(a)}${why(a['text'])}.`,
    banned: (a: Args) =>
      `${acted(a['by'], `banned ${some(a['member'])}`, `${some(a['member'])} was banned`)}${lasting(a)}${why(a['text'])}.`,
    registered: (a: Args) => `${acted(a['by'], 'registered this room', 'This room was registered')}: it stays when nobody is in it.`,
    unregistered: (a: Args) => `${acted(a['by'], 'unregistered this room', 'This room was unregistered')}: it ends when the last person leaves.`,
    about: (a: Args) => `${acted(a['by'], 'changed what is said about this room', 'What is said about this room has changed')}.`,
    configured: (a: Args) => `${acted(a['by'], "changed the room's settings", "The room's settings were changed")}.`,
    locked: (a: Args) => `${acted(a['by'], 'changed who may join', 'Who may join was changed')}.`,
    revoked: (a: Args) =>
      `${acted(a['by'], `removed the rank of ${someone(a['member'])}`, `${some(a['member'])} lost their rank`)}${why(a['text'])}.`,
    unbanned: (a: Args) =>
      `${acted(a['by'], `lifted the ban of ${someone(a['member'])}`, `${some(a['member'])} may come back`)}${why(a['text'])}.`,
    deleted: (a: Args) =>
      `${acted(a['by'], `removed a message from ${someone(a['member'])}`, `A message from ${someone(a['member'])} was removed`)}${why(a['text'])}.`,
    keyword_pinned: (a: Args) =>
      `${acted(a['by'], 'pinned', 'Pinned:')} the keyword “${isolated(a['keyword'])}”${lasting(a)}.`,
    keyword_removed: (a: Args) =>
      `${acted(a['by'], 'removed', 'Removed:')} the keyword “${isolated(a['keyword'])}”${a['until'] === undefined ? '' : ` and blocked it${lasting(a)}`}.`,
    acted: (a: Args) => `${some(a['by'])} used “${isolated(a['act'])}”${lasting(a)}${why(a['text'])}.`,
    nick: (a: Args) => `${some(a['member'])} is now called ${isolated(a['nick'])}.`,
    cleared: (a: Args) => `${acted(a['by'], 'removed all messages', 'All messages were removed')}${why(a['text'])}.`,
    cleared_of: (a: Args) => {
      const theirs = a['member'] ? `the messages from ${isolated(a['member'])}` : 'the messages from someone';
      return `${acted(a['by'], `removed ${theirs}`, `${theirs.replace('the', 'The')} were removed`)}${why(a['text'])}.`;
    },
    destroyed: (a: Args) => `The room was closed${why(a['text'])}.`,
    recovered: (a: Args) =>
      a['messages'] === 0
        ? 'Reconnected, nothing missed.'
        : `Reconnected, ${count(a['messages'], 'missed message', 'missed messages')}.`,
    fresh: () => 'Reconnected from scratch: some messages may be missing.',
    lagged: (a: Args) => `Your connection was too slow: ${count(a['events'], 'event', 'events')} skipped.`,
    whispered: (a: Args) => `${some(a['member'])} whispers: ${isolated(a['body'])}`,
    warned: (a: Args) =>
      a['rule'] === undefined
        ? `${acted(a['by'], 'warned you', 'You were warned')}${why(a['text'])}.`
        : `Careful: ${rules[String(a['rule'])] ?? `the rule ${a['rule']} was broken`}.`,
    guessed: (a: Args) =>
      `Someone is guessing this room's password: ${count(a['count'], 'wrong one', 'wrong ones')} within ${span(Number(a['within_ms']))}.`,
  } satisfies Record<NoticeWord, (args: Args) => string>,
  refusals: {
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
    spam: (r) =>
      r.rule === 'password'
        ? `There were too many wrong passwords.${again(r)}`
        : `Not sent, because ${rules[r.rule ?? ''] ?? 'it looks like spam'}.${again(r)}`,
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
  } as Readonly<Record<string, (refusal: Refusal) => string>>,
  /// `full`, as the answer to a command.
  fullOfEntries: 'No more can be kept here.',
  unknownRefusal: (r: Refusal): string => `That was refused (${r.reason}).${again(r)}`,
};

export type Words = typeof en;
