/**
 * `<while-waiting>`: ready-made texts for a subject and a language, to read while somebody waits
 * or until a city opens. Loaded and asked for only then; folded, so that nothing moves.
 *
 * @import {Ready} from '../core/frames.js'
 * @import {Choice} from '../core/visitor_value.js'
 */

import { hostOf } from '../core/shelf.js';
import { make } from './dom.js';

export class WhileWaiting extends HTMLElement {
  #asked = '';

  /**
   * @param {Choice | null} choice null: nothing to be shown
   * @param {string} heading
   */
  async show(choice, heading) {
    const asked = choice === null ? '' : addressOf(choice);
    if (asked === this.#asked) return;
    this.#asked = asked;
    const found = asked === '' ? [] : await texts(asked);
    if (asked !== this.#asked) return; // the choice has changed meanwhile
    const open = this.querySelector('details')?.open ?? false; // as one left it
    this.hidden = found.length === 0;
    this.replaceChildren(...(found.length ? [folded(heading, found, open)] : []));
  }
}

/** @param {Choice} choice */
function addressOf({ city, subject, language }) {
  const query = new URLSearchParams({ language });
  if (city) query.set('city', city);
  if (subject) query.set('subject', subject);
  return `ready.json?${query}`;
}

/**
 * @param {string} address
 * @returns {Promise<readonly Ready[]>} none when they cannot be had: nothing is lost by that
 */
async function texts(address) {
  try {
    const answer = await fetch(address, { headers: { accept: 'application/json' } });
    return answer.ok ? (await answer.json()).resources : [];
  } catch {
    return [];
  }
}

/**
 * @param {string} heading
 * @param {readonly Ready[]} found
 * @param {boolean} open
 */
function folded(heading, found, open) {
  return make('details', { class: 'waiting-texts', ...(open ? { open: '' } : {}) },
    make('summary', { class: 'button quiet' }, heading, make('span', { 'aria-hidden': 'true' }, ' ▾')),
    make('ul', { role: 'list' }, ...found.map(card)));
}

/** @param {Ready} ready */
function card({ title, text, link, language }) {
  const host = hostOf(link);
  const attributes = { href: link, rel: 'noopener noreferrer nofollow', target: '_blank' };
  return make('li', { lang: language },
    make('strong', {}, title),
    make('p', {}, text),
    ...(host ? [make('a', attributes, host)] : []));
}

customElements.define('while-waiting', WhileWaiting);
