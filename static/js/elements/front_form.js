/**
 * `<front-form>`: the form that the server drew. Keeps the states of cities and languages fresh,
 * says beside a choice what it means, and remembers choices and text in this tab.
 * Fires `ask` with the choice, the text, and whether it is left for later; `code` with a return code.
 *
 * @import {Front, Openness} from '../core/front_advice.js'
 * @import {Speech} from '../core/visitor_lines.js'
 * @import {Choice} from '../core/visitor_value.js'
 */

import { advise, isClosed, stateText } from '../core/front_advice.js';
import { recall, remember } from '../net/storage.js';
import { part, setText, written } from './dom.js';

const MEMORY = 'miti.form';
const LONGEST = 4000;

export class FrontForm extends HTMLElement {
  /** @type {Speech | null} */ speech = null;
  /** @type {Front | null} */ #front = null;
  /** @type {string | null} */ #language = null; // chosen by hand; else it follows the page's
  #words = { now: '', later: '' }; // on the button
  #later = false; // closed: the question is left

  connectedCallback() {
    this.#restore();
    this.#form.addEventListener('change', ({ target }) => this.#chosen(target));
    this.#question.addEventListener('input', () => this.#written());
    this.#question.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#ask();
    });
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#ask();
    });
    part(this, '#any-city', HTMLButtonElement).addEventListener('click', () => this.#anyCity());
    part(this, '.have-code', HTMLDetailsElement).ontoggle = () => void import('./code_field.js');
    part(this, '#code-form', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      const detail = part(this, '#code', HTMLInputElement).value.trim().slice(0, 60);
      if (detail) this.dispatchEvent(new CustomEvent('code', { detail }));
    });
  }

  get #form() {
    return part(this, 'form.ask', HTMLFormElement);
  }

  get #button() {
    return part(this, '#ask', HTMLButtonElement);
  }

  get #question() {
    return part(this, 'textarea', HTMLTextAreaElement);
  }

  /** @returns {Choice} */
  get choice() {
    const data = new FormData(this.#form);
    const [city, subject] = [data.get('city'), data.get('subject')].map((value) => value || null);
    return /** @type {Choice} */ ({ city, subject, language: data.get('language') });
  }

  /** What is asked, as it stands there now. */
  get asked() {
    return { choice: this.choice, text: written(this.#question.value), later: this.#later };
  }

  /** @param {Front} front  fresh from the server */
  set front(front) {
    this.#front = front;
    for (const { key, ...city } of front.cities) this.#show(`city-${key}`, city);
    for (const { code, state } of front.languages) this.#show(`language-${code}`, { state, opens_at: null });
    this.#show('city-', front.any);
    this.#advise();
  }

  /** @param {string} text */
  set text(text) {
    this.#question.value = text;
    this.#keep();
  }

  /** @param {string} text  good news above the form; '' for none */
  set notice(text) {
    const notice = part(this, '#front-notice', HTMLElement);
    notice.hidden = !text;
    setText(notice, text);
  }

  /** @param {string} reason  why it was not accepted; '' for nothing */
  set reason(reason) {
    setText(part(this, '#not-accepted', HTMLElement), reason);
  }

  /** @param {string} reason  why the code opens nothing; '' for nothing */
  set codeReason(reason) {
    const error = part(this, '#code-error', HTMLElement);
    if (error.textContent === reason) return; // drawn anew: the cursor stays where it is
    setText(error, reason);
    const field = part(this, '#code', HTMLInputElement);
    field.setAttribute('aria-invalid', String(reason !== ''));
    if (!reason) return;
    part(this, '.have-code', HTMLDetailsElement).open = true;
    field.focus();
  }

  /** @param {boolean} later  nobody can be asked live: the question is left */
  set later(later) {
    this.#later = later;
    setText(this.#button, later ? this.#words.later : this.#words.now);
  }

  /** The page's scripts are there: the button does something now. */
  ready() {
    const { textContent, dataset } = this.#button;
    this.#words = { now: textContent ?? '', later: dataset.later ?? '' };
    this.#button.disabled = false;
    part(this, '#not-started', HTMLElement).hidden = true; // it was said too soon
    this.#advise();
  }

  /** @param {boolean} busy  the question is taken, and what is needed for the talk still loads */
  set busy(busy) {
    this.#button.setAttribute('aria-disabled', String(busy));
    if (busy) setText(this.#button, this.speech?.say('one_moment') ?? '');
    else this.later = this.#later;
  }

  /**
   * Somebody comes back from a talk, or from a code that opened nothing.
   *
   * @param {string} text  carried over as the next question; '' for none
   * @param {boolean} opened  false: the reason why it did not open is what to look at
   */
  resume(text, opened) {
    this.text = text;
    if (opened) part(this, '#front-title', HTMLElement).focus();
  }

  /**
   * @param {string} name
   * @param {{state: Openness, opens_at: number | null}} place
   */
  #show(name, place) {
    const node = this.querySelector(`[data-of="${name}"]`);
    if (!(node instanceof HTMLElement) || !this.speech || !this.#front) return;
    node.dataset.state = place.state;
    setText(node, stateText(place, this.#front.now, this.speech));
  }

  /** @param {EventTarget | null} target */
  #chosen(target) {
    if (target instanceof HTMLInputElement && target.name === 'language') this.#language = target.value;
    this.#keep();
    this.#advise();
  }

  #keep() {
    const { city, subject } = this.choice;
    remember(MEMORY, { city, subject, language: this.#language, text: this.#question.value });
  }

  #advise() {
    if (!this.#front || !this.speech) return;
    const { text, anyCity } = advise(this.#front, this.choice, this.speech);
    setText(part(this, '#advice-text', HTMLElement), text);
    part(this, '#advice', HTMLElement).hidden = !text;
    part(this, '#any-city', HTMLButtonElement).hidden = !anyCity;
    if (!this.#button.disabled) this.later = isClosed(this.#front, this.choice);
  }

  #anyCity() {
    part(this, 'input[name="city"][value=""]', HTMLInputElement).click();
    this.#question.focus();
  }

  #written() {
    this.#complain('');
    this.#keep();
  }

  #ask() {
    if (this.#button.getAttribute('aria-disabled') === 'true') return;
    const text = written(this.#question.value);
    const over = [...text].length - LONGEST;
    if (!text) return this.#complain(this.speech?.say('question_missing') ?? '');
    if (over > 0) return this.#complain(this.speech?.say('too_long_by', { n: over }) ?? '');
    this.dispatchEvent(new CustomEvent('ask', { detail: this.asked }));
  }

  /** @param {string} reason  beside the text; '' when it is well */
  #complain(reason) {
    setText(part(this, '#question-error', HTMLElement), reason);
    this.#question.setAttribute('aria-invalid', String(reason !== ''));
    if (reason) this.#question.focus();
  }

  /** Shows again what this tab chose and wrote before, unless somebody was faster than the scripts. */
  #restore() {
    const memory = /** @type {Record<'city' | 'subject' | 'language' | 'text', string | null> | null} */ (
      recall(MEMORY)
    );
    if (!memory) return;
    this.#question.value ||= memory.text ?? '';
    this.#language = memory.language;
    this.#check('city', memory.city ?? '');
    this.#check('subject', memory.subject ?? '');
    if (memory.language) this.#check('language', memory.language);
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  #check(name, value) {
    const input = this.querySelector(`input[name="${name}"][value="${CSS.escape(value)}"]`);
    if (input instanceof HTMLInputElement) input.checked = true;
  }
}

customElements.define('front-form', FrontForm);
