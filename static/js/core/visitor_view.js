/**
 * What the visitor's page shows for a state: always who is there, what happens next, and whether
 * the text is safe.
 *
 * @import {FileRequest} from './files.js'
 * @import {Qr, Said} from './frames.js'
 * @import {Event} from './visitor_state.js'
 * @import {Line, Speech} from './visitor_lines.js'
 * @import {State} from './visitor_value.js'
 * @import {Where} from './visitor_where.js'
 * @import {Say} from './words.js'
 *
 * @typedef {'front' | 'starting' | 'resuming' | 'gone' | 'talk' | 'ended'} Stage
 * @typedef {{text: string, language: string}} Foreign  the same once more, in another language than
 *   the page's
 * @typedef {{label: string, also?: Foreign | null, event: Event | 'reload'}} Choice
 * @typedef {{id: string, kind: 'ok' | 'warn' | 'alert' | 'info', text: string, also?: Foreign | null, timer: string, choices: Choice[]}} Banner  `timer`
 *   counts down and is not read aloud
 *
 * @typedef {object} View
 * @property {Stage} stage
 * @property {Where} where
 * @property {Banner | null} banner  the most urgent one: more would cover the talk
 * @property {Line[]} lines
 * @property {boolean} catchingUp  the log is still arriving: nothing to read aloud yet
 * @property {string} typing
 * @property {boolean} writable
 * @property {boolean} leavable
 * @property {{code: string, qr: Qr | null} | null} ticket  what brings the visitor back to a left
 *   question; `code` is '' until it comes
 * @property {string} unanswered  the code of a left question whose answer is waited for; or ''
 * @property {boolean} deferrable  a question may be left instead of waiting
 * @property {Said | null} said  what was answered at the end; null: there is nothing to ask
 * @property {FileRequest | null} files  a file that is asked for
 * @property {number} unread  lines of the counselor that were not on the screen yet
 * @property {string} call  what the title should call out; '' for nothing
 */

import { saidIn } from './exit_questions.js';
import { lastSeq } from './feed.js';
import { requestIn } from './files.js';
import { goOn } from './go_on.js';
import { languageName } from './language_names.js';
import { duration } from './time.js';
import { linesOf } from './visitor_lines.js';
import { reasonOf } from './visitor_reasons.js';
import { hasUnsent, whereOf } from './visitor_where.js';

/** States in which a question may be left instead. @type {ReadonlySet<string>} */
const QUEUED = new Set(['waiting', 'offered']);
/** A connection that is away for so many seconds is worth a word. */
const NOTICEABLE = 1.5;

/**
 * @param {State} state
 * @param {Speech} speech
 * @param {number} now  seconds UTC, by our clock
 * @returns {View}
 */
export function viewOf(state, speech, now) {
  const stage = stageOf(state);
  const left = isLeft(state);
  const live = isLive(stage);
  const banner = stage === 'front' ? null : bannerOf(state, speech, now, live);
  const where = whereOf(stage, state, speech, now);
  return {
    stage,
    where: banner?.id === 'connection' ? unsure(where) : where,
    banner,
    lines: linesOf(state, speech, now),
    catchingUp: lastSeq(state.entries) < (state.status?.last_seq ?? 0),
    typing: typingText(state, speech, now),
    writable: live,
    leavable: isLeavable(state),
    ticket: left ? { code: state.code ?? '', qr: state.qr } : null,
    unanswered: left && !state.status?.answered ? state.code ?? '' : '',
    deferrable: stage === 'talk' && QUEUED.has(state.status?.state ?? ''),
    said: stage === 'ended' ? saidIn(state) : null,
    files: stage === 'talk' ? requestIn(state) : null,
    unread: unreadOf(state),
    call: state.status?.still_there_until && live ? speech.say('still_there') : '',
  };
}

/**
 * A talk can be ended from this side; a left question stays with its code.
 *
 * @param {State} state
 */
export function isLeavable(state) {
  return isLive(stageOf(state)) && !isLeft(state);
}

/**
 * Nothing is lost when another question takes its place.
 *
 * @param {State} state
 */
export function isOver(state) {
  const stage = stageOf(state);
  return (stage === 'ended' || stage === 'gone') && !hasUnsent(state) && state.pledges.length === 0;
}

/** @param {State} state */
function isLeft(state) {
  return stageOf(state) === 'talk' && state.status?.state === 'left';
}

/** @param {Stage} stage */
function isLive(stage) {
  return stage === 'talk' || stage === 'starting' || stage === 'resuming';
}

/**
 * Nobody knows whether the counselor is there while the connection is away.
 * @param {Where} where
 * @returns {Where}
 */
function unsure(where) {
  return where.kind === 'talk' ? { ...where, text: '' } : where;
}

/**
 * @param {State} state
 * @returns {Stage}
 */
export function stageOf({ key, asked, gone, status }) {
  if (key === null) return 'front';
  if (gone) return 'gone';
  if (asked) return 'starting';
  if (!status) return 'resuming';
  return status.state === 'closed' ? 'ended' : 'talk';
}

