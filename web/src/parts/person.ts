import { html, type TemplateResult } from 'lit';

/// The class of an id's hue; the same id has the same hue everywhere.
export function hue(id: string): string {
  let sum = 7;
  for (const char of id) sum = (sum * 31 + char.codePointAt(0)!) >>> 0;
  return `hue-${sum % 12}`;
}

/// A disc with the first letter of a nick.
export const disc = (id: string, nick: string): TemplateResult =>
  html`<span class="disc ${hue(id)}" aria-hidden="true">${[...nick][0] ?? '?'}</span>`;
