import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { isModerator } from '../state/mutes.js';
import type { LivingKeyword } from '../state/room.js';
import { Answers, spanField } from './fields.js';
import { SheetPart } from './sheet-part.js';

/// One keyword's sheet: the time it has left, and for moderators buttons to pin or remove it.
@customElement('hubbub-keyword-sheet')
export class KeywordSheet extends SheetPart {
  @property() keyword = '';

  protected runs(): boolean {
    return true;
  }

  override render(): TemplateResult {
    const words = this.words;
    const entry = this.room.topic.keywords.find((each) => each.keyword === this.keyword);
    const left = this.left(entry ? entry.expires_at : this.now());
    return this.sheet(
      this.keyword,
      html`<p class="facts" dir="auto">${words.keywordLeft(this.keyword, left)}${entry?.pinned ? ` · ${words.pinned}` : ''}</p>
        ${isModerator(this.room) ? this.#forms(entry) : ''}`,
    );
  }

  #forms(entry: LivingKeyword | undefined): TemplateResult {
    const form = this.words.form;
    const standing = entry?.pinned ? this.leftOf(entry.expires_at) : undefined;
    return html`<form @submit=${this.#pinned}>
        ${spanField(this.words, form.ttl, 'ttl', { none: form.forGood, standing })}
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
