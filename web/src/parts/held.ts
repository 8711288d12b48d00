import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { formStyle } from '../style/form.js';
import { controls } from '../style/tokens.js';
import type { Held } from '../wire.js';
import { Answers, whyField } from './fields.js';
import { FocusKeeper } from './keep-focus.js';
import { Part } from './part.js';
import { Ticker } from './ticker.js';

/// The messages that wait for a moderator, oldest first. Whoever rejects one is asked why first.
@customElement('hubbub-held')
export class HeldMessages extends Part {
  static override styles = [controls, formStyle];

  /// The id of the message that is about to be rejected.
  @state() private rejected = '';

  constructor() {
    super();
    new Ticker(this, () => this.room.held.length > 0);
    new FocusKeeper(this, (held) => this.#placeOf(held));
  }

  override render(): TemplateResult {
    return html`<section>
      <h3>${this.words.form.heldMessages}</h3>
      <ul class="rows held">
        ${repeat(
          this.room.held,
          ({ id }) => id,
          (message) => html`<li>${this.#message(message)} ${message.id === this.rejected ? this.#why(message) : this.#choice(message)}</li>`,
        )}
      </ul>
    </section>`;
  }

  #message({ from, body, expires_at }: Held): TemplateResult {
    return html`<div>
      <b dir="auto">${from.nick}</b> <span class="left">${this.words.form.asItStands(this.left(expires_at) ?? '')}</span>
      <div dir="auto">${body}</div>
    </div>`;
  }

  #choice({ id, from }: Held): TemplateResult {
    const { form } = this.words;
    return html`<div class="buttons">
      <button type="button" aria-label=${form.approveOf(from.nick)} @click=${() => this.act('approve', { id })}>${form.approve}</button>
      <button type="button" class="bad" aria-label=${form.rejectOf(from.nick)} @click=${() => (this.rejected = id)}>${form.reject}</button>
    </div>`;
  }

  #why({ id, from }: Held): TemplateResult {
    const { form } = this.words;
    const reject = (event: SubmitEvent): void => this.act('reject', { id, ...new Answers(event).optional('text') });
    return html`<form @submit=${reject}>
      ${whyField(this.words)}
      <div class="buttons">
        <button type="button" class="back" @click=${() => (this.rejected = '')}>${form.cancel}</button>
        <button class="bad" aria-label=${form.rejectOf(from.nick)}>${form.reject}</button>
      </div>
    </form>`;
  }

  /// To the reason, once one is asked for it; back to the button that asked; else to the next message.
  #placeOf(held: Element): () => HTMLElement | null | undefined {
    const rows = (): Element[] => [...this.renderRoot.querySelectorAll('li')];
    const at = rows().indexOf(held.closest('li')!);
    const next = held.matches('.back') ? '.bad' : 'input, button';
    return () => rows().at(Math.min(at, rows().length - 1))?.querySelector<HTMLElement>(next);
  }
}
