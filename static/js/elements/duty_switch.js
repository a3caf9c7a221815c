/**
 * On duty, paused or off, how many talks at once, and until when.
 *
 * @import {DutyState} from '../core/frames.js'
 * @import {Scene} from './act.js'
 */

import { dutyEnds } from '../core/duty_ends.js';
import { clock } from '../core/time.js';
import { act, allow, allowed } from './act.js';
import { make } from './dom.js';
import { attribute, named } from './paint.js';

export class DutySwitch extends HTMLElement {
  /** @type {Scene['desk']['duty']} */ #duty = null;

  connectedCallback() {
    this.addEventListener('click', (event) => {
      const button = event.target instanceof Element ? event.target.closest('.segment') : null;
      if (button instanceof HTMLButtonElement && allowed(button)) this.#ask(button.dataset);
    });
    this.#ends.addEventListener('change', () => this.#ask({}));
  }

  get #ends() {
    return /** @type {HTMLSelectElement} */ (named(this, 'ends'));
  }

  /** @param {DOMStringMap} wanted */
  #ask(wanted) {
    if (this.#duty === null) return;
    const state = /** @type {DutyState} */ (wanted.state ?? this.#duty.state);
    const ends = this.#ends.value === '' ? null : Number(this.#ends.value);
    act(this, { do: 'duty', state, slots: Number(wanted.slots ?? this.#duty.slots), ends_at: ends });
  }

  /** @param {Scene} scene */
  render({ desk: { duty, link, skew }, at, speech: { language } }) {
    this.#duty = duty;
    named(this, 'until').hidden = duty === null || duty.state === 'off';
    this.#ends.disabled = link !== 'live';
    if (duty !== null && document.activeElement !== this.#ends) {
      this.#renderEnds(dutyEnds(at + skew, duty.ends_at), duty.ends_at, language);
    }
    for (const button of this.querySelectorAll('button.segment')) {
      if (!(button instanceof HTMLButtonElement)) continue;
      const { state, slots } = button.dataset;
      const chosen = duty !== null && (state === duty.state || slots === String(duty.slots));
      attribute(button, 'aria-pressed', String(chosen));
      allow(button, duty !== null && link === 'live');
    }
  }

  /**
   * The times to choose from; never while somebody is choosing.
   * @param {number[]} ends
   * @param {number | null} chosen
   * @param {string} language
   */
  #renderEnds(ends, chosen, language) {
    const [closing, ...rest] = this.#ends.options;
    if (rest.map(({ value }) => Number(value)).join() !== ends.join()) {
      const options = ends.map((at) => make('option', { value: String(at) }, clock(at, language)));
      this.#ends.replaceChildren(/** @type {Element} */ (closing), ...options);
    }
    const value = chosen === null ? '' : String(chosen);
    if (this.#ends.value !== value) this.#ends.value = value;
  }
}

customElements.define('miti-duty', DutySwitch);
