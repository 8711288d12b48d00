import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { controls } from '../style/tokens.js';
import { cross } from './icons.js';

/// A dialog: centred in a wide window, from the bottom on a phone. Fires `closed` once it is gone.
@customElement('hubbub-sheet')
export class Sheet extends LitElement {
  static override styles = [
    controls,
    css`
      dialog {
        width: min(30rem, calc(100vw - 2rem));
        max-height: min(85dvh, 44rem);
        padding: 0;
        border: 1px solid var(--line);
        border-radius: 18px;
        background: var(--paper);
        color: var(--ink);
        box-shadow: 0 20px 60px rgb(0 0 0 / 25%);
      }
      dialog[open] {
        display: flex;
        flex-direction: column;
        animation: rise 0.18s ease-out;
      }
      dialog::backdrop {
        background: rgb(20 22 24 / 45%);
      }
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 1em;
        padding: 0.8em 0.7em 0.4em 1.2em;
      }
      h2 {
        margin: 0;
        font-size: 1.1rem;
        overflow-wrap: anywhere;
      }
      .inside {
        overflow-y: auto;
        padding: 0.2em 1.2em max(1.3em, env(safe-area-inset-bottom));
      }
      @keyframes rise {
        from {
          opacity: 0;
          translate: 0 10px;
        }
      }
      @media (width <= 640px) {
        dialog {
          width: 100vw;
          max-width: 100vw;
          margin: auto 0 0;
          border-radius: 18px 18px 0 0;
          border-inline: 0;
          border-block-end: 0;
        }
      }
    `,
  ];

  @property() heading = '';
  @property({ attribute: false }) closeLabel = '';
  @query('dialog') private dialog!: HTMLDialogElement;

  override firstUpdated(): void {
    this.dialog.showModal();
  }

  /// Focuses the button that closes it.
  override focus(): void {
    this.renderRoot.querySelector('button')?.focus();
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="heading" @close=${this.#closed} @click=${this.#clicked}>
      <div class="head">
        <h2 id="heading" dir="auto">${this.heading}</h2>
        <button class="bare" type="button" aria-label=${this.closeLabel} @click=${() => this.dialog.close()}>
          ${cross}
        </button>
      </div>
      <div class="inside"><slot></slot></div>
    </dialog>`;
  }

  /// A click outside the sheet closes it.
  #clicked(event: MouseEvent): void {
    if (event.target === this.dialog) this.dialog.close();
  }

  #closed(): void {
    this.dispatchEvent(new CustomEvent('closed', { bubbles: true, composed: true }));
  }
}
