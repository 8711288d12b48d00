import { css } from 'lit';

/// Styles of the log.
export const logStyle = css`
  :host {
    position: relative;
    display: grid;
    min-height: 0;
  }
  .scroll {
    position: relative;
    overflow-y: auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
    padding: 0.5em 0 0.9em;
    scrollbar-width: thin;
    scrollbar-color: var(--line) transparent;
  }
  .scroll:focus-visible {
    outline-offset: -3px;
  }
  .message {
    position: relative;
    display: grid;
    grid-template-columns: 34px minmax(0, 1fr);
    column-gap: 0.8em;
    padding: 0.1em 1.2em;
  }
  .message.first {
    margin-block-start: 0.75em;
  }
  .message:hover,
  .message:focus-within,
  .message:focus {
    background: var(--tint);
  }
  .message:focus-visible {
    outline-offset: -2px;
  }
  .disc {
    margin-block-start: 0.15em;
  }
  header {
    display: flex;
    align-items: baseline;
    gap: 0.5em;
    min-width: 0;
  }
  button.name {
    min-height: 0;
    min-width: 0;
    padding: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    display: block;
    font-weight: 600;
    border-radius: 4px;
  }
  button.name:hover {
    background: none;
    text-decoration: underline;
  }
  .rank {
    padding: 0.02em 0.5em;
    border-radius: 999px;
    background: var(--wash);
    color: var(--accent);
    font-size: 0.75rem;
    white-space: nowrap;
  }
  time {
    color: var(--soft);
    font-size: 0.75rem;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .gutter {
    justify-self: end;
    padding-block-start: 0.3em;
    line-height: 1.2;
  }
  .gutter time {
    font-size: 0.68rem;
    visibility: hidden;
  }
  .message:hover .gutter time,
  .message:focus .gutter time,
  .message:focus-within .gutter time {
    visibility: visible;
  }
  .body {
    margin: 0;
    line-height: 1.5;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
  }
  a {
    unicode-bidi: isolate;
  }
  .body.gone {
    color: var(--soft);
    font-style: italic;
  }
  a {
    color: var(--accent);
    text-underline-offset: 0.15em;
  }
  .remove {
    position: absolute;
    inset-block-start: -0.4em;
    inset-inline-end: 1em;
    padding: 0.3em;
    border: 1px solid var(--line);
    border-radius: 9px;
    background: var(--sheet);
    color: var(--soft);
    visibility: hidden;
  }
  /* A hidden button must not take touches either: on a phone the first tap shows it, the second presses it. */
  .message:hover .remove,
  .message:focus .remove,
  .message:focus-within .remove {
    visibility: visible;
  }
  @media (hover: none) {
    .message:hover:not(:focus-within) .remove {
      visibility: hidden;
    }
    .remove {
      min-width: 44px;
      min-height: 44px;
    }
  }
  .remove:hover {
    color: var(--bad);
  }
  .outgoing .body {
    opacity: 0.6;
  }
  .outgoing {
    grid-template-columns: 34px minmax(0, 1fr) auto;
  }
  .outgoing.refused {
    grid-template-columns: 34px minmax(0, 1fr);
    border-inline-start: 3px solid var(--bad);
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.1em 0.4em;
  }
  .choices .way {
    margin-inline-end: 0.6em;
    color: var(--bad);
  }
  .choices button {
    color: var(--accent);
    font-size: 0.85rem;
  }
  .way {
    color: var(--soft);
    font-size: 0.75rem;
  }
  .notice {
    margin: 0.5rem 0;
    padding: 0 1.2rem 0 calc(2rem + 34px);
    color: var(--soft);
    font-size: 0.88rem;
    overflow-wrap: anywhere;
  }
  .day {
    display: flex;
    align-items: center;
    gap: 0.8em;
    margin: 1em 1.2em 0.4em;
    color: var(--soft);
    font-size: 0.8rem;
  }
  .day::before,
  .day::after {
    content: '';
    flex: 1;
    border-block-start: 1px solid var(--line);
  }
  .older {
    margin: 0.6em 0;
    text-align: center;
    color: var(--soft);
    font-size: 0.88rem;
  }
  .older button {
    min-height: 32px;
  }
  .empty {
    display: grid;
    place-content: center;
    min-height: 100%;
    padding: 2em;
    text-align: center;
    color: var(--soft);
  }
  .empty p {
    margin: 0.15em 0;
  }
  .empty p:first-child {
    color: var(--ink);
    font-size: 1.1rem;
  }
  .way-down {
    position: absolute;
    inset-block-end: 0.7em;
    inset-inline: 0;
    display: grid;
    justify-content: center;
    pointer-events: none;
  }
  .way-down button {
    pointer-events: auto;
    box-shadow: 0 4px 18px light-dark(rgb(40 40 30 / 18%), rgb(0 0 0 / 50%));
  }
`;
