import { html, svg, type TemplateResult } from 'lit';

/// A line icon of 24 by 24 units, in the text's colour. Hidden from screen readers, as its button has a label.
const icon = (path: TemplateResult): TemplateResult => html`<svg
  width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor"
  stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"
>${path}</svg>`;

export const people = icon(svg`<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c.6-3.6 3.2-5.5 6.5-5.5s5.9 1.9 6.5 5.5M16 4.8a3.5 3.5 0 0 1 0 6.4M18.5 14.9c1.7.8 2.7 2.5 3 5.1"/>`);
export const person = icon(svg`<circle cx="12" cy="8" r="3.8"/><path d="M4.8 20c.7-3.800 3.500-5.800 7.200-5.800s6.500 2 7.200 5.800"/>`);
export const sliders = icon(svg`<path d="M4 7h9M19 7h1M4 17h1M11 17h9"/><circle cx="16" cy="7" r="2.5"/><circle cx="8" cy="17" r="2.5"/>`);
export const bin = icon(svg`<path d="M4.5 7h15M10 11v6M14 11v6M6.5 7l1 12.5h9l1-12.5M9.5 7V4h5v3"/>`);
export const down = icon(svg`<path d="M12 5v14M6 13l6 6 6-6"/>`);
export const up = icon(svg`<path d="M12 19V5M6 11l6-6 6 6"/>`);
export const cross = icon(svg`<path d="M6 6l12 12M18 6L6 18"/>`);
export const pin = icon(svg`<path d="M9 4h6l-1 6 3.5 3.5h-11L10 10zM12 13.5V21"/>`);
export const link = icon(svg`<path d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.300l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3A4 4 0 0 0 11 18.700l1-1"/>`);
export const exit = icon(svg`<path d="M14 4H6v16h8M10 12h10M17 8.500l3.500 3.500-3.500 3.500"/>`);
export const hush = icon(svg`<path d="M4 9.500v5h3.500L12 18.500v-13L7.500 9.500zM16 9.500l5 5M21 9.500l-5 5"/>`);
export const snail = icon(svg`<circle cx="12" cy="12" r="8.500"/><path d="M12 7v5.200l3.400 2"/>`);
