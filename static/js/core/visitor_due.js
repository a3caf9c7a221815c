/**
 * What must be sent now. Asked after every event; what was handed to the socket is marked with
 * the session, so a new connection gets everything again that has not been answered.
 *
 * @import {VisitorCommand} from './frames.js'
 * @import {State} from './visitor_value.js'
 */

import * as outbox from './outbox.js';

/**
 * @param {State} state
 * @returns {VisitorCommand[]} in the order in which they must arrive
 */
export function dueCommands(state) {
  if (state.session === 0 || state.key === null || state.gone) return [];
  if (!state.known) return starting(state);
  return [...saying(state), ...wishing(state), ...reading(state), ...coding(state)];
}

/**
 * Remembers one command as handed over in this session.
 *
 * @param {State} state
 * @param {VisitorCommand} command
 * @returns {State}
 */
export function handOver(state, command) {
  const { session } = state;
  switch (command.type) {
    case 'start':
    case 'ask_later':
      return { ...state, asked: state.asked && { ...state.asked, handed: session } };
    case 'say':
      return { ...state, outbox: outbox.handed(state.outbox, [command.key], session) };
    case 'get_code':
      return { ...state, codeAsked: session };
    case 'read':
      return { ...state, shownTold: command.seq };
    default:
      return { ...state, pledges: state.pledges.map((pledge) =>
        pledge.wish === command ? { ...pledge, handed: session } : pledge) };
  }
}

/**
 * @param {State} state
 * @returns {VisitorCommand[]}
 */
function starting({ asked, session }) {
  if (!asked || asked.handed === session || asked.retryAt !== null || asked.challenge) return [];
  const { city, subject, language, key, text, proof } = asked;
  const command = { type: asked.later ? /** @type {const} */ ('ask_later') : /** @type {const} */ ('start'), city, subject, language, key, text };
  return [proof ? { ...command, proof } : command];
}

/**
 * @param {State} state
 * @returns {VisitorCommand[]}
 */
function saying(state) {
  return outbox
    .due(state.outbox, state.session)
    .map(({ key, text }) => ({ type: 'say', key, text }));
}

/**
 * @param {State} state
 * @returns {VisitorCommand[]}
 */
function wishing({ outbox: lines, pledges, session }) {
  if (outbox.isBusy(lines)) return [];
  const due = pledges.filter(({ handed, retryAt }) => handed !== session && retryAt === null);
  return due.map((pledge) => pledge.wish);
}

/**
 * A left question needs a code; one that was lost on the way is asked for again.
 *
 * @param {State} state
 * @returns {VisitorCommand[]}
 */
function coding({ status, code, codeAsked, session }) {
  return status?.state === 'left' && code === null && codeAsked !== session ? [{ type: 'get_code' }] : [];
}

/**
 * @param {State} state
 * @returns {VisitorCommand[]}
 */
function reading({ shown, shownTold }) {
  return shown > shownTold ? [{ type: 'read', seq: shown }] : [];
}
