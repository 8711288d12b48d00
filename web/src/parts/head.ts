import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { isModerator } from '../state/mutes.js';
import { headStyle } from '../style/head.js';
import { controls } from '../style/tokens.js';
import * as icons from './icons.js';
import { FocusKeeper } from './keep-focus.js';
import { Part } from './part.js';
import type { Me } from '../wire.js';

/// The room's header: its title and name, what is said about it, myself, and buttons for everything but the conversation. Fires `person`,
/// `moderate`, `drawer` and `out`.
@customElement('hubbub-head')
export class Head extends Part {
  static override styles = [controls, headStyle];

  @property({ attribute: false }) leavable = false;
  /// Whether the drawer with people and keywords is open, in a layout too narrow for a sidebar.
  @property({ attribute: false }) drawer = false;

  @state() private isLong = false;
  @state() private isWhole = false;
  readonly #resized = new ResizeObserver(() => this.#measure());

  constructor() {
    super();
    new FocusKeeper(this, () => () => this.renderRoot.querySelector<HTMLElement>('.buttons button'));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('room')) this.#measure();
  }

  /// Checks whether title, name or description are cut off. While they are expanded, keeps the last answer.
  #measure(): void {
    if (this.isWhole || !this.hasUpdated) return;
    const texts = [...this.renderRoot.querySelectorAll('.title, .topic, .description')];
    this.isLong = texts.some((each) => each.scrollHeight > each.clientHeight + 1);
  }

  override render(): TemplateResult {
    const { me, status } = this.room;
    const words = this.words;
    return html`<header class=${this.isWhole ? 'whole' : ''}>
      <div class="names">
        <h1 class=${this.#heading() === undefined ? 'none' : ''}>${this.#title()}</h1>
        <p>
          <span class="dot ${status.kind}" role="img" aria-label=${words.status[status.kind]}></span>
          <span class="topic" dir="auto">${this.#names().join(' · ')}</span>
          ${me ? html`<span aria-hidden="true">·</span> ${this.#self(me)}` : nothing}
        </p>
      </div>
      <div class="buttons">${this.#buttons()}</div>
      ${this.#about()}
    </header>`;
  }

  /// My nick, as a button; whoever only watches has none.
  #self({ id, nick }: Me): TemplateResult {
    return id === ''
      ? html`<span class="watching">${this.words.watching}</span>`
      : html`<button type="button" class="bare me" dir="auto" title=${this.words.form.rename} @click=${() => this.tell('person', id)}>
          ${nick}
        </button>`;
  }

  /// The title, or else the name that people gave the room.
  #heading(): string | undefined {
    const { title, label } = this.room.topic;
    return title === '' ? label : title;
  }

  /// The room's names, without the one that is its heading.
  #names(): string[] {
    const { title, label, name } = this.room.topic;
    return label === undefined || title === '' ? [name] : [label, name];
  }

  /// What is said about the room. Its rules are folded.
  #about(): TemplateResult | typeof nothing {
    const { description, rules, language } = this.room.topic;
    if (description === undefined && rules === undefined) return nothing;
    return html`<div class="about">${description === undefined
      ? nothing
      : html`<div class="description" dir="auto" lang=${language ?? nothing}>${description}</div>`}
    ${rules === undefined
      ? nothing
      : html`<details>
          <summary>${this.words.rules}</summary>
          <div class="rules" dir="auto" lang=${language ?? nothing} tabindex="0">${rules}</div>
        </details>`}</div>`;
  }

  #title(): TemplateResult {
    const title = html`<span class="title" dir="auto">${this.#heading() ?? this.words.untitled}</span>`;
    if (!this.isLong) return title;
    return html`<button type="button" aria-expanded=${this.isWhole} @click=${() => (this.isWhole = !this.isWhole)}>${title}</button>`;
  }

  #buttons(): TemplateResult {
    const words = this.words;
    const members = this.room.topic.members;
    return html`${isModerator(this.room)
        ? html`<button type="button" class="tool" title=${words.settings} @click=${() => this.tell('moderate')}>
            ${icons.sliders}<span class="label">${words.settings}</span>
          </button>`
        : nothing}
      <button type="button" class="tool drawer" aria-expanded=${this.drawer} title=${words.details} @click=${() => this.tell('drawer')}>
        ${icons.people}<span aria-label=${words.people(members)} role="img">${members}</span>
      </button>
      <slot name="tools"></slot>
      ${this.leavable
        ? html`<button type="button" class="tool" title=${words.leave} @click=${() => this.tell('out')}>
            ${icons.exit}<span class="label">${words.leave}</span>
          </button>`
        : nothing}`;
  }
}
