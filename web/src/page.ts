import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { keepNick, keepRoom, keptNick, keptRoom } from './keep.js';
import { Boundary } from './parts/boundary.js';
import { FocusKeeper } from './parts/keep-focus.js';
import { pageStyle } from './style/page.js';
import { controls, tokens } from './style/tokens.js';
import { wordsFor } from './words/index.js';
import './room.js';

const FIRST_TOPIC = 'room:lobby';

/// The kind of a topic that is named without one.
const USUAL_KIND = 'room';

/// A kind, a colon, then letters and digits of any script and a few symbols.
const TOPIC = /^[\p{L}\p{N}_.~/@+#=-]+:[\p{L}\p{M}\p{N}_.~:/@+#=-]+$/u;

/// The page at `/`: a form that asks for a nick and a topic, then the room. The URL names the topic (`/#room:lobby`
/// or `/?topic=room:lobby`), so that it can be shared.
@customElement('hubbub-page')
export class HubbubPage extends Boundary {
  static override styles = [tokens, controls, pageStyle];

  @state() private topic = topicOf(location);
  @state() private nick = keptNick() ?? '';
  @state() private inside = this.topic !== '' && keptRoom() === this.topic;
  @state() private wrong = false;

  readonly #moved = (): void => this.#follow();

  constructor() {
    super();
    this.words = wordsFor(new URLSearchParams(location.search).get('lang'), ...navigator.languages);
    new FocusKeeper(this, () => () => this.#firstAtTheDoor());
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
    return this.inside ? this.#room() : this.#door();
  }

  /// The field to focus first; none where an on-screen keyboard would cover the page.
  #firstAtTheDoor(): HTMLElement | null {
    return this.renderRoot.querySelector(matchMedia('(hover: hover)').matches ? '[name=nick]' : 'form button');
  }

  #room(): TemplateResult {
    return html`<hubbub-room
      leavable
      autofocus
      lang=${this.words.code}
      topic=${this.topic}
      nick=${this.nick}
      @leave=${this.#left}
    ></hubbub-room>`;
  }

  #door(): TemplateResult {
    const { words } = this;
    return html`<main>
      <div class="card">
        <h1 class="brand">${MARK} Hubbub</h1>
        <p class="tagline">${words.tagline}</p>
        <form @submit=${this.#entered}>
          <label>
            ${words.nick}
            <input name="nick" maxlength="32" autocomplete="nickname" dir="auto" autofocus .value=${this.nick} />
            <small>${words.nickHint}</small>
          </label>
          <label>
            ${words.topic}
            <input name="topic" required maxlength="255" autocomplete="off" autocapitalize="none"
              spellcheck="false" aria-invalid=${this.wrong} .value=${this.topic || FIRST_TOPIC} />
            <small>${words.topicHint}</small>
          </label>
          ${this.wrong ? html`<p class="wrong" role="alert">${words.badTopic}</p>` : nothing}
          <button class="main">${words.enter}</button>
        </form>
      </div>
    </main>`;
  }

  #entered(event: SubmitEvent): void {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const topic = named(String(form.get('topic')));
    this.nick = String(form.get('nick')).trim();
    this.topic = topic;
    this.wrong = !TOPIC.test(topic);
    if (this.wrong) return;
    keepNick(this.nick);
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

  /// The URL was edited, or a link to another topic was followed.
  #follow(): void {
    const topic = topicOf(location);
    if (topic === this.topic || !TOPIC.test(topic)) return;
    this.topic = topic;
    if (this.inside) this.#enter(topic);
  }
}

const MARK = html`<svg width="40" height="40" viewBox="0 0 32 32" aria-hidden="true">
  <path fill="currentColor" d="M6 4h20a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H15l-7 6v-6H6a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4z" />
  <path stroke="var(--paper)" stroke-width="2.6" stroke-linecap="round" d="M9.5 11v6M14 9v10M18.5 12v4M23 10.5v7" />
</svg>`;

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
