import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Outside as Status } from '../state/room.js';
import { controls } from '../style/tokens.js';
import { sentence } from '../words/index.js';
import { Answers } from './fields.js';
import { Part } from './part.js';
import { runsOut, standing } from './refused.js';
import { Ticker } from './ticker.js';

/// What stands in the place of the composer for one who is not in the room: why, and what can be done about it. It
/// tells `again`, with a password if one was given, and `out`.
@customElement('hubbub-outside')
export class Outside extends Part {
  static override styles = [
    controls,
    css`
      section {
        display: grid;
        justify-items: center;
        gap: 0.2em;
        padding: 1.2em 1.2em max(1.6em, env(safe-area-inset-bottom));
        border-block-start: 1px solid var(--line);
        text-align: center;
      }
      p {
        margin: 0;
        color: var(--soft);
      }
      .why {
        color: var(--ink);
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      form,
      .buttons {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: 0.5em;
        margin-block-start: 0.8em;
      }
      input {
        flex: 1 1 12rem;
      }
      form button {
        min-height: 40px;
      }
    `,
  ];

  @property({ attribute: false }) status: Status = { kind: 'closed', refusal: { reason: 'closed' }, at: 0 };
  @property({ attribute: false }) leavable = false;
  /// Whether a password was given already.
  @property({ attribute: false }) asked = false;

  constructor() {
    super();
    new Ticker(this, () => runsOut(this.status));
  }

  override render(): TemplateResult {
    const isLocked = this.status.refusal.reason === 'wrong_password';
    return html`<section class="outside">
      <p class="why" role="alert" dir="auto">${this.#why(isLocked)}</p>
      <p>${this.words.status[this.status.kind]}</p>
      ${isLocked ? this.#password() : nothing}
      <div class="buttons">
        ${this.status.kind === 'closed' && !isLocked
          ? html`<button class="main" type="button" @click=${() => this.tell('again')}>${this.words.retry}</button>`
          : nothing}
        ${this.leavable ? html`<button type="button" @click=${() => this.tell('out')}>${this.words.back}</button>` : nothing}
      </div>
    </section>`;
  }

  #why(isLocked: boolean): string {
    if (isLocked && !this.asked) return this.words.locked;
    return sentence(this.words, standing(this.status, Date.now(), this.room.skew ?? 0));
  }

  #password(): TemplateResult {
    return html`<form @submit=${(event: SubmitEvent) => this.tell('again', new Answers(event).text('password'))}>
      <input name="password" type="password" required autocomplete="off" aria-label=${this.words.password}
        placeholder=${this.words.password} />
      <button class="main">${this.words.enter}</button>
    </form>`;
  }
}
