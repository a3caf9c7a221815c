/**
 * A page that was open while the service was updated says so, once, and leaves the moment to the
 * person: whatever is written is kept through a reload.
 */

import { copyOf } from './paint.js';

/** @param {string} build  of the service, as its `welcome` names it */
export function compareBuild(build) {
  const place = document.getElementById('outdated');
  if (place === null || place.firstElementChild !== null) return;
  if (build === document.documentElement.dataset.build) return;
  place.append(copyOf('outdated-template'));
  place.querySelector('button')?.addEventListener('click', () => location.reload());
}
