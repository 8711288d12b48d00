import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { askForHeld, askForList, askForMutes, askForOlder, askForPeople, askForSettings, type Asking } from './asking.js';
import { keepNick } from './keep.js';
import { RoomLink } from './link.js';
import type { Outcome } from './outbox.js';
import { Boundary } from './parts/boundary.js';
import type { Composer } from './parts/composer.js';
import { focusedIn, FocusKeeper } from './parts/keep-focus.js';
import type { Attempt } from './parts/outside.js';
import type { Act } from './parts/part.js';
import { openSheet, type Sheet } from './parts/sheets.js';
import type { ListName } from './state/lists.js';
import { reduce, type Action } from './state/reduce.js';
import { emptyRoom, personOf, type Outgoing, type Outside, type Refused, type Room } from './state/room.js';
import { roomStyle } from './style/room.js';
import { Token, type TokenProvider } from './token.js';
import { controls, tokens } from './style/tokens.js';
import type { Banned, Refusal } from './wire.js';
import { wordsFor } from './words/index.js';
import './parts/banner.js';
import './parts/board.js';
import './parts/composer.js';
import './parts/head.js';
import './parts/log.js';
import './parts/outside.js';
import './parts/people.js';

/// A topic of a Hubbub server: `<hubbub-room topic="room:lobby">`. Every event goes through `reduce` at once; the
/// room is drawn at most once per frame.
@customElement('hubbub-room')
export class HubbubRoom extends Boundary {
  static override styles = [tokens, controls, roomStyle];

  /// The topic to join. Changing it leaves the old one.
  @property() topic = '';
  /// The nick to join with; without one the server chooses.
  @property() nick = '';
  /// The address of the server's socket; by default that of the server that this script came from.
  @property() socket = '';
  /// Who the embedding site says one is: a JWT that it has signed. Without one, one is a guest.
  @property() token = '';
  /// Asked for a token if there is none, a minute before it ends, and when it has ended.
  @property({ attribute: false }) tokenProvider: TokenProvider | null = null;
  /// Whether to watch only: one is not in the room, and cannot write.
  @property({ type: Boolean }) readonly = false;
  /// Whether to show buttons for leaving; they fire `leave`.
  @property({ type: Boolean }) leavable = false;

  @state() private room: Room = emptyRoom('');
  @state() private sheet: Sheet | null = null;
  /// The last refusal of a command from the open sheet.
  @state() private wrong: Refused | null = null;
  @state() private drawer = false;
  @query('hubbub-composer') private composer!: Composer | null;

