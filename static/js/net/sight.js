/** Whether the person can see this page: the tab is shown, and the frame around it is not closed. */

let tucked = false;

/** @returns {boolean} */
export function inSight() {
  return !document.hidden && !tucked;
}

/** @param {boolean} away  the frame around this page was closed, or (false) is open again */
export function setTucked(away) {
  if (away === tucked) return;
  tucked = away;
  document.dispatchEvent(new Event('visibilitychange'));
}
