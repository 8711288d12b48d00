import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { keepNick } from './keep.js';
import { RoomLink } from './link.js';
import type { Act } from './parts/part.js';
import * as icons from './parts/icons.js';
import type { Composer } from './parts/composer.js';
import { reduce, type Action } from './state/reduce.js';
import { firstSeq } from './state/lines.js';
import { emptyRoom, PAGE, personOf, shown, type Outside, type Room } from './state/room.js';
import { roomStyle } from './style/room.js';
import { controls, tokens } from './style/tokens.js';
import { atLeast, type Member, type Message } from './wire.js';
import { wordsFor, type Words } from './words/index.js';
import './parts/banner.js';
import './parts/board.js';
import './parts/composer.js';
import './parts/keyword-sheet.js';
import './parts/log.js';
import './parts/outside.js';
import './parts/people.js';
import './parts/person-sheet.js';
import './parts/topic-sheet.js';

type Sheet = { kind: 'topic' } | { kind: 'keyword'; keyword: string } | { kind: 'person'; person: Member };

/// How many people are asked for at once.
const ROSTER_PAGE = 100;

/// A topic of a Hubbub server: `<hubbub-room topic="room:lobby">`. Everything that happens goes
/// through `reduce` at once; it is drawn at most once per frame.
@customElement('hubbub-room')
export class HubbubRoom extends LitElement {
  static override styles = [tokens, controls, roomStyle];

  /// The topic to be in. A change leaves the old one.
  @property() topic = '';
  /// The nick to come with; without one the server gives one.
  @property() nick = '';
  /// Where the server's socket is.
  @property() socket = '/socket';
  /// A signed token of an account, in place of a guest.
  @property() token = '';
  /// Whether to show buttons for leaving; `leave` is told then.
  @property({ type: Boolean }) leavable = false;

  @state() private room: Room = emptyRoom('');
  @state() private sheet: Sheet | null = null;
  @state() private drawer = false;
  @query('hubbub-composer') private composer!: Composer | null;

  #now: Room = emptyRoom('');
  #link: RoomLink | null = null;
  #frame = 0;
  #words: Words = wordsFor();
  /// The password given for this topic, empty if none was asked for.
  #password = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this.#words = wordsFor(this.lang, ...navigator.languages);
    if (this.hasUpdated && !this.#link) this.#enter();
  }

