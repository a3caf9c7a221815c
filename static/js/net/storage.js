/**
 * What this tab remembers: sessionStorage, which the browser empties with the tab. Where it is
 * refused (private modes, full, frames on another site) the page remembers in memory, until it is
 * left for anything but another page of ours.
 */

// the tests of what connects run where there is no history
/** @type {Map<string, string>} */
const memory = new Map(globalThis.history?.state?.miti);
if (memory.size) history.replaceState(null, '');

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

/**
 * Goes to another page of ours, and takes along what only this one remembers.
 *
 * @param {string} address
 */
export function moveTo(address) {
  if (!memory.size) return location.assign(address);
  history.replaceState(null, '', address);
  reload();
}

/**
 * Loads this page again, and takes that along too: in the state of the history's entry, which no
 * other site and no address ever shows, and which the next page empties.
 */
export function reload() {
  if (memory.size) history.replaceState({ miti: [...memory] }, '');
  location.reload();
}

/** Nothing is left of what this tab knew. */
export function forgetEverything() {
  memory.clear();
  try {
    sessionStorage.clear();
  } catch {
    // Refused storage holds nothing to forget.
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
