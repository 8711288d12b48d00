import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../words/index.js';

/// Fields that several forms share, and how their values are read.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/// Spans to choose from for a thing that ends by itself.
export const SPANS: readonly number[] = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 24 * HOUR];

/// Long enough to calm down.
export const USUAL_MUTE = 15 * MINUTE;

/// How a choice of spans is offered: `none` is the words for the choice of none; `usual` is chosen
/// at first, none if absent; `each` says a span.
export interface Spans {
  none: string;
  usual?: number;
  each?: (span: string) => string;
}

export const spanField = (
  words: Words,
  label: string,
  name: string,
  { none, usual, each = (span) => span }: Spans,
): TemplateResult => html`<label>
  ${label}
  <select name=${name}>
    <option value="">${none}</option>
    ${SPANS.map((span) => html`<option value=${span} ?selected=${span === usual}>${each(words.span(span))}</option>`)}
  </select>
</label>`;

export const textField = (label: string, name: string, most: number, value = ''): TemplateResult =>
  html`<label>${label} <input name=${name} maxlength=${most} .value=${value} autocomplete="off" dir="auto" /></label>`;

export const wrong = (line: TemplateResult | typeof nothing): TemplateResult | typeof nothing =>
  line === nothing ? nothing : html`<p class="wrong">${line}</p>`;

/// What a submitted form says, without the fields left empty.
export class Answers {
  readonly #form: FormData;

  constructor(event: SubmitEvent) {
    event.preventDefault();
    this.#form = new FormData(event.target as HTMLFormElement);
  }

  text(name: string): string {
    const value = this.#form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  }

  /// `{key: value}` for a payload, or nothing of it.
  optional(name: string, key = name): Record<string, string> {
    const value = this.text(name);
    return value === '' ? {} : { [key]: value };
  }

  millis(name: string, key = 'ttl_ms'): Record<string, number> {
    const value = this.text(name);
    return value === '' ? {} : { [key]: Number(value) };
  }

  checked(name: string): boolean {
    return this.#form.has(name);
  }
}
