import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { mutedUntil } from '../state/mutes.js';
import { isOwner } from '../state/settings.js';
import { atLeast, outranks, RANKS, type Member, type Rank } from '../wire.js';
import { Answers, BANS, checkbox, option, spanField, textField, USUAL_BAN, USUAL_MUTE, whyField } from './fields.js';
import { formats } from './lines.js';
import { badgesOf, disc } from './person.js';
import { SheetPart } from './sheet-part.js';

/// One person's card: who they are, and what I may do about them. On my own card: my nick.
@customElement('hubbub-person-sheet')
export class PersonSheet extends SheetPart {
  @property({ attribute: false }) person: Member | null = null;

  protected runs(): boolean {
    return this.#mutedUntil() !== undefined;
  }

  override render(): TemplateResult {
    const person = this.person;
    return this.sheet(person?.nick ?? '', person ? html`${this.#facts(person)} ${this.#forms(person)}` : nothing);
  }

  #facts(person: Member): TemplateResult {
    const muted = this.#mutedUntil();
    return html`<p class="facts">
      ${disc(person.id, person.nick)}
      <span>${this.words.rank(person.rank)}</span>
      ${person.online_at > 0
        ? html`<span>${this.words.form.here(formats(this.words).clock.format(person.online_at))}</span>`
        : nothing}
      ${muted === undefined ? nothing : html`<span>${this.words.mutedUntil(this.left(muted))}</span>`}
      ${badgesOf(person.badges)}
    </p>`;
  }

  #mutedUntil(): number | undefined {
    return mutedUntil(this.room, this.person?.id ?? '', this.now());
  }

  #forms(person: Member): TemplateResult | typeof nothing {
    if (person.id === this.room.me?.id) return this.#own();
    const mine = this.room.me?.rank ?? 'guest';
    if (!atLeast(mine, 'moderator') || !outranks(mine, person.rank)) return nothing;
    return html`${this.#warn()} ${this.#mute()} ${this.#kick()} ${this.#ban()} ${this.#rank(person, mine)} ${this.#clear()}`;
  }

  #own(): TemplateResult {
    const form = this.words.form;
    const nick = this.refused?.refusal.suggestion ?? this.room.me?.nick ?? '';
    return html`<form @submit=${(e: SubmitEvent) => this.act('set_nick', { nick: new Answers(e).text('nick') })}>
      ${textField(form.newNick, 'nick', 32, nick)}
      <div class="buttons"><button class="main">${form.rename}</button></div>
    </form>`;
  }

  #warn(): TemplateResult {
    const form = this.words.form;
    return html`<form @submit=${this.#warned}>
      <h3>${form.warn}</h3>
      ${textField(form.warning, 'text', 200)} ${checkbox('acknowledge', form.acknowledge)}
      <div class="buttons"><button>${form.warn}</button></div>
    </form>`;
  }

  #warned(event: SubmitEvent): void {
    const answers = new Answers(event);
    this.#about('warn', { ...answers.optional('text'), ...answers.flag('acknowledge') });
  }

  /// For somebody already muted: unmute them, or change when the mute ends.
  #mute(): TemplateResult {
    const form = this.words.form;
    const until = this.#mutedUntil();
    const usual = until === undefined ? { usual: USUAL_MUTE } : {};
    const spans = { none: form.forGood, standing: this.leftOf(until ?? 0), ...usual };
    return html`<form @submit=${this.#muted}>
      <h3>${form.mute}</h3>
      <div class="two">${spanField(this.words, form.ttl, 'ttl', spans)} ${whyField(this.words)}</div>
      <div class="buttons">
        <button>${until === undefined ? form.mute : form.muteAnew}</button>
        ${until === undefined ? nothing : html`<button name="command" value="unmute">${form.unmute}</button>`}
      </div>
    </form>`;
  }

  #muted(event: SubmitEvent): void {
    const answers = new Answers(event);
    if (answers.wasPressed('unmute')) this.#about('unmute', answers.optional('text'));
    else this.#about('mute', { ...answers.millis('ttl'), ...answers.optional('text') });
  }

  #kick(): TemplateResult {
    const form = this.words.form;
    return html`<form @submit=${this.#kicked}>
      <h3>${form.kick}</h3>
      <div class="two">
        ${spanField(this.words, form.mayReturn, 'ttl', { none: form.atOnce, each: form.after })} ${whyField(this.words)}
      </div>
      ${checkbox('with_messages', form.withMessages)}
      <div class="buttons"><button class="bad">${form.kick}</button></div>
    </form>`;
  }

  #kicked(event: SubmitEvent): void {
    this.#sentAway('kick', new Answers(event));
  }

  #sentAway(command: 'kick' | 'ban', answers: Answers, more: object = {}): void {
    this.#about(command, { ...answers.millis('ttl'), ...answers.optional('text'), ...answers.flag('with_messages'), ...more });
  }

  #ban(): TemplateResult {
    const form = this.words.form;
    const spans = { none: form.onceLifted, each: form.after, offered: BANS, usual: USUAL_BAN };
    return html`<form @submit=${this.#banned}>
      <h3>${form.ban}</h3>
      <div class="two">${spanField(this.words, form.mayReturn, 'ttl', spans)} ${whyField(this.words)}</div>
      ${checkbox('guests_only', form.guestsOnly)}
      ${checkbox('with_messages', form.withMessages)}
      <div class="buttons"><button class="bad">${form.ban}</button></div>
    </form>`;
  }

  #banned(event: SubmitEvent): void {
    const answers = new Answers(event);
    this.#sentAway('ban', answers, answers.checked('guests_only') ? { how: 'sign_in' } : {});
  }

  /// I can give ranks below my own; someone without a rank has none to lose.
  #rank(person: Member, mine: Rank): TemplateResult {
    const form = this.words.form;
    const lower = RANKS.slice(1).filter((rank) => outranks(mine, rank));
    return html`<form @submit=${this.#granted}>
      <h3>${form.grant}</h3>
      <div class="two">
        <label>
          ${form.rank}
          <select name="rank">
            ${lower.map((rank) => option(rank, this.words.rank(rank), rank === person.rank))}
          </select>
        </label>
        ${spanField(this.words, form.ttl, 'ttl', { none: form.forGood })}
      </div>
      ${whyField(this.words)}
      <div class="buttons">
        <button>${form.grant}</button>
        ${isOwner(this.room) ? html`<button name="command" value="lasting">${form.grantForGood}</button>` : nothing}
        ${person.rank === 'guest' ? nothing : html`<button name="command" value="revoke">${form.revoke}</button>`}
      </div>
    </form>`;
  }

  #granted(event: SubmitEvent): void {
    const answers = new Answers(event);
    const given = { rank: answers.text('rank'), ...answers.optional('text') };
    if (answers.wasPressed('lasting')) this.#about('grant', { ...given, lasting: true });
    else if (answers.wasPressed('revoke')) this.#about('revoke', answers.optional('text'));
    else this.#about('grant', { ...given, ...answers.millis('ttl') });
  }

  #clear(): TemplateResult {
    const clear = (event: SubmitEvent): void => this.#about('clear', new Answers(event).optional('text'));
    return html`<form @submit=${clear}>
      <h3>${this.words.form.clearOf}</h3>
      ${whyField(this.words)}
      <div class="buttons"><button class="bad">${this.words.form.clearOf}</button></div>
    </form>`;
  }

  #about(command: string, more: object): void {
    this.act(command, { member: this.person?.id, ...more });
  }
}
