import { css } from 'lit';

/// Styles of the room's header. A long title is cut off after two lines until it is clicked.
export const headStyle = css`
  :host {
    display: block;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 1em;
    padding: 0.7em 1.1em 0.65em 1.2em;
  }
  header.whole {
    align-items: flex-start;
  }
  .names {
    flex: 1;
    min-width: 0;
  }
  h1 {
    margin: 0;
    font-size: 1.12rem;
    font-weight: 650;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  h1.none {
    color: var(--soft);
    font-weight: 500;
  }
  .title,
  .topic,
  .description {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
  }
  .topic {
    -webkit-line-clamp: 1;
    overflow-wrap: anywhere;
  }
  .about {
    flex-basis: 100%;
    min-width: 0;
  }
  .description,
  details {
    margin-block-start: 0.25em;
    font-size: 0.9rem;
    overflow-wrap: anywhere;
  }
  .rules,
  .whole .description {
    white-space: pre-line;
  }
  .rules {
    max-block-size: 40cqb;
    margin-block-start: 0.3em;
    overflow-y: auto;
  }
  summary {
    inline-size: fit-content;
    border-radius: 4px;
    color: var(--soft);
    cursor: pointer;
  }
  .whole .title,
  .whole .topic,
  .whole .description {
    display: block;
    max-block-size: 40cqb;
    overflow-y: auto;
  }
  h1 button {
    display: block;
    min-height: 0;
    width: 100%;
    padding: 0;
    border: 0;
    border-radius: 4px;
    background: none;
    font: inherit;
    text-align: start;
  }
  h1 button:hover {
    background: none;
  }
  @media (hover: hover) {
    h1 button:hover {
      text-decoration: underline;
      text-decoration-color: var(--edge);
    }
  }
  p {
    display: flex;
    align-items: center;
    gap: 0.5em;
    margin: 0.1em 0 0;
    color: var(--soft);
    font-size: 0.85rem;
  }
  .whole p {
    align-items: baseline;
    flex-wrap: wrap;
  }
  .watching {
    flex: none;
  }
  button.me {
    flex: 0 1 auto;
    min-width: 3em;
    max-width: 50%;
    min-height: 24px;
    margin: -0.3em -0.4em;
    padding: 0 0.4em;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    display: block;
    color: var(--accent);
  }
  .dot {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--warm);
  }
  .dot.joined {
    background: light-dark(#2a9d7c, #58c7a7);
  }
  .dot.closed {
    background: var(--bad);
  }
  .buttons {
    display: flex;
    gap: 0.4em;
  }
  .tool {
    flex: none;
  }
  .tool.drawer {
    display: none;
  }
  @container (width <= 720px) {
    header {
      padding-inline: 0.9em 0.7em;
    }
    .tool .label {
      display: none;
    }
    .tool {
      min-width: 40px;
      min-height: 40px;
      padding-inline: 0.55em;
    }
    .tool.drawer {
      display: inline-flex;
    }
  }
`;
