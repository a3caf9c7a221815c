/**
 * Our page in a frame on a city's site (`embed.js` drew it): says that it is there, learns whether
 * it is in sight, and lets the button show that there is news; nothing else crosses.
 */

import { part } from './elements/dom.js';
import { setTucked } from './net/sight.js';

/** The title of the tab begins with what is unread, or with a call. */
function tellNews() {
  const news = /^(?:\((\d+)\)|(●))/u.exec(document.title)?.slice(1).find(Boolean) ?? '';
  // to whomever: `frame-ancestors` lets nobody around us but the city's own sites
  parent.postMessage({ news }, '*');
}

/** @param {string} subject  wished for by the page around us */
function choose(subject) {
  const input = document.querySelector(`input[name="subject"][value="${CSS.escape(subject)}"]`);
  if (input instanceof HTMLInputElement) input.click();
}

/** @param {MessageEvent} message */
function hear({ source, data }) {
  if (source !== parent) return;
  if (data?.miti === 'here' || data?.miti === 'away') setTucked(data.miti === 'away');
  if (typeof data?.subject === 'string') choose(data.subject);
}

if (parent !== window) {
  addEventListener('message', hear);
  new MutationObserver(tellNews).observe(part(document, 'title', HTMLTitleElement), { childList: true });
  tellNews();
}
