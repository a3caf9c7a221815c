/**
 * Instants (seconds since 1970 UTC) as people read them. `zone` is an IANA name; without it the
 * browser's own zone is meant.
 *
 * @import {Say} from './words.js'
 */

/**
 * @param {number} at
 * @param {string} language
 * @param {string} [zone]
 * @returns {string} such as 14:05
 */
export function clock(at, language, zone) {
  return written(at, language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, zone);
}

/**
 * @param {number} at
 * @param {string} language
 * @param {string} [zone]
 * @returns {string} such as "lundi 3 mars"
 */
export function day(at, language, zone) {
  return written(at, language, { weekday: 'long', day: 'numeric', month: 'long' }, zone);
}

/**
 * @param {number} one
 * @param {number} other
 * @param {string} [zone]
 * @returns {boolean} true when both fall on the same day there
 */
export function sameDay(one, other, zone) {
  return dayKey(one, zone) === dayKey(other, zone);
}

/**
 * When something opens or ends, in as few words as are clear: "14:00", "tomorrow 9:00",
 * "Monday 9:00", or the date. Needs the words `when_tomorrow` and `when_day`.
 *
 * @param {number} at
 * @param {number} now
 * @param {string} language
 * @param {Say} say
 * @param {string} [zone]
 * @returns {string}
 */
export function when(at, now, language, say, zone) {
  const time = clock(at, language, zone);
  if (sameDay(at, now, zone)) return time;
  if (sameDay(at, now + 86_400, zone)) return say('when_tomorrow', { time });
  const near = at - now < 6 * 86_400;
  const name = near ? written(at, language, { weekday: 'long' }, zone) : day(at, language, zone);
  return say('when_day', { day: name, time });
}

/**
 * A length of time in its largest unit: "45 sec", "3 min", "2 h".
 *
 * @param {number} seconds
 * @param {string} language
 * @returns {string}
 */
export function duration(seconds, language) {
  const [unit, size] = unitOf(Math.max(0, seconds));
  const format = { style: /** @type {const} */ ('unit'), unit, unitDisplay: /** @type {const} */ ('short') };
  return new Intl.NumberFormat(language, format).format(Math.floor(Math.max(0, seconds) / size));
}

/**
 * @param {number} seconds
 * @returns {[string, number]}
 */
function unitOf(seconds) {
  if (seconds < 60) return ['second', 1];
  return seconds < 3600 ? ['minute', 60] : ['hour', 3600];
}

/**
 * @param {number} at
 * @param {string} [zone]
 * @returns {string}
 */
function dayKey(at, zone) {
  return written(at, 'en', { year: 'numeric', month: '2-digit', day: '2-digit' }, zone);
}

/** English alone means the American way to browsers: "Monday, March 3". */
const EUROPEAN = 'en-GB';
/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * @param {number} at
 * @param {string} language
 * @param {Intl.DateTimeFormatOptions} options
 * @param {string} [zone]
 * @returns {string}
 */
function written(at, language, options, zone) {
  const key = JSON.stringify([language, zone, options]);
  const where = language === 'en' ? EUROPEAN : language;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(where, { ...options, timeZone: zone });
  formats.set(key, format);
  return format.format(at * 1000);
}
