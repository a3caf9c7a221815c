import assert from 'node:assert/strict';
import { test } from 'node:test';

import { corrected } from '../../static/js/core/corrected.js';

/** @import {Entry} from '../../static/js/core/frames.js' */

/**
 * @param {number} seq
 * @param {Partial<Entry>} rest
 * @returns {Entry}
 */
function entry(seq, rest = {}) {
  return {
    type: 'entry', ref: 'r', seq, key: `k${seq}`, author: 'counselor', at: seq, text: `line ${seq}`,
    code: '', params: {}, ...rest,
  };
}

/**
 * @param {number} seq
 * @param {number} of
 */
function correction(seq, of) {
  return entry(seq, { code: 'corrected', params: { seq: String(of) } });
}

test('the last correction stands where the line stood, and says when it came', () => {
  const read = corrected([entry(1), entry(2), correction(3, 1), entry(4), correction(5, 1)]);
  assert.deepEqual(read.map(({ seq, text, correctedAt }) => [seq, text, correctedAt]), [
    [1, 'line 5', 5], [2, 'line 2', 0], [4, 'line 4', 0],
  ]);
});

test('no correction changes what the visitor said', () => {
  const read = corrected([entry(1, { author: 'visitor' }), correction(2, 1)]);
  assert.deepEqual(read.map(({ text }) => text), ['line 1']);
});
