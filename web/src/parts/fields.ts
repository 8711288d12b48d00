import { html, nothing, type TemplateResult } from 'lit';
import { RANKS } from '../wire.js';
import type { Words } from '../words/index.js';

/// Fields that several forms share, and access to their values.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/// The time spans on offer for anything that ends by itself.
export const SPANS: readonly number[] = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, DAY];

/// The time spans on offer for a ban.
export const BANS: readonly number[] = [10 * MINUTE, HOUR, DAY, 7 * DAY];

export const USUAL_BAN = DAY;

const SLOW_MILLIS: readonly number[] = [5000, 10_000, 30_000, 60_000, 300_000];

/// Long enough to calm down.
export const USUAL_MUTE = 15 * MINUTE;

/// How to offer time spans. `none` labels the choice of no span. `usual` is preselected; no span is, if it is absent.
/// `standing` is the rest of a span that already runs, and is preselected before all others. `each` names a span.
/// `offered` are the spans, unless they are the usual ones.
export interface Spans {
  none: string;
  usual?: number;
  standing?: number | undefined;
  each?: (span: string) => string;
  offered?: readonly number[];
}

export const spanField = (
  words: Words,
  label: string,
  name: string,
  { none, usual, standing, each = (span) => span, offered = SPANS }: Spans,
): TemplateResult => html`<label>
  ${label}
  <select name=${name}>
    ${standing === undefined ? nothing : option(String(Math.ceil(standing)), words.form.asItStands(words.span(standing)), true)}
    ${option('', none, false)}
    ${offered.map((span) => option(String(span), each(words.span(span)), standing === undefined && span === usual))}
  </select>
</label>`;

export const option = (value: string, label: string, isSelected: boolean): TemplateResult =>
  html`<option value=${value} ?selected=${isSelected}>${label}</option>`;

export const textField = (label: string, name: string, most: number, value = ''): TemplateResult =>
  html`<label>${label} <input name=${name} maxlength=${most} .value=${value} autocomplete="off" dir="auto" /></label>`;

export const areaField = (label: string, name: string, most: number, value: string): TemplateResult =>
  html`<label>${label} <textarea name=${name} maxlength=${most} rows="3" dir="auto" .value=${value}></textarea></label>`;

export const checkbox = (name: string, label: string, isChecked = false): TemplateResult =>
  html`<label class="check"><input type="checkbox" name=${name} ?checked=${isChecked} /> ${label}</label>`;

/// A number from 0 to `most`. `none` says what no number means.
export const numberField = (
  label: string,
  name: string,
  { most, none, value }: { most: number; none: string; value: number | undefined },
): TemplateResult =>
  html`<label>${label} <input name=${name} type="number" min="0" max=${most} placeholder=${none} .value=${String(value ?? '')} /></label>`;

/// The ranks from which one may speak; `off` is the value that lets everybody.
export const quietOptions = (words: Words, off: string, least: string): TemplateResult =>
  rankOptions(words, { value: off, label: words.form.everyone }, least);

/// The ranks from which one may do something, after `none`, which sets no rank.
export const rankOptions = (words: Words, none: { value: string; label: string }, least: string): TemplateResult =>
  html`${option(none.value, none.label, least === none.value)}
  ${RANKS.slice(1, 5).map((rank) => option(rank, words.form.andAbove(rank), rank === least))}`;

/// The intervals of slow mode on offer, and `each`, which stands; 0 is off.
export function slowOptions(words: Words, each: number): TemplateResult {
  const isOffered = each === 0 || SLOW_MILLIS.includes(each);
  const offered = isOffered ? SLOW_MILLIS : [...SLOW_MILLIS, each].sort((a, b) => a - b);
  return html`${option('0', words.form.off, each === 0)}
  ${offered.map((millis) => option(String(millis), words.span(millis), millis === each))}`;
}

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

  /// A value as it was typed, such as a password.
  exact(name: string): string {
    const value = this.#form.get(name);
    return typeof value === 'string' ? value : '';
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

  /// `{key: true}` for a payload; `{}` if it is not checked.
  flag(name: string): Record<string, true> {
    return this.checked(name) ? { [name]: true } : {};
  }
}
