import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { createRef, ref } from 'lit/directives/ref.js';
import type { Outside as Status } from '../state/room.js';
import { outsideStyle } from '../style/outside.js';
import { controls } from '../style/tokens.js';
import { sentence } from '../words/index.js';
import type { Refusal } from '../wire.js';
import { Answers } from './fields.js';
import { Part } from './part.js';
import { runsOut, standing } from './refused.js';
import { Ticker } from './ticker.js';

/// What to use for another attempt to join.
export interface Attempt {
  nick?: string;
  password?: string;
}

/// Refusals that another nick may avoid.
const OF_NICK: ReadonlySet<string> = new Set(['nick_taken', 'nick_reserved', 'bad_nick']);

/// Refusals that do not concern everybody who has signed in.
const OF_GUESTS: ReadonlySet<string> = new Set(['sign_in', 'accounts_only', 'may_not_found', 'members_only', 'nick_reserved', 'unreachable']);

/// Replaces the composer for someone who is not in the room: says why, and what to do about it. Fires `again` with an
/// attempt, and `out`.
@customElement('hubbub-outside')
export class Outside extends Part {
  static override styles = [controls, outsideStyle];

  @property({ attribute: false }) status: Status = { kind: 'closed', refusal: { reason: 'closed' }, at: 0 };
  @property({ attribute: false }) leavable = false;
  /// The nick of the last attempt.
  @property({ attribute: false }) nick = '';
  /// Whether a password was already given.
  @property({ attribute: false }) asked = false;

  readonly #first = createRef<HTMLElement>();

  constructor() {
    super();
    new Ticker(this, () => runsOut(this.status));
  }

  /// Focuses the first control.
  override async focus(): Promise<void> {
    await this.updateComplete;
    this.#first.value?.focus();
  }

  override render(): TemplateResult {
    const left = standing(this.status, Date.now(), this.room.skew ?? 0);
    return html`<section class="outside">
      <p class="why" role="alert" dir="auto">${this.#why(left)}</p>
      <p class="next">${this.#next(left)}</p>
      ${this.#ways(left)} ${OF_GUESTS.has(left.reason) ? html`<slot name="sign-in"></slot>` : nothing}
      ${this.leavable
        ? html`<div class="buttons"><button type="button" @click=${() => this.tell('out')}>${this.words.back}</button></div>`
        : nothing}
    </section>`;
  }

  #isWaiting(): boolean {
    return this.status.kind === 'waiting';
  }

  /// Leaves out the waiting time where the page retries by itself and shows it below.
  #why({ retry_after_ms, ...refusal }: Refusal): string {
    if (refusal.reason === 'wrong_password' && !this.asked) return this.words.locked;
    if (this.#isWaiting() && refusal.reason === 'nick_taken') return this.words.nickHeld;
    const isSaidBelow = this.#isWaiting() || retry_after_ms === undefined;
    return sentence(this.words, isSaidBelow ? refusal : { ...refusal, retry_after_ms });
  }

  #next({ retry_after_ms }: Refusal): string {
    if (!this.#isWaiting() || retry_after_ms === undefined) return this.words.status[this.status.kind];
    return this.words.waitingFor(this.words.span(retry_after_ms));
  }

  #ways(left: Refusal): TemplateResult | typeof nothing {
    if (left.reason === 'wrong_password') return this.#password();
    if (OF_NICK.has(left.reason) && !(this.#isWaiting() && left.suggestion === undefined)) return this.#otherNick(left);
    return this.#isWaiting() ? nothing : this.#again();
  }

  #again(): TemplateResult {
    return html`<div class="buttons">
      <button class="main" type="button" ${ref(this.#first)} @click=${() => this.tell('again', {})}>
        ${this.words.retry}
      </button>
    </div>`;
  }

  #password(): TemplateResult {
    return html`<form @submit=${(event: SubmitEvent) => this.tell('again', new Answers(event).optional('password'))}>
      <input name="password" type="password" required autocomplete="off" aria-label=${this.words.password}
        placeholder=${this.words.password} ${ref(this.#first)} />
      <button class="main">${this.words.enter}</button>
    </form>`;
  }

  #otherNick({ suggestion }: Refusal): TemplateResult {
    return html`<form @submit=${(event: SubmitEvent) => this.tell('again', new Answers(event).optional('nick'))}>
      <input name="nick" required maxlength="32" autocomplete="nickname" dir="auto" aria-label=${this.words.otherNick}
        value=${suggestion ?? this.nick} ${ref(this.#first)} />
      <button class="main">${this.words.enter}</button>
    </form>`;
  }
}
