import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { controls, tokens } from '../style/tokens.js';
import { operations, type Description, type Operation } from './description.js';
import './operation.js';

/// The page at `/api/docs`: what programs can ask this server for, and a form to try it. The key stays in this
/// window's memory.
@customElement('hubbub-docs')
export class HubbubDocs extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: block;
        max-width: 60rem;
        margin: 0 auto;
        padding: 1.5rem 1.2rem 4rem;
        color: var(--ink);
        font: 1rem/1.45 var(--font);
      }
      h1 {
        margin: 0 0 0.3em;
        letter-spacing: -0.02em;
      }
      h2 {
        margin: 1.6em 0 0.4em;
        font-size: 1.15rem;
      }
      p {
        margin: 0.4em 0 1em;
        color: var(--soft);
      }
      form {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 0.8em;
      }
      @media (width <= 560px) {
        form {
          grid-template-columns: 1fr;
        }
      }
      label {
        display: grid;
        gap: 0.25em;
        color: var(--soft);
        font-size: 0.85rem;
      }
      a {
        color: var(--accent);
      }
    `,
  ];

  @state() private description: Description | null = null;
  @state() private fault = '';
  @state() private key = '';
  @state() private wanted = '';

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  async #load(): Promise<void> {
    try {
      const answer = await fetch(new URL('v1/openapi.json', location.href));
      if (!answer.ok) throw new Error(`${answer.status}`);
      this.description = (await answer.json()) as Description;
    } catch (fault) {
      this.fault = `The description could not be loaded (${fault instanceof Error ? fault.message : String(fault)}).`;
    }
  }

  override render(): TemplateResult {
    return html`
      <main>
        <h1>Hubbub's API</h1>
        <p>
          ${this.description?.info.description ?? html`<span role="alert">${this.fault}</span>`}
          ${this.description ? html`<a href="v1/openapi.json">The description for programs (OpenAPI)</a>` : nothing}
        </p>
        <form @submit=${(event: Event) => event.preventDefault()}>
          <label>
            API key, or access token
            <input
              type="password"
              name="key"
              autocomplete="off"
              spellcheck="false"
              placeholder="hbk_…"
              .value=${this.key}
              @input=${(event: InputEvent) => (this.key = (event.target as HTMLInputElement).value.trim())}
            />
          </label>
          <label>
            Look for
            <input type="search" name="wanted" placeholder="ban" @input=${(event: InputEvent) => (this.wanted = (event.target as HTMLInputElement).value.toLowerCase())} />
          </label>
        </form>
        ${this.description ? this.#groups(this.description) : nothing}
      </main>
    `;
  }

  #groups(all: Description): TemplateResult[] {
    const shown = operations(all).filter((one) => this.#isWanted(one));
    const tags = [...new Set(shown.map((one) => one.tag))];
    return tags.map(
      (tag) => html`
        <section>
          <h2>${tag}</h2>
          ${repeat(
            shown.filter((one) => one.tag === tag),
            (one) => `${one.method} ${one.path}`,
            (one) => html`<hubbub-operation .description=${all} .operation=${one} .key=${this.key}></hubbub-operation>`,
          )}
        </section>
      `,
    );
  }

  #isWanted(one: Operation): boolean {
    return `${one.method} ${one.path} ${one.its.summary ?? ''}`.toLowerCase().includes(this.wanted);
  }
}
