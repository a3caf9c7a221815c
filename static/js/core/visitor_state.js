/**
 * What each event makes of the visitor's page. Pure: time, keys and text come with the event.
 * What the server says is in `visitor_frames.js`, what must be sent in `visitor_due.js`, what is
 * shown in `visitor_view.js`.
 *
 * @import {VisitorCommand, VisitorEvent} from './frames.js'
 * @import {Choice, Phase, State, Wish} from './visitor_value.js'
 *
 * @typedef {{type: 'frame', frame: VisitorEvent, now: number}
 *   | {type: 'phase', phase: Phase, now: number}
 *   | {type: 'ask', visitorKey: string, key: string, choice: Choice, text: string, later?: boolean, now: number}
 *   | {type: 'open', visitorKey: string, code: string}
 *   | {type: 'write', key: string, text: string, now: number}
 *   | {type: 'draft', text: string}
 *   | {type: 'take_back', key: string}
 *   | {type: 'wish', wish: Wish}
 *   | {type: 'refuse_hint'}
 *   | {type: 'shown', seq: number}
 *   | {type: 'handed', commands: VisitorCommand[], now: number}
 *   | {type: 'proved', challenge: string, proof: string}
 *   | {type: 'unprovable', now: number}
 *   | {type: 'again'}
 *   | {type: 'tick', now: number}} Event
 */

import * as outbox from './outbox.js';
import { grouped } from './return_code.js';
import { hear } from './visitor_frames.js';
import { handOver } from './visitor_due.js';
import { again, dueAgain, EMPTY, joined, wakePledges } from './visitor_value.js';

/** Seconds a complaint stays beside what it is about. */
const COMPLAINT_STAYS = 15;

/**
 * @param {State} state
 * @param {Event} event
 * @returns {State}
 */
export function reduce(state, event) {
  if (event.type === 'ask' && state.blocked) return notAgain(state, event);
  const next = changed(state, event);
  const blocked = state.blocked || next.status?.closed_by === 'blocked';
  return blocked === next.blocked ? next : { ...next, blocked };
}

/**
 * A session that was ended for abuse begins no other talk; the text stays where it is.
 *
 * @param {State} state
 * @param {Extract<Event, {type: 'ask'}>} event
 * @returns {State}
 */
function notAgain(state, { text, now }) {
  const complaint = { command: 'start', code: /** @type {const} */ ('not_allowed'), params: {}, at: now };
  return { ...state, draft: text, complaint };
}

/**
 * @param {State} state
 * @param {Event} event
 * @returns {State}
 */
function changed(state, event) {
  switch (event.type) {
    case 'frame':
      return hear(state, event.frame, event.now);
    case 'phase':
      return { ...state, phase: event.phase, phaseSince: event.now, ...offline(event.phase) };
    case 'ask':
      return ask(event);
    case 'open':
      return { ...EMPTY, key: event.visitorKey, code: grouped(event.code), byCode: true };
    case 'write':
      return write(state, event);
    case 'draft':
      return { ...state, draft: event.text };
    case 'take_back':
      return takeBack(state, event.key);
    case 'wish':
      return wish(state, event.wish);
    case 'refuse_hint':
      return { ...state, hintRefused: state.status?.language_hint ?? null };
    case 'shown':
      return { ...state, shown: Math.max(state.shown, event.seq) };
    case 'handed':
      return event.commands.reduce(handOver, state);
    case 'proved':
      return proved(state, event);
    case 'unprovable':
      return { ...again(state), complaint: { command: 'start', code: 'proof_first', params: {}, at: event.now } };
    case 'again':
      // what is to be erased as soon as the line is back needs its key
      return state.pledges.some(({ wish }) => wish.type === 'erase') ? state : again(state);
    case 'tick':
      return tick(state, event.now);
  }
}

/**
 * @param {Phase} phase
 * @returns {Partial<State>}
 */
function offline(phase) {
  return phase === 'live' ? {} : { known: false, typingUntil: 0 };
}

/**
 * @param {Extract<Event, {type: 'ask'}>} event
 * @returns {State}
 */
function ask({ visitorKey, key, choice, text, later = false, now }) {
  return {
    ...EMPTY,
    key: visitorKey,
    asked: { ...choice, key, text, later, handed: 0, retryAt: null },
    outbox: [outbox.unsent(key, text, now)],
  };
}

/**
 * The work is done, unless another was asked for meanwhile: the same is due again, with the proof.
 *
 * @param {State} state
 * @param {Extract<Event, {type: 'proved'}>} event
 * @returns {State}
 */
function proved(state, { challenge, proof }) {
  if (state.asked?.challenge !== challenge) return state;
  return { ...state, asked: { ...state.asked, challenge: null, proof, handed: 0 } };
}

/**
 * @param {State} state
 * @param {Extract<Event, {type: 'write'}>} event
 * @returns {State}
 */
function write(state, { key, text, now }) {
  return { ...state, draft: '', outbox: [...state.outbox, outbox.unsent(key, text, now)] };
}

/**
 * A refused line goes back to where it can be changed, before what is being written.
 *
 * @param {State} state
 * @param {string} key
 * @returns {State}
 */
function takeBack(state, key) {
  const line = state.outbox.find((candidate) => candidate.key === key);
  if (!line) return state;
  const draft = joined([line.text, state.draft]);
  return { ...state, draft, outbox: outbox.settle(state.outbox, key) };
}

/**
 * Kept until the server has fulfilled it. Leaving before the server has heard of anything needs
 * no server.
 *
 * @param {State} state
 * @param {Wish} wanted
 * @returns {State}
 */
function wish(state, wanted) {
  const unheard = state.asked?.handed === 0;
  if (unheard && wanted.type === 'leave') return again(state);
  if (unheard && wanted.type === 'erase') return { ...EMPTY, erased: true };
  const others = state.pledges.filter((pledge) => pledge.wish.type !== wanted.type);
  // who would rather not is not asked the same again by the hint
  const hintRefused = wanted.type === 'keep_language' ? wanted.language : state.hintRefused;
  return { ...state, complaint: null, hintRefused, pledges: [...others, { wish: wanted, handed: 0, retryAt: null }] };
}

/**
 * @param {State} state
 * @param {number} now
 * @returns {State}
 */
function tick(state, now) {
  const { asked, complaint } = state;
  const due = asked?.retryAt && asked.retryAt <= now;
  return {
    ...state,
    outbox: outbox.wake(state.outbox, now),
    pledges: wakePledges(state.pledges, now),
    asked: asked && due ? { ...asked, retryAt: null, handed: dueAgain(asked.handed) } : asked,
    complaint: complaint && now - complaint.at > COMPLAINT_STAYS ? null : complaint,
  };
}
