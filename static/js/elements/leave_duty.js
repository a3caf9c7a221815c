/**
 * Going off duty, or signing out, in mid-talk: nobody is left alone by a click.
 *
 * @import {Scene} from './act.js'
 */

import { openTalks } from '../core/desk_view.js';
import { act } from './act.js';
import { part, setText } from './dom.js';
import { named } from './paint.js';

export class LeaveDuty extends HTMLElement {
  /** What is done once no talk goes on. @type {(() => void) | null} */ #then = null;
  /** @type {Scene | null} */ #scene = null;

  connectedCallback() {
    named(this, 'stay').addEventListener('click', () => this.#dialog.close());
    named(this, 'finish').addEventListener('click', () => {
      this.#dialog.close();
      act(this, { do: 'finish' });
    });
    named(this, 'give-all').addEventListener('click', () => {
      const talks = this.#scene === null ? [] : openTalks(this.#scene.desk);
      for (const { talk } of talks) {
        act(this, { do: 'give', ref: talk.ref, target: { language: talk.language }, note: '' });
      }
    });
    this.#dialog.addEventListener('close', () => {
      this.#then = null;
    });
  }

  get #dialog() {
    return part(this, 'dialog', HTMLDialogElement);
  }

  /**
   * Asks what becomes of the talks, then does `then`; at once when there is none.
   * @param {Scene['desk']} desk
   * @param {() => void} then
   */
  ask(desk, then) {
    if (openTalks(desk).length === 0) return then();
    this.#then = then;
    if (!this.#dialog.open) this.#dialog.showModal();
    if (this.#scene !== null) this.render(this.#scene);
  }

  /** @param {Scene} scene */
  render(scene) {
    this.#scene = scene;
    if (!this.#dialog.open) return;
    const n = openTalks(scene.desk).length;
    setText(named(this, 'words'), scene.speech.say('leave.talks', { n }));
    if (n > 0) return;
    const then = this.#then;
    this.#dialog.close();
    then?.();
  }
}

customElements.define('miti-leave', LeaveDuty);
