import { html, nothing, type TemplateResult } from 'lit';
import type { Identity } from '../account-session.js';
import { accountSentence, accountWords } from '../words/accounts/index.js';
import type { Words } from '../words/index.js';
import { disc } from './person.js';

/// The page outside a room: a card in the middle.

const MARK = html`<svg width="40" height="40" viewBox="0 0 32 32" aria-hidden="true">
  <path fill="currentColor" d="M6 4h20a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H15l-7 6v-6H6a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4z" />
  <path stroke="var(--paper)" stroke-width="2.6" stroke-linecap="round" d="M9.5 11v6M14 9v10M18.5 12v4M23 10.5v7" />
</svg>`;

/// What the door shows, and what to do about it.
export interface Door {
  words: Words;
  identity: Identity;
  topic: string;
  nick: string;
  /// Whether the name of the room that was entered is none.
  isWrong: boolean;
  entered(event: SubmitEvent): void;
  /// Asks to sign in, or shows one's account.
  account(): void;
}

const card = (words: Words, inside: unknown): TemplateResult => html`<main>
  <div class="card">
    <h1 class="brand">${MARK} Hubbub</h1>
    <p class="tagline">${words.tagline}</p>
    ${inside}
  </div>
</main>`;

export const door = (at: Door): TemplateResult =>
  card(
    at.words,
    html`${at.identity.kind === 'guest' && at.identity.ended
        ? html`<p class="notice" role="status">${accountWords(at.words).signedOut}</p>`
        : nothing}
      <form @submit=${at.entered}>
        ${who(at)}
        <label>
          ${at.words.topic}
          <input name="topic" required maxlength="255" autocomplete="off" autocapitalize="none"
            spellcheck="false" aria-invalid=${at.isWrong} .value=${at.topic} />
          <small>${at.words.topicHint}</small>
        </label>
        ${at.isWrong ? html`<p class="wrong" role="alert">${at.words.badTopic}</p>` : nothing}
        <button class="main">${at.words.enter}</button>
      </form>
      ${at.identity.kind === 'guest' ? guest(at) : nothing}`,
  );

function who(at: Door): TemplateResult {
  const { identity, words } = at;
  if (identity.kind === 'account') return account(identity.account.id, identity.account.name, at);
  if (identity.kind === 'asking') return account('', identity.name, at);
  return html`<label>
    ${words.nick}
    <input name="nick" maxlength="32" autocomplete="nickname" dir="auto" autofocus .value=${at.nick} />
    <small>${words.nickHint}</small>
  </label>`;
}

function account(id: string, name: string, { words, identity, account: pressed }: Door): TemplateResult {
  const said = accountWords(words);
  return html`<div class="who">
    ${disc(id, name)}
    <div>
      <strong dir="auto">${name}</strong>
      <small>${identity.kind === 'asking' ? said.waiting : said.signedIn}</small>
    </div>
    ${identity.kind === 'asking' ? nothing : html`<button type="button" class="small" @click=${pressed}>${said.account}</button>`}
  </div>`;
}

function guest({ words, account: pressed }: Door): TemplateResult {
  const said = accountWords(words);
  return html`<p class="guest">${said.asGuest} <button type="button" class="bare" @click=${pressed}>${said.signIn}</button></p>`;
}

/// Shown in place of a room until the server has answered.
export const waiting = (words: Words): TemplateResult =>
  html`<main><p class="waiting" role="status">${accountWords(words).waiting}</p></main>`;

/// Says that nobody knows whether one is still signed in, and lets one decide.
export function unsure(
  words: Words,
  { name, refusal }: Extract<Identity, { kind: 'unsure' }>,
  { again, asGuest }: { again(): void; asGuest(): void },
): TemplateResult {
  return card(
    words,
    html`<section class="unsure">
      <p role="alert">${accountWords(words).unsure(name)} <span>${accountSentence(words, refusal)}</span></p>
      <button type="button" class="main" @click=${again}>${words.retry}</button>
      <button type="button" @click=${asGuest}>${accountWords(words).goOnAsGuest}</button>
    </section>`,
  );
}
