/**
 * Which act a pressed key asks for.
 *
 * Letters count with Alt only, so that they work while one writes; the letters avoid the menus of
 * the usual browsers and those that move between QWERTY and AZERTY. `?` alone opens the help,
 * outside text fields. The whole set can be switched off (WCAG 2.1.4).
 *
 * @typedef {'accept' | 'pass' | 'next' | 'previous' | 'write' | 'shelf' | 'wrap' | 'queue'
 *   | 'duty' | 'hand' | 'hold' | 'care' | 'help'} Act
 *
 * @typedef {object} Press What of a keyboard event matters here.
 * @property {string} key
 * @property {string} code
 * @property {boolean} altKey
 * @property {boolean} ctrlKey
 * @property {boolean} metaKey
 */

/** @type {Readonly<Record<string, Act>>} */
export const LETTERS = Object.freeze({
  o: 'accept',
  p: 'pass',
  j: 'next',
  k: 'previous',
  c: 'write',
  r: 'shelf',
  g: 'hand',
  n: 'hold',
  x: 'care',
  u: 'wrap',
  l: 'queue',
  i: 'duty',
});

/**
 * The letters, with `letter` for this act; whichever act had it takes the one that is free now.
 * @param {Readonly<Record<string, Act>>} letters
 * @param {Act} act
 * @param {string} letter
 * @returns {Readonly<Record<string, Act>> | null} null: this is no letter that can be used
 */
export function changedLetter(letters, act, letter) {
  const wanted = letter.toLowerCase();
  if (!/^[a-z]$/.test(wanted)) return null;
  const before = letterFor(letters, act);
  const other = letters[wanted];
  const rest = Object.entries(letters).filter(([key]) => key !== wanted && key !== before);
  const swapped = other === undefined || other === act ? [] : [[before, other]];
  return Object.fromEntries([...rest, ...swapped, [wanted, act]]);
}

/**
 * @param {Readonly<Record<string, Act>>} letters
 * @param {Act} act
 * @returns {string}
 */
export function letterFor(letters, act) {
  return Object.keys(letters).find((key) => letters[key] === act) ?? '';
}

/**
 * Letters as they were kept, and the usual one for an act that is newer than they are; all the usual
 * ones unless every act has a letter then.
 * @param {unknown} kept
 * @returns {Readonly<Record<string, Act>>}
 */
export function lettersFrom(kept) {
  if (typeof kept !== 'object' || kept === null) return LETTERS;
  const newer = Object.entries(LETTERS).filter(([, act]) => !Object.values(kept).includes(act));
  /** @type {Record<string, Act>} */
  const letters = { ...Object.fromEntries(newer), ...kept };
  const acts = Object.values(LETTERS);
  const whole = Object.keys(letters).every((key) => /^[a-z]$/.test(key))
    && acts.every((act) => Object.values(letters).includes(act))
    && Object.keys(letters).length === acts.length;
  return whole ? letters : LETTERS;
}

/**
 * @param {Press} press
 * @param {boolean} inText the key goes into a text field
 * @param {Readonly<Record<string, Act>>} [letters]
 * @returns {Act | null} null: the key is the browser's
 */
export function actOf(press, inText, letters = LETTERS) {
  if (press.ctrlKey || press.metaKey) return null;
  if (!press.altKey) return press.key === '?' && !inText ? 'help' : null;
  return letters[letterOf(press)] ?? null;
}

/**
 * The Latin letter of a key: what it types, or where it sits when it types something else
 * (a Cyrillic layout, or Alt on a Mac).
 * @param {Press} press
 * @returns {string}
 */
function letterOf(press) {
  const typed = press.key.toLowerCase();
  if (/^[a-z]$/.test(typed)) return typed;
  const place = /^Key([A-Z])$/.exec(press.code);
  return place === null ? '' : String(place[1]).toLowerCase();
}
