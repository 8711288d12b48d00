import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { controls, hues } from '../style/tokens.js';
import { logStyle } from '../style/log.js';
import { shown, type Item, type Outgoing, type Said } from '../state/room.js';
import { atLeast, outranks, type Author } from '../wire.js';
import { down } from './icons.js';
import { FocusKeeper } from './keep-focus.js';
import { dayLine, isSameDay, messageLine, noticeLine, outgoingLine, refusedOutgoing, type LineContext } from './lines.js';
import { Part } from './part.js';

/// Within this many pixels of the end, the log counts as scrolled to the end.
const NEAR = 48;

/// Messages of one author within this time are grouped under one name.
const TOGETHER_MILLIS = 5 * 60 * 1000;

/// The messages. Follows the newest one until the reader scrolls up; then nothing moves until they scroll back down.
/// Arrow keys move from message to message.
@customElement('hubbub-log')
export class Log extends Part {
  static override styles = [controls, hues, logStyle];

  @query('.scroll') private scroller!: HTMLElement;
  @state() private active: string | null = null;
  #top = 0;
  #anchor: { key: string; offset: number } | null = null;
  readonly #resized = new ResizeObserver(() => this.#settle());

  constructor() {
    super();
    new FocusKeeper(this, (held) => this.#placeOf(held));
  }

  override firstUpdated(): void {
    this.#resized.observe(this.scroller);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  override willUpdate(): void {
    if (this.hasUpdated) this.#anchor = this.room.reading ? this.#firstVisible() : null;
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('room')) this.#settle();
  }

  override render(): TemplateResult {
    const items = shown(this.room);
    return html`<div
        class="scroll"
        role="log"
        tabindex="0"
        aria-label=${this.words.log}
        @scroll=${this.#scrolled}
        @keydown=${this.#keyed}
        @focusin=${this.#focused}
      >
        ${items.length === 0 ? this.#nothingYet() : this.#older()}
        ${repeat(items, (item) => item.key, (item, at) => this.#line(item, items[at - 1]))}
        ${this.room.reading ? nothing : this.room.outbox.map((out) => this.#outgoing(out))}
      </div>
      ${this.room.reading ? this.#wayDown() : nothing}`;
  }

