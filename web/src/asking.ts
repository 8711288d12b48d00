import type { Listener } from './link.js';
import type { Outcome } from './outbox.js';
import { firstSeq } from './state/lines.js';
import type { ListName } from './state/lists.js';
import { isModerator } from './state/mutes.js';
import { PAGE, shown } from './state/room.js';
import type { Held, Member, Message, Muted, Settings } from './wire.js';

/// Requests for what is only sent page by page: older messages, the roster of a big room, moderators' lists.
/// And for a registered room's settings.

/// A room that can send commands. `push` answers null if the page has moved to another room meanwhile.
export interface Asking extends Listener {
  push(command: string, payload: object): Promise<Outcome | null>;
}

const ROSTER_PAGE = 100;
const LIST_PAGE = 50;
const WHOLE_PAGE = 100;
/// The page asks for these pages without being told to, so their number is bounded.
const MOST_PAGES = 10;

export async function askForOlder(asking: Asking): Promise<void> {
  const before = firstSeq(shown(asking.room()));
  asking.dispatch({ type: 'older_asked' });
  const outcome = await asking.push('history', { before_seq: before, limit: PAGE });
  if (!outcome) return;
  if (outcome.ok) asking.dispatch({ type: 'older_came', messages: outcome.response['messages'] as Message[] });
  else asking.dispatch({ type: 'older_failed' });
  refused(asking, 'history', outcome);
}

export async function askForPeople(asking: Asking): Promise<void> {
  const { after } = asking.room();
  const outcome = await asking.push('roster', { limit: ROSTER_PAGE, ...(after === undefined ? {} : { after }) });
  if (!outcome) return;
  refused(asking, 'roster', outcome);
  if (!outcome.ok) return;
  const { members, next } = outcome.response as { members: Member[]; next?: string };
  asking.dispatch({ type: 'listed', members, after, next });
}

/// Asks for all mutes, if I am a moderator.
export function askForMutes(asking: Asking): Promise<void> {
  asking.dispatch({ type: 'mutes_asked' });
  return askForAll<Muted>(asking, 'mutes', (mutes) => asking.dispatch({ type: 'mutes_listed', mutes }));
}

/// Asks for all messages that wait, if I am a moderator.
export function askForHeld(asking: Asking): Promise<void> {
  asking.dispatch({ type: 'held_asked' });
  return askForAll<Held>(asking, 'held', (held) => asking.dispatch({ type: 'held_listed', held }));
}

/// Nobody pressed a button for it, so a refusal is not shown.
async function askForAll<T>(asking: Asking, of: string, came: (entries: readonly T[]) => void): Promise<void> {
  let after: string | undefined;
  for (let pages = 0; pages < MOST_PAGES && isModerator(asking.room()); pages++) {
    const outcome = await asking.push('list', { of, limit: WHOLE_PAGE, ...(after === undefined ? {} : { after }) });
    if (!outcome?.ok) return;
    const { entries, next } = outcome.response as { entries: T[]; next?: string };
    came(entries);
    if (next === undefined) return;
    after = next;
  }
}

/// Asks for a page of a list: the first one, or the one after those that have come.
export async function askForList(asking: Asking, of: ListName, isFirst: boolean): Promise<Outcome | null> {
  asking.dispatch({ type: 'list_asked', of, isFirst });
  const after = asking.room()[of].next;
  const outcome = await asking.push('list', { of, limit: LIST_PAGE, ...(after === undefined ? {} : { after }) });
  if (outcome?.ok) {
    const { entries, next } = outcome.response as { entries: unknown[]; next?: string };
    asking.dispatch({ type: 'list_came', of, entries, after, next });
  } else if (outcome) asking.dispatch({ type: 'list_failed', of });
  return outcome;
}

/// Asks a registered room for its settings.
export async function askForSettings(asking: Asking): Promise<Outcome | null> {
  asking.dispatch({ type: 'settings_came', settings: null });
  const outcome = await asking.push('settings', {});
  if (outcome?.ok) asking.dispatch({ type: 'settings_came', settings: outcome.response as unknown as Settings });
  return outcome;
}

function refused(asking: Asking, command: string, outcome: Outcome): void {
  if (!outcome.ok) asking.dispatch({ type: 'refused', command, refusal: outcome.refusal, now: Date.now() });
}
