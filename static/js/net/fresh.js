/**
 * Parts of the page that come on demand. Browsers remember that one could not be loaded and never
 * ask for it again, and after an update it is there no more: only the page itself, loaded anew,
 * brings it. What was written and the talk outlive that.
 */

import { recall, reload, remember } from './storage.js';

const ANEW = 'miti.loaded_anew';

/**
 * Waits for a part. Where it cannot be loaded and the service can be reached, the page is loaded
 * anew: once for each build, never in a circle.
 *
 * @template T
 * @param {Promise<T>} part  as `import()` gives it
 * @returns {Promise<T>} fails as the part does
 */
export async function loaded(part) {
  try {
    return await part;
  } catch (error) {
    const { build } = document.documentElement.dataset;
    if (recall(ANEW) === build || !(await isReachable())) throw error;
    remember(ANEW, build);
    reload();
    return new Promise(() => {}); // this page has an end
  }
}

async function isReachable() {
  try {
    return (await fetch('front.json', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}
