/**
 * A page that was open while the service was updated says so, once, and leaves the moment to the
 * person: whatever is written is kept through a reload. The new service gives the words.
 */

import { reload } from '../net/storage.js';
import { make } from './dom.js';

let told = false;

/** @param {string} build  of the service, as its `welcome` names it */
export async function compareBuild(build) {
  const { lang, dataset } = document.documentElement;
  if (told || build === dataset.build) return;
  told = true;
  const place = make('div', { id: 'outdated', 'aria-live': 'polite' });
  document.querySelector('header')?.after(place);
  try {
    const answer = await fetch(`/${lang}/outdated.json`, { headers: { accept: 'application/json' } });
    const words = await answer.json();
    const button = make('button', { type: 'button', class: 'button' }, words.button);
    button.addEventListener('click', reload);
    place.append(make('div', { class: 'banner outdated' }, make('p', {}, words.text), button));
  } catch {
    told = false; // the next welcome asks again
    place.remove();
  }
}
