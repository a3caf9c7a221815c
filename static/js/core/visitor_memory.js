/**
 * What of the state this tab remembers over a reload, a language switch or a dead battery of the
 * network: the key and everything that was typed. The log itself comes back from the server.
 *
 * @import {Qr} from './frames.js'
 * @import {Unsent} from './outbox.js'
 * @import {Asked, Pledge, State} from './visitor_value.js'
 *
 * @typedef {{v: 1, key: string | null, code?: string | null, byCode?: boolean, qr?: Qr | null, asked: Asked | null, outbox: Unsent[], draft: string, pledges: Pledge[], hintRefused: string | null, blocked?: boolean}} Memory
 */

import { afresh } from './outbox.js';
import { dueAgain, EMPTY } from './visitor_value.js';

/**
 * @param {State} state
 * @returns {Memory}
 */
export function pack({ key, code, byCode, qr, asked, outbox, draft, pledges, hintRefused, blocked }) {
  return { v: 1, key, code, byCode, qr, asked, outbox, draft, pledges, hintRefused, blocked };
}

/**
 * @param {unknown} stored  what an earlier page packed, or anything else
 * @returns {State} in which nothing counts as handed over
 */
export function unpack(stored) {
  const memory = /** @type {Memory | null} */ (stored);
  if (memory?.v !== 1) return EMPTY;
  const { key, code = null, byCode = false, qr = null, asked, outbox, draft, pledges, hintRefused } = memory;
  const { blocked = false } = memory;
  return {
    ...EMPTY,
    key,
    code,
    byCode,
    qr,
    draft,
    hintRefused,
    blocked,
    asked: asked && { ...asked, handed: dueAgain(asked.handed), retryAt: null },
    outbox: afresh(outbox),
    pledges: pledges.map((pledge) => ({ ...pledge, handed: 0, retryAt: null })),
  };
}
