/**
 * The one place on the page that says where the visitor stands.
 *
 * @import {Status, Wait} from './frames.js'
 * @import {Speech} from './visitor_lines.js'
 * @import {State} from './visitor_value.js'
 * @import {Say} from './words.js'
 *
 * @typedef {'wait' | 'talk' | 'over'} WhereKind
 * @typedef {{kind: WhereKind, title: string, text: string}} Where
 */

import { promised } from './promised.js';

/** Reasons why a place would be no promise: nobody can help just now, or the visitor seems away. */
export const NO_PLACE = new Set(['nobody_on_duty', 'no_language', 'no_subject', 'paused', 'away']);
/** Reasons why a place is worse, or a wait longer, than what was said before. */
export const WORSE = new Set(['counselor_left', 'others_first']);

/**
 * @param {'front' | 'starting' | 'resuming' | 'gone' | 'talk' | 'ended'} stage
 * @param {State} state
 * @param {Speech} speech
 * @param {number} now  seconds UTC, by our clock
 * @returns {Where}
 */
export function whereOf(stage, state, speech, now) {
  const { say } = speech;
  if (stage === 'front') return { kind: 'over', title: '', text: '' };
  if (stage === 'gone') return { kind: 'over', title: say('gone_title'), text: say('gone_text') };
  if (stage === 'starting') return moment(say, startingText(state));
  if (stage === 'resuming' || !state.status) return moment(say, 'resuming_text');
  return stage === 'ended' ? ended(state.status, hasUnsent(state), speech) : standing(state.status, state, speech, now);
}

/**
 * @param {State} state
 * @returns {string} the word for what a question on its way waits for
 */
function startingText({ asked }) {
  if (asked?.challenge) return 'starting_proof';
  return asked?.proof && asked.retryAt ? 'starting_turn' : 'starting_text';
}

/**
 * @param {Say} say
 * @param {string} key
 * @returns {Where}
 */
function moment(say, key) {
  return { kind: 'wait', title: say('one_moment'), text: say(key) };
}

/**
 * @param {Status} status
 * @param {State} state
 * @param {Speech} speech
 * @param {number} now
 * @returns {Where}
 */
function standing(status, state, speech, now) {
  const { say } = speech;
  switch (status.state) {
    case 'waiting':
      return waiting(state, say);
    case 'offered':
      return { kind: 'wait', title: say('next'), text: `${say('offered')} ${say('wait_write')}` };
    case 'left':
      return left(status, speech, now);
    default:
      return talking(status, speech);
  }
}

/**
 * A question to be answered in writing: until when, or that it is.
 *
 * @param {Status} status
 * @param {Speech} speech
 * @param {number} now
 * @returns {Where}
 */
function left({ answered, due }, { say, language, zone }, now) {
  if (answered) return { kind: 'wait', title: say('answered_title'), text: say('answered_text') };
  if (due === null) return { kind: 'wait', title: say('left_title'), text: say('left_text') };
  const text = say(due > now ? 'left_due' : 'left_late', { when: promised(due, language, say, zone) });
  return { kind: 'wait', title: say('left_title'), text };
}

/**
 * @param {State} state
 * @param {Say} say
 * @returns {Where}
 */
function waiting({ place }, say) {
  if (!place) return { kind: 'wait', title: say('place_unknown'), text: say('wait_write') };
  if (NO_PLACE.has(place.why ?? '')) return nobody(place.why ?? '', say);
  const soon = place.place === 1 && !notToday(place.wait);
  const title = soon ? say('next') : say('place', { place: place.place });
  const said = [rangeText(place.wait, say), ...worse(place.why ?? '', say), say('wait_write')];
  return { kind: 'wait', title, text: said.join(' ') };
}

/**
 * @param {string} why
 * @param {Say} say
 * @returns {string[]}
 */
function worse(why, say) {
  return WORSE.has(why) ? [say(`worse_${why}`)] : [];
}

/**
 * @param {string} why
 * @param {Say} say
 * @returns {Where}
 */
function nobody(why, say) {
  return { kind: 'wait', title: say('place_unknown'), text: `${say(`queue_${why}`)} ${say('wait_write')}` };
}

/**
 * @param {Wait} wait
 * @param {Say} say
 * @returns {string}
 */
export function rangeText(wait, say) {
  if (notToday(wait)) return say('wait_not_today');
  const { low, high, past_closing: late } = wait;
  if (low === null || high === null) return say('wait_unknown');
  const minutes = minutesText(low, high, say);
  return late ? `${minutes} ${say('wait_past_closing')}` : minutes;
}

/**
 * @param {Wait} wait
 * @returns {boolean} whether we will probably close first
 */
function notToday({ high, past_closing: late }) {
  return late && high === null;
}

/**
 * @param {number} low
 * @param {number} high
 * @param {Say} say
 * @returns {string}
 */
function minutesText(low, high, say) {
  const most = Math.max(1, Math.ceil(high / 60));
  const least = Math.max(1, Math.floor(low / 60));
  if (high <= 60) return say('wait_short');
  return least >= most ? say('wait_about', { n: most }) : say('wait_range', { low: least, n: most });
}

/**
 * @param {Status} status
 * @param {Speech} speech
 * @returns {Where}
 */
function talking({ state, who, counselor_online: online }, { say, city }) {
  const alias = who?.alias ?? say('adviser');
  const title = who ? say('with', { alias, city: city(who.city) }) : alias;
  if (state === 'on_hold') return { kind: 'talk', title, text: say('on_hold') };
  return { kind: 'talk', title, text: say(online ? 'here' : 'away', { alias }) };
}

/**
 * Something was written and did not arrive.
 *
 * @param {State} state
 */
export function hasUnsent({ draft, outbox }) {
  return draft.trim() !== '' || outbox.length > 0;
}

/**
 * @param {Status} status
 * @param {boolean} unsent
 * @param {Speech} speech
 * @returns {Where}
 */
function ended({ who, closed_by: by }, unsent, { say }) {
  const served = who !== null;
  const title = say(served ? 'ended_title' : 'ended_queue_title');
  const cause = by === 'visitor_away' || by === 'expired' || by === 'blocked' ? `${say(`ended_${by}`)} ` : '';
  return { kind: 'over', title, text: cause + say(unsent ? 'ended_unsent' : 'ended_text') };
}
