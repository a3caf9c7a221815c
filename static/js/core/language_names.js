/**
 * What languages are called.
 */

/**
 * @param {string} code  of the language; '' has no name
 * @param {string} language  to name it in
 * @returns {string}
 */
export function languageName(code, language) {
  if (code === '') return '';
  return new Intl.DisplayNames(language, { type: 'language' }).of(code) ?? code;
}
