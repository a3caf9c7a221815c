/** The overlay that names the shortcuts, lets each be changed, and has a switch that turns them off. */

import { LETTERS, actOf, changedLetter, letterFor, lettersFrom } from '../core/shortcuts.js';
import { keep, kept, prefer, preferred } from '../net/preferences.js';
import { part } from './dom.js';
import { named } from './paint.js';

/** @import {Act} from '../core/shortcuts.js' */

export class ShortcutHelp extends HTMLElement {
  #letters = lettersFrom(kept('letters'));

  connectedCallback() {
    const box = this.#switch;
    box.checked = preferred('shortcuts', true);
    box.addEventListener('change', () => prefer('shortcuts', box.checked));
    named(this, 'usual').addEventListener('click', () => this.#use(LETTERS));
    for (const field of this.#fields) {
      field.addEventListener('keydown', (event) => this.#typed(field, event));
      field.addEventListener('input', () => this.#changed(field, field.value));
    }
    addEventListener('keydown', (event) => this.#pressed(event));
    this.#show();
  }

  get #switch() {
    return part(this, '[type="checkbox"]', HTMLInputElement);
  }

  /** @returns {NodeListOf<HTMLInputElement>} one for each letter */
  get #fields() {
    return this.querySelectorAll('input[data-key]');
  }

  /** Opens the overlay. */
  open() {
    const dialog = part(this, 'dialog', HTMLDialogElement);
    if (!dialog.open) dialog.showModal();
  }

  /**
   * A letter takes the place of the one that stands there, wherever the cursor is.
   * @param {HTMLInputElement} field
   * @param {KeyboardEvent} event
   */
  #typed(field, event) {
    if (event.key.length > 1 || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#changed(field, event.key);
  }

  /**
   * @param {HTMLInputElement} field
   * @param {string} letter
   */
  #changed(field, letter) {
    const act = /** @type {Act} */ (field.dataset.key);
    this.#use(changedLetter(this.#letters, act, letter) ?? this.#letters);
  }

  /** @param {Readonly<Record<string, Act>>} letters */
  #use(letters) {
    this.#letters = letters;
    keep('letters', letters);
    this.#show();
  }

  /** The letters stand here, and on the buttons that have one. */
  #show() {
    for (const field of this.#fields) field.value = this.#letter(field.dataset.key).toUpperCase();
    for (const key of document.querySelectorAll('kbd[data-key]')) {
      const name = key instanceof HTMLElement ? key.dataset.key : '';
      key.textContent = `Alt ${this.#letter(name).toUpperCase()}`;
    }
  }

  /** @param {string | undefined} act */
  #letter(act) {
    return letterFor(this.#letters, /** @type {Act} */ (act));
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.defaultPrevented || !this.#switch.checked) return;
    const inText = event.target instanceof Element && event.target.matches('input, textarea');
    const wanted = actOf(event, inText, this.#letters);
    if (wanted === null) return;
    event.preventDefault();
    if (wanted === 'help') this.open();
    else this.dispatchEvent(new CustomEvent('shortcut', { bubbles: true, detail: wanted }));
  }
}

customElements.define('miti-help', ShortcutHelp);
