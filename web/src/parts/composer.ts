import { html, nothing, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { composerStyle } from '../style/composer.js';
import { controls } from '../style/tokens.js';
import { silence, type Silence } from '../state/voice.js';
import { cross, hush, up } from './icons.js';
import { FocusKeeper } from './keep-focus.js';
import { Part } from './part.js';
import { HELD } from '../state/held.js';
import { refusedLine, runsOut } from './refused.js';
import { Ticker } from './ticker.js';

/// The longest message, in characters, by the server's default. A server with another limit refuses by itself.
const MOST = 4096;

/// The key code of every key that an input method handles. Safari also gives it to the Enter that ends a composition,
/// which arrives after the composition's end.
const COMPOSING = 229;

/// The message field. Enter sends, Shift+Enter starts a new line. Someone who may not speak just now can still type;
/// the button then shows how long to wait.
@customElement('hubbub-composer')
export class Composer extends Part {
  static override styles = [controls, composerStyle];

  @query('textarea') private field!: HTMLTextAreaElement;

  constructor() {
    super();
    new Ticker(this, () => runsOut(this.room.refused) || this.#silence() !== null);
    new FocusKeeper(this, () => () => this.field);
  }

  /// Puts back a text that could not be sent; returns false if the field is not empty.
  giveBack(body: string): boolean {
    const isFree = this.field.value === '';
    if (isFree) this.field.value = body;
    return isFree;
  }

  /// Inserts a text before what is being written.
  putBefore(body: string): void {
    const rest = this.field.value;
    this.field.value = rest === '' ? body : `${body}\n${rest}`;
    this.field.focus();
    this.field.setSelectionRange(body.length, body.length);
  }

  override focus(): void {
    this.field.focus();
  }

  override render(): TemplateResult {
    const silent = this.#silence();
    const why = silent ? this.words.silence[silent.why] : this.words.write;
    return html`${this.#refused()}
      <form @submit=${this.#submitted}>
        <textarea
          dir="auto"
          rows="1"
          maxlength=${MOST}
          enterkeyhint="send"
          aria-label=${this.words.writeTo(this.room.topic.name)}
          aria-describedby="why"
          placeholder=${why}
          @keydown=${this.#keyed}
        ></textarea>
        <span id="why" class="unseen-text">${silent ? why : nothing}</span>
        ${silent ? this.#wait(silent) : this.#button()}
      </form>`;
  }

  #button(): TemplateResult {
    return html`<button class="main" type="submit" aria-label=${this.words.send} title=${this.words.send}>${up}</button>`;
  }

  /// Shown instead of the button: the time until I may send, or that somebody else has to change it.
  #wait({ why, until }: Silence): TemplateResult {
    const left = this.left(until);
    const label = left === null ? this.words.silence[why] : `${this.words.silence[why]} ${this.words.silentFor(left)}`;
    return html`<button class="wait" type="submit" disabled aria-label=${label} title=${label}>${left ?? hush}</button>`;
  }

  #silence(): Silence | null {
    return silence(this.room, this.now());
  }

  #refused(): TemplateResult | typeof nothing {
    const line = refusedLine(this.words, this.room.refused, Date.now(), this.room.skew ?? 0);
    if (line === nothing) return nothing;
    const isHeld = this.room.refused?.refusal.reason === HELD;
    return html`<div class="line ${isHeld ? 'held' : ''}">
      <p>${line}</p>
      <button class="bare" type="button" aria-label=${this.words.dismiss} @click=${() => this.tell('dismiss')}>
        ${cross}
      </button>
    </div>`;
  }

  #keyed(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === COMPOSING) return;
    event.preventDefault();
    this.#send();
  }

  #submitted(event: Event): void {
    event.preventDefault();
    this.#send();
  }

  #send(): void {
    const body = this.field.value.trim();
    if (body === '' || this.#silence() !== null) return;
    this.field.value = '';
    this.tell('say', body);
  }
}
