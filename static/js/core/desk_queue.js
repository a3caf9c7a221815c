/**
 * The queue as one counselor reads it.
 *
 * @import {Desk} from './desk_state.js'
 * @import {Waiter, Why} from './frames.js'
 */

/** Reasons for which a person will never be mine, whatever my duty and my free places. */
const NEVER = new Set(['language', 'subject']);
/** Reasons that lie with me and hold for everybody in the queue alike. */
const ABOUT_ME = new Set(['off_duty', 'not_accepting', 'slots']);

/**
 * Those who wait and are not with me already: the queue is told a moment after an offer is.
 * @param {Desk} desk
 * @returns {readonly Waiter[]}
 */
export function waitersOf({ queue, talks }) {
  return queue.filter(({ ref }) => !(ref in talks) || talks[ref]?.gone !== null);
}

/**
 * Whether I could serve this person, now or when I am free.
 * @param {Waiter} waiter
 */
export function forMe({ takeable, why }) {
  return takeable || !NEVER.has(why.code);
}

/**
 * The one reason that keeps me from taking anybody, said once instead of beside each person.
 * @param {readonly Waiter[]} waiters
 * @returns {Why | null}
 */
export function shared(waiters) {
  const first = waiters[0]?.why;
  if (first === undefined || !ABOUT_ME.has(first.code)) return null;
  return waiters.every(({ why }) => why.code === first.code) ? first : null;
}

/**
 * Whether I missed a call and somebody whom I could serve still waits, so that a bell that rings on
 * has a reason; it has none any more once they left, or a colleague came.
 * @param {Desk} desk
 */
export function missed(desk) {
  return desk.link === 'live' && desk.duty?.why === 'no_answer'
    && waitersOf(desk).some((waiter) => waiter.present && forMe(waiter));
}
