/**
 * The three panes, and which of them is in front where they do not fit side by side: below
 * 1,100 px the right one is a drawer, below 720 px one is shown at a time.
 *
 * @import {Pane} from './act.js'
 */

import { composes } from '../core/composing.js';
import { act } from './act.js';

const ONE = matchMedia('(width < 720px)');
const DRAWER = matchMedia('(width < 1100px)');

export class DeskPanes extends HTMLElement {
  connectedCallback() {
    for (const query of [ONE, DRAWER]) query.addEventListener('change', () => this.#fit());
    this.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || composes(event)) return;
      if (this.pane !== 'side' || !DRAWER.matches) return;
      act(this, { do: 'go', to: 'talk' });
    });
    this.#fit();
  }

  /** @returns {Pane} */
  get pane() {
    return /** @type {Pane} */ (this.dataset.pane ?? 'lists');
  }

  /** @param {Pane} pane */
  set pane(pane) {
    this.dataset.pane = pane;
    this.#fit();
  }

  /** @returns {boolean} one pane at a time */
  get narrow() {
    return ONE.matches;
  }

  /** A pane that is not in front cannot be reached by keys either. */
  #fit() {
    for (const each of this.querySelectorAll('[data-is]')) {
      if (!(each instanceof HTMLElement)) continue;
      const front = each.dataset.is === this.pane;
      const covered = each.dataset.is === 'side' ? DRAWER.matches : ONE.matches;
      each.inert = covered && !front;
    }
    for (const button of this.querySelectorAll('[aria-controls="side"]')) {
      button.setAttribute('aria-expanded', String(this.pane === 'side'));
    }
  }
}

customElements.define('miti-panes', DeskPanes);
