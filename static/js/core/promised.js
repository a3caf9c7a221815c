/**
 * Until when an answer is promised.
 *
 * @import {Say} from './words.js'
 */

import { clock, day, sameDay } from './time.js';

/**
 * A day and an hour that somebody may write down: "Wednesday 3 March at 12:00". A desk that never
 * closes promises until midnight: that is the whole day that ends then. Needs the word
 * `when_promised`.
 *
 * @param {number} at
 * @param {string} language
 * @param {Say} say
 * @param {string} [zone]
 * @returns {string}
 */
export function promised(at, language, say, zone) {
  if (!sameDay(at, at - 1, zone)) return day(at - 1, language, zone);
  return say('when_promised', { day: day(at, language, zone), time: clock(at, language, zone) });
}
