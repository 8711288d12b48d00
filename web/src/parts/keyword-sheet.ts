import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formStyle } from '../style/form.js';
import { controls } from '../style/tokens.js';
import { atLeast } from '../wire.js';
import { Answers, spanField, wrong } from './fields.js';
import { Part } from './part.js';
import { refusedLine } from './refused.js';
import { Ticker } from './ticker.js';
import './sheet.js';

/// One keyword: how long it still stands, and for moderators to pin it or take it away.
@customElement('hubbub-keyword-sheet')
export class KeywordSheet extends Part {
  static override styles = [controls, formStyle];

  @property() keyword = '';

  constructor() {
    super();
    new Ticker(this, () => true);
  }

  override render(): TemplateResult {
    const words = this.words;
    const entry = this.room.topic.keywords.find((each) => each.keyword === this.keyword);
    const left = this.left(entry ? entry.expires_at : this.now());
    return html`<hubbub-sheet .heading=${this.keyword} .closeLabel=${words.close}>
      ${wrong(refusedLine(words, this.room.refused, Date.now(), this.room.skew ?? 0))}
      <p class="facts" dir="auto">${words.keywordLeft(this.keyword, left)}${entry?.pinned ? ` · ${words.pinned}` : ''}</p>
      ${atLeast(this.room.me?.rank ?? 'guest', 'moderator') ? this.#forms() : ''}
    </hubbub-sheet>`;
  }

  #forms(): TemplateResult {
    const form = this.words.form;
    return html`<form @submit=${this.#pinned}>
        ${spanField(this.words, form.ttl, 'ttl', { none: form.forGood })}
        <div class="buttons"><button class="main">${form.doPin}</button></div>
      </form>
      <form @submit=${this.#removed}>
        ${spanField(this.words, form.block, 'block', { none: form.blockNot })}
        <div class="buttons"><button class="bad">${form.removeKeyword}</button></div>
      </form>`;
  }

  #pinned(event: SubmitEvent): void {
    this.act('pin_keyword', { keyword: this.keyword, ...new Answers(event).millis('ttl') });
  }

  #removed(event: SubmitEvent): void {
    const block = new Answers(event).millis('block', 'block_ms');
    this.act('remove_keyword', { keyword: this.keyword, ...block });
  }
}
