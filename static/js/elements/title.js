/** The title of the browser's tab: how much is unread, and a call when the person is needed. */

const PAGE = document.title;
const BLINK = 1500;
const still = matchMedia('(prefers-reduced-motion: reduce)');
/** @type {ReturnType<typeof setInterval> | undefined} */
let blinking;
let shown = PAGE;
let last = { unread: 0, call: '' };
let urgent = '';

/**
 * @param {number} unread  lines not seen yet
 * @param {string} call  what to call out; '' for nothing
 */
export function setTitle(unread, call) {
  last = { unread, call };
  show();
}

/** @param {string} call  before any other, from wherever it comes; '' when it is over */
export function setUrgent(call) {
  urgent = call;
  show();
}

function show() {
  const unread = last.unread;
  const call = urgent || last.call;
  const quiet = unread ? `(${unread}) ${PAGE}` : PAGE;
  const wanted = call ? `● ${call}` : quiet;
  if (wanted === shown) return;
  shown = wanted;
  clearInterval(blinking);
  document.title = wanted;
  if (call && !still.matches) blinking = setInterval(() => blink(wanted, quiet), BLINK);
}

/**
 * @param {string} one
 * @param {string} other
 */
function blink(one, other) {
  document.title = document.title === one ? other : one;
}
