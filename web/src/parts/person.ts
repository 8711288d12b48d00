import { html, nothing, type TemplateResult } from 'lit';

/// The CSS class of an id's hue; an id has the same hue everywhere.
export function hue(id: string): string {
  let sum = 7;
  for (const char of id) sum = (sum * 31 + char.codePointAt(0)!) >>> 0;
  return `hue-${sum % 12}`;
}

/// A disc with a nick's first letter.
export const disc = (id: string, nick: string): TemplateResult =>
  html`<span class="disc ${hue(id)}" aria-hidden="true">${[...nick][0] ?? '?'}</span>`;

/// What a site says of one of its users, such as `staff`.
export const badgesOf = (badges: readonly string[] | undefined): TemplateResult | typeof nothing =>
  badges === undefined
    ? nothing
    : html`<span class="badges">${badges.map((badge) => html`<span class="badge" dir="auto" title=${badge}>${badge}</span>`)}</span>`;
