/**
 * `<exit-questions>`: how it was, one short question after the other, each with a way past it.
 * Fires `said` with all answers whenever one is given or all are taken back.
 *
 * @import {Question} from '../core/exit_questions.js'
 * @import {Said} from '../core/frames.js'
 */

import { NOTHING_SAID, nextOf } from '../core/exit_questions.js';
import { part, setText } from './dom.js';

export class ExitQuestions extends HTMLElement {
  #said = NOTHING_SAID;
  /** @type {Set<Question>} */ #skipped = new Set();
  #busy = false;

  connectedCallback() {
    this.addEventListener('click', (event) => this.#clicked(event.target));
  }

  /** @param {Said | null} said  null: there is nothing to ask */
  show(said) {
    this.hidden = said === null;
    if (said === null) this.#skipped.clear();
    this.#said = said ?? NOTHING_SAID;
    this.#draw();
  }

  #draw() {
    const next = nextOf(this.#said, this.#skipped);
    for (const group of this.#groups()) group.hidden = group.dataset.question !== next;
    part(this, '[data-exit="skip"]', HTMLButtonElement).hidden = next === null;
    part(this, '[data-exit="anew"]', HTMLButtonElement).hidden = next !== null;
    const thanks = part(this, '[role="status"]', HTMLElement);
    setText(thanks, next === null && !this.hidden ? (thanks.dataset.words ?? '') : '');
    if (this.#busy) this.#goTo(next);
    this.#busy = false;
  }

  /**
   * Where the hand (and the ear) goes on, for the button that was pressed is gone.
   *
   * @param {Question | null} next
   */
  #goTo(next) {
    const place = next === null ? '[data-exit="anew"]' : `[data-question="${next}"] button`;
    part(this, place, HTMLButtonElement).focus();
  }

  /** @param {EventTarget | null} target */
  #clicked(target) {
    const button = target instanceof Element ? target.closest('button') : null;
    if (button === null) return;
    this.#busy = true;
    const { exit, answer } = button.dataset;
    if (exit === 'anew') this.#anew();
    else if (exit === 'skip') this.#skip();
    else if (answer) this.#answer(button, answer);
  }

  #anew() {
    this.#skipped.clear();
    this.#tell(NOTHING_SAID);
  }

  #skip() {
    const next = nextOf(this.#said, this.#skipped);
    if (next !== null) this.#skipped.add(next);
    this.#draw();
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {string} answer
   */
  #answer(button, answer) {
    const question = button.closest('[data-question]');
    if (question instanceof HTMLElement) this.#tell({ ...this.#said, [question.dataset.question ?? '']: answer });
  }

  /** @param {Said} said */
  #tell(said) {
    this.dispatchEvent(new CustomEvent('said', { detail: said }));
  }

  /** @returns {HTMLElement[]} */
  #groups() {
    return [...this.querySelectorAll('[data-question]')].filter((each) => each instanceof HTMLElement);
  }
}

customElements.define('exit-questions', ExitQuestions);
