import { css } from 'lit';

/// Styles of the forms in sheets.
export const formStyle = css`
  form,
  section {
    display: grid;
    gap: 0.6em;
    padding-block: 0.9em;
    border-block-start: 1px solid var(--line);
  }
  form:first-of-type {
    border-block-start: 0;
    padding-block-start: 0.2em;
  }
  h3 {
    margin: 0;
    font-size: 0.95rem;
  }
  label {
    display: grid;
    gap: 0.25em;
    color: var(--soft);
    font-size: 0.85rem;
  }
  label > input,
  label > select,
  label > textarea {
    color: var(--ink);
    font-size: 1rem;
  }
  label.check {
    display: flex;
    align-items: center;
    gap: 0.6em;
    color: var(--ink);
    font-size: 0.95rem;
  }
  fieldset {
    display: grid;
    gap: 0.6em;
    min-width: 0;
    margin: 0;
    padding: 0.4em 0.9em 0.9em;
    border: 1px solid var(--line);
    border-radius: var(--round);
  }
  legend {
    padding-inline: 0.3em;
    font-size: 0.95rem;
    font-weight: 600;
  }
  .two {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 0.6em;
  }
  @media (width <= 460px) {
    .two {
      grid-template-columns: 1fr;
    }
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
  }
  .rows {
    display: grid;
    gap: 0.4em;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .rows li {
    display: flex;
    align-items: center;
    gap: 0.8em;
  }
  .rows div {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .rows .buttons {
    flex: none;
  }
  .rows.held {
    gap: 0.9em;
  }
  .rows.held li {
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 0.4em;
  }
  .rows.held div:first-child {
    flex: 1 1 100%;
  }
  .rows.held form {
    flex: 1 1 100%;
    padding-block: 0;
  }
  .rows.held form .buttons {
    justify-content: flex-end;
  }
  .rows .left {
    display: block;
    color: var(--soft);
    font-size: 0.85rem;
    font-variant-numeric: tabular-nums;
  }
  .facts > span + span:not(:nth-child(2), .badges)::before {
    content: '·';
    margin-inline-end: 0.6em;
  }
  .facts .badges {
    max-block-size: none;
  }
  .facts .badge {
    max-width: 100%;
    overflow-wrap: anywhere;
    white-space: normal;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.3em 0.6em;
    margin: 0 0 0.6em;
    color: var(--soft);
    font-size: 0.9rem;
  }
  label > textarea {
    resize: vertical;
  }
  .ways {
    padding-block-end: 0.6em;
  }
  .hint {
    margin: 0 0 0.6em;
    color: var(--soft);
    font-size: 0.9rem;
  }
  .hint:empty {
    display: none;
  }
  section.day:first-of-type {
    border-block-start: 0;
    padding-block-start: 0.2em;
  }
  .acts {
    display: grid;
    gap: 0.5em;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .acts li {
    display: flex;
    gap: 0.8em;
    overflow-wrap: anywhere;
  }
  .acts time {
    flex: none;
    color: var(--soft);
    font-size: 0.85rem;
    line-height: 1.7;
    font-variant-numeric: tabular-nums;
  }
  .wrong {
    margin: 0 0 0.8em;
    padding: 0.6em 0.9em;
    border-radius: var(--round);
    background: var(--bad-wash);
    color: var(--bad);
    font-size: 0.9rem;
  }
`;
