import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { auditLine } from '../state/audit.js';
import type { Audited } from '../wire.js';
import { FocusKeeper } from './keep-focus.js';
import { formats, isSameDay } from './lines.js';
import { SheetPart } from './sheet-part.js';

/// The audit log: who did what to whom, newest first, a sentence each, under the days on which it was.
@customElement('hubbub-audit-sheet')
export class AuditSheet extends SheetPart {
  /// The button for more goes with the last page.
  constructor() {
    super();
    new FocusKeeper(this, () => () => this.renderRoot.querySelector<HTMLElement>('hubbub-sheet'));
  }

  protected runs(): boolean {
    return false;
  }

  override render(): TemplateResult {
    const { entries } = this.room.audit;
    return this.sheet(
      this.words.audit,
      html`${days(entries).map((day) => this.#day(day))} ${this.rest('audit', entries.length === 0 ? this.words.nothingAudited : '')}`,
    );
  }

  #day(entries: readonly Audited[]): TemplateResult {
    return html`<section class="day">
      <h3>${formats(this.words).day.format(entries[0]!.at)}</h3>
      <ul class="acts">
        ${entries.map((entry) => html`<li>${this.#line(entry)}</li>`)}
      </ul>
    </section>`;
  }

  #line(entry: Audited): TemplateResult {
    const { word, args } = auditLine(this.room, entry);
    const until = entry.until_at === undefined ? {} : { until: this.#time(entry.until_at, entry.at) };
    return html`<time datetime=${new Date(entry.at).toISOString()}>${formats(this.words).clock.format(entry.at)}</time>
      <span dir="auto">${this.words.notices[word]({ ...args, ...until })}</span>`;
  }

  /// A time, with its day unless that is the day of `at`.
  #time(until: number, at: number): string {
    const { clock, day } = formats(this.words);
    return isSameDay(until, at) ? clock.format(until) : `${day.format(until)}, ${clock.format(until)}`;
  }
}

/// The entries of each day.
function days(entries: readonly Audited[]): Audited[][] {
  const all: Audited[][] = [];
  for (const entry of entries) {
    const last = all.at(-1);
    if (last && isSameDay(last[0]!.at, entry.at)) last.push(entry);
    else all.push([entry]);
  }
  return all;
}
