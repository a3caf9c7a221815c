/**
 * `<chat-composer>`: where one writes. Enter sends where there is a keyboard, and makes a new line
 * on a touch screen; Ctrl+Enter always sends.
 * Fires `send` and `draft` with the text, `typing` with true (at most every 3 s) or false.
 *
 * @import {Say} from '../core/words.js'
 */

import { composes } from '../core/composing.js';
import { fit, part, setText, written } from './dom.js';
import { Writing } from './writing.js';

/** Longest message in characters, as the server counts them. */
const LONGEST = 4000;

export class ChatComposer extends HTMLElement {
  /** @type {Say} */ say = (key) => key;
  #writing = new Writing((on) => this.#fire('typing', on));
  #touch = matchMedia('(pointer: coarse)');

  connectedCallback() {
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#send();
    });
    this.#field.addEventListener('input', () => this.#changed());
    this.#field.addEventListener('blur', () => this.#writing.is(false));
    this.#field.addEventListener('keydown', (event) => this.#key(event));
  }

  get #form() {
    return part(this, 'form', HTMLFormElement);
  }

  get #field() {
    return part(this, 'textarea', HTMLTextAreaElement);
  }

  get #note() {
    return part(this, '.composer-note', HTMLElement);
  }

  /** @returns {string} as it stands in the field */
  get text() {
    return this.#field.value;
  }

  /** @param {string} text  shown when it is not what is being written already */
  set text(text) {
    if (this.#field.value === text) return;
    this.#field.value = text;
    this.#check();
  }

  /** @param {boolean} open  false: what stands there can be read and copied, no more */
  set open(open) {
    this.#field.readOnly = !open;
    part(this, 'button', HTMLButtonElement).hidden = !open;
  }

  /** Puts the cursor into the field. */
  write() {
    this.#field.focus();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== 'Enter' || composes(event)) return;
    const plain = !event.shiftKey && !event.altKey && !this.#touch.matches;
    if (!plain && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.#send();
  }

  #changed() {
    this.#fire('draft', this.#field.value);
    this.#writing.is(written(this.#field.value) !== '');
    this.#check();
  }

  #send() {
    if (this.#field.readOnly) return; // what could not be sent stays to be read
    const text = written(this.#field.value);
    this.#field.focus();
    if (!text || !this.#check()) return;
    this.#fire('send', text);
    this.#writing.is(false);
  }

  /** @returns {boolean} true when the text may be sent; says beside it when not */
  #check() {
    fit(this.#field);
    const over = [...this.#field.value.trim()].length - LONGEST;
    setText(this.#note, over > 0 ? this.say('too_long_by', { n: over }) : '');
    this.#field.setAttribute('aria-invalid', String(over > 0));
    return over <= 0;
  }

  /**
   * @param {string} name
   * @param {string | boolean} detail
   */
  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

customElements.define('chat-composer', ChatComposer);
