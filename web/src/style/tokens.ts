import { css } from 'lit';

/// The element's colours, sizes and fonts. A site that embeds it may set the `--hubbub-…` properties.
export const tokens = css`
  :host {
    color-scheme: var(--hubbub-scheme, light dark);
    --paper: var(--hubbub-paper, light-dark(#f6f4f0, #15181b));
    --sheet: var(--hubbub-sheet, light-dark(#fffefc, #1c2024));
    --tint: light-dark(#efece6, #23282d);
    --line: light-dark(#e3dfd7, #2e343a);
    --edge: light-dark(#8b8578, #78828c);
    --ink: var(--hubbub-ink, light-dark(#23262a, #e9e6e1));
    --soft: light-dark(#5f646b, #a3abb3);
    --accent: var(--hubbub-accent, light-dark(#17695f, #6fcdbd));
    --on-accent: var(--hubbub-on-accent, light-dark(#ffffff, #08231f));
    --wash: light-dark(#e3efec, #1d302e);
    --warm: light-dark(#8a4b08, #f0b96b);
    --warm-wash: light-dark(#fbefdc, #33291a);
    --bad: light-dark(#a3262c, #ff9d95);
    --bad-wash: light-dark(#fbe9e7, #3a2021);
    --round: 12px;
    --font: var(--hubbub-font, ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Open Sans', sans-serif);
  }
`;

/// Rules that all parts share.
export const controls = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.4em;
    min-height: 36px;
    padding: 0.35em 0.9em;
    border: 1px solid var(--line);
    border-radius: 999px;
    background: var(--sheet);
    cursor: pointer;
    transition: background-color 0.15s, border-color 0.15s;
  }
  button:hover {
    background: var(--tint);
  }
  button:disabled {
    cursor: default;
    color: var(--soft);
    background: var(--tint);
  }
  button.main {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }
  button.main:hover {
    filter: brightness(1.07);
  }
  button.bare {
    min-height: 32px;
    padding: 0.2em 0.6em;
    border-color: transparent;
    background: transparent;
  }
  button.bare:hover {
    background: var(--tint);
  }
  button.bad {
    border-color: transparent;
    background: var(--bad-wash);
    color: var(--bad);
  }
  input:not([type='checkbox']),
  select,
  textarea {
    width: 100%;
    min-height: 40px;
    padding: 0.5em 0.75em;
    border: 1px solid var(--edge);
    border-radius: 10px;
    background: var(--sheet);
  }
  select {
    padding-inline: 0.5em;
  }
  input[type='checkbox'] {
    inline-size: 18px;
    block-size: 18px;
    accent-color: var(--accent);
  }
  svg {
    flex: none;
  }
  .broken {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 0.8em;
    min-block-size: 100%;
    padding: 1.2em;
    background: var(--sheet);
    color: var(--ink);
    text-align: center;
  }
  .broken p {
    margin: 0;
  }
  .unseen-text {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      transition: none !important;
      animation: none !important;
      scroll-behavior: auto !important;
    }
  }
`;

/// How people look: discs in twelve calm hues, `hue-0` … `hue-11`, and badges.
export const hues = css`
  .disc {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 34px;
    block-size: 34px;
    border-radius: 50%;
    font-size: 0.85rem;
    font-weight: 600;
    text-transform: uppercase;
    user-select: none;
    background: light-dark(oklch(0.9 0.05 var(--hue)), oklch(0.38 0.06 var(--hue)));
    color: light-dark(oklch(0.36 0.09 var(--hue)), oklch(0.92 0.04 var(--hue)));
  }
  /* One line of badges; those that do not fit into it are hidden whole. */
  .badges {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 0.4em;
    min-width: 0;
    max-block-size: 1.25rem;
    overflow: hidden;
  }
  .badge {
    flex: none;
    max-width: min(9em, 100%);
    padding: 0.02em 0.5em;
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: 999px;
    color: var(--soft);
    font-size: 0.75rem;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .name {
    color: light-dark(oklch(0.42 0.1 var(--hue)), oklch(0.84 0.08 var(--hue)));
  }
  .hue-0 { --hue: 15; }
  .hue-1 { --hue: 45; }
  .hue-2 { --hue: 75; }
  .hue-3 { --hue: 105; }
  .hue-4 { --hue: 135; }
  .hue-5 { --hue: 165; }
  .hue-6 { --hue: 195; }
  .hue-7 { --hue: 225; }
  .hue-8 { --hue: 255; }
  .hue-9 { --hue: 285; }
  .hue-10 { --hue: 315; }
  .hue-11 { --hue: 345; }
`;
