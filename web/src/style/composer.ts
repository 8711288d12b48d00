import { css } from 'lit';

/// Styles of the composer.
export const composerStyle = css`
  :host {
    display: block;
    padding: 0.4em 1.1em max(0.9em, env(safe-area-inset-bottom));
  }
  :host([hidden]) {
    display: none;
  }
  form {
    display: flex;
    align-items: flex-end;
    gap: 0.4em;
    padding: 0.3em;
    border: 1px solid var(--edge);
    border-radius: 22px;
    background: var(--sheet);
  }
  form:focus-within {
    border-color: var(--accent);
    box-shadow: 0 0 0 1px var(--accent);
  }
  textarea {
    field-sizing: content;
    flex: 1;
    min-width: 0;
    min-height: 36px;
    max-height: 9.5em;
    padding: 0.42em 0.8em;
    border: 0;
    outline: 0;
    background: transparent;
    line-height: 1.5;
    overflow-wrap: anywhere;
    resize: none;
    unicode-bidi: plaintext;
  }
  textarea:focus-visible {
    outline: 0;
  }
  textarea::placeholder {
    color: var(--soft);
    opacity: 1;
  }
  button.main,
  button.wait {
    flex: none;
    min-inline-size: 36px;
    padding: 0;
  }
  button.wait {
    padding-inline: 0.7em;
    border-color: transparent;
    font-size: 0.9rem;
    font-variant-numeric: tabular-nums;
  }
  .line {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.5em;
    margin-block-end: 0.4em;
    padding-inline-start: 1em;
    border-radius: var(--round);
    background: var(--bad-wash);
    color: var(--bad);
    font-size: 0.9rem;
  }
  .line.held {
    background: var(--wash);
    color: var(--accent);
  }
  .line p {
    min-width: 0;
    margin: 0.4em 0;
    overflow-wrap: anywhere;
  }
  .line button {
    color: inherit;
  }
`;
