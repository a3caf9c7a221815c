/**
 * Distress and abuse: the helpline card in the visitor's language with a colleague called, or the
 * end of the talk with a reason.
 *
 * @import {BlockReason} from '../core/frames.js'
 * @import {Scene} from './act.js'
 */

import { writable } from '../core/desk_view.js';
import { act, allow } from './act.js';
import { pageData, part, setText } from './dom.js';
import { attribute, named } from './paint.js';

export class CareCard extends HTMLElement {
  #ref = '';
  /** By language of the talk. @type {Readonly<Record<string, string>>} */
  #cards = pageData('helplines');
  /** @type {Scene | null} */ #scene = null;

  connectedCallback() {
    named(this, 'cancel').addEventListener('click', () => this.#dialog.close());
    named(this, 'send').addEventListener('click', () => this.#send());
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#block();
    });
  }

  get #dialog() {
    return part(this, 'dialog', HTMLDialogElement);
  }

  get #form() {
    return part(this, 'form', HTMLFormElement);
  }

  /**
   * Opens for one talk; who could be called has been asked for.
   * @param {string} ref
   */
  open(ref) {
    if (this.#dialog.open) return;
    this.#ref = ref;
    this.#form.reset();
    if (this.#scene !== null) this.#draw(this.#scene);
    this.#dialog.showModal();
    named(this, 'send').focus();
  }

  #send() {
    const { text } = this.#card();
    const colleague = this.#colleague();
    if (text === '' || !this.#live) return;
    act(this, { do: 'say_card', ref: this.#ref, text });
    const note = this.#scene?.speech.say('care.called') ?? '';
    if (colleague !== null) act(this, { do: 'invite', ref: this.#ref, counselor: colleague.key, note });
    this.#dialog.close();
  }

  /** A colleague who is not called now would be called never. */
  get #live() {
    return this.#scene?.desk.link === 'live';
  }

  #block() {
    if (!this.#live) return;
    const reason = /** @type {BlockReason} */ (String(new FormData(this.#form).get('reason')));
    act(this, { do: 'block', ref: this.#ref, reason });
    this.#dialog.close();
  }

  #card() {
    const language = this.#scene?.desk.talks[this.#ref]?.talk.language ?? '';
    return { language, text: this.#cards[language] ?? '' };
  }

  /** The first who is free, else the first on duty. */
  #colleague() {
    const answer = this.#scene?.desk.colleagues;
    return answer?.ref === this.#ref ? (answer.people[0] ?? null) : null;
  }

  /** @param {Scene} scene */
  render(scene) {
    this.#scene = scene;
    if (!this.#dialog.open) return;
    const held = scene.desk.talks[this.#ref];
    if (held === undefined || !writable(held)) this.#dialog.close();
    else this.#draw(scene);
  }

  /** @param {Scene} scene */
  #draw({ speech: { say } }) {
    for (const button of this.#dialog.querySelectorAll('button.primary, button.danger')) {
      if (button instanceof HTMLButtonElement) allow(button, this.#live);
    }
    const { language, text } = this.#card();
    attribute(named(this, 'card'), 'lang', language);
    setText(named(this, 'card'), text);
    const alias = this.#colleague()?.alias;
    setText(named(this, 'colleague'), alias === undefined ? say('care.nobody') : say('care.calls', { alias }));
  }
}

customElements.define('miti-care', CareCard);
