import type { NoticeWord } from '../../state/room.js';
import { isolated } from '../../text/isolate.js';
import { acted, aRank, count, lasting, rank, some, someone, span, why, type Args } from '../grammar/en.js';
import { rules, shielded } from '../guard/en.js';

/// English sentences for what happened in the room. Moderators' acts stand so in the audit log, too.

/// What somebody did to somebody's message.
const decided = (a: Args, did: string): string => {
  const from = `message from ${someone(a['member'])}`;
  return `${acted(a['by'], `${did} a ${from}`, `A ${from} was ${did}`)}${why(a['text'])}.`;
};

export const notices = {
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
  member_warned: (a: Args) =>
    `${acted(a['by'], `warned ${someone(a['member'])}`, `${some(a['member'])} was warned`)}${why(a['text'])}.`,
  held_approved: (a: Args) => decided(a, 'approved'),
  held_rejected: (a: Args) => decided(a, 'rejected'),
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
  deleted: (a: Args) => decided(a, 'removed'),
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
} satisfies Record<NoticeWord, (args: Args) => string>;
