import { css } from 'lit';

/// Styles of what replaces the composer outside the room.
export const outsideStyle = css`
  section {
    display: grid;
    justify-items: center;
    gap: 0.2em;
    padding: 1.2em 1.2em max(1.6em, env(safe-area-inset-bottom));
    border-block-start: 1px solid var(--line);
    text-align: center;
  }
  p {
    margin: 0;
    max-width: 34rem;
    color: var(--soft);
  }
  .why {
    color: var(--ink);
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .next {
    font-variant-numeric: tabular-nums;
  }
  form,
  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0.5em;
    margin-block-start: 0.8em;
  }
  input {
    flex: 1 1 12rem;
  }
  form button {
    min-height: 40px;
  }
`;
