import { nickOf, type NoticeWord, type Room } from './room.js';
import type { Audited, Party } from '../wire.js';

/// The audit log's lines, which are sentences like those of the log.

type Args = Record<string, string | number>;

/// What a line says; `until` is added by whoever knows how to write a time.
export interface Line {
  word: NoticeWord;
  args: Args;
}

/// The server's name in the log, for what it did by itself.
const SERVER = 'hubbub';

/// The acts that always lead to the same sentence.
const WORDS: Readonly<Record<string, NoticeWord>> = {
  set_lock: 'locked',
  register: 'registered',
  unregister: 'unregistered',
  configure: 'configured',
  revoke: 'revoked',
  warn: 'member_warned',
  approve: 'held_approved',
  reject: 'held_rejected',
  mute: 'muted',
  unmute: 'unmuted',
  kick: 'kicked',
  ban: 'banned',
  unban: 'unbanned',
  delete: 'deleted',
  pin_keyword: 'keyword_pinned',
  remove_keyword: 'keyword_removed',
};

export function auditLine(room: Room, entry: Audited): Line {
  const { act, by, about, value = '', text } = entry;
  const args: Args = { by: by.id === SERVER ? 'Hubbub' : nick(room, by), member: nick(room, about) };
  if (text !== undefined) args['text'] = text;
  switch (act) {
    case 'set_title':
      return { word: value === '' ? 'untitled' : 'title', args: { ...args, title: value } };
    case 'set_quiet':
      return { word: value === 'off' ? 'quiet_over' : 'quiet', args: { ...args, rank: value } };
    case 'set_slow':
      return { word: value === '0' ? 'slow_over' : 'slow', args: { ...args, interval_ms: Number(value) } };
    case 'shield':
      return { word: value === 'off' ? 'shield_over' : 'shield', args: { ...args, preset: value } };
    case 'clear':
      return { word: about ? 'cleared_of' : 'cleared', args };
    case 'grant':
      return { word: 'rank', args: { ...args, rank: value } };
    default:
      return { word: Object.hasOwn(WORDS, act) ? WORDS[act]! : 'acted', args: { ...args, act, keyword: value } };
  }
}

/// The nick of that time; empty if nobody knows it.
const nick = (room: Room, party: Party | undefined): string => party?.nick ?? nickOf(room, party?.id) ?? '';
