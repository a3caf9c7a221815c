/**
 * A return code as it is shown: capitals, in groups of four. What is a code, the server decides.
 */

const GROUP = 4;
const NO_SIGN = /[^\p{L}\p{N}]/gu;
/** The alphabet of the codes has no O, I or L: whoever types one of them has read a digit. */
const LIKE = /** @type {Readonly<Record<string, string>>} */ ({ O: '0', I: '1', L: '1' });

/**
 * @param {string} typed
 * @returns {string} like `K7QF-2M9T-X4RA`, or the beginning of it
 */
export function grouped(typed) {
  const signs = [...typed.normalize('NFKC').toUpperCase().replace(NO_SIGN, '')];
  return signs.map((sign, at) => (at > 0 && at % GROUP === 0 ? '-' : '') + (LIKE[sign] ?? sign)).join('');
}
