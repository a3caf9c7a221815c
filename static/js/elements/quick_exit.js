/**
 * For whoever must not be seen here: the link, or Shift three times, leaves at once for a page that
 * tells nothing. It takes the place of this one, so that Back does not lead here; what the tab knew
 * is gone, and the talk ends. In a frame, the city's page around it goes as well: by
 * `embed.js` where a frame may not take it along; where nobody listens, the frame is blank at least.
 * Without scripts it is a plain link; until they have come, `early.js` hears who presses it.
 */

import { forgetEverything, recall } from '../net/storage.js';
import { part } from './dom.js';

/** So often the key is pressed in a row: it writes nothing, and no menu or reader wants it alone. */
const TIMES = 3;
/** Milliseconds for all of them. */
const WITHIN = 3000;
/** Milliseconds in which the page around our frame, where there is nothing to see any more, may act. */
const LISTENS = 3000;

const link = part(document, '#quick-exit', HTMLAnchorElement);
/** @type {number[]} when the key was pressed, with no other in between */
let pressed = [];

/**
 * Nothing is seen here any more. A talk ends and a left question stays: what the tab remembers for
 * that (`visitor_talk.js`) the browser itself brings, when this page is gone already.
 */
export function vanish() {
  document.documentElement.hidden = true;
  const memory = /** @type {{goodbye?: string} | null} */ (recall('miti.visitor'));
  if (memory?.goodbye) navigator.sendBeacon('/poll/visitor', new Blob([memory.goodbye], { type: 'application/json' }));
  dispatchEvent(new Event('quick-exit'));
  forgetEverything();
}

function leave() {
  vanish();
  // to whomever: `frame-ancestors` lets nobody around us but the city's own sites
  if (parent !== window) parent.postMessage({ exit: link.href }, '*');
  try {
    (top ?? window).location.replace(link.href);
  } catch {
    // the page around us hears it first: of a frame that is gone, browsers may not say who spoke
    setTimeout(() => location.replace('about:blank'), LISTENS);
  }
}

link.addEventListener('click', (event) => {
  event.preventDefault();
  leave();
});

addEventListener('keydown', ({ key, repeat, timeStamp, altKey, ctrlKey, metaKey, isComposing }) => {
  if (repeat) return;
  const alone = key === 'Shift' && !altKey && !ctrlKey && !metaKey && !isComposing; // Alt + Shift changes the keyboard's language
  pressed = alone ? [...pressed, timeStamp].filter((at) => timeStamp - at < WITHIN) : [];
  if (pressed.length >= TIMES) leave();
});

// whoever was faster than this script: `early.js` has hidden the page, and left the rest
document.onclick = null;
if (document.documentElement.hidden) leave();

// a page that the browser kept whole knows what the tab has forgotten since
addEventListener('pageshow', ({ persisted }) => {
  if (!persisted) return;
  document.documentElement.hidden = true;
  location.reload();
});
