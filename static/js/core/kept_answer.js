/**
 * An answer to a left question, kept by the tab until the service has it.
 *
 * @typedef {object} Kept
 * @property {string} text as it stood in the box
 * @property {string} upon what the service had of it then
 */

/** What the service takes out of a text, tabs and ends of lines apart. */
const UNWELCOME = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}]/gu;

/**
 * What stands in the box of a page. What the service never got goes before what the page shows;
 * where somebody else has gone on meanwhile, both stand, for one of them would be lost.
 *
 * @param {Kept | undefined} kept
 * @param {string} shown by the page
 */
export function standing(kept, shown) {
  if (kept === undefined || isSame(kept.text, shown)) return shown;
  if (isSame(kept.upon, shown)) return kept.text;
  return [kept.text, shown].filter((text) => text.trim()).join('\n\n');
}

/**
 * @param {string} one
 * @param {string} other
 * @returns {boolean} the service keeps them as the same text
 */
function isSame(one, other) {
  return plain(one) === plain(other);
}

/** @param {string} text */
function plain(text) {
  return text.replace(UNWELCOME, '').normalize('NFC').trim();
}
