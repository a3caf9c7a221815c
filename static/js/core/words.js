/**
 * Words for people. The page carries its table, already translated; here holes are filled and
 * plural forms chosen.
 *
 * @typedef {Record<string, string | Record<string, string>>} Table
 * @typedef {Record<string, string | number>} Params
 * @typedef {(key: string, params?: Params) => string} Say
 */

/**
 * Makes `say(key, params)` for one table. A plural word is chosen by `params.n`; numbers are
 * written as the language writes them. An unknown key is returned as it is: visible, not fatal.
 *
 * @param {Table} table
 * @param {string} language
 * @returns {Say}
 */
export function speaker(table, language) {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (key, params = {}) => {
    const word = table[key];
    if (word === undefined) return key;
    const form = typeof word === 'string' ? word : pluralForm(word, rules, Number(params.n));
    return fill(form, params, numbers);
  };
}

/**
 * @param {Record<string, string>} forms
 * @param {Intl.PluralRules} rules
 * @param {number} n
 * @returns {string}
 */
function pluralForm(forms, rules, n) {
  return forms[rules.select(n)] ?? forms.other ?? '';
}

/**
 * @param {string} text
 * @param {Params} params
 * @param {Intl.NumberFormat} numbers
 * @returns {string}
 */
function fill(text, params, numbers) {
  return text.replace(/\{(\w+)\}/g, (hole, name) => {
    const value = params[name];
    if (value === undefined) return hole;
    return typeof value === 'number' ? numbers.format(value) : value;
  });
}
