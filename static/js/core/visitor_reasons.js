/**
 * Why something was not accepted, and what to do, in words.
 *
 * @import {RefusalCode} from './frames.js'
 * @import {Speech} from './visitor_lines.js'
 */

import { when } from './time.js';

/** @type {ReadonlySet<string>} */
const EXPLAINED = new Set(['too_fast', 'full', 'proof_first', 'not_allowed', 'too_long', 'wrong_state', 'not_found', 'unavailable']);

/**
 * @param {RefusalCode} code
 * @param {Record<string, string | number | null>} params
 * @param {Speech} speech
 * @param {number} now  seconds UTC
 * @returns {string}
 */
export function reasonOf(code, params, { say, language, zone }, now) {
  if (code === 'closed_now' && typeof params.opens === 'number') {
    return say('refused_closed_until', { when: when(params.opens, now, language, say, zone) });
  }
  if (code === 'closed_now') return say('refused_closed');
  if (!EXPLAINED.has(code)) return say('refused_other');
  return say(`refused_${code}`, { limit: Number(params.limit ?? 4000) });
}
