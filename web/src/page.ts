import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { AccountSession, otherTabs, type Identity } from './account-session.js';
import { accountLinkIn } from './account-link.js';
import { Accounts } from './accounts.js';
import { keepAccount, keepNick, keepRoom, keptAccount, keptNick, keptRoom } from './keep.js';
import './parts/account-sheet.js';
import { Boundary } from './parts/boundary.js';
import { door, unsure, waiting } from './parts/door.js';
import { person } from './parts/icons.js';
import { focusedIn, FocusKeeper } from './parts/keep-focus.js';
import './parts/sign-in-sheet.js';
import type { Way } from './parts/sign-in-sheet.js';
import { pageStyle } from './style/page.js';
import { controls, hues, tokens } from './style/tokens.js';
import { accountWords } from './words/accounts/index.js';
import { wordsFor } from './words/index.js';
import './room.js';

const FIRST_TOPIC = 'room:lobby';

/// The kind of a topic that is named without one.
const USUAL_KIND = 'room';

/// A kind, a colon, then letters and digits of any script and a few symbols.
const TOPIC = /^[\p{L}\p{N}_.~/@+#=-]+:[\p{L}\p{M}\p{N}_.~:/@+#=-]+$/u;

/// The page at `/`: a form that asks for a nick and a topic, then the room; and one's account, if one signs in. The URL
/// names the topic (`/#room:lobby` or `/?topic=room:lobby`), so that it can be shared.
@customElement('hubbub-page')
export class HubbubPage extends Boundary {
  static override styles = [tokens, controls, hues, pageStyle];

  /// The open dialog: a way to sign in, or one's account. First of all fields, because it takes a link out of the URL.
  @state() private sheet: Way | 'account' | null = linkTaken('');
  @state() private topic = topicOf(location);
  @state() private nick = keptNick() ?? '';
  @state() private inside = this.topic !== '' && keptRoom() === this.topic;
  @state() private isWrong = false;
  @state() private identity: Identity;

  readonly #session = new AccountSession(new Accounts(), {
    tabs: otherTabs('hubbub.account'),
    keptName: keptAccount,
    keepName: keepAccount,
    now: () => performance.now(),
    pause: (millis) => new Promise((resolve) => setTimeout(resolve, millis)),
  });
  /// The account with which the room was entered; empty for a guest.
  #insideAs = '';
  /// The element that had the focus when the dialog was opened.
  #opener: HTMLElement | null = null;
  readonly #moved = (): void => this.#follow();

  constructor() {
    super();
    this.words = wordsFor(new URLSearchParams(location.search).get('lang'), ...navigator.languages);
    this.identity = this.#session.identity;
    this.#session.onChange = () => this.#identified();
    void this.#session.begin();
    new FocusKeeper(this, (held) => () => this.#placeOf(held));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.documentElement.lang = this.words.code;
    addEventListener('hashchange', this.#moved);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#moved);
  }

  override render(): TemplateResult {
    return html`${this.#place()} ${this.#dialog()}`;
  }

  #place(): TemplateResult {
    const { identity, words } = this;
    if (identity.kind === 'unsure') {
      const ways = { again: () => void this.#session.askAgain(), asGuest: () => this.#session.goOnAsGuest() };
      return unsure(words, identity, ways);
    }
    if (!this.inside) return this.#door();
    return identity.kind === 'asking' ? waiting(words) : this.#room();
  }

  /// Somebody has signed in or out. Whoever was in the room with another account is at the door again; a guest who signs
  /// in stays.
  #identified(): void {
    this.identity = this.#session.identity;
    const { kind } = this.identity;
    if (kind === 'asking' || kind === 'unsure') return;
    const id = this.identity.kind === 'account' ? this.identity.account.id : '';
    if (this.sheet === 'account' && id === '') this.sheet = null;
    if (this.inside && this.#insideAs !== '' && this.#insideAs !== id) this.#left();
    this.#insideAs = id;
  }

  /// To what opened a dialog, or to the first field at the door; to none where an on-screen keyboard would cover the page.
  #placeOf(held: Element): HTMLElement | null {
    if (held.classList.contains('sheet') && this.#opener?.checkVisibility()) return this.#opener;
    const first = this.renderRoot.querySelector<HTMLElement>('[name=nick]');
    return first && matchMedia('(hover: hover)').matches ? first : this.renderRoot.querySelector('main button');
  }

  #dialog(): TemplateResult | typeof nothing {
    const { sheet, identity, words } = this;
    const closed = (): void => void (this.sheet = null);
    if (sheet === null) return nothing;
    if (sheet !== 'account') {
      return html`<hubbub-sign-in-sheet class="sheet" .words=${words} .session=${this.#session} .way=${sheet} .nick=${this.#guestNick()}
        @closed=${closed}></hubbub-sign-in-sheet>`;
    }
    if (identity.kind !== 'account') return nothing;
    return html`<hubbub-account-sheet class="sheet" .words=${words} .session=${this.#session} .account=${identity.account}
      @closed=${closed}></hubbub-account-sheet>`;
  }

  /// What a guest is called, as far as the page knows.
  #guestNick(): string {
    const typed = this.renderRoot.querySelector<HTMLInputElement>('[name=nick]')?.value.trim();
    return typed ?? keptNick() ?? this.nick;
  }

  /// Asks to sign in, or shows the account.
  readonly #account = (): void => {
    this.#opener = focusedIn(this);
    this.sheet = this.identity.kind === 'account' ? 'account' : { kind: 'in' };
  };

  #room(): TemplateResult {
    const isGuest = this.identity.kind !== 'account';
    const said = accountWords(this.words);
    const label = isGuest ? said.signIn : said.account;
    return html`<hubbub-room
      leavable
      autofocus
      lang=${this.words.code}
      topic=${this.topic}
      nick=${isGuest ? this.nick : ''}
      .tokenProvider=${isGuest ? null : this.#session.provider}
      @leave=${this.#left}
    >
      <button slot="tools" type="button" @click=${this.#account}>${person} ${label}</button>
      <p slot="side" class="who">
        <span>${isGuest ? said.hereAsGuest : said.signedIn}</span>
        <button type="button" @click=${this.#account}>${person} ${label}</button>
      </p>
      ${isGuest ? html`<button slot="sign-in" type="button" class="main" @click=${this.#account}>${said.signIn}</button>` : nothing}
    </hubbub-room>`;
  }

  #door(): TemplateResult {
    return door({
      words: this.words,
      identity: this.identity,
      topic: this.topic || FIRST_TOPIC,
      nick: this.nick,
      isWrong: this.isWrong,
      entered: (event) => this.#entered(event),
      account: this.#account,
    });
  }

  #entered(event: SubmitEvent): void {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const topic = named(String(form.get('topic')));
    this.nick = String(form.get('nick') ?? this.nick).trim();
    this.topic = topic;
    this.isWrong = !TOPIC.test(topic);
    if (this.isWrong) return;
    if (form.has('nick')) keepNick(this.nick);
    void this.#session.prepare();
    this.#enter(topic);
  }

  #enter(topic: string): void {
    history.replaceState(null, '', `${location.pathname}${withoutTopic(location.search)}#${topic}`);
    document.title = `${topic} · Hubbub`;
    keepRoom(topic);
    this.inside = true;
  }

  #left(): void {
    keepRoom('');
    document.title = 'Hubbub';
    this.nick = keptNick() ?? this.nick;
    this.inside = false;
  }

  /// The URL was edited, or a link to another topic or to an account was followed.
  #follow(): void {
    const link = linkTaken(this.inside ? `#${this.topic}` : '');
    if (link) this.sheet = link;
    const topic = topicOf(location);
    if (topic === this.topic || !TOPIC.test(topic)) return;
    this.topic = topic;
    if (this.inside) this.#enter(topic);
  }
}

/// The way to an account that the URL leads to. Leaves `instead` in its place, so that nobody reads the code off the screen,
/// or shares it.
function linkTaken(instead: string): Way | null {
  const link = accountLinkIn(location.hash);
  if (link) history.replaceState(null, '', `${location.pathname}${location.search}${instead}`);
  return link;
}

function topicOf(address: Location): string {
  const fragment = address.hash.slice(1);
  return named(fragment === '' ? (new URLSearchParams(address.search).get('topic') ?? '') : decoded(fragment));
}

/// The topic that an input means: `lobby` means `room:lobby`. Returns the input itself if it is no valid name either
/// way.
function named(text: string): string {
  const name = text.trim().normalize('NFC');
  const whole = `${USUAL_KIND}:${name}`;
  return !name.includes(':') && TOPIC.test(whole) ? whole : name;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function withoutTopic(search: string): string {
  const rest = new URLSearchParams(search);
  rest.delete('topic');
  return rest.size === 0 ? '' : `?${rest}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'hubbub-page': HubbubPage;
  }
}
