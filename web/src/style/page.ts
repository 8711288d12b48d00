import { css } from 'lit';

/// Styles of the start page: a card in the middle of a quiet page.
export const pageStyle = css`
  :host {
    font-family: var(--font);
    line-height: 1.45;
    color: var(--ink);
    background: var(--paper);
  }
  hubbub-room {
    height: 100%;
  }
  main {
    display: grid;
    place-items: center;
    min-height: 100%;
    padding: 1.2em;
  }
  .card {
    width: min(25rem, 100%);
  }
  .brand {
    display: flex;
    align-items: center;
    gap: 0.7rem;
    margin: 0;
    font-size: 2rem;
    font-weight: 700;
    letter-spacing: -0.02em;
  }
  .brand svg {
    color: var(--accent);
  }
  .tagline {
    margin: 0.5rem 0 1.8rem;
    color: var(--soft);
    font-size: 1.05rem;
  }
  form {
    display: grid;
    gap: 1.1em;
    padding: 1.5em;
    border: 1px solid var(--line);
    border-radius: 20px;
    background: var(--sheet);
    box-shadow: 0 12px 40px light-dark(rgb(60 50 30 / 7%), rgb(0 0 0 / 25%));
  }
  label {
    display: grid;
    gap: 0.35em;
    font-weight: 600;
    font-size: 0.92rem;
  }
  label input {
    font-size: 1.05rem;
    font-weight: 400;
    min-height: 46px;
  }
  label small {
    color: var(--soft);
    font-weight: 400;
    font-size: 0.82rem;
  }
  form button {
    min-height: 46px;
    font-size: 1.02rem;
  }
  .wrong {
    margin: 0;
    color: var(--bad);
    font-size: 0.9rem;
  }
`;
