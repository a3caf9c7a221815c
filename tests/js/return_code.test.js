import assert from 'node:assert/strict';
import { test } from 'node:test';

import { grouped } from '../../static/js/core/return_code.js';
import { reduce } from '../../static/js/core/visitor_state.js';
import { EMPTY } from '../../static/js/core/visitor_value.js';

test('a code is shown in groups and capitals, however it was typed', () => {
  for (const typed of ['K7QF-2M9T-X4RA', 'k7qf2m9tx4ra', ' k7qf 2m9t – x4ra ', 'k7.qf2m 9tx4ra', 'ｋ7qf2m9tx4ra']) {
    assert.equal(grouped(typed), 'K7QF-2M9T-X4RA');
  }
});

test('what looks like a digit is one: no code has an O, an I or an L', () => {
  assert.equal(grouped('oil0'), '0110');
});

test('the beginning of a code has its groups too, and nothing that was typed is cut off', () => {
  assert.deepEqual(['', '-', 'k7q', 'k7qf', 'k7qf-', 'k7qf2'].map(grouped), ['', '', 'K7Q', 'K7QF', 'K7QF', 'K7QF-2']);
  assert.equal(grouped('k7qf2m9tx4rak7'), 'K7QF-2M9T-X4RA-K7');
});

test('a code that opened a question is shown like one that was given', () => {
  const opened = reduce(EMPTY, { type: 'open', visitorKey: 'v'.repeat(43), code: 'k7qf 2m9t x4ra' });
  assert.equal(opened.code, 'K7QF-2M9T-X4RA');
});
