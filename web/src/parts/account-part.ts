import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { AccountSession } from '../account-session.js';
import { accountStyle } from '../style/account.js';
import { formStyle } from '../style/form.js';
import { controls, hues } from '../style/tokens.js';
import { accountSentence, accountWords, type AccountWords } from '../words/accounts/index.js';
import type { Refusal } from '../wire.js';
import { Boundary } from './boundary.js';
import { runsOut, standing } from './refused.js';
import { Ticker } from './ticker.js';
import './sheet.js';
import type { Sheet } from './sheet.js';

/// A request of a form that was refused, and when.
interface Wrong {
  form: string;
  refusal: Refusal;
  at: number;
}

/// A dialog about one's account. Shows the server's refusals in the form that they are about.
export abstract class AccountPart extends Boundary {
  static override styles = [controls, hues, formStyle, accountStyle];

  @property({ attribute: false }) session!: AccountSession;
  /// Whether a request is under way.
  @state() protected isBusy = false;
  @state() private wrong: Wrong | null = null;

  constructor() {
    super();
    new Ticker(this, () => runsOut(this.wrong));
  }

  protected get said(): AccountWords {
    return accountWords(this.words);
  }

  protected close(): void {
    this.dispatchEvent(new CustomEvent('closed', { bubbles: true, composed: true }));
  }

  protected sheet(heading: string, inside: unknown): TemplateResult {
    return html`<hubbub-sheet .heading=${heading} .closeLabel=${this.words.close}>${inside}</hubbub-sheet>`;
  }

  override async firstUpdated(): Promise<void> {
    await this.renderRoot.querySelector<Sheet>('hubbub-sheet')?.updateComplete;
    this.focusFirst();
  }

  /// Focuses the first field, unless an on-screen keyboard would cover the dialog.
  protected focusFirst(): void {
    if (matchMedia('(hover: hover)').matches) this.renderRoot.querySelector<HTMLElement>('hubbub-sheet > form input')?.focus();
  }

  /// Waits for a request of `form`; returns whether it was carried out. One at a time.
  protected async carryOut(form: string, ask: () => Promise<Refusal | null>): Promise<boolean> {
    if (this.isBusy) return false;
    this.isBusy = true;
    const refusal = await ask();
    this.isBusy = false;
    this.wrong = refusal && { form, refusal, at: Date.now() };
    return refusal === null;
  }

  protected forget(): void {
    this.wrong = null;
  }

  /// The refusal of the form's last request. A waiting time counts down; screen readers read it once.
  protected wrongIn(form: string): TemplateResult | typeof nothing {
    const { wrong } = this;
    if (wrong?.form !== form) return nothing;
    const left = standing(wrong, Date.now(), 0);
    if (runsOut(wrong) && left.retry_after_ms === undefined) return nothing;
    return html`<p class="wrong">
      <span class="unseen-text" role="alert">${accountSentence(this.words, wrong.refusal)}</span>
      <span aria-hidden="true">${accountSentence(this.words, left)}</span>
    </p>`;
  }

  /// For a password that is chosen here, or one that was chosen before.
  protected passwordField(label: string, name: string, isNew: boolean): TemplateResult {
    return html`<label>
      ${label}
      <input name=${name} type="password" required maxlength="256" autocomplete=${isNew ? 'new-password' : 'current-password'} />
      ${isNew ? html`<small>${this.said.passwordHint}</small>` : nothing}
    </label>`;
  }

  protected submitButton(label: string, style = 'main'): TemplateResult {
    return html`<button class=${style} aria-disabled=${this.isBusy}>${label}</button>`;
  }
}
