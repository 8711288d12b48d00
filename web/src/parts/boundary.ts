import { html, LitElement, render } from 'lit';
import { property } from 'lit/decorators.js';
import { wordsFor, type Words } from '../words/index.js';

/// An element that says so when it cannot be drawn. What throws while it is drawn is reported as any uncaught error is,
/// and a sentence and a way out take its place; the elements around it go on.
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

  /// In a place of its own: what was drawn of the rest is in no state to be drawn upon.
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
