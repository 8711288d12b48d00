import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Account, Invite } from '../accounts.js';
import type { Refusal } from '../wire.js';
import { AccountPart } from './account-part.js';
import { Answers } from './fields.js';
import { disc } from './person.js';

/// One's own account: signing out, the password, deleting it; for administrators, inviting people.
@customElement('hubbub-account-sheet')
export class AccountSheet extends AccountPart {
  @property({ attribute: false }) account: Account = { id: '', name: '' };

  @state() private isChanged = false;
  @state() private invite: Invite | null = null;
  @state() private isCopied = false;

  override render(): TemplateResult {
    const parts = html`${this.#facts()} ${this.#leaving()} ${this.account.admin ? this.#inviting() : nothing} ${this.#password()}
    ${this.#removing()}`;
    return this.sheet(this.said.account, parts);
  }

  #facts(): TemplateResult {
    const { id, name, admin } = this.account;
    return html`<p class="facts">
      ${disc(id, name)}
      <strong dir="auto">${name}</strong>
      ${admin ? html`<span>${this.said.admin}</span>` : nothing}
    </p>`;
  }

  #leaving(): TemplateResult {
    const { said, session } = this;
    const button = (label: string, ask: () => Promise<Refusal | null>): TemplateResult =>
      html`<button type="button" @click=${() => this.carryOut('leave', ask)}>${label}</button>`;
    return html`<div class="leave">
      <div class="buttons">
        ${button(said.signOut, () => session.signOut())} ${button(said.signOutEverywhere, () => session.signOutEverywhere())}
      </div>
      ${this.wrongIn('leave')}
    </div>`;
  }

  #inviting(): TemplateResult {
    const { said, invite } = this;
    if (!invite) {
      return html`<div class="leave">
        <button type="button" @click=${this.#invited}>${said.invite}</button>
        ${this.wrongIn('invite')}
      </div>`;
    }
    const link = `${location.origin}${location.pathname}#invite=${invite.code}`;
    return html`<div class="leave">
      <div class="copy">
        <input readonly aria-label=${said.inviteLink} .value=${link} @focus=${(e: FocusEvent) => (e.target as HTMLInputElement).select()} />
        <button type="button" @click=${() => this.#copy(link)}>${this.isCopied ? said.copied : said.copy}</button>
      </div>
      <small role="status">${said.inviteLasts(invite.uses, this.words.span(invite.expires_at - Date.now()))}</small>
    </div>`;
  }

  async #invited(): Promise<void> {
    await this.carryOut('invite', async () => {
      const answer = await this.session.invite();
      if (!answer.ok) return answer.refusal;
      this.invite = answer.value;
      return null;
    });
  }

  /// A page without TLS has no clipboard; there one copies what the field then has selected.
  async #copy(link: string): Promise<void> {
    const field = this.renderRoot.querySelector<HTMLInputElement>('.copy input');
    try {
      await navigator.clipboard.writeText(link);
      this.isCopied = true;
    } catch {
      field?.focus();
      this.isCopied = document.execCommand('copy');
    }
  }

  #password(): TemplateResult {
    const { said } = this;
    return html`<details>
      <summary>${said.changePassword}</summary>
      <form @submit=${this.#changed}>
        ${this.#forPasswordManagers()} ${this.passwordField(said.currentPassword, 'current', false)}
        ${this.passwordField(said.newPassword, 'password', true)} ${this.wrongIn('password')}
        <div class="buttons">${this.submitButton(said.changePassword)}</div>
        <p class="done" role="status" ?hidden=${!this.isChanged}>${this.isChanged ? said.passwordChanged : nothing}</p>
      </form>
    </details>`;
  }

  /// Whose password it is.
  #forPasswordManagers(): TemplateResult {
    return html`<input hidden readonly autocomplete="username" .value=${this.account.name} />`;
  }

  async #changed(event: SubmitEvent): Promise<void> {
    const form = event.target as HTMLFormElement;
    const answers = new Answers(event);
    this.isChanged = false;
    const change = (): Promise<Refusal | null> =>
      this.session.changePassword(answers.exact('current'), answers.exact('password')).then(ofOwn);
    this.isChanged = await this.carryOut('password', change);
    if (this.isChanged) form.reset();
  }

  #removing(): TemplateResult {
    const { said } = this;
    return html`<details>
      <summary>${said.remove}</summary>
      <form @submit=${this.#removed}>
        <p class="hint">${said.removeHint}</p>
        ${this.#forPasswordManagers()} ${this.passwordField(said.password, 'password', false)} ${this.wrongIn('remove')}
        <div class="buttons">${this.submitButton(said.removeForGood, 'bad')}</div>
      </form>
    </details>`;
  }

  async #removed(event: SubmitEvent): Promise<void> {
    const password = new Answers(event).exact('password');
    await this.carryOut('remove', () => this.session.remove(password).then(ofOwn));
  }
}

/// Where only one's own password was asked for, the name cannot be what is wrong.
const ofOwn = (refusal: Refusal | null): Refusal | null =>
  refusal?.reason === 'wrong_password' ? { ...refusal, reason: 'wrong_current' } : refusal;
