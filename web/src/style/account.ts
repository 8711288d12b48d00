import { css } from 'lit';

/// Styles of the dialogs about accounts.
export const accountStyle = css`
  form {
    border-block-start: 0;
    padding-block: 0.2em 0;
    gap: 0.9em;
  }
  small {
    color: var(--soft);
    font-size: 0.82rem;
  }
  .wrong {
    margin: 0;
  }
  .buttons {
    align-items: center;
    margin-block-start: 0.2em;
  }
  .facts {
    margin-block-end: 0.9em;
  }
  .facts strong {
    color: var(--ink);
    font-size: 1.05rem;
    overflow-wrap: anywhere;
  }
  details {
    border-block-start: 1px solid var(--line);
  }
  .leave {
    padding-block-end: 1.1em;
  }
  summary {
    padding-block: 0.75em;
    border-radius: 4px;
    font-weight: 600;
    font-size: 0.95rem;
    cursor: pointer;
  }
  details form,
  details .done {
    padding-block-end: 1em;
  }
  .done {
    margin: 0;
    color: var(--accent);
    font-size: 0.9rem;
  }
  .copy {
    display: flex;
    gap: 0.5em;
  }
  .copy button {
    flex: none;
  }
`;
