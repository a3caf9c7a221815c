/**
 * The front of the service: which choices are open, and what to say beside a choice that is not.
 *
 * @import {Say} from './words.js'
 *
 * @typedef {'open' | 'busy' | 'unstaffed' | 'closed'} Openness  `unstaffed`: open, but
 *   nobody is on duty
 * @typedef {object} FrontCity
 * @property {string} key
 * @property {string} name
 * @property {boolean} demo
 * @property {Openness} state
 * @property {number | null} opens_at  seconds UTC
 * @property {number | null} closes_at
 * @property {string | null} closure  name of the holiday
 * @property {string[]} languages  spoken now by somebody who may serve visitors of that city
 * @typedef {{code: string, name: string, state: Openness}} FrontLanguage
 * @typedef {object} Front
 * @property {number} now
 * @property {FrontCity[]} cities
 * @property {{key: string, name: string, hint: string}[]} subjects
 * @property {FrontLanguage[]} languages
 * @property {{state: Openness, opens_at: number | null}} any
 *
 * @typedef {{text: string, anyCity: boolean}} Advice  `anyCity`: choosing any city would help
 */

import { when } from './time.js';

/** @type {Advice} */
const NONE = { text: '', anyCity: false };

/**
 * @param {Front} front
 * @param {{city: string | null, language: string}} choice
 * @param {{say: Say, language: string, zone: string | undefined}} speech
 * @returns {Advice}
 */
export function advise(front, choice, speech) {
  const { say } = speech;
  if (front.any.state === 'closed') return { text: closedText(front, speech), anyCity: false };
  const city = front.cities.find(({ key }) => key === choice.city);
  if (city?.state === 'closed') return { text: say('city_closed', { city: city.name }), anyCity: true };
  const language = languageName(choice.language, speech.language);
  const spoken = front.languages.find(({ code }) => code === choice.language);
  if (spoken?.state === 'unstaffed') return { text: say('nobody_there', { language }), anyCity: false };
  if (!city || city.languages.includes(choice.language)) return NONE;
  const words = { city: city.name, language };
  const elsewhere = front.cities.some(({ languages }) => languages.includes(choice.language));
  return elsewhere ? { text: say('nobody_speaks', words), anyCity: true } : NONE;
}

/**
 * @param {Front} front
 * @param {{city: string | null}} choice
 * @returns {boolean} nobody can be asked live: the question is left
 */
export function isClosed(front, choice) {
  return (front.cities.find(({ key }) => key === choice.city) ?? front.any).state === 'closed';
}

/**
 * @param {{state: Openness, opens_at: number | null}} place
 * @param {number} now
 * @param {{say: Say, language: string, zone: string | undefined}} speech
 * @returns {string} such as "closed until tomorrow 9:00"
 */
export function stateText({ state, opens_at: opens }, now, { say, language, zone }) {
  if (state !== 'closed' || opens === null) return say(`state_${state}`);
  return say('state_closed_until', { when: when(opens, now, language, say, zone) });
}

/**
 * @param {Front} front
 * @param {{say: Say, language: string, zone: string | undefined}} speech
 * @returns {string}
 */
function closedText({ any, now }, { say, language, zone }) {
  if (any.opens_at === null) return say('all_closed');
  return say('all_closed_until', { when: when(any.opens_at, now, language, say, zone) });
}

/**
 * @param {string} code
 * @param {string} inLanguage
 * @returns {string}
 */
function languageName(code, inLanguage) {
  return new Intl.DisplayNames(inLanguage, { type: 'language' }).of(code) ?? code;
}
