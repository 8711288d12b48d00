import type { Listener, Outcome } from './link.js';
import { firstSeq } from './state/lines.js';
import { isModerator } from './state/mutes.js';
import { PAGE, shown } from './state/room.js';
import type { Member, Message, Muted } from './wire.js';

/// What comes page by page, and only when it is asked for: older messages, the people of a big room, who is muted.

/// A room that can be asked. `push` answers null if it is not the same room any more when the answer comes.
export interface Asking extends Listener {
  push(command: string, payload: object): Promise<Outcome | null>;
}

const ROSTER_PAGE = 100;
const MUTES_PAGE = 100;
/// The page asks for the muted by itself, so there is an end to it.
const MUTES_PAGES = 10;

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

/// All of them, for a moderator. Nobody pressed anything for it, so a refusal is not shown.
export async function askForMutes(asking: Asking): Promise<void> {
  asking.dispatch({ type: 'mutes_asked' });
  let after: string | undefined;
  for (let pages = 0; pages < MUTES_PAGES && isModerator(asking.room()); pages++) {
    const payload = { of: 'mutes', limit: MUTES_PAGE, ...(after === undefined ? {} : { after }) };
    const outcome = await asking.push('list', payload);
    if (!outcome?.ok) return;
    const { entries, next } = outcome.response as { entries: Muted[]; next?: string };
    asking.dispatch({ type: 'mutes_listed', mutes: entries });
    if (next === undefined) return;
    after = next;
  }
}

function refused(asking: Asking, command: string, outcome: Outcome): void {
  if (!outcome.ok) asking.dispatch({ type: 'refused', command, refusal: outcome.refusal, now: Date.now() });
}
