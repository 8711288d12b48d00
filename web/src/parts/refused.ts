import { html, nothing, type TemplateResult } from 'lit';
import type { Refused } from '../state/room.js';
import type { Refusal } from '../wire.js';
import { sentence, type Words } from '../words/index.js';

/// A refusal, and when it was heard by this machine's clock.
type Heard = Pick<Refused, 'refusal' | 'at'>;

/// The refusal as it stands now: `until_at` and `retry_after_ms` as what is left of them. `now` is
/// this machine's time, `skew` what the server's clock is ahead of it.
export function standing(refused: Heard, now: number, skew: number): Refusal {
  const { retry_after_ms, until_at, ...rest } = refused.refusal;
  const byWait = retry_after_ms === undefined ? undefined : refused.at + retry_after_ms - now;
  const byTime = until_at === undefined ? undefined : until_at - now - skew;
  const left = byWait ?? byTime;
  return left === undefined || left <= 0 ? rest : { ...rest, retry_after_ms: left };
}

/// Whether there is a waiting time in it that runs.
export const runsOut = (refused: Heard | null): boolean =>
  refused?.refusal.retry_after_ms !== undefined || refused?.refusal.until_at !== undefined;

/// Whether its waiting time is over, so that it says nothing any more.
export const isOver = (refused: Heard, now: number, skew: number): boolean =>
  runsOut(refused) && standing(refused, now, skew).retry_after_ms === undefined;

/// The sentence for the last refusal, said once to a screen reader although it counts down; nothing once it is over.
export function refusedLine(
  words: Words,
  refused: Refused | null,
  now: number,
  skew: number,
): TemplateResult | typeof nothing {
  if (!refused || isOver(refused, now, skew)) return nothing;
  return html`<span class="unseen-text" role="alert">${sentence(words, refused.refusal)}</span>
    <span class="refused" aria-hidden="true">${sentence(words, standing(refused, now, skew))}</span>`;
}
