/**
 * What was written and has not come back from the server yet: a list of values, oldest first.
 * A line leaves the outbox only when its stored entry arrives, so nothing typed is ever lost.
 *
 * @import {RefusalCode} from './frames.js'
 *
 * @typedef {object} Unsent
 * @property {string} key   UUID of the message, made once; a repeat is recognised by the server
 * @property {string} text
 * @property {number} at    seconds UTC, when it was written
 * @property {number} handed  session in which it was last handed to the socket; 0: not yet
 * @property {number | null} retryAt  seconds UTC; set while a temporary refusal holds it back
 * @property {RefusalCode | null} code  why it was refused; for good when `retryAt` is null
 * @property {Record<string, string | number | null>} params  of the refusal
 */

/** Refusals that pass by themselves: the line stays in place and is tried again. */
const PASSING = new Set(['too_fast', 'unavailable']);
/** Seconds to wait when a passing refusal names no time of its own. */
const RETRY = 10;

/**
 * @param {string} key
 * @param {string} text
 * @param {number} now
 * @returns {Unsent}
 */
export function unsent(key, text, now) {
  return { key, text, at: now, handed: 0, retryAt: null, code: null, params: {} };
}

/**
 * Its entry came back: it is stored.
 *
 * @template {Unsent} T
 * @param {T[]} outbox
 * @param {string} key
 * @returns {T[]}
 */
export function settle(outbox, key) {
  return outbox.some((line) => line.key === key)
    ? outbox.filter((line) => line.key !== key)
    : outbox;
}

/**
 * It was refused: held back for a while, or for good with its reason. The text stays.
 *
 * @template {Unsent} T
 * @param {T[]} outbox
 * @param {{key: string | null, code: RefusalCode, params: Record<string, string | number | null>}} refusal
 * @param {number} now
 * @returns {T[]}
 */
export function refuse(outbox, refusal, now) {
  const { key, code, params } = refusal;
  const retryAt = retryOf(refusal, now);
  return outbox.map((line) => (line.key === key ? { ...line, code, params, retryAt } : line));
}

/**
 * @param {{code: RefusalCode, params: Record<string, string | number | null>}} refusal
 * @param {number} now
 * @returns {number | null} when what was refused is tried again by itself; null: never
 */
export function retryOf({ code, params }, now) {
  return PASSING.has(code) ? now + Number(params.retry_after ?? RETRY) : null;
}

/**
 * The line to hand to the socket now, if any: the oldest, and none behind it before it has come
 * back. Else the service could refuse one line, while the database is away for a moment, and take
 * the next: the order of writing would not be the order of the log. And a whole outbox at once
 * would be a flood, after a long time without a line.
 *
 * @template {Unsent} T
 * @param {T[]} outbox
 * @param {number} session  counts connections from 1: each new one gets it again
 * @returns {T[]}
 */
export function due(outbox, session) {
  const line = first(outbox);
  return line && line.retryAt === null && line.handed !== session ? [line] : [];
}

/**
 * @template {Unsent} T
 * @param {T[]} outbox
 * @returns {boolean} true while lines are on their way, so that nothing may overtake them
 */
export function isBusy(outbox) {
  return first(outbox)?.retryAt === null;
}

/**
 * @template {Unsent} T
 * @param {T[]} outbox
 * @returns {T | undefined} the oldest line that was not refused for good
 */
function first(outbox) {
  return outbox.find((line) => !isRefused(line));
}

/**
 * Remembers that `keys` were handed to the socket in this session.
 *
 * @template {Unsent} T
 * @param {T[]} outbox
 * @param {string[]} keys
 * @param {number} session
 * @returns {T[]}
 */
export function handed(outbox, keys, session) {
  return outbox.map((line) => (keys.includes(line.key) ? { ...line, handed: session } : line));
}

/**
 * Frees lines whose retry time has come, or all of them (`now` = Infinity: the service is well).
 *
 * @template {Unsent} T
 * @param {T[]} outbox
 * @param {number} now
 * @returns {T[]}
 */
export function wake(outbox, now) {
  if (!outbox.some((line) => line.retryAt !== null && line.retryAt <= now)) return outbox;
  return outbox.map((line) =>
    line.retryAt !== null && line.retryAt <= now
      ? { ...line, retryAt: null, code: null, params: {}, handed: 0 }
      : line,
  );
}

/**
 * Forgets sessions: after a reload of the page every line counts as not yet handed over.
 *
 * @template {Unsent} T
 * @param {T[]} outbox
 * @returns {T[]}
 */
export function afresh(outbox) {
  return outbox.map((line) => ({ ...line, handed: 0 }));
}

/**
 * @param {Unsent} line
 * @returns {boolean} true when it will not be tried again by itself
 */
export function isRefused(line) {
  return line.code !== null && line.retryAt === null;
}
