/**
 * The questions at the end, one after the other: which is next, and what was answered so far.
 *
 * @import {Said} from './frames.js'
 * @import {State} from './visitor_value.js'
 *
 * @typedef {keyof Said} Question
 */

/** In the order in which they are asked, each with what may be answered. */
export const ANSWERS = Object.freeze({
  satisfaction: /** @type {const} */ (['very_satisfied', 'satisfied', 'dissatisfied', 'very_dissatisfied']),
  recommend: /** @type {const} */ (['yes', 'no']),
  first_visit: /** @type {const} */ (['yes', 'no']),
  found: /** @type {const} */ (['yes', 'no']),
});
const QUESTIONS = /** @type {Question[]} */ (Object.keys(ANSWERS));

/** @type {Said} */
export const NOTHING_SAID = Object.freeze({ satisfaction: null, recommend: null, first_visit: null, found: null });

/**
 * @param {State} state
 * @returns {Said | null} what is on its way to the service or was stored there; null: nothing is asked
 */
export function saidIn({ status, pledges }) {
  for (const { wish } of pledges) if (wish.type === 'answer') return wish.said;
  return status?.said ?? null;
}

/**
 * @param {Said} said
 * @param {ReadonlySet<Question>} skipped
 * @returns {Question | null} null: everything was asked
 */
export function nextOf(said, skipped) {
  return QUESTIONS.find((question) => said[question] === null && !skipped.has(question)) ?? null;
}

/**
 * @param {Said | null} one
 * @param {Said} other
 */
export function isSame(one, other) {
  return one !== null && QUESTIONS.every((question) => one[question] === other[question]);
}
