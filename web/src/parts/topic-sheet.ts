import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { mutedUntil } from '../state/mutes.js';
import { nickOf } from '../state/room.js';
import { isOwner } from '../state/settings.js';
import { Answers, option, quietOptions, slowOptions, spanField, textField, whyField } from './fields.js';
import { FocusKeeper } from './keep-focus.js';
import { SheetPart } from './sheet-part.js';
import './held.js';

/// What a moderator can change about the topic, with its current values, and the list of mutes.
@customElement('hubbub-topic-sheet')
export class TopicSheet extends SheetPart {
  @state() private asked = false;

  constructor() {
    super();
    new FocusKeeper(this, () => () => this.renderRoot.querySelector<HTMLElement>('hubbub-sheet'));
  }

  protected runs(): boolean {
    return this.#mutes().length > 0;
  }

  override render(): TemplateResult {
    const { room, words } = this;
    const held = room.held.length === 0 ? nothing : html`<hubbub-held .room=${room} .words=${words}></hubbub-held>`;
    const forms = html`${this.#ways()} ${held} ${this.#title()} ${this.#quiet()} ${this.#slow()} ${this.#muted()} ${this.#pin()} ${this.#shield()} ${this.#clear()}`;
    return this.sheet(words.settings, forms);
  }

  /// The ways to the other sheets of people in charge.
  #ways(): TemplateResult {
    const { words, room } = this;
    const way = (kind: string, label: string): TemplateResult =>
      html`<button type="button" @click=${() => this.tell('opens', kind)}>${words.opens(label)}</button>`;
    const settings = room.topic.registered ? words.roomSettings : words.registerRoom;
    return html`<div class="buttons ways">
      ${way('bans', words.bans)} ${way('audit', words.audit)} ${isOwner(room) ? way('settings', settings) : nothing}
    </div>`;
  }

  #title(): TemplateResult {
    const form = this.words.form;
    return html`<form @submit=${(e: SubmitEvent) => this.act('set_title', { title: new Answers(e).text('title') })}>
      ${textField(form.title, 'title', 200, this.room.topic.title)}
      <div class="buttons"><button class="main">${form.setTitle}</button></div>
    </form>`;
  }

  #quiet(): TemplateResult {
    const form = this.words.form;
    const quiet = this.room.topic.quiet;
    return html`<form @submit=${this.#setQuiet}>
      <h3>${form.quiet}</h3>
      <div class="two">
        <label>
          ${form.quietLeast}
          <select name="min_rank">
            ${quietOptions(this.words, '', quiet?.min_rank ?? '')}
          </select>
        </label>
        ${spanField(this.words, form.ttl, 'ttl', { none: form.forGood, standing: this.leftOf(quiet?.until_at) })}
      </div>
      <div class="buttons"><button>${form.setQuiet}</button></div>
    </form>`;
  }

  #setQuiet(event: SubmitEvent): void {
    const answers = new Answers(event);
    const least = answers.text('min_rank');
    this.act('set_quiet', least === '' ? { min_rank: null } : { min_rank: least, ...answers.millis('ttl') });
  }

  #slow(): TemplateResult {
    const form = this.words.form;
    const slow = this.room.topic.slow;
    return html`<form @submit=${this.#setSlow}>
      <h3>${form.slow}</h3>
      <div class="two">
        <label>
          ${form.slowEach}
          <select name="interval">
            ${slowOptions(this.words, slow?.interval_ms ?? 0)}
          </select>
        </label>
        ${spanField(this.words, form.ttl, 'ttl', { none: form.forGood, standing: this.leftOf(slow?.until_at) })}
      </div>
      <div class="buttons"><button>${form.setSlow}</button></div>
    </form>`;
  }

  #setSlow(event: SubmitEvent): void {
    const answers = new Answers(event);
    const interval = Number(answers.text('interval'));
    const ttl = interval === 0 ? {} : answers.millis('ttl');
    this.act('set_slow', { interval_ms: interval, ...ttl });
  }

  #shield(): TemplateResult {
    const { form, presets } = this.words;
    const up = this.leftOf(this.room.topic.shield?.until_at);
    const preset = up === undefined ? '' : (this.room.topic.shield?.preset ?? '');
    return html`<form @submit=${this.#setShield}>
      <h3>${form.shield}</h3>
      <label>
        ${form.shieldDoes}
        <select name="preset">
          ${option('', form.off, preset === '')}
          ${Object.entries(presets).map(([word, label]) => option(word, label, word === preset))}
        </select>
      </label>
      ${spanField(this.words, form.ttl, 'ttl', { none: form.shieldUsual, standing: up })}
      <div class="buttons"><button>${form.setShield}</button></div>
    </form>`;
  }

  #setShield(event: SubmitEvent): void {
    const answers = new Answers(event);
    const preset = answers.text('preset');
    this.act('shield', preset === '' ? { preset: null } : { preset, ...answers.millis('ttl') });
  }

  /// Lists absent people too: there is no other place to unmute them.
  #muted(): TemplateResult | typeof nothing {
    const mutes = this.#mutes();
    if (mutes.length === 0) return nothing;
    return html`<section>
      <h3>${this.words.form.mutedPeople}</h3>
      <ul class="rows">
        ${mutes.map(
          ({ id, nick, until }) => html`<li>
            <div>
              <span dir="auto">${nick}</span>
              <span class="left">${this.words.mutedUntil(this.left(until))}</span>
            </div>
            <button type="button" aria-label=${this.words.form.unmuteOf(nick)} @click=${() => this.act('unmute', { member: id })}>
              ${this.words.form.unmute}
            </button>
          </li>`,
        )}
      </ul>
    </section>`;
  }

  #mutes(): { id: string; nick: string; until: number }[] {
    return [...this.room.mutes].flatMap(([id, { nick }]) => {
      const until = mutedUntil(this.room, id, this.now());
      return until === undefined ? [] : [{ id, nick: nickOf(this.room, id) ?? nick ?? this.words.somebody, until }];
    });
  }

  #pin(): TemplateResult {
    const form = this.words.form;
    return html`<form @submit=${this.#pinned}>
      <h3>${form.pin}</h3>
      <div class="two">
        ${textField(form.keyword, 'keyword', 40)} ${spanField(this.words, form.ttl, 'ttl', { none: form.forGood })}
      </div>
      <div class="buttons"><button>${form.doPin}</button></div>
    </form>`;
  }

  #pinned(event: SubmitEvent): void {
    const answers = new Answers(event);
    this.act('pin_keyword', { keyword: answers.text('keyword'), ...answers.millis('ttl') });
  }

  /// Clearing cannot be undone, so it takes two clicks.
  #clear(): TemplateResult {
    const form = this.words.form;
    return html`<form @submit=${this.#cleared}>
      <h3>${form.clear}</h3>
      ${whyField(this.words)}
      <div class="buttons"><button class="bad">${this.asked ? form.clearAsk : form.clear}</button></div>
    </form>`;
  }

  #cleared(event: SubmitEvent): void {
    const answers = new Answers(event);
    if (this.asked) this.act('clear', answers.optional('text'));
    this.asked = true;
  }
}
