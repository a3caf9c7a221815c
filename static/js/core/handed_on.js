/**
 * Handing a talk over: to whom it may go, and the sentence that both sides read about it.
 *
 * @import {Held} from './desk_state.js'
 * @import {HandOver, Suiting} from './frames.js'
 *
 * @typedef {Pick<HandOver, 'counselor' | 'subject' | 'language' | 'city'>} Target
 *
 * @typedef {object} Told  the notice `handed_on`, as words need it
 * @property {'to' | 'for' | 'on'} kind  one counselor, some skills, or nothing that is known here
 * @property {{alias: string, what: string}} words
 */

/**
 * @param {Readonly<Record<string, string | null>>} params of the notice
 * @param {(family: 'subject' | 'language' | 'city', key: string) => string} name
 * @returns {Told}
 */
export function told({ alias, to_subject: subject, to_language: language, to_city: city }, name) {
  if (alias) return { kind: 'to', words: { alias, what: '' } };
  const what = [
    subject && name('subject', subject),
    language && name('language', language),
    city && name('city', city),
  ].filter(Boolean);
  return { kind: what.length > 0 ? 'for' : 'on', words: { alias: '', what: what.join(' · ') } };
}

/**
 * What was chosen, as the server wants it: one colleague, or at least one of the three.
 * @param {Readonly<Record<'counselor' | 'subject' | 'language' | 'city', string>>} chosen '': nothing
 * @returns {Target | null} null: nothing is chosen yet
 */
export function targetOf({ counselor, ...skills }) {
  if (counselor !== '') return { counselor };
  const given = Object.entries(skills).filter(([, value]) => value !== '');
  return given.length === 0 ? null : Object.fromEntries(given);
}

/**
 * What to know before a talk goes to other skills: nobody is there for them, nobody of the city, or
 * nobody is free. It may go all the same.
 * @param {Suiting | null} suiting what was told last
 * @param {string} ref
 * @param {Target | null} target what is chosen now
 * @returns {'nobody' | 'elsewhere' | 'busy' | null} null: nothing, or it is not known yet
 */
export function warningOf(suiting, ref, target) {
  if (suiting === null || target === null || suiting.ref !== ref) return null;
  const { subject = null, language = null, city = null } = target;
  if (suiting.subject !== subject || suiting.language !== language || suiting.city !== city) return null;
  if (suiting.able === 0) return 'nobody';
  if (suiting.near === 0) return 'elsewhere';
  return suiting.free === 0 ? 'busy' : null;
}

/**
 * Whether a colleague can be asked to look on.
 * @param {Held} held
 */
export function showable({ talk, gone }) {
  return gone === null && !talk.looking_on && (talk.state === 'open' || talk.state === 'on_hold');
}

/**
 * Whether a talk can be handed over now: somebody has to be there to be handed over.
 * @param {Held} held
 */
export function handable({ talk, gone }) {
  if (gone !== null || talk.looking_on) return false;
  return talk.state === 'open' || (talk.state === 'on_hold' && talk.visitor_online);
}
