/**
 * Distress and abuse: the helpline card in the visitor's language with a colleague called, or the
 * end of the talk with a reason.
 *
 * @import {BlockReason, Colleague} from '../core/frames.js'
 * @import {Scene} from './act.js'
 */

import { writable } from '../core/desk_view.js';
import { act, allow } from './act.js';
import { pageData, part, setText } from './dom.js';
import { attribute, named } from './paint.js';

/** Seconds without an answer after which it is asked again who is there: a line may have broken. */
const AGAIN = 5;

export class CareCard extends HTMLElement {
  #ref = '';
  /** The talk whose card went before it was known whom to call; '' for none. */ #calling = '';
  #wondered = 0;
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
    this.#wondered = this.#scene?.at ?? 0;
    this.#form.reset();
    if (this.#scene !== null) this.#draw(this.#scene);
    this.#dialog.showModal();
    named(this, 'send').focus();
  }

  /** Whoever is in distress waits for nobody's list: the card goes now, the call as soon as it can. */
  #send() {
    const { text } = this.#card();
    if (text === '' || !this.#live) return;
    act(this, { do: 'say_card', ref: this.#ref, text });
    this.#dialog.close();
    this.#calling = this.#ref;
    this.#call();
  }

  /** Calls the colleague for the card that went, once it is known who is there; or says that none is. */
  #call() {
    const ref = this.#calling;
    const colleague = this.#colleague(ref);
    if (ref === '' || colleague === undefined) return;
    this.#calling = '';
    const note = this.#scene?.speech.say('care.called') ?? '';
    if (colleague === null) act(this, { do: 'tell', note: { code: 'care.nobody', params: {} } });
    else act(this, { do: 'invite', ref, counselor: colleague.key, note });
  }

  /** A card, or a reason, that is not sent now would be sent too late. */
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

  /**
   * The first who is free, else the first on duty.
   * @param {string} ref
   * @returns {Colleague | null | undefined} null: there is nobody; undefined: that is not known yet
   */
  #colleague(ref) {
    const answer = this.#scene?.desk.colleagues;
    return answer?.ref === ref ? (answer.people[0] ?? null) : undefined;
  }

  /** @param {Scene} scene */
  render(scene) {
    this.#scene = scene;
    if (!this.#goesOn(this.#calling)) this.#calling = '';
    if (this.#dialog.open && !this.#goesOn(this.#ref)) this.#dialog.close();
    if (this.#dialog.open) this.#draw(scene);
    if (this.#calling !== '') this.#wonder(this.#calling, scene);
    else if (this.#dialog.open) this.#wonder(this.#ref, scene);
    if (this.#calling !== '') queueMicrotask(() => this.#call()); // not in the middle of drawing
  }

  /** @param {string} ref */
  #goesOn(ref) {
    const held = this.#scene?.desk.talks[ref];
    return held !== undefined && writable(held);
  }

  /**
   * Asks again who is there, for as long as nobody has told.
   * @param {string} ref
   * @param {Scene} scene
   */
  #wonder(ref, { at }) {
    if (!this.#live || this.#colleague(ref) !== undefined || at - this.#wondered < AGAIN) return;
    this.#wondered = at;
    act(this, { do: 'who_is_there', ref });
  }

  /** @param {Scene} scene */
  #draw({ speech: { say } }) {
    for (const button of this.#dialog.querySelectorAll('button.primary, button.danger')) {
      if (button instanceof HTMLButtonElement) allow(button, this.#live);
    }
    const { language, text } = this.#card();
    attribute(named(this, 'card'), 'lang', language);
    setText(named(this, 'card'), text);
    const colleague = this.#colleague(this.#ref);
    const known = colleague === null ? say('care.nobody') : say('care.calls', { alias: colleague?.alias ?? '' });
    setText(named(this, 'colleague'), colleague === undefined ? say('care.looking') : known);
  }
}

customElements.define('miti-care', CareCard);
