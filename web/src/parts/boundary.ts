import { html, LitElement, render } from 'lit';
import { property } from 'lit/decorators.js';
import { wordsFor, type Words } from '../words/index.js';

/// An element that shows a message and a way out if rendering throws. The error is reported like any uncaught one.
/// The elements around it keep working.
export abstract class Boundary extends LitElement {
  @property({ attribute: false }) words: Words = wordsFor();

  #isBroken = false;

  protected override performUpdate(): void {
    if (this.#isBroken) return;
    try {
      super.performUpdate();
    } catch (fault) {
      this.#isBroken = true;
      reportError(fault);
      this.#apologize();
    }
  }

  /// Renders into a container of its own: after the error, Lit cannot update what was rendered before.
  #apologize(): void {
    const place = document.createElement('div');
    place.className = 'broken';
    render(
      html`<p role="alert">${this.words.broken}</p>
        <button type="button" @click=${() => location.reload()}>${this.words.reload}</button>`,
      place,
    );
    this.renderRoot.replaceChildren(place);
  }
}