  /// Being moved within the page is not leaving it.
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    queueMicrotask(() => {
      if (!this.isConnected) this.#leave();
    });
  }

  override willUpdate(changed: PropertyValues): void {
    if (['topic', 'socket', 'token'].some((name) => changed.has(name))) this.#enter();
  }

  #enter(password = ''): void {
    this.#leave();
    this.#password = password;
    this.sheet = null;
    this.room = this.#now = emptyRoom(this.topic);
    if (this.topic === '') return;
    const address = {
      socket: this.socket,
      topic: this.topic,
      ...(this.nick === '' ? {} : { nick: this.nick }),
      ...(this.token === '' ? {} : { token: this.token }),
      ...(password === '' ? {} : { password }),
    };
    this.#link = new RoomLink(address, { room: () => this.#now, dispatch: (action) => this.#dispatch(action) });
    this.#link.onUnsent = (body) => this.composer?.giveBack(body);
    this.#link.open();
  }

  #leave(): void {
    this.#link?.close();
    this.#link = null;
  }

  #dispatch(action: Action): void {
    const before = this.#now;
    this.#now = reduce(before, action);
    if (this.#now.me && this.#now.me.nick !== before.me?.nick) keepNick(this.#now.me.nick);
    if (this.#now !== before && this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    const came = this.room.me === null && this.#now.me !== null;
    this.#frame = 0;
    this.room = this.#now;
    if (came) void this.#welcome();
  }

  /// Ready to write at once, where the page wants that and no keyboard would cover it.
  async #welcome(): Promise<void> {
    if (!this.autofocus || !matchMedia('(hover: hover)').matches) return;
    await this.updateComplete;
    this.composer?.focus();
  }

  override render(): TemplateResult {
    const { status } = this.room;
    return html`<div
      class="room ${this.drawer ? 'open' : ''}"
      lang=${this.#words.code}
      @act=${this.#acted}
      @say=${(event: CustomEvent<string>) => this.#link?.say(event.detail)}
      @dismiss=${() => this.#dispatch({ type: 'dismissed' })}
      @reads=${() => this.#dispatch({ type: 'reads' })}
      @follows=${() => this.#dispatch({ type: 'follows' })}
      @older=${this.#loadOlder}
      @more-people=${this.#loadPeople}
      @person=${(event: CustomEvent<string>) => this.#showPerson(event.detail)}
      @keyword=${(event: CustomEvent<string>) => this.#show({ kind: 'keyword', keyword: event.detail })}
      @closed=${() => (this.sheet = null)}
      @keydown=${this.#keyed}
    >
      ${this.#head()}
      <main>
        <hubbub-banner .room=${this.room} .words=${this.#words}></hubbub-banner>
        <hubbub-log .room=${this.room} .words=${this.#words}></hubbub-log>
        ${'refusal' in status ? this.#outside(status) : this.#write()}
      </main>
      ${this.#side()} ${this.#sheet()}
    </div>`;
  }

  #head(): TemplateResult {
    const { topic, me, status } = this.room;
    const words = this.#words;
    const moderates = me !== null && atLeast(me.rank, 'moderator');
    return html`<header>
      <div class="names">
        <h1 dir="auto" class=${topic.title === '' ? 'none' : ''}>${topic.title || words.untitled}</h1>
        <p>
          <span class="dot ${status.kind}" role="img" aria-label=${words.status[status.kind]}></span>
          <span class="topic" dir="auto">${this.topic}</span>
          ${me
            ? html`<span aria-hidden="true">·</span>
                <button type="button" class="bare me" dir="auto" title=${words.form.rename} @click=${() => this.#showPerson(me.id)}>
                  ${me.nick}
                </button>`
            : nothing}
        </p>
      </div>
      <div class="buttons">
        ${moderates
          ? html`<button type="button" class="tool" title=${words.settings} @click=${() => this.#show({ kind: 'topic' })}>
              ${icons.sliders}<span class="label">${words.settings}</span>
            </button>`
          : nothing}
        <button
          type="button"
          class="tool drawer"
          aria-expanded=${this.drawer}
          aria-controls="side"
          title=${words.details}
          @click=${() => (this.drawer = !this.drawer)}
        >
          ${icons.people}<span aria-label=${words.people(topic.members)} role="img">${topic.members}</span>
        </button>
        ${this.leavable
          ? html`<button type="button" class="tool" title=${words.leave} @click=${this.#wantsOut}>
              ${icons.exit}<span class="label">${words.leave}</span>
            </button>`
          : nothing}
      </div>
    </header>`;
  }

  #write(): TemplateResult {
    return html`<hubbub-composer .room=${this.room} .words=${this.#words}></hubbub-composer>`;
  }

  #outside(status: Outside): TemplateResult {
    return html`<hubbub-outside
      .room=${this.room}
      .words=${this.#words}
      .status=${status}
      .leavable=${this.leavable}
      .asked=${this.#password !== ''}
      @again=${(event: CustomEvent<string | undefined>) => this.#again(event.detail ?? this.#password)}
      @out=${this.#wantsOut}
    ></hubbub-outside>`;
  }

  /// Asks to be let in once more. What could not be sent is there to be sent again.
  async #again(password: string): Promise<void> {
    const unsent = this.#now.outbox.map((out) => out.body).join('\n');
    this.#enter(password);
    await this.updateComplete;
    this.composer?.giveBack(unsent);
  }

  #side(): TemplateResult {
    const words = this.#words;
    return html`<aside id="side" aria-label=${words.details}>
      <section>
        <h2>${words.keywords}</h2>
        <hubbub-board .room=${this.room} .words=${words}></hubbub-board>
      </section>
      <section>
        <h2>${words.people(this.room.topic.members)}</h2>
        <hubbub-people .room=${this.room} .words=${words}></hubbub-people>
      </section>
    </aside>`;
  }

  #sheet(): TemplateResult | typeof nothing {
    const { sheet, room } = this;
    const words = this.#words;
    switch (sheet?.kind) {
      case undefined:
        return nothing;
      case 'topic':
        return html`<hubbub-topic-sheet .room=${room} .words=${words}></hubbub-topic-sheet>`;
      case 'keyword':
        return html`<hubbub-keyword-sheet .room=${room} .words=${words} .keyword=${sheet.keyword}></hubbub-keyword-sheet>`;
      case 'person':
        return html`<hubbub-person-sheet .room=${room} .words=${words}
          .person=${room.members.find((each) => each.id === sheet.person.id) ?? sheet.person}></hubbub-person-sheet>`;
    }
  }

  #show(sheet: Sheet): void {
    this.#dispatch({ type: 'dismissed' });
    this.sheet = sheet;
  }

  #showPerson(id: string): void {
    const person = personOf(this.room, id);
    if (person) this.#show({ kind: 'person', person });
  }

  async #acted(event: CustomEvent<Act>): Promise<void> {
    const { command, payload } = event.detail;
    if ((await this.#ask(command, payload)) === null) return;
    this.#dispatch({ type: 'dismissed' });
    this.sheet = null;
  }

  /// Gives a command; null if it was refused, which is shown, or if this is not the same room any more.
  async #ask(command: string, payload: object): Promise<Record<string, unknown> | null> {
    const link = this.#link;
    const outcome = await link?.push(command, payload);
    if (!outcome || link !== this.#link) return null;
    if (outcome.ok) return outcome.response;
    this.#dispatch({ type: 'refused', command, refusal: outcome.refusal, now: Date.now() });
    return null;
  }

  async #loadOlder(): Promise<void> {
    const before = firstSeq(shown(this.room));
    this.#dispatch({ type: 'older_asked' });
    const link = this.#link;
    const page = await this.#ask('history', { before_seq: before, limit: PAGE });
    if (page) this.#dispatch({ type: 'older_came', messages: page['messages'] as Message[] });
    else if (link === this.#link) this.#dispatch({ type: 'older_failed' });
  }

  async #loadPeople(): Promise<void> {
    const { after } = this.#now;
    const page = await this.#ask('roster', { limit: ROSTER_PAGE, ...(after === undefined ? {} : { after }) });
    if (!page) return;
    const { members, next } = page as { members: Member[]; next?: string };
    this.#dispatch({ type: 'listed', members, after, next });
  }

  #wantsOut(): void {
    this.#leave();
    this.dispatchEvent(new CustomEvent('leave', { bubbles: true, composed: true }));
  }

  #keyed(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.drawer && !this.sheet) this.drawer = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hubbub-room': HubbubRoom;
  }
}
