/**
 * The counselor asks to go on in another language: a question in both languages, for who reads
 * only one of them.
 *
 * @import {Speech} from './visitor_lines.js'
 * @import {State, Wish} from './visitor_value.js'
 * @import {Banner, Choice, Foreign} from './visitor_view.js'
 */

import { languageName } from './language_names.js';

/**
 * @param {State} state
 * @param {Speech} speech
 * @returns {Banner | null}
 */
export function goOn({ status, pledges }, speech) {
  const asked = status?.language_asked;
  if (!asked || pledges.some(({ wish }) => isAnswer(wish))) return null;
  const alias = status?.who?.alias ?? speech.say('adviser');
  const [text, also] = both('go_on', asked, alias, speech);
  /** @param {'use_language' | 'keep_language'} type */
  const choice = (type) => {
    const [label, foreign] = both(type === 'use_language' ? 'go_on_yes' : 'go_on_no', asked, alias, speech);
    return /** @type {Choice} */ ({ label, also: foreign, event: { type: 'wish', wish: { type, language: asked } } });
  };
  return { id: 'go_on', kind: 'info', text, also, timer: '', choices: [choice('use_language'), choice('keep_language')] };
}

/** @param {Wish} wish */
function isAnswer({ type }) {
  return type === 'use_language' || type === 'keep_language';
}

/**
 * A word in the page's language, and in the other one if that is another and has it.
 *
 * @param {string} key
 * @param {string} asked
 * @param {string} alias
 * @param {Speech} speech
 * @returns {[string, Foreign | null]}
 */
function both(key, asked, alias, { say, language: page }) {
  /** @param {string} code */
  const word = (code) => say(`${key}.${code}`, { alias, language: languageName(asked, code) });
  const known = asked !== page && word(asked) !== `${key}.${asked}`;
  return [word(page), known ? { text: word(asked), language: asked } : null];
}
