/**
 * The questions at the end, one after the other: which is next, and what was answered so far.
 *
 * @import {Said} from './frames.js'
 * @import {State} from './visitor_value.js'
 *
 * @typedef {keyof Said} Question
 */

/** What is chosen, in the order in which it is asked, each with what may be answered. */
export const ANSWERS = Object.freeze({
  satisfaction: /** @type {const} */ (['very_satisfied', 'satisfied', 'dissatisfied', 'very_dissatisfied']),
  recommend: /** @type {const} */ (['yes', 'no']),
  first_visit: /** @type {const} */ (['yes', 'no']),
  found: /** @type {const} */ (['yes', 'no']),
});
const CHOSEN = /** @type {(keyof typeof ANSWERS)[]} */ (Object.keys(ANSWERS));
/** @type {Question[]} */
const QUESTIONS = [...CHOSEN, 'remark'];
/** Longest remark in characters, as the server counts them. */
export const LONGEST = 500;

/** @type {Said} */
export const NOTHING_SAID = Object.freeze({ satisfaction: null, recommend: null, first_visit: null, found: null, remark: null });

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
 * Whether both say the same; of a remark counts what can be seen, for the server cleans it.
 *
 * @param {Said | null} one
 * @param {Said} other
 */
export function isSame(one, other) {
  return one !== null && CHOSEN.every((question) => one[question] === other[question])
    && visible(one.remark) === visible(other.remark);
}

/** @param {string | null} text */
function visible(text) {
  return (text ?? '').normalize('NFC').replace(/[\s\p{Cc}\p{Cf}\p{Cs}]/gu, '');
}
