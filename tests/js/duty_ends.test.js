import assert from 'node:assert/strict';
import { test } from 'node:test';

import { dutyEnds } from '../../static/js/core/duty_ends.js';

const NINE = Date.UTC(2027, 0, 15, 9, 0) / 1000;
const minutes = (instants) => instants.map((at) => (at - NINE) / 60);

test('The ends to choose from are the half hours ahead', () => {
  assert.deepEqual(minutes(dutyEnds(NINE + 60, null)).slice(0, 3), [30, 60, 90]);
});

test('An end that is only minutes away is none to choose', () => {
  assert.deepEqual(minutes(dutyEnds(NINE + 20 * 60, null)).slice(0, 2), [60, 90]);
});

test('What was chosen before stays, even when it is near', () => {
  assert.deepEqual(minutes(dutyEnds(NINE + 20 * 60, NINE + 1800)).slice(0, 2), [30, 60]);
  assert.equal(dutyEnds(NINE, NINE + 3600).length, 16);
});
