import { css } from 'lit';

/// Layout of the room: header, conversation, and people and keywords beside it, or over it on a phone.
export const roomStyle = css`
  /* Fills its container; where that has no height of its own, it is as high as a conversation needs. */
  :host {
    display: block;
    position: relative;
    height: 100%;
    min-height: 20rem;
    container-type: size;
    contain-intrinsic-size: 40rem 34rem;
    font-family: var(--font);
    font-size: 1rem;
    line-height: 1.45;
    color: var(--ink);
    background: var(--paper);
  }
  .room {
    position: absolute;
    inset: 0;
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr) 18rem;
    overflow: hidden;
  }
  hubbub-head {
    grid-column: 1 / -1;
    min-width: 0;
    border-block-end: 1px solid var(--line);
  }
  /* Their dialogs are in the top layer; all that is ever seen here is the message that one could not be rendered. */
  .sheet {
    position: absolute;
    inset: auto 0 0;
    z-index: 1;
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
