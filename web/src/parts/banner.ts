import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { isModerator } from '../state/mutes.js';
import { controls } from '../style/tokens.js';
import { hush, snail } from './icons.js';
import { Part } from './part.js';
import { Ticker } from './ticker.js';

/// Current conditions, the room's or mine: no connection, quiet mode, slow mode, muted.
@customElement('hubbub-banner')
export class Banner extends Part {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      p {
        display: flex;
        align-items: center;
        gap: 0.6em;
        margin: 0;
        padding: 0.5em 1.1em;
        font-size: 0.9rem;
        background: var(--warm-wash);
        color: var(--warm);
        border-block-end: 1px solid var(--line);
      }
      p.slow {
        background: var(--wash);
        color: var(--accent);
      }
      p > span {
        flex: 1;
      }
      .dot {
        flex: none;
        inline-size: 9px;
        block-size: 9px;
        margin-inline: 5px;
        border-radius: 50%;
        background: currentColor;
        animation: breathe 1.4s ease-in-out infinite alternate;
      }
      @keyframes breathe {
        from {
          opacity: 0.25;
        }
      }
    `,
  ];

  constructor() {
    super();
    new Ticker(this, () => this.#endings().some((until) => until !== undefined));
  }

  override render(): TemplateResult {
    return html`<div role="status">${this.#line()}</div>
      ${this.#quiet()} ${this.#slow()} ${this.#shield()} ${this.#muted()} ${this.#warning()} ${this.#held()}`;
  }

  /// When each condition shown ends; undefined if it is off or has no end.
  #endings(): (number | undefined)[] {
    const { topic, me } = this.room;
    return [topic.quiet?.until_at, topic.slow?.until_at, topic.shield?.until_at, me?.muted_until_at];
  }

  #line(): TemplateResult | typeof nothing {
    const kind = this.room.status.kind;
    if (kind === 'joined' || kind === 'closed' || kind === 'waiting') return nothing;
    return html`<p class="line"><span class="dot"></span>${this.words.status[kind]}</p>`;
  }

  #quiet(): TemplateResult | typeof nothing {
    const quiet = this.room.topic.quiet;
    if (!quiet || this.#over(quiet.until_at)) return nothing;
    return html`<p class="quiet">${hush} ${this.words.quietBanner(quiet.min_rank, this.left(quiet.until_at))}</p>`;
  }

  #slow(): TemplateResult | typeof nothing {
    const slow = this.room.topic.slow;
    if (!slow || this.#over(slow.until_at)) return nothing;
    const each = this.words.span(slow.interval_ms);
    return html`<p class="slow">${snail} ${this.words.slowBanner(each, this.left(slow.until_at))}</p>`;
  }

  #shield(): TemplateResult | typeof nothing {
    const shield = this.room.topic.shield;
    if (!shield || this.#over(shield.until_at)) return nothing;
    return html`<p class="slow">${snail} ${this.words.shieldBanner(shield.preset, this.left(shield.until_at))}</p>`;
  }

  /// What I have to read before I may write again.
  #warning(): TemplateResult | typeof nothing {
    const { warning } = this.room;
    if (!warning) return nothing;
    return html`<p class="warning" role="alert">
      ${hush} <span>${this.words.warningBanner(warning.text)}</span>
      <button type="button" @click=${() => this.act('acknowledge', {})}>${this.words.haveRead}</button>
    </p>`;
  }

  /// Tells moderators that something waits for them.
  #held(): TemplateResult | typeof nothing {
    const waiting = this.room.held.length;
    if (waiting === 0 || !isModerator(this.room)) return nothing;
    return html`<p class="held" role="status">
      ${hush} <span>${this.words.heldBanner(waiting)}</span>
      <button type="button" @click=${() => this.tell('moderate')}>${this.words.decide}</button>
    </p>`;
  }

  #muted(): TemplateResult | typeof nothing {
    const until = this.room.me?.muted_until_at;
    if (until === undefined || this.#over(until)) return nothing;
    return html`<p class="muted">${hush} ${this.words.mutedBanner(this.left(until))}</p>`;
  }

  #over(until: number | undefined): boolean {
    return until !== undefined && until <= this.now();
  }
}
