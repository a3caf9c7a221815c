/**
 * How a talk ended, in two clicks: the subject, then, in its place, the outcome, which closes it.
 *
 * @import {Depth, Outcome} from '../core/frames.js'
 * @import {Scene} from './act.js'
 */

import { actOn } from '../core/desk_acts.js';
import { currentOf, depthOf, ended } from '../core/desk_view.js';
import { act, allow, allowed } from './act.js';
import { setText } from './dom.js';
import { attribute, named, writeOrHide } from './paint.js';

export class WrapUp extends HTMLElement {
  #ref = '';
  /** '' for none of the subjects. @type {string | null} */ #subject = null;
  /** @type {Scene | null} */ #scene = null;

  connectedCallback() {
    this.addEventListener('click', (event) => {
      const button = event.target instanceof Element ? event.target.closest('button') : null;
      // The outcomes stand where the subjects stood: a double click must not choose one.
      if (button !== null && allowed(button) && event.detail < 2) this.#chosen(button);
    });
  }

  /** @param {HTMLButtonElement} button */
  #chosen({ dataset }) {
    if (dataset.subject !== undefined) return this.#choose(dataset.subject);
    if (dataset.part === 'back') return this.#choose(null);
    const outcome = /** @type {Outcome | undefined} */ (dataset.outcome) ?? null;
    const subject = outcome === null ? null : this.#subject || null;
    act(this, { do: 'close', ref: this.#ref, subject, outcome, depth: outcome === null ? null : this.#depth });
  }

  /** @returns {Depth | null} */
  get #depth() {
    const chosen = this.querySelector('[name="depth"]:checked');
    return chosen instanceof HTMLInputElement ? /** @type {Depth} */ (chosen.value) : null;
  }

  /** As it most likely was, by its length: a click less, and easily changed. */
  #guessDepth() {
    const held = this.#scene === null ? null : currentOf(this.#scene.desk);
    if (this.#scene === null || held === null) return;
    const depth = depthOf(held, this.#scene.at + this.#scene.desk.skew);
    for (const box of this.querySelectorAll('[name="depth"]')) {
      if (box instanceof HTMLInputElement) box.checked = box.value === depth;
    }
  }

  /** @param {string | null} subject */
  #choose(subject) {
    this.#subject = subject;
    if (subject !== null) this.#guessDepth();
    if (this.#scene !== null) this.render(this.#scene);
    named(this, 'step').focus();
  }

  /** @param {Scene} scene */
  render(scene) {
    const held = currentOf(scene.desk);
    this.#scene = scene;
    this.hidden = held === null || held.gone !== null || held.talk.looking_on;
    if (held === null) return;
    if (held.talk.ref !== this.#ref) this.#subject = null;
    this.#ref = held.talk.ref;
    const second = this.#subject !== null;
    named(this, 'subjects').hidden = second;
    named(this, 'outcomes').hidden = !second;
    named(this, 'depths').hidden = !second;
    named(this, 'back').hidden = !second;
    named(this, 'end').hidden = second || ended(held);
    attribute(this, 'data-state', ended(held) ? 'due' : null);
    this.#words(held.talk.subject ?? '', scene);
  }

  /**
   * @param {string} asked the subject that the visitor chose
   * @param {Scene} scene
   */
  #words(asked, { desk, speech: { say, subjects } }) {
    const closing = desk.asked.includes(actOn('close', this.#ref));
    for (const button of this.querySelectorAll('button')) {
      allow(button, desk.link === 'live' && !closing);
      if (button.dataset.subject === undefined) continue;
      writeOrHide(named(button, 'asked'), button.dataset.subject === asked ? say('wrap.asked') : '');
    }
    const subject = subjects[this.#subject ?? ''] ?? say('wrap.no_subject');
    const step = this.#subject === null ? say('wrap.first') : say('wrap.second', { subject });
    setText(named(this, 'step'), closing ? say('wrap.closing') : step);
  }
}

customElements.define('miti-wrap-up', WrapUp);
