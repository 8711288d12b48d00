import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formStyle } from '../style/form.js';
import { controls, hues } from '../style/tokens.js';
import { atLeast, outranks, RANKS, type Member, type Rank } from '../wire.js';
import { Answers, spanField, textField, USUAL_MUTE, wrong } from './fields.js';
import { formats } from './lines.js';
import { Part } from './part.js';
import { disc } from './person.js';
import { refusedLine } from './refused.js';
import { Ticker } from './ticker.js';
import './sheet.js';

/// One person's card: who it is, and what the one who looks may do about them. On one's own card: the
/// nick.
@customElement('hubbub-person-sheet')
export class PersonSheet extends Part {
  static override styles = [controls, hues, formStyle];

  @property({ attribute: false }) person: Member | null = null;

  constructor() {
    super();
    new Ticker(this, () => this.#mutedUntil() !== undefined);
  }

  override render(): TemplateResult {
    const person = this.person;
    const words = this.words;
    return html`<hubbub-sheet .heading=${person?.nick ?? ''} .closeLabel=${words.close}>
      ${wrong(refusedLine(words, this.room.refused, Date.now(), this.room.skew ?? 0))}
      ${person ? html`${this.#facts(person)} ${this.#forms(person)}` : nothing}
    </hubbub-sheet>`;
  }

  #facts(person: Member): TemplateResult {
    const muted = this.#mutedUntil();
    return html`<p class="facts">
      ${disc(person.id, person.nick)}
      <span>${this.words.rank(person.rank)}</span>
      ${person.online_at > 0
        ? html`<span>${this.words.form.here(formats(this.words).clock.format(person.online_at))}</span>`
        : nothing}
      ${muted === undefined ? nothing : html`<span>${this.#mutedWords(muted)}</span>`}
    </p>`;
  }

  #mutedUntil(): number | undefined {
    const until = this.room.mutes.get(this.person?.id ?? '');
    return until !== undefined && until > this.now() ? until : undefined;
  }

  #mutedWords(until: number): string {
    const left = this.left(until);
    return left === null ? this.words.mutedMark : this.words.mutedUntil(left);
  }

  #forms(person: Member): TemplateResult | typeof nothing {
    if (person.id === this.room.me?.id) return this.#own();
    const mine = this.room.me?.rank ?? 'guest';
    if (!atLeast(mine, 'moderator') || !outranks(mine, person.rank)) return nothing;
    return html`${this.#mute()} ${this.#kick()} ${this.#rank(person, mine)} ${this.#clear()}`;
  }

  #own(): TemplateResult {
    const form = this.words.form;
    return html`<form @submit=${(e: SubmitEvent) => this.act('set_nick', { nick: new Answers(e).text('nick') })}>
      ${textField(form.newNick, 'nick', 32, this.room.me?.nick ?? '')}
      <div class="buttons"><button class="main">${form.rename}</button></div>
    </form>`;
  }

  #mute(): TemplateResult {
    const form = this.words.form;
    return html`<form @submit=${this.#muted}>
      <h3>${form.mute}</h3>
      <div class="two">
        ${spanField(this.words, form.ttl, 'ttl', { none: form.forGood, usual: USUAL_MUTE })} ${textField(form.reason, 'reason', 200)}
      </div>
      <div class="buttons">
        <button>${form.mute}</button>
        <button type="button" @click=${() => this.#about('unmute')}>${form.unmute}</button>
      </div>
    </form>`;
  }

  #muted(event: SubmitEvent): void {
    const answers = new Answers(event);
    this.#about('mute', { ...answers.millis('ttl'), ...answers.optional('reason') });
  }

  #kick(): TemplateResult {
    const form = this.words.form;
    return html`<form @submit=${this.#kicked}>
      <h3>${form.kick}</h3>
      <div class="two">
        ${spanField(this.words, form.mayReturn, 'ttl', { none: form.atOnce, each: form.after })}
        ${textField(form.reason, 'reason', 200)}
      </div>
      <label class="check"><input type="checkbox" name="with_messages" /> ${form.withMessages}</label>
      <div class="buttons"><button class="bad">${form.kick}</button></div>
    </form>`;
  }

  #kicked(event: SubmitEvent): void {
    const answers = new Answers(event);
    const withMessages = answers.checked('with_messages') ? { with_messages: true } : {};
    this.#about('kick', { ...answers.millis('ttl'), ...answers.optional('reason'), ...withMessages });
  }

  /// Ranks below one's own may be given; who has none has none to lose.
  #rank(person: Member, mine: Rank): TemplateResult {
    const form = this.words.form;
    const lower = RANKS.slice(1).filter((rank) => outranks(mine, rank));
    return html`<form @submit=${this.#granted}>
      <h3>${form.grant}</h3>
      <div class="two">
        <label>
          ${form.rank}
          <select name="rank">
            ${lower.map(
              (rank) => html`<option value=${rank} ?selected=${rank === person.rank}>${this.words.rank(rank)}</option>`,
            )}
          </select>
        </label>
        ${spanField(this.words, form.ttl, 'ttl', { none: form.forGood })}
      </div>
      <div class="buttons">
        <button>${form.grant}</button>
        ${person.rank === 'guest'
          ? nothing
          : html`<button type="button" @click=${() => this.#about('revoke')}>${form.revoke}</button>`}
      </div>
    </form>`;
  }

  #granted(event: SubmitEvent): void {
    const answers = new Answers(event);
    this.#about('grant', { rank: answers.text('rank'), ...answers.millis('ttl') });
  }

  #clear(): TemplateResult {
    return html`<section>
      <div class="buttons">
        <button class="bad" type="button" @click=${() => this.#about('clear')}>${this.words.form.clearOf}</button>
      </div>
    </section>`;
  }

  #about(command: string, more: object = {}): void {
    this.act(command, { member: this.person?.id, ...more });
  }
}
