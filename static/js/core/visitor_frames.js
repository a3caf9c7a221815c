/**
 * What each frame of the server makes of the visitor's state. Frames may come twice or late:
 * applying one again changes nothing, and an older status never replaces a newer one.
 *
 * @import {Entry, Place, Pulse, Refused, Status, VisitorEvent} from './frames.js'
 * @import {Pledge, State} from './visitor_value.js'
 */

import { isSame } from './exit_questions.js';
import { append, lastSeq } from './feed.js';
import * as outbox from './outbox.js';
import { again, EMPTY, wakePledges } from './visitor_value.js';
import { NO_PLACE, WORSE } from './visitor_where.js';

/** Seconds after which "is writing" is forgotten. */
const TYPING_STAYS = 6;
const EXPLAINED = new Set([...NO_PLACE, ...WORSE]);

/**
 * @param {State} state
 * @param {VisitorEvent} frame
 * @param {number} now  seconds UTC, by our clock
 * @returns {State}
 */
export function hear(state, frame, now) {
  switch (frame.type) {
    case 'welcome':
      return welcome({ ...state, skew: frame.now - now }, frame.known);
    case 'status':
      return settled(status(state, frame));
    case 'return_code':
      return { ...state, code: frame.code, qr: frame.qr };
    case 'place':
      return { ...state, place: explained(frame, state.place) };
    case 'entry':
      return entry(state, frame);
    case 'seen':
      return { ...state, peerSeen: Math.max(state.peerSeen, frame.seq) };
    case 'typing':
      return { ...state, typingUntil: frame.on ? now + TYPING_STAYS : 0 };
    case 'pulse':
      return pulse(state, frame);
    case 'refused':
      return refused(state, frame, now);
    case 'erased':
      return { ...EMPTY, erased: true };
    case 'service':
      return service(state, frame.ok);
  }
}

/**
 * A new session: everything that was not answered in the old one is due again. Who asked for the
 * conversation to be erased, and comes back to none, is told so: only the answer was lost.
 *
 * @param {State} state
 * @param {boolean} known
 * @returns {State}
 */
function welcome(state, known) {
  const lost = !known && state.key !== null && state.asked === null;
  if (lost && state.pledges.some(({ wish }) => wish.type === 'erase')) return { ...EMPTY, erased: true };
  return {
    ...state,
    session: state.session + 1,
    known,
    gone: lost,
    well: true,
    behind: 0,
    shownTold: 0,
    outbox: outbox.wake(state.outbox, Infinity),
    pledges: lost ? [] : wakePledges(state.pledges, Infinity),
  };
}

/**
 * @param {State} state
 * @param {Status} frame
 * @returns {State}
 */
function status(state, frame) {
  if (state.status && frame.version < state.status.version) return state;
  const waiting = frame.state === 'waiting' || frame.state === 'offered';
  return {
    ...state,
    known: true,
    asked: null,
    status: frame,
    place: waiting ? placeIn(frame, state.place) : null,
    peerSeen: Math.max(state.peerSeen, frame.counselor_seen),
    typingUntil: frame.state === 'open' ? state.typingUntil : 0,
  };
}

/**
 * Who is being called for reads that they are next: what comes after is measured by that.
 *
 * @param {Status} frame
 * @param {Place | null} place
 * @returns {Place | null}
 */
function placeIn(frame, place) {
  return place && frame.state === 'offered' ? { ...place, place: 1, why: null } : place;
}

/**
 * A place that is worse than the one on the screen says why, whoever told that one: another
 * connection, a dispatcher that began anew, or the offer that came to nothing.
 *
 * @param {Place} place
 * @param {Place | null} shown
 * @returns {Place}
 */
function explained(place, shown) {
  const worse = shown !== null && !NO_PLACE.has(shown.why ?? '') && place.place > shown.place;
  return worse && !EXPLAINED.has(place.why ?? '') ? { ...place, why: 'others_first' } : place;
}

/**
 * Forgets the wishes that this status fulfils.
 *
 * @param {State} state
 * @returns {State}
 */
function settled(state) {
  const pledges = state.pledges.filter((pledge) => !isFulfilled(state.status, pledge));
  return { ...state, pledges };
}

/**
 * @param {Status | null} status
 * @param {Pledge} pledge
 * @returns {boolean}
 */
