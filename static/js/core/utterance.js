/**
 * What is read aloud to people who listen to the page: only changes, and at most every 30 s.
 *
 * @typedef {{text: string, at: number}} Utterance  `at`: seconds
 */

const PAUSE = 30;

/** @type {Utterance} */
export const SILENCE = { text: '', at: -Infinity };

/**
 * @param {Utterance} last
 * @param {string} text
 * @param {number} now
 * @returns {Utterance} `last` itself when there is nothing new to say, or not yet
 */
export function utter(last, text, now) {
  return text === last.text || now - last.at < PAUSE ? last : { text, at: now };
}
