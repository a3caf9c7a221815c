/**
 * One outbox for all talks of a desk: the rules are those of `outbox.js`, kept apart by talk, so
 * that a line that has to wait in one talk holds up no other talk.
 *
 * @import {Line} from './desk_state.js'
 */

import { due, handed, unsent } from './outbox.js';

/**
 * @param {Line[]} outbox
 * @param {{ref: string, key: string, text: string, at: number}} written
 * @returns {Line[]}
 */
export function wrote(outbox, { ref, key, text, at }) {
  return [...outbox, { ...unsent(key, text, at), ref }];
}

/**
 * Lines to hand to the socket now: at most one of each talk.
 * @param {Line[]} outbox
 * @param {number} session counts connections from 1
 * @returns {Line[]}
 */
export function dueLines(outbox, session) {
  const refs = [...new Set(outbox.map(({ ref }) => ref))];
  return refs.flatMap((ref) => due(linesOf(outbox, ref), session));
}

/**
 * @param {Line[]} outbox
 * @param {string} ref
 * @returns {Line[]}
 */
export function linesOf(outbox, ref) {
  return outbox.filter((line) => line.ref === ref);
}

/**
 * @param {Line[]} outbox
 * @param {{keys: string[], session: number}} delivery
 * @returns {Line[]}
 */
export function handedOver(outbox, { keys, session }) {
  return handed(outbox, keys, session);
}
