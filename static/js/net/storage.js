/**
 * What this tab remembers: sessionStorage, which the browser empties with the tab. Where it is
 * refused (private modes, full) the page remembers in memory, until it is left.
 */

/** @type {Map<string, string>} */
const memory = new Map();

/**
 * @param {string} name
 * @param {unknown} value  anything JSON can hold
 */
export function remember(name, value) {
  const text = JSON.stringify(value);
  try {
    sessionStorage.setItem(name, text);
    memory.delete(name);
  } catch {
    memory.set(name, text);
  }
}

/**
 * @param {string} name
 * @returns {unknown} null when there is nothing, or nothing that can be read
 */
export function recall(name) {
  try {
    return JSON.parse(memory.get(name) ?? sessionStorage.getItem(name) ?? 'null');
  } catch {
    return null;
  }
}

/** @param {string} name */
export function forget(name) {
  memory.delete(name);
  try {
    sessionStorage.removeItem(name);
  } catch {
    // Refused storage holds nothing to forget.
  }
}
