import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { controls } from '../style/tokens.js';
import { cross, up } from './icons.js';
import { Part } from './part.js';
import { refusedLine, runsOut } from './refused.js';
import { Ticker } from './ticker.js';

/// Characters of a message, the server's default; it says so itself when it is set otherwise.
const MOST = 4096;

/// Where one writes. Enter sends, Shift and Enter begins a new line. A refused text comes back.
@customElement('hubbub-composer')
export class Composer extends Part {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        padding: 0.4em 1.1em max(0.9em, env(safe-area-inset-bottom));
      }
      form {
        display: flex;
        align-items: flex-end;
        gap: 0.4em;
        padding: 0.3em;
        border: 1px solid var(--edge);
        border-radius: 22px;
        background: var(--sheet);
      }
      form:focus-within {
        border-color: var(--accent);
        box-shadow: 0 0 0 1px var(--accent);
      }
      textarea {
        field-sizing: content;
        min-height: 36px;
        max-height: 9.5em;
        padding: 0.42em 0.8em;
        border: 0;
        outline: 0;
        background: transparent;
        line-height: 1.5;
        resize: none;
        unicode-bidi: plaintext;
      }
      textarea:focus-visible {
        outline: 0;
      }
      textarea::placeholder {
        color: var(--soft);
        opacity: 1;
      }
      button.main {
        flex: none;
        inline-size: 36px;
        padding: 0;
      }
      .line {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 0.5em;
        margin-block-end: 0.4em;
        padding-inline-start: 1em;
        border-radius: var(--round);
        background: var(--bad-wash);
        color: var(--bad);
        font-size: 0.9rem;
      }
      .line p {
        margin: 0.4em 0;
      }
      .line button {
        color: inherit;
      }
    `,
  ];

  @query('textarea') private field!: HTMLTextAreaElement;

  constructor() {
    super();
    new Ticker(this, () => runsOut(this.room.refused));
  }

  /// Puts a text back that could not be sent, unless something new is being written.
  giveBack(body: string): void {
    if (this.field.value === '') this.field.value = body;
  }

  override focus(): void {
    this.field.focus();
  }

  override render(): TemplateResult {
    const label = this.words.writeTo(this.room.topic.name);
    return html`${this.#refused()}
      <form @submit=${this.#submitted}>
        <textarea
          dir="auto"
          rows="1"
          maxlength=${MOST}
          enterkeyhint="send"
          aria-label=${label}
          placeholder=${this.words.write}
          @keydown=${this.#keyed}
        ></textarea>
        <button class="main" type="submit" aria-label=${this.words.send} title=${this.words.send}>${up}</button>
      </form>`;
  }

  #refused(): TemplateResult | typeof nothing {
    const refused = this.room.refused;
    if (!refused) return nothing;
    return html`<div class="line">
      <p>${refusedLine(this.words, refused, Date.now(), this.room.skew ?? 0)}</p>
      <button class="bare" type="button" aria-label=${this.words.dismiss} @click=${() => this.tell('dismiss')}>
        ${cross}
      </button>
    </div>`;
  }

  #keyed(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#send();
  }

  #submitted(event: Event): void {
    event.preventDefault();
    this.#send();
  }

  #send(): void {
    const body = this.field.value.trim();
    if (body === '') return;
    this.field.value = '';
    this.tell('say', body);
  }
}