function isFulfilled(status, { wish, handed }) {
  if (!status || wish.type === 'erase') return false;
  if (wish.type === 'answer') return status.said === null || isSame(status.said, wish.said);
  if (status.state === 'closed') return true;
  if (wish.type === 'stay') return status.handed_by === null;
  if (wish.type === 'use_language') return status.language === wish.language;
  if (wish.type === 'keep_language') return status.language_asked !== wish.language;
  if (wish.type === 'leave_question') return status.state === 'left';
  if (wish.type === 'come_back') return handed !== 0 && status.state !== 'left';
  return wish.type === 'still_here' && handed !== 0 && status.still_there_until === null;
}

/**
 * @param {State} state
 * @param {Entry} frame
 * @returns {State}
 */
function entry(state, frame) {
  return {
    ...state,
    entries: append(state.entries, frame),
    outbox: outbox.settle(state.outbox, frame.key),
    typingUntil: frame.author === 'visitor' ? state.typingUntil : 0,
  };
}

/**
 * @param {State} state
 * @param {Pulse} frame
 * @returns {State}
 */
function pulse(state, frame) {
  const last = Math.max(0, ...Object.values(frame.last));
  return { ...state, behind: last > lastSeq(state.entries) ? state.behind + 1 : 0 };
}

/**
 * @param {State} state
 * @param {Refused} frame
 * @param {number} now
 * @returns {State}
 */
function refused(state, frame, now) {
  if (frame.command === 'hello' && state.byCode) return { ...EMPTY, complaint: complaintOf(frame, now) };
  const starting = frame.command === 'start' || frame.command === 'ask_later';
  if (starting && state.asked) return startRefused(state, frame, now);
  if (frame.command === 'say') return { ...state, outbox: outbox.refuse(state.outbox, frame, now) };
  const asked = state.pledges.some(({ wish }) => wish.type === frame.command);
  if (!asked && frame.code !== 'version') return state;
  // that it comes too late the status tells, and what there is instead
  const complaint = frame.code === 'wrong_state' ? state.complaint : complaintOf(frame, now);
  return { ...state, pledges: unfulfilled(state.pledges, frame, now), complaint };
}

/**
 * What becomes of a wish that was refused: what passes is only held back, and promised still.
 *
 * @param {Pledge[]} pledges
 * @param {Refused} frame
 * @param {number} now
 * @returns {Pledge[]}
 */
function unfulfilled(pledges, frame, now) {
  const { command } = frame;
  const retryAt = outbox.retryOf(frame, now);
  if (retryAt === null) return pledges.filter(({ wish }) => wish.type !== command);
  return pledges.map((pledge) => (pledge.wish.type === command ? { ...pledge, retryAt } : pledge));
}

/**
 * A start that cannot be goes back to the form, with its text and the reason; one that only
 * comes too early is tried again by itself, and one that needs a proof as soon as that is made.
 *
 * @param {State} state
 * @param {Refused} frame
 * @param {number} now
 * @returns {State}
 */
function startRefused(state, frame, now) {
  const { challenge } = frame.params;
  if (state.asked && frame.code === 'proof_first' && typeof challenge === 'string') {
    return { ...state, asked: { ...state.asked, challenge, proof: null, handed: 0 } };
  }
  const complaint = complaintOf(frame, now);
  const retryAt = outbox.retryOf(frame, now);
  if (!state.asked || retryAt === null) return { ...again(state), complaint };
  // the server has nothing of what came too early; of what it could not store it may
  const handed = frame.code === 'too_fast' ? 0 : state.asked.handed;
  // who queues is told so where the page says how things stand
  return { ...state, complaint: state.asked.proof ? null : complaint, asked: { ...state.asked, retryAt, handed } };
}

/**
 * @param {Refused} frame
 * @param {number} at
 */
function complaintOf({ command, code, params }, at) {
  return { command, code, params, at };
}

/**
 * @param {State} state
 * @param {boolean} ok
 * @returns {State}
 */
function service(state, ok) {
  if (!ok) return { ...state, well: false };
  const pledges = wakePledges(state.pledges, Infinity);
  // a code that was refused meanwhile is asked for again
  return { ...state, well: true, outbox: outbox.wake(state.outbox, Infinity), pledges, codeAsked: 0 };
}
