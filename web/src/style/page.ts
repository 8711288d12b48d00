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
  .who {
    display: flex;
    align-items: center;
    gap: 0.8em;
  }
  .who > div {
    display: grid;
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .who small {
    color: var(--soft);
    font-size: 0.82rem;
  }
  form button.small {
    min-height: 36px;
    font-size: 0.92rem;
  }
  .guest {
    margin: 1em 0 0;
    color: var(--soft);
    font-size: 0.92rem;
    text-align: center;
  }
  .guest button,
  [slot='sign-in'] {
    font-size: 0.92rem;
  }
  .guest button {
    color: var(--accent);
    font-weight: 600;
  }
  [slot='sign-in'] {
    margin-block-start: 0.8em;
  }
  .notice {
    margin: 0 0 1em;
    padding: 0.6em 0.9em;
    border-radius: var(--round);
    background: var(--wash);
    font-size: 0.92rem;
  }
  .unsure {
    display: grid;
    gap: 0.8em;
    padding: 1.5em;
    border: 1px solid var(--line);
    border-radius: 20px;
    background: var(--sheet);
  }
  .unsure p {
    margin: 0 0 0.4em;
  }
  .unsure span,
  .waiting {
    color: var(--soft);
  }
  .waiting {
    animation: appear 0.3s 0.4s both;
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  [slot='tools'] {
    flex: none;
  }
  /* In place of the button in the header, where that has no room for it. */
  [slot='side'] {
    display: none;
    justify-content: space-between;
    margin: 1.6em 0 0;
    padding-block-start: 1em;
    border-block-start: 1px solid var(--line);
    color: var(--soft);
    font-size: 0.92rem;
  }
  [slot='side'] button {
    color: var(--ink);
  }
  @container (width <= 720px) {
    [slot='tools'] {
      display: none;
    }
    [slot='side'] {
      display: flex;
    }
  }
  .wrong {
    margin: 0;
    color: var(--bad);
    font-size: 0.9rem;
  }
`;
