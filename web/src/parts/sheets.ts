import { html, nothing, type TemplateResult } from 'lit';
import type { Refused, Room } from '../state/room.js';
import type { Member } from '../wire.js';
import type { Words } from '../words/index.js';
import './audit-sheet.js';
import './bans-sheet.js';
import './keyword-sheet.js';
import './person-sheet.js';
import './settings-sheet.js';
import './topic-sheet.js';

/// The room's dialogs, of which one at a time is open.
export type Sheet =
  | { kind: 'topic' | 'bans' | 'audit' | 'settings' }
  | { kind: 'keyword'; keyword: string }
  | { kind: 'person'; person: Member };

/// What every sheet shows: the room, in words, and the last command refused while the sheet was open.
interface Shown {
  room: Room;
  words: Words;
  refused: Refused | null;
}

export function openSheet(sheet: Sheet | null, { room, words, refused }: Shown): TemplateResult | typeof nothing {
  switch (sheet?.kind) {
    case undefined:
      return nothing;
    case 'topic':
      return html`<hubbub-topic-sheet class="sheet" .room=${room} .words=${words} .refused=${refused}></hubbub-topic-sheet>`;
    case 'bans':
      return html`<hubbub-bans-sheet class="sheet" .room=${room} .words=${words} .refused=${refused}></hubbub-bans-sheet>`;
    case 'audit':
      return html`<hubbub-audit-sheet class="sheet" .room=${room} .words=${words} .refused=${refused}></hubbub-audit-sheet>`;
    case 'settings':
      return html`<hubbub-settings-sheet class="sheet" .room=${room} .words=${words} .refused=${refused}></hubbub-settings-sheet>`;
    case 'keyword':
      return html`<hubbub-keyword-sheet class="sheet" .room=${room} .words=${words} .refused=${refused}
        .keyword=${sheet.keyword}></hubbub-keyword-sheet>`;
    case 'person':
      return html`<hubbub-person-sheet class="sheet" .room=${room} .words=${words} .refused=${refused}
        .person=${room.members.find((each) => each.id === sheet.person.id) ?? sheet.person}></hubbub-person-sheet>`;
  }
}