  #now: Room = emptyRoom('');
  #link: RoomLink | null = null;
  /// The guest's link while somebody who has signed in joins in the guest's place.
  #guest: RoomLink | null = null;
  #token = new Token();
  #frame = 0;
  /// Overrides of the attributes, for another attempt to join.
  #attempt: Attempt = {};
  readonly #asking: Asking = {
    room: () => this.#now,
    dispatch: (action) => this.#dispatch(action),
    push: (command, payload) => this.#push(command, payload),
  };
  /// The element that had the focus when the sheet was opened.
  #opener: HTMLElement | null = null;

  constructor() {
    super();
    new FocusKeeper(this, (held) => () => this.#placeOf(held));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.words = wordsFor(this.lang, ...navigator.languages);
    if (this.hasUpdated && !this.#link) this.#enter();
  }

  /// Moving the element within the page does not leave the room.
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    queueMicrotask(() => {
      if (!this.isConnected) this.#leave();
    });
  }

  override willUpdate(changed: PropertyValues): void {
    this.#token.provider = this.tokenProvider;
    if (changed.has('token')) this.#token.current = this.token === '' ? undefined : this.token;
    if (['topic', 'socket', 'readonly'].some((name) => changed.has(name))) this.#enter();
    else if (changed.has('token')) this.#link?.refresh();
    else if (changed.has('tokenProvider') && this.#token.isMissing) this.#signIn();
  }

  /// A guest gets a token: joins anew with it, and goes on in what is shown. The server gives the guest's place to the new
  /// member; the guest leaves only once the new member is in, or is refused for good.
  #signIn(): void {
    const guest = this.#link;
    if (!guest || !this.#now.me) return this.#enter();
    guest.fallSilent();
    const shown = this.#now;
    this.#link = null;
    this.#enter();
    this.room = this.#now = { ...shown, status: { kind: 'connecting' } };
    this.#guest = guest;
    this.#link!.onAnswered = () => guest.close();
  }

  #enter(attempt: Attempt = {}): void {
    this.#leave();
    this.#attempt = attempt;
    this.sheet = this.wrong = null;
    this.room = this.#now = emptyRoom(this.topic);
    if (this.topic === '') return;
    const nick = attempt.nick ?? this.nick;
    const { password } = attempt;
    const address = {
      socket: this.socket,
      topic: this.topic,
      token: this.#token,
      ...(nick === '' ? {} : { nick }),
      ...(password === undefined ? {} : { password }),
      ...(this.readonly ? { watching: {} } : {}),
    };
    this.#link = new RoomLink(address, this.#asking);
    this.#link.outbox.onUnsent = (message) => this.#unsent(message);
    this.#link.onRenewed = () => void this.#again({});
    this.#link.open();
  }

  /// Puts a refused message back into the composer. If something new is being written there, the message stays in the
  /// log as not sent.
  #unsent({ nonce, body }: Outgoing): void {
    if (this.composer?.giveBack(body)) this.#dispatch({ type: 'withdrawn', nonce });
  }

  #leave(): void {
    this.#link?.close();
    this.#guest?.close();
    this.#link = this.#guest = null;
  }

  #dispatch(action: Action): void {
    const before = this.#now;
    this.#now = reduce(before, action);
    const isGuest = this.#token.current === undefined;
    if (isGuest && !this.readonly && this.#now.me && this.#now.me.nick !== before.me?.nick) keepNick(this.#now.me.nick);
    if (this.#now !== before && this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    const came = this.room.me === null && this.#now.me !== null;
    this.#frame = 0;
    this.room = this.#now;
    if (came) void this.#welcome();
    if (this.room.status.kind !== 'joined') return;
    if (!this.room.mutesAreKnown) void askForMutes(this.#asking);
    if (!this.room.heldAreKnown) void askForHeld(this.#asking);
  }

  /// Focuses the composer after the join, if the page wants that and no on-screen keyboard would cover it.
  async #welcome(): Promise<void> {
    if (!this.autofocus || !matchMedia('(hover: hover)').matches) return;
    await this.updateComplete;
    this.composer?.focus();
  }

  override render(): TemplateResult {
    const { status } = this.room;
    return html`<div
      class="room ${this.drawer ? 'open' : ''}"
      lang=${this.words.code}
      @act=${this.#acted}
      @say=${(event: CustomEvent<string>) => this.#link?.outbox.say(event.detail)}
      @resend=${(event: CustomEvent<string>) => this.#withdraw(event.detail, (body) => this.#link?.outbox.say(body))}
      @edit=${(event: CustomEvent<string>) => this.#withdraw(event.detail, (body) => this.composer?.putBefore(body))}
      @discard=${(event: CustomEvent<string>) => this.#withdraw(event.detail)}
      @dismiss=${() => this.#dispatch({ type: 'dismissed' })}
      @reads=${() => this.#dispatch({ type: 'reads' })}
      @follows=${() => this.#dispatch({ type: 'follows' })}
      @older=${() => askForOlder(this.#asking)}
      @more-people=${() => askForPeople(this.#asking)}
      @person=${(event: CustomEvent<string>) => this.#showPerson(event.detail)}
      @keyword=${(event: CustomEvent<string>) => this.#show({ kind: 'keyword', keyword: event.detail })}
      @moderate=${() => this.#show({ kind: 'topic' })}
      @opens=${(event: CustomEvent<'bans' | 'audit' | 'settings'>) => this.#show({ kind: event.detail })}
      @more=${(event: CustomEvent<ListName>) => this.#load('list', askForList(this.#asking, event.detail, false))}
      @drawer=${() => (this.drawer = !this.drawer)}
      @again=${(event: CustomEvent<Attempt>) => this.#again(event.detail)}
      @out=${this.#wantsOut}
      @closed=${() => (this.sheet = this.wrong = null)}
      @keydown=${this.#keyed}
    >
      <hubbub-head .room=${this.room} .words=${this.words} .leavable=${this.leavable} .drawer=${this.drawer}>
        <slot name="tools" slot="tools"></slot>
      </hubbub-head>
      <main>
        <hubbub-banner .room=${this.room} .words=${this.words}></hubbub-banner>
        <hubbub-log .room=${this.room} .words=${this.words}></hubbub-log>
        ${this.readonly
          ? nothing
          : html`<hubbub-composer .room=${this.room} .words=${this.words} ?hidden=${'refusal' in status}></hubbub-composer>`}
        ${'refusal' in status ? this.#outside(status) : nothing}
      </main>
      ${this.#side()} ${openSheet(this.sheet, { room: this.room, words: this.words, refused: this.wrong })}
    </div>`;
  }

  #outside(status: Outside): TemplateResult {
    return html`<hubbub-outside
      .room=${this.room}
      .words=${this.words}
      .status=${status}
      .leavable=${this.leavable}
      .nick=${this.room.me?.nick ?? this.#attempt.nick ?? this.nick}
      .asked=${this.#attempt.password !== undefined}
    >
      <slot name="sign-in" slot="sign-in"></slot>
    </hubbub-outside>`;
  }

  /// Joins again, reusing earlier input unless it is replaced. Messages that could not be sent are kept.
  async #again(attempt: Attempt): Promise<void> {
    const unsent = this.#now.outbox.map((out) => out.body).join('\n');
    this.#enter({ ...this.#attempt, ...attempt });
    await this.updateComplete;
    if (unsent !== '') this.composer?.putBefore(unsent);
  }

  /// Removes a message that was not sent from the log.
  #withdraw(nonce: string, then: (body: string) => void = () => {}): void {
    const out = this.#now.outbox.find((each) => each.nonce === nonce);
    if (!out) return;
    this.#dispatch({ type: 'withdrawn', nonce });
    then(out.body);
  }

  #side(): TemplateResult {
    const words = this.words;
    return html`<aside id="side" aria-label=${words.details}>
      <section>
        <h2>${words.keywords}</h2>
        <hubbub-board .room=${this.room} .words=${words}></hubbub-board>
      </section>
      <section>
        <h2>${words.people(this.room.topic.members)}</h2>
        <hubbub-people .room=${this.room} .words=${words}></hubbub-people>
      </section>
      <slot name="side"></slot>
    </aside>`;
  }

  #show(sheet: Sheet): void {
    this.#dispatch({ type: 'dismissed' });
    if (!this.sheet) this.#opener = focusedIn(this);
    this.sheet = sheet;
    this.wrong = null;
    if (sheet.kind === 'bans' || sheet.kind === 'audit') void this.#load('list', askForList(this.#asking, sheet.kind, true));
    if (sheet.kind === 'settings' && this.#now.topic.registered) void this.#load('settings', askForSettings(this.#asking));
  }

  /// Waits for what the open sheet shows.
  async #load(command: string, asking: Promise<Outcome | null>): Promise<void> {
    const { sheet } = this;
    const outcome = await asking;
    if (outcome && !outcome.ok && sheet === this.sheet) this.#refused(command, outcome.refusal, sheet);
  }

  /// The refusal of a command that `sheet` led to is shown only there, unless another one is open by now, or none.
  #refused(command: string, refusal: Refusal, sheet: Sheet | null): void {
    if (sheet && sheet === this.sheet) this.wrong = { command, refusal, at: Date.now() };
    else this.#dispatch({ type: 'refused', command, refusal, now: Date.now() });
  }

  #showPerson(id: string): void {
    const person = personOf(this.room, id);
    if (person) this.#show({ kind: 'person', person });
  }

  /// Where the focus goes when the focused element is gone: from a sheet to what opened it, otherwise to the composer
  /// or to what replaces it.
  #placeOf(held: Element): HTMLElement | null {
    if (held.classList.contains('sheet') && this.#opener?.checkVisibility()) return this.#opener;
    return this.renderRoot.querySelector<HTMLElement>('hubbub-outside') ?? this.composer;
  }

  /// A sheet closes once its command is done; the list of bans stays open for the next one.
  async #acted(event: CustomEvent<Act>): Promise<void> {
    const { command, payload } = event.detail;
    const { sheet } = this;
    const outcome = await this.#push(command, payload);
    if (!outcome) return;
    const isRead = command === 'acknowledge' && (outcome.ok || outcome.refusal.reason === 'already');
    if (isRead) return this.#dispatch({ type: 'acknowledged' });
    if (!outcome.ok) return this.#refused(command, outcome.refusal, sheet);
    this.#dispatch({ type: 'dismissed' });
    if (command === 'unban') this.#dispatch({ type: 'lifted', subject: payload as Partial<Banned> });
    if (sheet !== this.sheet) return;
    this.wrong = null;
    const stays = sheet?.kind === 'bans' || command === 'approve' || command === 'reject';
    if (!stays) this.sheet = null;
  }

  /// Sends a command; answers null if the element has moved to another room meanwhile.
  async #push(command: string, payload: object): Promise<Outcome | null> {
    const link = this.#link;
    const outcome = await link?.push(command, payload);
    return outcome && link === this.#link ? outcome : null;
  }

  #wantsOut(): void {
    this.#leave();
    this.dispatchEvent(new CustomEvent('leave', { bubbles: true, composed: true }));
  }

  #keyed(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.isComposing && this.drawer && !this.sheet) this.drawer = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hubbub-room': HubbubRoom;
  }
}
