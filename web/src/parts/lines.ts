import { html, nothing, type TemplateResult } from 'lit';
import type { Notice, Outgoing, Said } from '../state/room.js';
import { stretches } from '../text/links.js';
import type { Words } from '../words/index.js';
import { bin } from './icons.js';
import { badgesOf, disc, hue } from './person.js';

/// What rendering a line needs besides its item.
export interface LineContext {
  words: Words;
  /// Whether it starts a group of messages by one author.
  first: boolean;
  active: boolean;
  mayDelete: boolean;
}

/// Fires an event from a template, for the surrounding elements.
function ask(event: Event, name: string, detail: unknown): void {
  event.target?.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}

export function messageLine(message: Said, context: LineContext): TemplateResult {
  const { words, first, active } = context;
  return html`<article
    class="message ${first ? 'first' : ''}"
    data-key=${message.key}
    tabindex=${active ? 0 : -1}
  >
    ${first ? disc(message.from.id, message.from.nick) : html`<span class="gutter">${time(message.at, formats(words).short(message.at))}</span>`}
    <div class="what">
      ${first ? heading(message, context) : nothing} ${body(message, words)}
    </div>
    ${context.mayDelete
      ? html`<button
          type="button"
          class="bare remove"
          tabindex=${active ? 0 : -1}
          aria-label=${words.removeOf(message.from.nick)}
          title=${words.remove}
          @click=${(event: Event) => ask(event, 'act', { command: 'delete', payload: { id: message.id } })}
        >
          ${bin}
        </button>`
      : nothing}
  </article>`;
}

function heading(message: Said, { words, active }: LineContext): TemplateResult {
  const { id, nick, rank, badges } = message.from;
  return html`<header>
    <button
      type="button"
      class="bare name ${hue(id)}"
      dir="auto"
      tabindex=${active ? 0 : -1}
      @click=${(event: Event) => ask(event, 'person', id)}
    >${nick}</button>
    ${rank === 'guest' ? nothing : html`<span class="rank">${words.rank(rank)}</span>`}
    ${badgesOf(badges)} ${clock(message.at, words)}
  </header>`;
}

function body(message: Said, words: Words): TemplateResult {
  if (message.deleted) return html`<p class="body gone">${words.deleted(message.removed ?? {})}</p>`;
  return html`<p class="body" dir="auto">${stretches(message.body).map((each) =>
    each.href === undefined
      ? each.text
      : html`<a href=${each.href} dir="auto" target="_blank" rel="noopener noreferrer nofollow">${each.text}</a>`,
  )}</p>`;
}

export const noticeLine = (notice: Notice, { words }: LineContext): TemplateResult =>
  html`<p class="notice" data-key=${notice.key} tabindex="-1" dir="auto">${words.notices[notice.word](notice.args)}</p>`;

export const outgoingLine = (outgoing: Outgoing, way: string): TemplateResult =>
  html`<article class="message outgoing" aria-hidden="true">
    <span class="gutter"></span>
    <div class="what"><p class="body" dir="auto">${outgoing.body}</p></div>
    <span class="way">${way}</span>
  </article>`;

/// A refused message: its author can send it again, put it back into the composer, or discard it.
export function refusedOutgoing({ nonce, body }: Outgoing, words: Words): TemplateResult {
  const button = (name: string, label: string): TemplateResult =>
    html`<button type="button" class="bare" @click=${(event: Event) => ask(event, name, nonce)}>${label}</button>`;
  return html`<article class="message outgoing refused">
    <span class="gutter"></span>
    <div class="what">
      <p class="body" dir="auto">${body}</p>
      <div class="choices">
        <span class="way">${words.unsent}</span>
        ${button('resend', words.sendAgain)} ${button('edit', words.edit)} ${button('discard', words.discard)}
      </div>
    </div>
  </article>`;
}

export const dayLine = (at: number, words: Words): TemplateResult =>
  html`<p class="day"><span>${formats(words).day.format(at)}</span></p>`;

const clock = (at: number, words: Words): TemplateResult => time(at, formats(words).clock.format(at));

const time = (at: number, text: string): TemplateResult =>
  html`<time datetime=${new Date(at).toISOString()}>${text}</time>`;

export const isSameDay = (a: number, b: number): boolean => new Date(a).toDateString() === new Date(b).toDateString();

interface Formats {
  clock: Intl.DateTimeFormat;
  day: Intl.DateTimeFormat;
  /// The time without a.m. or p.m., for narrow places.
  short(at: number): string;
}

const known = new Map<string, Formats>();

/// Formatters are expensive to create, so there is one set per language, in the reader's regional variant.
export function formats(words: Words): Formats {
  const made = known.get(words.code) ?? makeFormats(words);
  known.set(words.code, made);
  return made;
}

function makeFormats(words: Words): Formats {
  const region = navigator.languages.find((tag) => tag.split('-')[0] === words.code) ?? words.code;
  const clock = new Intl.DateTimeFormat(region, { hour: 'numeric', minute: '2-digit' });
  const day = new Intl.DateTimeFormat(region, { weekday: 'long', day: 'numeric', month: 'long' });
  const short = (at: number): string =>
    clock
      .formatToParts(at)
      .map((part) => (part.type === 'dayPeriod' ? '' : part.value))
      .join('')
      .trim();
  return { clock, day, short };
}
