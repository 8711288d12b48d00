import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../words/index.js';

/// Fields that several forms share, and access to their values.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/// The time spans on offer for anything that ends by itself.
export const SPANS: readonly number[] = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 24 * HOUR];

/// Long enough to calm down.
export const USUAL_MUTE = 15 * MINUTE;

/// How to offer time spans. `none` labels the choice of no span. `usual` is preselected; no span is, if it is absent.
/// `standing` is the rest of a span that already runs, and is preselected before all others. `each` names a span.
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

/// A moderator's reason, in their own words, for the people concerned.
export const whyField = (words: Words): TemplateResult => textField(words.form.why, 'text', 200);

/// A submitted form's values, without empty fields.
export class Answers {
  readonly #form: FormData;

  constructor(event: SubmitEvent) {
    event.preventDefault();
    this.#form = new FormData(event.target as HTMLFormElement, event.submitter);
  }

  /// Whether the form was submitted by the `command` button with this value.
  wasPressed(value: string): boolean {
    return this.#form.get('command') === value;
  }

  text(name: string): string {
    const value = this.#form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  }

  /// `{key: value}` for a payload; `{}` if the field is empty.
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
