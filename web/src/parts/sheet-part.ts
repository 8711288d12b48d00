import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { formStyle } from '../style/form.js';
import { controls, hues } from '../style/tokens.js';
import type { ListName } from '../state/lists.js';
import type { Refused } from '../state/room.js';
import { endOf } from '../wire.js';
import { Part } from './part.js';
import { refusedLine, runsOut } from './refused.js';
import { Ticker } from './ticker.js';
import './sheet.js';

/// A part in a dialog of its own, with forms, and with the server's refusals of them.
export abstract class SheetPart extends Part {
  static override styles = [controls, hues, formStyle];

  /// The last command refused while this sheet was open.
  @property({ attribute: false }) refused: Refused | null = null;

  constructor() {
    super();
    new Ticker(this, () => runsOut(this.refused) || this.runs());
  }

  /// Whether it shows a time that counts down.
  protected abstract runs(): boolean;

  protected sheet(heading: string, inside: unknown): TemplateResult {
    return html`<hubbub-sheet .heading=${heading} .closeLabel=${this.words.close}>${this.#wrong()} ${inside}</hubbub-sheet>`;
  }

  /// Below a list: how it stands, or `none` if it has nothing, and a button for the next page.
  protected rest(of: ListName, none: string): TemplateResult {
    const { status, next } = this.room[of];
    const line = { loading: this.words.loading, failed: this.words.notLoaded, shown: next === undefined ? none : '' }[status];
    return html`<p class="hint" role="status">${line}</p>
      ${next === undefined ? nothing : html`<button type="button" @click=${() => this.tell('more', of)}>${this.words.more}</button>`}`;
  }

  #wrong(): TemplateResult | typeof nothing {
    const line = refusedLine(this.words, this.refused, Date.now(), this.room.skew ?? 0);
    return line === nothing ? nothing : html`<p class="wrong">${line}</p>`;
  }

  /// The rest of a span that ends at `until`, in milliseconds; undefined if none runs.
  protected leftOf(until: number | undefined): number | undefined {
    const left = endOf(until) - this.now();
    return left > 0 && left !== Infinity ? left : undefined;
  }
}
