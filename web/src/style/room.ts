import { css } from 'lit';

/// The frame: head, conversation, and beside it (on a phone: over it) people and keywords.
export const roomStyle = css`
  :host {
    display: block;
    height: 100%;
    min-height: 20rem;
    container-type: inline-size;
    font-family: var(--font);
    font-size: 1rem;
    line-height: 1.45;
    color: var(--ink);
    background: var(--paper);
  }
  .room {
    position: relative;
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr) 18rem;
    height: 100%;
    overflow: hidden;
  }
  .room > header {
    grid-column: 1 / -1;
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 1em;
    padding: 0.7em 1.1em 0.65em 1.2em;
    border-block-end: 1px solid var(--line);
  }
  .names {
    min-width: 0;
  }
  h1 {
    margin: 0;
    font-size: 1.12rem;
    font-weight: 650;
    line-height: 1.3;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  h1.none {
    color: var(--soft);
    font-weight: 500;
  }
  .names p {
    display: flex;
    align-items: center;
    gap: 0.5em;
    margin: 0.1em 0 0;
    color: var(--soft);
    font-size: 0.85rem;
  }
  .topic {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  button.me {
    min-width: 0;
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
  main {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto;
    min-width: 0;
    min-height: 0;
    background: var(--sheet);
  }
  aside {
    overflow-y: auto;
    padding: 0.9em 1em 2em;
    border-inline-start: 1px solid var(--line);
    background: var(--paper);
    scrollbar-width: thin;
    scrollbar-color: var(--line) transparent;
  }
  aside section + section {
    margin-block-start: 1.6em;
  }
  h2 {
    margin: 0 0 0.6em;
    font-size: 0.85rem;
    font-weight: 600;
    color: var(--soft);
  }
  @container (width <= 720px) {
    .room {
      grid-template-columns: minmax(0, 1fr);
    }
    .room > header {
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
    aside {
      grid-area: 2 / 1;
      visibility: hidden;
      border: 0;
      translate: 0 8px;
      opacity: 0;
      transition: opacity 0.15s, translate 0.15s, visibility 0.15s;
    }
    .open aside {
      visibility: visible;
      translate: 0;
      opacity: 1;
    }
    .open main {
      visibility: hidden;
    }
    main {
      grid-area: 2 / 1;
    }
  }
`;
