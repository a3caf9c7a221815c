/**
 * What is known of the talk that is open; never who the person is.
 *
 * @import {Held} from '../core/desk_state.js'
 * @import {Scene} from './act.js'
 */

import { begun, currentOf } from '../core/desk_view.js';
import { actOn } from '../core/desk_acts.js';
import { languageName } from '../core/language_names.js';
import { toAsk } from '../core/talk_language.js';
import { clock, duration } from '../core/time.js';
import { act, allow, allowed } from './act.js';
import { make, setText } from './dom.js';
import { keyed, named, writeOrHide } from './paint.js';

export class TalkFacts extends HTMLElement {
  /** @param {Scene} scene */
  render(scene) {
    const held = currentOf(scene.desk);
    const facts = held === null ? [] : factsOf(held, scene);
    writeOrHide(named(this, 'empty'), held === null ? scene.speech.say('facts.none') : '');
    keyed(
      named(this, 'list'),
      facts,
      ([name]) => name,
      ([name]) => make('div', {}, make('dt', {}, scene.speech.say(`facts.${name}`)), make('dd')),
      (node, [, value]) => setText(/** @type {Element} */ (node.lastElementChild), value),
    );
    this.#languages(held, scene);
  }

  /**
   * @param {Held | null} held
   * @param {Scene} scene
   */
  #languages(held, { desk, speech: { say, language: page } }) {
    const ref = held?.talk.ref ?? '';
    const codes = held === null ? [] : toAsk(held, desk.me);
    const possible = desk.link === 'live' && !desk.asked.includes(actOn('ask_language', ref));
    named(this, 'languages-box').hidden = codes.length === 0;
    keyed(
      named(this, 'languages'),
      codes,
      (language) => `${ref} ${language}`,
      (language) => this.#asking(ref, language),
      (node, language) => {
        setText(node, say('language.ask', { language: languageName(language, page) }));
        allow(/** @type {HTMLButtonElement} */ (node), possible);
      },
    );
  }

  /**
   * @param {string} ref
   * @param {string} language
   */
  #asking(ref, language) {
    const button = make('button', { type: 'button', class: 'button' });
    button.addEventListener('click', () => {
      if (allowed(button)) act(this, { do: 'ask_language', ref, language });
    });
    return button;
  }
}

/**
 * @param {Held} held
 * @param {Scene} scene
 * @returns {readonly [string, string][]}
 */
function factsOf(held, { desk, at, speech }) {
  const { say, language, cities, subjects, languages } = speech;
  const now = at + desk.skew;
  const { talk } = held;
  const { subject, city } = talk;
  const page = talk.page_language;
  const over = talk.state === 'closed';
  return [
    ['subject', subject === null ? say('label.no_subject') : (subjects[subject] ?? subject)],
    ['city', city === null ? say('label.any_city') : (cities[city] ?? city)],
    ['language', languages[talk.language] ?? talk.language],
    ['page', languages[page] ?? page],
    ['came', clock(talk.queued_at, language)],
    [over ? 'ended' : 'talking', over ? clock(talk.since, language) : duration(now - begun(held), language)],
  ];
}

customElements.define('miti-facts', TalkFacts);
