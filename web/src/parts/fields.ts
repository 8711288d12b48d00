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
/// at first, none if absent; `standing` is what is left of a span that runs already, and is chosen before anything else;
/// `each` says a span.
export interface Spans {
  none: string;
  usual?: number;
  standing?: number | undefined;
  each?: (span: string) => string;
}

export const spanField = (
  words: Words,
  label: string,
  name: string,
  { none, usual, standing, each = (span) => span }: Spans,
): TemplateResult => html`<label>
  ${label}
  <select name=${name}>
    ${standing === undefined ? nothing : option(String(Math.ceil(standing)), words.form.asItStands(words.span(standing)), true)}
    ${option('', none, false)}
    ${SPANS.map((span) => option(String(span), each(words.span(span)), standing === undefined && span === usual))}
  </select>
</label>`;

export const option = (value: string, label: string, isSelected: boolean): TemplateResult =>
  html`<option value=${value} ?selected=${isSelected}>${label}</option>`;

export const textField = (label: string, name: string, most: number, value = ''): TemplateResult =>
  html`<label>${label} <input name=${name} maxlength=${most} .value=${value} autocomplete="off" dir="auto" /></label>`;

/// Why somebody does something, in their own words, for those whom it concerns.
export const whyField = (words: Words): TemplateResult => textField(words.form.why, 'text', 200);

/// What a submitted form says, without the fields left empty.
export class Answers {
  readonly #form: FormData;

  constructor(event: SubmitEvent) {
    event.preventDefault();
    this.#form = new FormData(event.target as HTMLFormElement, event.submitter);
  }

  /// Whether it was submitted by the button `command` of this value.
  wasPressed(value: string): boolean {
    return this.#form.get('command') === value;
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
