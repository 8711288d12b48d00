import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AccountLink } from '../account-link.js';
import type { SignUp } from '../accounts.js';
import type { Refusal } from '../wire.js';
import { AccountPart } from './account-part.js';
import { Answers } from './fields.js';

/// How somebody comes by an account: by signing in or up, or by a link.
export type Way = { kind: 'in' | 'up' } | AccountLink;

/// Signing in, creating an account, and what the links for that lead to. Fires `closed` once one is signed in.
@customElement('hubbub-sign-in-sheet')
export class SignInSheet extends AccountPart {
  @property({ attribute: false }) way: Way = { kind: 'in' };
  /// The nick that one has as a guest, and may want to keep.
  @property({ attribute: false }) nick = '';

  @state() private rule: SignUp = 'off';

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('way') && this.way.kind === 'in') void this.#learnRule();
  }

  async #learnRule(): Promise<void> {
    this.rule = await this.session.signUpRule();
  }

  override render(): TemplateResult {
    const { kind } = this.way;
    const { heading, hint } = this.#texts();
    return this.sheet(
      heading,
      html`<form @submit=${this.#submitted}>
        ${hint === '' ? nothing : html`<p class="hint">${hint}</p>`}
        ${kind === 'reset' ? nothing : this.#nameField()}
        ${this.passwordField(kind === 'reset' ? this.said.newPassword : this.said.password, 'password', kind !== 'in')}
        ${this.wrongIn('in')}
        <div class="buttons">${this.submitButton(this.#label())} ${this.#otherWay()}</div>
      </form>`,
    );
  }

  #nameField(): TemplateResult {
    return html`<label>
      ${this.said.name}
      <input name="username" required maxlength="32" autocomplete="username" autocapitalize="none" spellcheck="false"
        dir="auto" value=${this.way.kind === 'in' ? '' : this.nick} />
    </label>`;
  }

  #texts(): { heading: string; hint: string } {
    const { said } = this;
    switch (this.way.kind) {
      case 'in':
        return { heading: said.signIn, hint: '' };
      case 'up':
        return { heading: said.signUp, hint: '' };
      case 'invite':
        return { heading: said.invited, hint: said.invitedHint };
      case 'setup':
        return { heading: said.setup, hint: said.setupHint };
      case 'reset':
        return { heading: said.reset, hint: said.resetHint };
    }
  }

  #label(): string {
    const { said } = this;
    const labels = { in: said.signIn, up: said.signUp, invite: said.signUp, setup: said.setupDo, reset: said.resetDo };
    return labels[this.way.kind];
  }

  /// From signing in to signing up and back, as far as the server lets one.
  #otherWay(): TemplateResult | typeof nothing {
    const { kind } = this.way;
    if (kind === 'in' && this.rule === 'invite') return html`<small>${this.said.inviteOnly}</small>`;
    if (kind === 'in' && this.rule === 'open') return this.#switch('up', this.said.signUp);
    return kind === 'up' || kind === 'invite' ? this.#switch('in', this.said.haveOne) : nothing;
  }

  #switch(kind: 'in' | 'up', label: string): TemplateResult {
    const pressed = (): void => {
      this.forget();
      this.way = { kind };
      this.focusFirst();
    };
    return html`<button type="button" class="bare" @click=${pressed}>${label}</button>`;
  }

  async #submitted(event: SubmitEvent): Promise<void> {
    const answers = new Answers(event);
    const credentials = { name: answers.text('username'), password: answers.exact('password') };
    if (await this.carryOut('in', () => this.#ask(credentials))) this.close();
  }

  #ask(credentials: { name: string; password: string }): Promise<Refusal | null> {
    const { session, way } = this;
    switch (way.kind) {
      case 'in':
        return session.signIn(credentials);
      case 'up':
        return session.signUp(credentials);
      case 'invite':
        return session.signUp(credentials, way.code);
      case 'setup':
        return session.setUp(credentials, way.code);
      case 'reset':
        return session.resetPassword(credentials.password, way.code);
    }
  }
}
