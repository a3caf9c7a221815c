/** The end of a talk, said from afar: by whoever leaves at once, or stays away from a shared computer. */

import { recall } from './storage.js';

/**
 * A talk ends, a left question stays (`visitor_talk.js` remembers which); then what is on this page
 * stops. The browser itself brings the word, when this page is gone already.
 */
export function sayGoodbye() {
  const memory = /** @type {{goodbye?: string} | null} */ (recall('miti.visitor'));
  if (memory?.goodbye) navigator.sendBeacon('/poll/visitor', new Blob([memory.goodbye], { type: 'application/json' }));
  dispatchEvent(new Event('quick-exit'));
}
