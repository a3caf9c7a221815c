/**
 * Sentences about what the desk knows: names of talks, reasons, notices, notes.
 *
 * @import {Entry, Talk, Why} from './frames.js'
 * @import {Note} from './desk_state.js'
 * @import {Params, Say} from './words.js'
 *
 * @typedef {Readonly<Record<string, string>>} Names
 *
 * @typedef {{key: string, name: string}} Named
 *
 * @typedef {object} Speech
 * @property {Say} say
 * @property {string} language of the page
 * @property {Names} cities by key
 * @property {Names} subjects by key
 * @property {Names} languages by code
 */

import { told } from './handed_on.js';
import { languageName } from './language_names.js';

/**
 * Names by key, from the lists that the page carries.
 * @param {{cities: Named[], subjects: Named[], languages: {code: string, name: string}[]}} reference
 * @returns {{cities: Names, subjects: Names, languages: Names}}
 */
export function nameTables({ cities, subjects, languages }) {
  return {
    cities: Object.fromEntries(cities.map(({ key, name }) => [key, name])),
    subjects: Object.fromEntries(subjects.map(({ key, name }) => [key, name])),
    languages: Object.fromEntries(languages.map(({ code, name }) => [code, name])),
  };
}

/**
 * The word for a code, or the general one when the server knows a code that this page does not.
 * @param {Say} say
 * @param {string} family
 * @param {string} code
 * @param {Params} [params]
 */
export function either(say, family, code, params) {
  const key = `${family}.${code}`;
  const text = say(key, params);
  return text === key ? say(`${family}.other`, params) : text;
}

/**
 * A person without a name: "Learning · FR · Namur", where no line begins with a dot.
 * @param {Speech} speech
 * @param {{subject: string | null, language: string, city: string | null}} who
 */
export function labelOf({ say, subjects, cities }, { subject, language, city }) {
  const label = say('label', {
    subject: subject === null ? say('label.no_subject') : (subjects[subject] ?? subject),
    language: language.toUpperCase(),
    city: city === null ? say('label.any_city') : (cities[city] ?? city),
  });
  return label.replaceAll(' ·', '\u00a0·');
}

/**
 * Why a person is mine, or may be.
 * @param {Say} say
 * @param {Why | null} why
 */
export function whyMine(say, why) {
  return why === null ? '' : either(say, 'why', why.code);
}

/** Seconds of waiting below which the next best choice is almost as good. */
const CLOSE = 30;

/**
 * What was weighed when a person was given to me, in words; '' when there was nothing to weigh.
 * @param {Speech} speech
 * @param {Why | null} why
 * @returns {string}
 */
export function weighed({ say, language }, why) {
  const list = new Intl.ListFormat(language);
  const terms = [...(why?.terms ?? [])].sort((one, other) => Math.abs(other.seconds) - Math.abs(one.seconds));
  /** @param {typeof terms} some */
  const named = (some) => list.format(some.map(({ name }) => either(say, 'term', name)));
  const sides = /** @type {const} */ ([
    ['weighed.for', terms.filter(({ seconds }) => seconds < 0)],
    ['weighed.against', terms.filter(({ seconds }) => seconds > 0)],
  ]);
  const said = sides.flatMap(([key, some]) => (some.length > 0 ? [say(key, { terms: named(some) })] : []));
  if (said.length > 0 && (why?.more ?? CLOSE) < CLOSE) said.push(say('weighed.close'));
  if (why?.turn) said.push(either(say, 'turn', why.turn));
  return said.join(' ');
}

/**
 * A hint on a talk as a few words.
 * @param {Speech} speech
 * @param {'cut_off' | 'language'} hint
 * @param {Talk} talk
 */
export function hintWords({ say, language, languages }, hint, talk) {
  const code = talk.language_hint ?? '';
  const percent = new Intl.NumberFormat(language, { style: 'percent' });
  const sure = percent.format(talk.language_confidence ?? 0);
  return say(`state.${hint}`, { language: languages[code] ?? code, percent: sure });
}

/**
 * A notice of the log as a sentence.
 * @param {Speech} speech
 * @param {Entry} entry
 */
export function noticeOf({ say, language: page, cities, subjects, languages }, { code, params }) {
  if (code === 'handed_on') {
    const names = { subject: subjects, language: languages, city: cities };
    const { kind, words } = told(params, (family, key) => names[family][key] ?? key);
    return say(`notice.handed_${kind}`, words);
  }
  if (code === 'closed') return either(say, 'notice.closed', params.by ?? 'other');
  if (code === 'held' && params.alias) return say('notice.held_by', { alias: params.alias });
  const city = params.city ?? '';
  const language = languageName(params.language ?? params.to_language ?? '', page);
  return either(say, 'notice', code, { alias: params.alias ?? '', city: cities[city] ?? city, language });
}

/**
 * A note as a sentence.
 * @param {Say} say
 * @param {Note} note
 */
export function noteOf(say, { code, params }) {
  // A refusal by the rules of routing names the rule: that is the better reason.
  const rule = say(`why.${params.why}`);
  if (code.startsWith('refused.') && rule !== `why.${params.why}`) return rule;
  const [family = '', ...rest] = code.split('.');
  return either(say, family, rest.join('.'), spoken(params));
}

/**
 * @param {Readonly<Record<string, string | number | null>>} params
 * @returns {Params}
 */
function spoken(params) {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value ?? '']));
}
