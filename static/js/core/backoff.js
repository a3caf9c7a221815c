/**
 * What to do after a connection ended, and how long to wait.
 *
 * @typedef {{do: 'retry', after: number} | {do: 'reload'} | {do: 'stop'}} Next  `after`: seconds
 */

const FIRST = 0.5;
const LONGEST = 15;
const AFTER_FLOOD = 30;

const SIGN_IN = 4401;
const NOT_ALLOWED = 4403;
const OTHER_VERSION = 4426;
const FLOOD = 4429;
const RESTART = 1012;

/**
 * @param {number} code  close code of the WebSocket
 * @param {number} attempt  failed attempts in a row, from 0
 * @param {number} random  0 ≤ random < 1; spreads a crowd that was cut off together
 * @returns {Next}
 */
export function nextStep(code, attempt, random) {
  if (code === SIGN_IN || code === OTHER_VERSION) return { do: 'reload' };
  if (code === NOT_ALLOWED) return { do: 'stop' };
  if (code === FLOOD) return { do: 'retry', after: AFTER_FLOOD * (1 + random / 2) };
  if (code === RESTART && attempt === 0) return { do: 'retry', after: FIRST + 2 * random };
  const ceiling = Math.min(LONGEST, FIRST * 2 ** Math.min(attempt, 10));
  return { do: 'retry', after: ceiling * (0.5 + random / 2) };
}
