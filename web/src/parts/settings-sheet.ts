import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { changed, chosenIn, listOf, payloadOf, settingsOf, type Chosen } from '../state/settings.js';
import type { Settings } from '../wire.js';
import { Answers, areaField, checkbox, numberField, option, quietOptions, rankOptions, slowOptions, textField } from './fields.js';
import { SheetPart } from './sheet-part.js';

const MOST_MEMBERS = 2_147_483_647;
const MOST_HISTORY = 10_000;
/// A hundred words and fifty domains, one a line.
const MOST_WORDS = 6_500;
const MOST_DOMAINS = 12_700;
const WORD_ACTIONS = ['refuse', 'mask', 'hold'] as const;

/// What an owner registers the room with, and its settings from then on. Sends only what was changed.
@customElement('hubbub-settings-sheet')
export class SettingsSheet extends SheetPart {
  @state() private asked = false;

  protected runs(): boolean {
    return false;
  }

  override render(): TemplateResult {
    const { topic, settings } = this.room;
    if (!topic.registered) {
      const intro = html`<p class="hint">${this.words.registerHint}</p>`;
      return this.sheet(this.words.registerRoom, html`${intro} ${this.#form(settingsOf(topic), 'register')}`);
    }
    const inside = settings ? html`${this.#form(settings, 'configure')} ${this.#unregister()}` : this.#waiting();
    return this.sheet(this.words.roomSettings, inside);
  }

  #waiting(): TemplateResult {
    return html`<p class="hint" role="status">${this.refused ? this.words.notLoaded : this.words.loading}</p>`;
  }

  #form(settings: Settings, command: 'register' | 'configure'): TemplateResult {
    const { form } = this.words;
    const before = chosenIn(settings);
    return html`<form @submit=${(event: SubmitEvent) => this.#sent(event, before, command)}>
      ${textField(form.title, 'title', 200, before.title)} ${textField(form.label, 'label', 100, before.label)}
      ${areaField(form.description, 'description', 2000, before.description)} ${areaField(form.rules, 'rules', 2000, before.rules)}
      <div class="two">${textField(form.language, 'language', 100, before.language)} ${this.#titleRank(before)}</div>
      <div class="two">${this.#modes(before)}</div>
      ${this.#lock(settings)}
      <div class="two">
        ${numberField(form.mostMembers, 'max_members', { most: MOST_MEMBERS, none: form.noLimit, value: before.max_members || undefined })}
        ${numberField(form.history, 'history', { most: MOST_HISTORY, none: form.usualHistory, value: before.history })}
      </div>
      ${this.#filter(before)} ${command === 'register' ? nothing : checkbox('listed', form.listed, before.listed)}
      <div class="buttons"><button class="main">${command === 'register' ? form.register : form.save}</button></div>
    </form>`;
  }

  #titleRank(before: Chosen): TemplateResult {
    const { form } = this.words;
    return html`<label>
      ${form.titleRank}
      <select name="title_rank">
        ${rankOptions(this.words, { value: 'guest', label: form.usualRank }, before.title_rank)}
      </select>
    </label>`;
  }

  #modes(before: Chosen): TemplateResult {
    const { form } = this.words;
    return html`<label>
        ${form.quietLeast}
        <select name="quiet_min_rank">
          ${quietOptions(this.words, 'guest', before.quiet_min_rank)}
        </select>
      </label>
      <label>
        ${form.slowEach}
        <select name="slow_interval_ms">
          ${slowOptions(this.words, before.slow_interval_ms)}
        </select>
      </label>`;
  }

  /// The password that stands is not known here, only whether there is one.
  #lock({ lock }: Settings): TemplateResult {
    const { form } = this.words;
    return html`<label>
        ${lock.password ? form.newPassword : form.noPassword}
        <input name="password" type="password" maxlength="256" autocomplete="new-password" />
      </label>
      ${lock.password ? checkbox('no_password', form.dropPassword, false) : nothing}
      ${checkbox('members_only', form.membersOnly, lock.members_only)}`;
  }

  /// What is kept out of the room.
  #filter(before: Chosen): TemplateResult {
    const { form } = this.words;
    return html`<fieldset>
      <legend>${form.filter}</legend>
      <p class="hint">${form.filterHint}</p>
      ${areaField(form.words, 'words', MOST_WORDS, before.words)}
      <label>
        ${form.wordsAction}
        <select name="words_action">
          ${WORD_ACTIONS.map((action) => option(action, form.wordsActions[action], action === before.words_action))}
        </select>
      </label>
      <div class="two">
        ${areaField(form.linksDenied, 'links_deny', MOST_DOMAINS, before.links_deny)}
        ${areaField(form.linksAllowed, 'links_allow', MOST_DOMAINS, before.links_allow)}
      </div>
    </fieldset>`;
  }

  #sent(event: SubmitEvent, before: Chosen, command: 'register' | 'configure'): void {
    const answers = new Answers(event);
    const password = answers.checked('no_password') ? { password: '' } : answers.optional('password');
    const payload = { ...payloadOf(changed(before, chosen(answers, command === 'configure'))), ...password };
    if (command === 'configure' && Object.keys(payload).length === 0) this.tell('closed');
    else this.act(command, payload);
  }

  /// It cannot be undone, so it takes two clicks.
  #unregister(): TemplateResult {
    const { form } = this.words;
    const pressed = (event: SubmitEvent): void => {
      event.preventDefault();
      if (this.asked) this.act('unregister', {});
      this.asked = true;
    };
    return html`<form @submit=${pressed}>
      <div class="buttons"><button class="bad">${this.asked ? form.unregisterAsk : form.unregister}</button></div>
    </form>`;
  }
}

function chosen(answers: Answers, hasListed: boolean): Partial<Chosen> {
  const history = answers.text('history');
  const lines = (name: string): string => listOf(answers.text(name)).join('\n');
  return {
    title: answers.text('title'),
    label: answers.text('label'),
    description: answers.text('description'),
    rules: answers.text('rules'),
    language: answers.text('language'),
    title_rank: answers.text('title_rank'),
    quiet_min_rank: answers.text('quiet_min_rank'),
    slow_interval_ms: Number(answers.text('slow_interval_ms')),
    members_only: answers.checked('members_only'),
    max_members: Number(answers.text('max_members')),
    words: lines('words'),
    words_action: answers.text('words_action'),
    links_allow: lines('links_allow'),
    links_deny: lines('links_deny'),
    ...(hasListed ? { listed: answers.checked('listed') } : {}),
    ...(history === '' ? {} : { history: Number(history) }),
  };
}
