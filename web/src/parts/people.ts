import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { controls, hues } from '../style/tokens.js';
import { mutedUntil } from '../state/mutes.js';
import { RANKS, type Member } from '../wire.js';
import { hush } from './icons.js';
import { FocusKeeper } from './keep-focus.js';
import { Part } from './part.js';
import { badgesOf, disc } from './person.js';
import { Ticker } from './ticker.js';

const byNick = new Intl.Collator(undefined, { sensitivity: 'base' });

/// Who is here, highest rank first. A click on a person asks for their card.
@customElement('hubbub-people')
export class People extends Part {
  static override styles = [
    controls,
    hues,
    css`
      ul {
        margin: 0 -0.5em;
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
      /* The nick stays readable for longer than badges do; the person's card has them all. */
      .badges {
        flex-shrink: 99999;
      }
      .rank,
      .you {
        flex: none;
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

  constructor() {
    super();
    new Ticker(this, () => [...this.room.mutes.values()].some(({ until }) => until !== Infinity && until > this.now()));
    new FocusKeeper(this, (held) => this.#placeOf(held));
  }

  /// The list is long and messages do not change it, so it is rendered only when somebody in it changes.
  override render(): TemplateResult {
    const { members, me } = this.room;
    const muted = this.#muted();
    return html`<ul>
        ${guard([members, me, [...muted].join(), this.words], () =>
          repeat(ordered(members), (each) => each.id, (each) => html`<li>${this.#row(each, muted)}</li>`),
        )}
      </ul>
      ${this.#others()}`;
  }

  #muted(): ReadonlySet<string> {
    const now = this.now();
    return new Set([...this.room.mutes.keys()].filter((id) => mutedUntil(this.room, id, now) !== undefined));
  }

  /// The focus goes from a removed person to whoever takes their place, and from the button for more people, once
  /// that is gone, to the last person.
  #placeOf(held: Element): () => HTMLElement | null | undefined {
    const rows = (): HTMLElement[] => [...this.renderRoot.querySelectorAll<HTMLElement>('li button')];
    const at = rows().indexOf(held as HTMLElement);
    return () => rows().at(at < 0 ? -1 : Math.min(at, rows().length - 1));
  }

  /// The people who are here but not listed. The count is of memberships, the list of people: once everybody is
  /// listed there are no others, whatever the count says.
  #others(): TemplateResult | typeof nothing {
    const { topic, members, counted, rest } = this.room;
    const hidden = topic.members - members.length;
    if (!counted || rest === 'none' || hidden <= 0) return nothing;
    return html`<p class="more">${this.words.moreHidden(hidden)}</p>
      <button type="button" @click=${() => this.tell('more-people')}>${this.words.morePeople}</button>`;
  }

  #row(member: Member, mutes: ReadonlySet<string>): TemplateResult {
    const mine = member.id === this.room.me?.id;
    const muted = mutes.has(member.id);
    return html`<button type="button" @click=${() => this.tell('person', member.id)}>
      ${disc(member.id, member.nick)}
      <span class="nick" dir="auto">${member.nick}</span>
      ${mine ? html`<span class="you">(${this.words.you})</span>` : nothing}
      ${badgesOf(member.badges)}
      ${muted ? html`<span class="mute" role="img" aria-label=${this.words.mutedMark}>${hush}</span>` : nothing}
      ${member.rank === 'guest' ? nothing : html`<span class="rank">${this.words.rank(member.rank)}</span>`}
    </button>`;
  }
}

function ordered(members: readonly Member[]): Member[] {
  return [...members].sort(
    (a, b) =>
      RANKS.indexOf(b.rank) - RANKS.indexOf(a.rank) ||
      byNick.compare(a.nick, b.nick),
  );
}
