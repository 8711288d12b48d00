import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { controls } from '../style/tokens.js';
import { bodySchema, curl, example, optionalFields, request, resolved, type Description, type Operation, type Request } from './description.js';

/// As much of an answer is shown.
const MOST_SHOWN = 100_000;

/// One operation of the API: what it does, a form to try it, and what the server answered.
@customElement('hubbub-operation')
export class HubbubOperation extends LitElement {
  static override styles = [
    controls,
    css`
      details {
        margin-block-end: 0.4em;
        border: 1px solid var(--line);
        border-radius: var(--round);
        background: var(--sheet);
      }
      summary {
        display: flex;
        flex-wrap: wrap;
        gap: 0.2em 0.7em;
        padding: 0.55em 0.9em;
        cursor: pointer;
        overflow-wrap: anywhere;
      }
      summary span {
        color: var(--soft);
      }
      b {
        min-width: 4.2em;
        color: var(--accent);
      }
      code,
      pre,
      textarea {
        font: 0.9rem/1.45 ui-monospace, 'SF Mono', Menlo, Consolas, monospace;
      }
      form,
      .answers {
        display: grid;
        gap: 0.7em;
        padding: 0.2em 0.9em 0.9em;
      }
      p,
      ul {
        margin: 0;
        color: var(--soft);
        font-size: 0.9rem;
      }
      ul {
        padding-inline-start: 1.2em;
      }
      label {
        display: grid;
        gap: 0.25em;
        color: var(--soft);
        font-size: 0.85rem;
      }
      label > * {
        color: var(--ink);
      }
      pre {
        margin: 0;
        max-block-size: 24rem;
        overflow: auto;
        padding: 0.7em 0.9em;
        border-radius: var(--round);
        background: var(--tint);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      div.buttons {
        display: flex;
        gap: 0.5em;
      }
    `,
  ];

  @property({ attribute: false }) description!: Description;
  @property({ attribute: false }) operation!: Operation;
  @property({ attribute: false }) key = '';
  @state() private isOpen = false;
  @state() private body: string | null = null;
  @state() private values: Readonly<Record<string, string>> = {};
  @state() private status = '';
  @state() private answer = '';
  @state() private running: AbortController | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.running?.abort();
  }

  override render(): TemplateResult {
    const { method, path, its } = this.operation;
    return html`
      <details @toggle=${(event: Event) => (this.isOpen = (event.target as HTMLDetailsElement).open)}>
        <summary><b>${method}</b> <code>${path}</code> <span>${its.summary}</span></summary>
        ${this.isOpen ? this.#form() : nothing}
      </details>
    `;
  }

  #form(): TemplateResult {
    const { its, parameters } = this.operation;
    return html`
      <form @submit=${this.#send}>
        ${its.description && its.description !== its.summary ? html`<p>${its.description}</p>` : nothing}
        ${parameters.map(
          (one) => html`
            <label>
              ${one.name}${one.required ? '' : ' (optional)'}${one.description ? `: ${one.description}` : ''}
              <input name=${one.name} ?required=${one.required} .value=${this.values[one.name] ?? ''} @input=${this.#fill} spellcheck="false" autocomplete="off" />
            </label>
          `,
        )}
        ${this.#bodyField()}
        <div class="buttons">
          <button class="main" ?disabled=${this.running !== null}>Send</button>
          ${this.running ? html`<button type="button" @click=${() => this.running?.abort()}>Stop</button>` : nothing}
        </div>
        <pre class="curl">${curl(this.#base(), this.#request())}</pre>
        ${this.status ? html`<p role="status">${this.status}</p>` : nothing} ${this.answer ? html`<pre class="answer">${this.answer}</pre>` : nothing}
        <ul>
          ${Object.entries(its.responses ?? {}).map(([code, one]) => html`<li>${code}: ${resolved(this.description, one).description}</li>`)}
        </ul>
      </form>
    `;
  }

  #bodyField(): TemplateResult | typeof nothing {
    const schema = bodySchema(this.operation);
    if (!schema) return nothing;
    const more = optionalFields(this.description, schema);
    return html`
      <label>
        Body${more.length > 0 ? `; it may also have ${more.join(', ')}` : ''}
        <textarea name="body" rows="5" spellcheck="false" .value=${this.#body()} @input=${(event: InputEvent) => (this.body = (event.target as HTMLTextAreaElement).value)}></textarea>
      </label>
    `;
  }

  /// What was written, or to begin with an example.
  #body(): string {
    const schema = bodySchema(this.operation);
    return this.body ?? (schema ? JSON.stringify(example(this.description, schema), null, 2) : '');
  }

  #fill(event: InputEvent): void {
    const field = event.target as HTMLInputElement;
    this.values = { ...this.values, [field.name]: field.value };
  }

  #request(): Request {
    return request(this.operation, { values: this.values, body: this.#body(), key: this.key });
  }

  /// The server's address: this page is at `/api/docs` below it.
  #base(): string {
    return new URL('..', location.href).href.replace(/\/$/, '');
  }

  async #send(event: Event): Promise<void> {
    event.preventDefault();
    const asked = this.#request();
    this.running = new AbortController();
    this.answer = '';
    this.status = 'Waiting for the answer…';
    try {
      const { method, headers, body } = asked;
      const answer = await fetch(this.#base() + asked.path, { method, headers, ...(body === undefined ? {} : { body }), signal: this.running.signal });
      this.status = `${answer.status} ${answer.statusText}`;
      await this.#read(answer);
    } catch (fault) {
      this.status = this.running.signal.aborted ? 'Stopped' : `No answer: ${fault instanceof Error ? fault.message : String(fault)}`;
    } finally {
      this.running = null;
    }
  }

  /// Shows an answer as it comes, since a stream of events never ends.
  async #read(answer: Response): Promise<void> {
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      this.answer = (this.answer + part.value).slice(-MOST_SHOWN);
    }
    if (/json/.test(answer.headers.get('content-type') ?? '')) this.answer = pretty(this.answer);
  }
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
