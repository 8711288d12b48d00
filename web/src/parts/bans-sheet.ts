import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { subjectOf } from '../state/lists.js';
import { nickOf } from '../state/room.js';
import { endOf, type Banned } from '../wire.js';
import { FocusKeeper } from './keep-focus.js';
import { SheetPart } from './sheet-part.js';

/// Who may not come back, banned or kicked for a while, with a button that lets each of them in again.
@customElement('hubbub-bans-sheet')
export class BansSheet extends SheetPart {
  constructor() {
    super();
    new FocusKeeper(this, (held) => this.#placeOf(held));
  }

  protected runs(): boolean {
    return this.room.bans.entries.some(({ until_at }) => endOf(until_at) !== Infinity);
  }

  override render(): TemplateResult {
    const listed = this.room.bans.entries.filter(({ until_at }) => endOf(until_at) > this.now());
    return this.sheet(
      this.words.bans,
      html`<ul class="rows">
          ${repeat(listed, keyOf, (ban) => html`<li>${this.#row(ban)}</li>`)}
        </ul>
        ${this.rest('bans', listed.length === 0 ? this.words.nobodyBanned : '')}`,
    );
  }

  #row(ban: Banned): TemplateResult {
    const nick = ban.prefix === undefined ? (ban.nick ?? this.words.somebody) : this.words.network(ban.nick);
    return html`<div>
        <span dir="auto">${nick}</span>
        <span class="left">${this.#until(ban)}</span>
        ${this.#why(ban)}
      </div>
      <button type="button" aria-label=${this.words.form.liftOf(nick)} @click=${() => this.act('unban', subjectOf(ban))}>
        ${this.words.form.lift}
      </button>`;
  }

  #until({ reason, how, until_at }: Banned): string {
    const left = this.left(until_at);
    if (reason !== 'banned') return this.words.kickedUntil(left);
    return how === 'sign_in' ? this.words.guestsBannedUntil(left) : this.words.bannedUntil(left);
  }

  #why({ by, text }: Banned): TemplateResult | typeof nothing {
    const who = nickOf(this.room, by);
    const parts = [who === null ? '' : this.words.actedBy(who), text ?? ''].filter((part) => part !== '');
    return parts.length === 0 ? nothing : html`<span class="left" dir="auto">${parts.join(': ')}</span>`;
  }

  /// From a button that is gone to that of the next ban, or to the dialog's own button.
  #placeOf(held: Element): () => HTMLElement | null | undefined {
    const buttons = (): HTMLElement[] => [...this.renderRoot.querySelectorAll<HTMLElement>('.rows button')];
    const at = buttons().indexOf(held as HTMLElement);
    return () => buttons().at(Math.min(at, buttons().length - 1)) ?? this.renderRoot.querySelector('hubbub-sheet');
  }
}

const keyOf = ({ reason, member, prefix }: Banned): string => `${reason} ${prefix ?? member}`;
