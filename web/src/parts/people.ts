import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { controls, hues } from '../style/tokens.js';
import { RANKS, type Member } from '../wire.js';
import { hush } from './icons.js';
import { Part } from './part.js';
import { disc } from './person.js';

/// Who is here, highest rank first. A press on somebody asks for their card.
@customElement('hubbub-people')
export class People extends Part {
  static override styles = [
    controls,
    hues,
    css`
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li button {
        display: flex;
        justify-content: flex-start;
        gap: 0.7em;
        width: 100%;
        padding: 0.35em 0.5em;
        border-color: transparent;
        border-radius: 10px;
        background: transparent;
        text-align: start;
      }
      li button:hover {
        background: var(--tint);
      }
      .disc {
        inline-size: 28px;
        block-size: 28px;
        font-size: 0.75rem;
      }
      .nick {
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .rank {
        margin-inline-start: auto;
        color: var(--soft);
        font-size: 0.8rem;
      }
      .you {
        color: var(--soft);
      }
      .mute {
        display: inline-grid;
        color: var(--warm);
      }
      .more {
        color: var(--soft);
        font-size: 0.9rem;
      }
    `,
  ];

  override render(): TemplateResult {
    const hidden = this.room.topic.members - this.room.members.length;
    return html`<ul>
        ${repeat(ordered(this.room.members), (each) => each.id, (each) => html`<li>${this.#row(each)}</li>`)}
      </ul>
      ${hidden > 0
        ? html`<p class="more">${this.words.moreHidden(hidden)}</p>
            <button type="button" @click=${() => this.tell('more-people')}>${this.words.morePeople}</button>`
        : nothing}`;
  }

  #row(member: Member): TemplateResult {
    const mine = member.id === this.room.me?.id;
    const muted = (this.room.mutes.get(member.id) ?? 0) > this.now();
    return html`<button type="button" @click=${() => this.tell('person', member.id)}>
      ${disc(member.id, member.nick)}
      <span class="nick" dir="auto">${member.nick}</span>
      ${mine ? html`<span class="you">(${this.words.you})</span>` : nothing}
      ${muted ? html`<span class="mute" role="img" aria-label=${this.words.mutedMark}>${hush}</span>` : nothing}
      ${member.rank === 'guest' ? nothing : html`<span class="rank">${this.words.rank(member.rank)}</span>`}
    </button>`;
  }
}

function ordered(members: readonly Member[]): Member[] {
  return [...members].sort(
    (a, b) =>
      RANKS.indexOf(b.rank) - RANKS.indexOf(a.rank) ||
      a.nick.localeCompare(b.nick, undefined, { sensitivity: 'base' }),
  );
}
