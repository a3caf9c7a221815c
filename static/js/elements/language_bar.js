/**
 * What can be done about the language of a talk: ask the visitor, wait for the answer, or let
 * somebody else go on.
 *
 * @import {Held} from '../core/desk_state.js'
 * @import {Scene} from './act.js'
 */

import { actOn } from '../core/desk_acts.js';
import { languageName } from '../core/language_names.js';
import { stepOf } from '../core/talk_language.js';
import { act, allow, allowed } from './act.js';
import { part, setText } from './dom.js';
import { named } from './paint.js';

export class LanguageBar extends HTMLElement {
  /** @type {() => void} */ #next = () => {};

  connectedCallback() {
    this.#button.addEventListener('click', () => allowed(this.#button) && this.#next());
  }

  get #button() {
    return part(this, 'button', HTMLButtonElement);
  }

  /**
   * @param {Held} held
   * @param {Scene} scene
   */
  render(held, { desk, speech: { say, language: page } }) {
    const step = stepOf(held, desk.me);
    const { ref } = held.talk;
    const language = languageName(step?.language ?? '', page);
    const words = step === null || step.kind === 'ask' ? '' : say(`language.${step.kind}`, { language });
    setText(named(this, 'language-words'), words);
    this.toggleAttribute('data-quiet', step === null);
    this.#button.hidden = step === null || step.kind === 'asked';
    if (step === null || step.kind === 'asked') return;
    const code = step.language;
    const hands = step.kind === 'hand';
    setText(this.#button, hands ? say('hand.give') : say('language.ask', { language }));
    allow(this.#button, desk.link === 'live' && !desk.asked.includes(actOn('ask_language', ref)));
    this.#next = () => act(this, { do: hands ? 'hand_over' : 'ask_language', ref, language: code });
  }
}

customElements.define('miti-language', LanguageBar);
