import { html, nothing, type TemplateResult } from 'lit';
import type { Refused } from '../state/room.js';
import type { Refusal } from '../wire.js';
import { sentence, type Words } from '../words/index.js';

/// A refusal, and the time it arrived, by this machine's clock.
type Heard = Pick<Refused, 'refusal' | 'at'>;

/// The refusal as of `now`: `until_at` and `retry_after_ms` are replaced by the time left. An `until_at` that has passed
/// is kept, which tells it from no end. `now` is this machine's
/// time; `skew` is the server's clock minus ours.
export function standing(refused: Heard, now: number, skew: number): Refusal {
  const { retry_after_ms, until_at, ...rest } = refused.refusal;
  const byWait = retry_after_ms === undefined ? undefined : refused.at + retry_after_ms - now;
  const byTime = until_at === undefined ? undefined : until_at - now - skew;
  const left = byWait ?? byTime;
  if (left !== undefined && left > 0) return { ...rest, retry_after_ms: left };
  return until_at === undefined ? rest : { ...rest, until_at };
}

/// Whether the refusal has a waiting time.
export const runsOut = (refused: Heard | null): boolean =>
  refused?.refusal.retry_after_ms !== undefined || refused?.refusal.until_at !== undefined;

/// Whether the waiting time is over, so that there is nothing left to show.
export const isOver = (refused: Heard, now: number, skew: number): boolean =>
  runsOut(refused) && standing(refused, now, skew).retry_after_ms === undefined;

/// The sentence for the last refusal; nothing once its waiting time is over. It counts down, but screen readers read
/// it once.
export function refusedLine(
  words: Words,
  refused: Refused | null,
  now: number,
  skew: number,
): TemplateResult | typeof nothing {
  if (!refused || isOver(refused, now, skew)) return nothing;
  return html`<span class="unseen-text" role="alert">${said(words, refused.refusal)}</span>
    <span class="refused" aria-hidden="true">${said(words, standing(refused, now, skew))}</span>`;
}

/// A join finds a room full of people; a command finds no place left for what it should keep.
const said = (words: Words, refusal: Refusal): string =>
  refusal.reason === 'full' ? words.fullOfEntries : sentence(words, refusal);
