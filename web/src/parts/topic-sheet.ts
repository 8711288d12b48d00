import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { formStyle } from '../style/form.js';
import { controls } from '../style/tokens.js';
import { RANKS } from '../wire.js';
import { Answers, spanField, textField, wrong } from './fields.js';
import { Part } from './part.js';
import { refusedLine } from './refused.js';
import './sheet.js';

const SLOW_SECONDS: readonly number[] = [5, 10, 30, 60, 300];

/// What a moderator can change about the topic itself.
@customElement('hubbub-topic-sheet')
export class TopicSheet extends Part {
  static override styles = [controls, formStyle];

  @state() private asked = false;

  override render(): TemplateResult {
    const words = this.words;
    return html`<hubbub-sheet .heading=${words.settings} .closeLabel=${words.close}>
      ${wrong(refusedLine(words, this.room.refused, Date.now(), this.room.skew ?? 0))}
      ${this.#title()} ${this.#quiet()} ${this.#slow()} ${this.#pin()} ${this.#clear()}
    </hubbub-sheet>`;
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
    const least = this.room.topic.quiet?.min_rank ?? 'moderator';
    return html`<form @submit=${this.#setQuiet}>
      <h3>${form.quiet}</h3>
      <div class="two">
        <label>
          ${form.quietLeast}
          <select name="min_rank">
            ${RANKS.slice(1, 5).map(
              (rank) => html`<option value=${rank} ?selected=${rank === least}>${form.andAbove(rank)}</option>`,
            )}
            <option value="">${form.everyone}</option>
          </select>
        </label>
        ${spanField(this.words, form.ttl, 'ttl', { none: form.forGood })}
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
    const now = this.room.topic.slow?.interval_ms ?? 10_000;
    return html`<form @submit=${this.#setSlow}>
      <h3>${form.slow}</h3>
      <div class="two">
        <label>
          ${form.slowEach}
          <select name="interval">
            ${SLOW_SECONDS.map(
              (s) => html`<option value=${s * 1000} ?selected=${s * 1000 === now}>${this.words.span(s * 1000)}</option>`,
            )}
            <option value="0">${form.off}</option>
          </select>
        </label>
        ${spanField(this.words, form.ttl, 'ttl', { none: form.forGood })}
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

  /// Cannot be undone, so it takes two presses.
  #clear(): TemplateResult {
    const form = this.words.form;
    return html`<section>
      <div class="buttons">
        <button
          class="bad"
          type="button"
          @click=${() => (this.asked ? this.act('clear', {}) : (this.asked = true))}
        >${this.asked ? form.clearAsk : form.clear}</button>
      </div>
    </section>`;
  }
}
