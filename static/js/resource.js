/**
 * The editor of a ready-made text: while one writes, each language shows how a visitor will read
 * it. The server makes it plain, by the door through which everything goes that staff write.
 */

import { hostOf } from './core/shelf.js';
import { cardBubble } from './elements/chat_log.js';
import { make } from './elements/dom.js';

/** Milliseconds after the last key before the server is asked. */
const PAUSE = 250;

/** By version: what was asked last, and its timer. @type {WeakMap<Element, number>} */
const timers = new WeakMap();
/** @type {WeakMap<Element, string>} */
const asked = new WeakMap();

/**
 * @param {Element} version
 * @param {string} name
 */
function typed(version, name) {
  const field = version.querySelector(`[name$="-${name}"]`);
  const writes = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
  return writes || field instanceof HTMLSelectElement ? field.value.trim() : '';
}

/** @param {Element} version */
async function show(version) {
  const place = version.querySelector('[data-part="as-read"]');
  if (!(place instanceof HTMLElement)) return;
  const body = typed(version, 'body');
  asked.set(version, body);
  if (body === '') return place.replaceChildren(place.dataset.hint ?? '');
  const token = document.querySelector('[name="csrfmiddlewaretoken"]');
  const form = new FormData();
  form.set('body', body);
  form.set('csrfmiddlewaretoken', token instanceof HTMLInputElement ? token.value : '');
  try {
    const answer = await fetch(place.dataset.address ?? '', { method: 'POST', body: form });
    if (!answer.ok || asked.get(version) !== body) return;
    draw(version, place, await answer.json());
  } catch {
    // Offline: what was drawn stays, and the next key asks again.
  }
}

/**
 * @param {Element} version
 * @param {HTMLElement} place
 * @param {{text?: string, wrong?: string}} read
 */
function draw(version, place, { text, wrong }) {
  if (text === undefined) return place.replaceChildren(make('p', { class: 'errornote' }, wrong ?? ''));
  const language = typed(version, 'language');
  const link = typed(version, 'link');
  const host = hostOf(link);
  const card = { title: typed(version, 'title'), link: host ? link : '', host, language, useful: '' };
  place.replaceChildren(cardBubble({ name: '', text, language }, card, () => {}));
}

/** @param {Event} event */
function changed({ target }) {
  const version = target instanceof Element ? target.closest('.inline-related') : null;
  if (version === null) return;
  clearTimeout(timers.get(version));
  timers.set(version, setTimeout(() => void show(version), PAUSE));
}

document.addEventListener('input', changed);
for (const version of document.querySelectorAll('.inline-related')) void show(version);
