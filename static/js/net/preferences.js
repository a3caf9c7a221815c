/** What this browser remembers of how its user likes the page: nothing about any talk. */

/**
 * @param {string} name
 * @param {boolean} fallback
 * @returns {boolean}
 */
export function preferred(name, fallback) {
  try {
    const kept = localStorage.getItem(`miti.prefers.${name}`);
    return kept === null ? fallback : kept === 'yes';
  } catch {
    return fallback;
  }
}

/**
 * @param {string} name
 * @param {boolean} value
 */
export function prefer(name, value) {
  try {
    localStorage.setItem(`miti.prefers.${name}`, value ? 'yes' : 'no');
  } catch {
    // Refused storage: the choice holds until the page is left.
  }
}

/**
 * What was kept under this name, whatever it is; null when there is nothing.
 * @param {string} name
 * @returns {unknown}
 */
export function kept(name) {
  try {
    return JSON.parse(localStorage.getItem(`miti.keeps.${name}`) ?? 'null');
  } catch {
    return null;
  }
}

/**
 * @param {string} name
 * @param {unknown} value
 */
export function keep(name, value) {
  try {
    localStorage.setItem(`miti.keeps.${name}`, JSON.stringify(value));
  } catch {
    // Refused storage: the choice holds until the page is left.
  }
}