/**
 * @param {State} state
 * @param {Speech} speech
 * @param {number} now
 * @returns {string}
 */
function typingText({ typingUntil, status }, { say }, now) {
  if (typingUntil <= now || !status?.who) return '';
  return say('typing', { alias: status.who.alias });
}

/**
 * @param {State} state
 * @returns {number}
 */
function unreadOf({ entries, shown }) {
  return entries.filter(({ author, seq }) => author === 'counselor' && seq > shown).length;
}

/**
 * @param {State} state
 * @param {Speech} speech
 * @param {number} now
 * @param {boolean} live
 * @returns {Banner | null}
 */
function bannerOf(state, speech, now, live) {
  return (
    (live ? stillThere(state, speech, now) : null) ??
    connection(state, speech, now) ??
    complaint(state, speech, now) ??
    (live ? handOver(state, speech) : null) ??
    (live ? goOn(state, speech) ?? languageHint(state, speech) : null)
  );
}

/**
 * @param {State} state
 * @param {Speech} speech
 * @param {number} now
 * @returns {Banner | null}
 */
function stillThere({ status, skew, pledges }, { say, language }, now) {
  const until = status?.still_there_until;
  if (!until || pledges.some(({ wish }) => wish.type === 'still_here')) return null;
  return {
    id: 'still_there',
    kind: 'alert',
    text: `${say('still_there')} ${say(status.state === 'on_hold' ? 'still_there_paused' : 'still_there_text')}`,
    timer: duration(until - (now + skew), language),
    choices: [{ label: say('still_there_yes'), event: { type: 'wish', wish: { type: 'still_here' } } }],
  };
}

/**
 * @param {State} state
 * @param {Speech} speech
 * @param {number} now
 * @returns {Banner | null}
 */
function connection(state, { say }, now) {
  const { phase, phaseSince, well } = state;
  if (phase === 'refused') return reload(say);
  const over = stageOf(state) === 'ended' && state.pledges.length === 0; // nothing waits for it
  if (phase !== 'live' && now - phaseSince >= NOTICEABLE && !over) {
    return { id: 'connection', kind: 'warn', text: say(lossOf(state)), timer: '', choices: [] };
  }
  return well ? null : { id: 'connection', kind: 'warn', text: say('refused_unavailable'), timer: '', choices: [] };
}

/**
 * @param {State} state
 * @returns {string} the word that says what happens when the connection is back
 */
function lossOf({ session, outbox, pledges }) {
  if (session === 0) return 'connecting';
  if (pledges.some(({ wish }) => wish.type === 'answer')) return 'lost_answer';
  if (pledges.some(({ wish }) => wish.type === 'erase')) return 'lost_erase';
  if (pledges.some(({ wish }) => wish.type === 'leave')) return 'lost_leave';
  return outbox.length ? 'lost_unsent' : 'lost';
}

/**
 * @param {Say} say
 * @returns {Banner}
 */
function reload(say) {
  const choices = [{ label: say('reload'), event: /** @type {const} */ ('reload') }];
  return { id: 'connection', kind: 'alert', text: say('page_refused'), timer: '', choices };
}

/**
 * @param {State} state
 * @param {Speech} speech
 * @param {number} now
 * @returns {Banner | null}
 */
function complaint({ complaint: about }, speech, now) {
  if (!about) return null;
  if (about.code === 'version') return reload(speech.say);
  const text = reasonOf(about.code, about.params, speech, now);
  return { id: 'complaint', kind: 'warn', text, timer: '', choices: [] };
}

/**
 * Somebody else was asked to go on: the visitor may stay with who they know.
 *
 * @param {State} state
 * @param {Speech} speech
 * @returns {Banner | null}
 */
function handOver({ status, pledges }, { say }) {
  const alias = status?.handed_by;
  if (!alias || pledges.some(({ wish }) => wish.type === 'stay')) return null;
  const choices = [
    { label: say('stay_with', { alias }), event: /** @type {Event} */ ({ type: 'wish', wish: { type: 'stay' } }) },
  ];
  return { id: 'handed', kind: 'info', text: say('handed_question', { alias }), timer: '', choices };
}

/**
 * @param {State} state
 * @param {Speech} speech
 * @returns {Banner | null}
 */
function languageHint({ status, hintRefused, pledges }, { say, language: page }) {
  const hint = status?.language_hint;
  if (!hint || hint === hintRefused || hint === status.language) return null;
  if (pledges.some(({ wish }) => wish.type === 'use_language')) return null;
  const language = languageName(hint, page);
  return {
    id: 'language',
    kind: 'info',
    text: say('language_hint', { language }),
    timer: '',
    choices: [
      { label: say('language_yes'), event: { type: 'wish', wish: { type: 'use_language', language: hint } } },
      { label: say('language_no'), event: { type: 'refuse_hint' } },
    ],
  };
}
