/**
 * The visitor's page as one value.
 *
 * @import {Entry, Place, Qr, RefusalCode, Status, VisitorCommand} from './frames.js'
 * @import {Unsent} from './outbox.js'
 *
 * @typedef {{city: string | null, subject: string | null, language: string}} Choice
 * @typedef {Choice & {key: string, text: string, later?: boolean, handed: number, retryAt: number | null, challenge?: string | null, proof?: string | null}} Asked  `later`: a
 *   question to be left, without waiting; `challenge`: is being solved, before it is asked again with its `proof`
 * @typedef {Extract<VisitorCommand, {type: 'leave' | 'erase' | 'still_here' | 'stay' | 'use_language' | 'keep_language' | 'leave_question' | 'come_back' | 'answer'}>} Wish
 * @typedef {{wish: Wish, handed: number, retryAt: number | null}} Pledge  a wish is kept until the server
 *   has fulfilled it; `retryAt`: seconds UTC, while a refusal that passes holds it back
 * @typedef {{command: string | null, code: RefusalCode, params: Record<string, string | number | null>, at: number}} Complaint
 * @typedef {'off' | 'connecting' | 'live' | 'lost' | 'refused'} Phase
 *
 * @typedef {object} State
 * @property {string | null} key  the visitor's key; null: no conversation
 * @property {string | null} code  the return code of a left question
 * @property {boolean} byCode  the code opened this conversation, not the key
 * @property {Qr | null} qr  the link with the code
 * @property {number} codeAsked  session in which a code was asked for
 * @property {Asked | null} asked  a start that the server has not answered yet
 * @property {boolean} gone  the server knows this key no more
 * @property {boolean} erased  the last conversation was just deleted
 * @property {Phase} phase  of the connection
 * @property {number} phaseSince  seconds UTC
 * @property {number} session  counts connections; what was handed over in an older one is due again
 * @property {boolean} known  in this session, the server has the conversation
 * @property {number} skew  server's clock minus ours, in seconds
 * @property {boolean} well  the server can store messages
 * @property {number} behind  pulses in a row that named more lines than we have
 * @property {Status | null} status
 * @property {Place | null} place
 * @property {Entry[]} entries
 * @property {number} peerSeen  last line the counselor had on the screen
 * @property {number} typingUntil  seconds UTC
 * @property {number} shown  last line that was on this screen
 * @property {number} shownTold  what of it the server was told in this session
 * @property {Unsent[]} outbox
 * @property {string} draft
 * @property {Pledge[]} pledges
 * @property {Complaint | null} complaint  why the last wish or start was not granted
 * @property {boolean} blocked  a counselor ended a talk of this session for abuse
 * @property {string | null} hintRefused  suggested language the visitor does not want
 */

/** @type {State} */
export const EMPTY = Object.freeze({
  key: null,
  code: null,
  byCode: false,
  qr: null,
  codeAsked: 0,
  asked: null,
  gone: false,
  erased: false,
  phase: 'off',
  phaseSince: 0,
  session: 0,
  known: false,
  skew: 0,
  well: true,
  behind: 0,
  status: null,
  place: null,
  entries: [],
  peerSeen: 0,
  typingUntil: 0,
  shown: 0,
  shownTold: 0,
  outbox: [],
  draft: '',
  pledges: [],
  complaint: null,
  blocked: false,
  hintRefused: null,
});

/**
 * @param {number} handed  session in which a start was handed over
 * @returns {number} that it is due again; the server may have it all the same, unless it never was
 */
export function dueAgain(handed) {
  return handed === 0 ? 0 : -1;
}

/**
 * Frees wishes whose retry time has come, or all of them (`now` = Infinity: the service is well).
 *
 * @param {Pledge[]} pledges
 * @param {number} now
 * @returns {Pledge[]}
 */
export function wakePledges(pledges, now) {
  return pledges.map((pledge) =>
    pledge.retryAt !== null && pledge.retryAt <= now
      ? { ...pledge, handed: dueAgain(pledge.handed), retryAt: null }
      : pledge);
}

/**
 * Back to the form. What was not sent is carried over as the next question, and so is everything
 * that was sent while nobody came. A left question stays where it is.
 *
 * @param {State} state
 * @returns {State}
 */
export function again(state) {
  const left = state.status?.state === 'left';
  const served = left || state.entries.some(({ code }) => code === 'joined' || code === 'answered');
  const asked = served ? [] : state.entries;
  const texts = [...asked, ...state.outbox].map(({ text }) => text);
  return { ...EMPTY, draft: joined([...texts, state.draft]) };
}

/**
 * @param {string[]} texts
 * @returns {string}
 */
export function joined(texts) {
  return texts.filter((text) => text.trim()).join('\n');
}
