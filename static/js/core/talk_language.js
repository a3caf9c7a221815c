/**
 * In which language a talk could go on, and what the counselor can do about it.
 *
 * @import {Held} from './desk_state.js'
 * @import {Me} from './frames.js'
 *
 * @typedef {object} Step
 * @property {'ask' | 'asked' | 'hand'} kind  a question to be asked, or one without an answer yet,
 *   or a talk in a language that somebody else speaks
 * @property {string} language
 */

import { writable } from './desk_view.js';

/**
 * What is next about the language, if anything is.
 * @param {Held} held
 * @param {Me | null} me
 * @returns {Step | null}
 */
export function stepOf(held, me) {
  const { language, language_asked: asked, language_hint: hint } = held.talk;
  if (!writable(held)) return null;
  if (asked !== null) return { kind: 'asked', language: asked };
  if (me !== null && !me.languages.includes(language)) return { kind: 'hand', language };
  if (hint === null || hint === language || refused(held, hint)) return null;
  return { kind: 'ask', language: hint };
}

/**
 * Languages to ask for: what the text looks like, the page's, and mine.
 * @param {Held} held
 * @param {Me | null} me
 * @returns {readonly string[]}
 */
export function toAsk(held, me) {
  const { language, language_asked: asked, language_hint: hint, page_language: page } = held.talk;
  if (!writable(held) || asked !== null) return [];
  const found = new Set([...(hint === null ? [] : [hint]), page, ...(me?.languages ?? [])]);
  return [...found].filter((code) => code !== language);
}

/**
 * Who said no is not asked the same beside the log again.
 * @param {Held} held
 * @param {string} language
 */
function refused({ entries }, language) {
  return entries.some(({ code, params }) => code === 'language_kept' && params.to_language === language);
}