  /// A message that the room has not confirmed yet.
  #outgoing(out: Outgoing): TemplateResult {
    if (this.room.status.kind === 'closed') return outgoingLine(out, this.words.unsent);
    return out.refused ? refusedOutgoing(out, this.words) : outgoingLine(out, this.words.sending);
  }

  #line(item: Item, before: Item | undefined): unknown {
    const active = this.active === item.key;
    const first = !together(before, item);
    const newDay = before === undefined || !isSameDay(before.at, item.at);
    const mayDelete = item.kind === 'message' && this.#mayDelete(item);
    return guard([item, first, newDay, active, mayDelete, this.words], () => {
      const context: LineContext = { words: this.words, first: first || newDay, active, mayDelete };
      const line = item.kind === 'notice' ? noticeLine(item, context) : messageLine(item, context);
      return newDay ? html`${dayLine(item.at, this.words)}${line}` : line;
    });
  }

  #mayDelete(message: Said): boolean {
    const me = this.room.me;
    if (message.deleted || me === null) return false;
    return message.from.id === me.id || (atLeast(me.rank, 'moderator') && outranks(me.rank, message.from.rank));
  }

  #nothingYet(): TemplateResult | typeof nothing {
    if (this.room.status.kind !== 'joined') return nothing;
    const empty = this.room.seq === 0 ? this.words.empty : this.words.emptyNow;
    return html`<div class="empty"><p>${empty}</p><p>${this.words.emptyHint}</p></div>`;
  }

  #older(): TemplateResult {
    if (this.room.older === 'begins') return html`<p class="older">${this.words.olderNone}</p>`;
    if (this.room.older === 'gone') return html`<p class="older">${this.words.olderGone}</p>`;
    const loading = this.room.older === 'loading';
    return html`<p class="older">
      <button type="button" ?disabled=${loading} @click=${() => this.tell('older')}>
        ${loading ? this.words.olderLoading : this.words.older}
      </button>
    </p>`;
  }

  #wayDown(): TemplateResult {
    const label = this.room.unseen > 0 ? this.words.unseen(this.room.unseen) : this.words.down;
    return html`<div class="way-down">
      <button type="button" class=${this.room.unseen > 0 ? 'main' : ''} @click=${() => this.tell('follows')}>
        ${label} ${down}
      </button>
    </div>`;
  }

  /// Scrolls to the end while following, otherwise back to the line being read. Does nothing if the log failed to
  /// render.
  #settle(): void {
    const scroller = this.scroller as HTMLElement | null;
    if (!scroller) return;
    if (!this.room.reading) scroller.scrollTop = scroller.scrollHeight;
    else if (this.#anchor) {
      const line = this.#lineOf(this.#anchor.key);
      if (line) scroller.scrollTop = line.offsetTop - this.#anchor.offset;
    }
    this.#top = scroller.scrollTop;
  }

  /// Where the focus goes if the focused element is removed: to its line, or to the line that takes that one's place.
  #placeOf(held: Element): () => HTMLElement {
    const lines = this.#lines();
    const at = lines.findIndex((line) => line.contains(held));
    const key = lines[at]?.dataset['key'] ?? '';
    return () => this.#lineOf(key) ?? this.#lines()[Math.min(at, this.#lines().length - 1)] ?? this.scroller;
  }

  #firstVisible(): { key: string; offset: number } | null {
    const top = this.scroller.scrollTop;
    const line = this.#lines().find((each) => each.offsetTop + each.offsetHeight > top);
    return line ? { key: line.dataset['key']!, offset: line.offsetTop - top } : null;
  }

  #scrolled(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const atEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    const wentUp = scrollTop < this.#top - 1;
    this.#top = scrollTop;
    if (atEnd && this.room.reading && !wentUp) this.tell('follows');
    else if (!atEnd && wentUp && !this.room.reading) this.tell('reads');
  }

  #keyed(event: KeyboardEvent): void {
    const lines = this.#lines();
    const at = lines.findIndex((line) => line.contains(event.target as Node));
    const to = { ArrowUp: at < 0 ? lines.length - 1 : at - 1, ArrowDown: at + 1 }[event.key];
    if (to !== undefined && at + to !== -1) {
      event.preventDefault();
      lines[Math.max(0, Math.min(lines.length - 1, to))]?.focus();
    } else if (event.key === 'Delete' && at >= 0) this.#deleteFocused(lines[at]!);
  }

  /// Makes the focused line the active one, whose buttons the tab key can reach.
  #focused(event: FocusEvent): void {
    const line = (event.target as Element).closest<HTMLElement>('[data-key]');
    this.active = line?.dataset['key'] ?? null;
  }

  #deleteFocused(line: HTMLElement): void {
    const item = shown(this.room).find((each) => each.key === line.dataset['key']);
    if (item?.kind === 'message' && this.#mayDelete(item)) this.act('delete', { id: item.id });
  }

  #lines(): HTMLElement[] {
    return [...this.scroller.querySelectorAll<HTMLElement>('[data-key]')];
  }

  #lineOf(key: string): HTMLElement | null {
    return this.scroller.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  }
}

function together(before: Item | undefined, item: Item): boolean {
  if (before?.kind !== 'message' || item.kind !== 'message') return false;
  const { from } = before;
  const same = from.id === item.from.id && from.nick === item.from.nick && from.rank === item.from.rank && badgesIn(from) === badgesIn(item.from);
  return same && item.at - before.at < TOGETHER_MILLIS;
}

const badgesIn = ({ badges = [] }: Author): string => badges.join('\n');
