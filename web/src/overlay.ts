import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { RoomLink } from './link.js';
import { hue } from './parts/person.js';
import { hasEnded, placeIn } from './overlay-place.js';
import { reduce, type Action } from './state/reduce.js';
import { emptyRoom, type Item, type Room, type Said } from './state/room.js';
import { hues } from './style/tokens.js';
import { Token } from './token.js';
import { wordsFor } from './words/index.js';

/// Where nobody is, there is nothing to watch yet: how long to wait before the next look.
const LOOK_MILLIS = 5000;

/// What a read token that is no longer good is refused with, or one that never was.
const OF_TOKENS: ReadonlySet<string> = new Set(['token_expired', 'bad_token']);

/// How many lines there are at most; those that do not fit are cut off at the top.
const SHOWN = 50;

/// What a streamer puts over a picture, at `/overlay#room:lobby`: the newest messages of a room in large type, and
/// nothing else. It watches the room without being in it; a read token may follow the room's name, as `&token=…`. When
/// that has ended, the page says so until it is given an address with another one.
@customElement('hubbub-overlay')
export class HubbubOverlay extends LitElement {
  static override styles = [hues, css`
    :host {
      color-scheme: dark;
      position: fixed;
      inset: 0;
      display: flex;
      flex-direction: column;
      justify-content: flex-end;
      overflow: hidden;
      padding: 1rem;
      color: #fff;
      font: 600 1.75rem/1.35 system-ui, sans-serif;
      /* An outline: a shadow alone leaves white letters hard to read over a bright picture. */
      paint-order: stroke fill;
      -webkit-text-stroke: 0.22em rgb(0 0 0 / 80%);
      stroke-linejoin: round;
    }
    p {
      flex: none;
      margin: 0.2em 0 0;
      overflow-wrap: anywhere;
      white-space: pre-line;
    }
    b {
      margin-inline-end: 0.5em;
    }
  `];

  @state() private room: Room = emptyRoom('');
  @state() private isOver = false;
  #link: RoomLink | null = null;
  #look: ReturnType<typeof setTimeout> | undefined;
  readonly #moved = (): void => this.#enter();

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.#moved);
    this.#enter();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#moved);
    this.#leave();
  }

  #leave(): void {
    clearTimeout(this.#look);
    this.#link?.close();
    this.#link = null;
  }

  #enter(): void {
    this.#leave();
    const { topic, token } = placeIn(location.hash);
    this.room = emptyRoom(topic);
    this.isOver = false;
    if (topic === '') return;
    // at the door, too: there may be no guests
    const address = { socket: '', topic, token: new Token(token ?? undefined), watching: token === null ? {} : { token } };
    this.#link = new RoomLink(address, {
      room: () => this.room,
      dispatch: (action) => {
        this.room = reduce(this.room, action);
        if (token !== null && isEnd(action, token)) this.#end();
        else if (action.type === 'closed') this.#look = setTimeout(() => this.#enter(), LOOK_MILLIS);
      },
    });
    this.#link.open();
  }

  #end(): void {
    this.#leave();
    this.isOver = true;
  }

  override render(): TemplateResult {
    if (this.isOver) return html`<p class="over" dir="auto">${wordsFor(...navigator.languages).overlayEnded}</p>`;
    const messages = this.room.items.filter(isShown).slice(-SHOWN);
    return html`${repeat(
      messages,
      ({ key }) => key,
      ({ from, body }) => html`<p dir="auto"><b class="name ${hue(from.id)}"><bdi>${from.nick}</bdi></b>${body}</p>`,
    )}`;
  }
}

/// Whether the room has refused the token, or the server has, which a page cannot tell from one that is away.
const isEnd = (action: Action, token: string): boolean =>
  action.type === 'closed' ? OF_TOKENS.has(action.refusal.reason) : action.type === 'unreachable' && hasEnded(token, Date.now());

const isShown = (item: Item): item is Said => item.kind === 'message' && !item.deleted;

declare global {
  interface HTMLElementTagNameMap {
    'hubbub-overlay': HubbubOverlay;
  }
}
