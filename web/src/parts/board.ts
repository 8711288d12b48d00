import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { controls } from '../style/tokens.js';
import type { LivingKeyword } from '../state/room.js';
import type { Keyword } from '../wire.js';
import { pin } from './icons.js';
import { Part } from './part.js';
import { Ticker } from './ticker.js';

/// The keyword board, heaviest keyword first. Each has a ring that shows how much of its life is left.
@customElement('hubbub-board')
export class Board extends Part {
  static override styles = [
    controls,
    css`
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 0.45em;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      button {
        max-width: 100%;
        min-height: 34px;
        padding: 0.15em 0.8em 0.15em 0.5em;
        font-size: 0.9rem;
        overflow-wrap: anywhere;
        text-align: start;
      }
      .ring {
        color: var(--accent);
      }
      .ring circle {
        fill: none;
        stroke-width: 3;
        stroke: var(--line);
      }
      .ring .rest {
        stroke: currentColor;
        transition: stroke-dasharray 1s linear;
      }
      .left {
        color: var(--soft);
        font-size: 0.8rem;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      p {
        margin: 0;
        color: var(--soft);
        font-size: 0.9rem;
      }
      .pin {
        display: inline-grid;
        color: var(--accent);
      }
      .pin svg {
        inline-size: 18px;
        block-size: 18px;
      }
    `,
  ];

  constructor() {
    super();
    new Ticker(this, () => this.room.topic.keywords.length > 0);
  }

  override render(): TemplateResult {
    const now = this.now();
    const live = this.room.topic.keywords.filter((each) => lifeOf(each, now) > 0);
    if (live.length === 0) return html`<p>${this.words.noKeywords}</p>`;
    return html`<ul>${repeat(live, (each) => each.keyword, (each) => html`<li>${this.#chip(each, now)}</li>`)}</ul>`;
  }

  #chip(word: LivingKeyword, now: number): TemplateResult {
    const left = lifeOf(word, now);
    const label = this.words.keywordLeft(word.keyword, this.left(word.expires_at));
    return html`<button
      type="button"
      title=${label}
      @click=${() => this.tell('keyword', word.keyword)}
    >
      ${word.pinned ? html`<span class="pin" title=${this.words.pinned}>${pin}</span>` : ring(left / word.life_ms)}
      <span dir="auto">${word.keyword}</span>
      ${Number.isFinite(left) ? html`<span class="left">${this.#short(left)}</span>` : nothing}
    </button>`;
  }

  /// Whole minutes, and seconds only within the last minute, so that the board stays calm.
  #short(left: number): string {
    return this.words.span(left > 60_000 ? Math.floor(left / 60_000) * 60_000 : left);
  }
}

/// The rest of a keyword's life in milliseconds; `Infinity` if it is pinned for good.
const lifeOf = (word: Keyword, now: number): number => (word.expires_at ?? Infinity) - now;

const ring = (life: number): TemplateResult => {
  const share = Math.max(0, Math.min(100, life * 100));
  return html`<svg class="ring" width="18" height="18" viewBox="0 0 20 20" aria-hidden="true">
    <circle cx="10" cy="10" r="8" />
    <circle class="rest" cx="10" cy="10" r="8" pathLength="100" transform="rotate(-90 10 10)"
      stroke-dasharray="${share.toFixed(1)} 100" />
  </svg>`;
};
