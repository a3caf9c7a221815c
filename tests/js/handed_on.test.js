import assert from 'node:assert/strict';
import { test } from 'node:test';

import { handable, targetOf, warningOf } from '../../static/js/core/handed_on.js';

const NOTHING = { counselor: '', subject: '', language: '', city: '' };
const held = (state, over = {}) => ({ talk: { state, visitor_online: true, ...over }, gone: null });

test('One colleague is chosen, or any of subject, language and city', () => {
  assert.deepEqual(targetOf({ ...NOTHING, counselor: 'b' }), { counselor: 'b' });
  assert.deepEqual(targetOf({ ...NOTHING, city: 'namur' }), { city: 'namur' });
  const two = { ...NOTHING, subject: 'learning', language: 'nl' };
  assert.deepEqual(targetOf(two), { subject: 'learning', language: 'nl' });
  assert.equal(targetOf(NOTHING), null);
});

test('A talk on hold is handed over only while its visitor is there', () => {
  assert.equal(handable(held('open', { visitor_online: false })), true);
  assert.equal(handable(held('on_hold')), true);
  assert.equal(handable(held('on_hold', { visitor_online: false })), false);
  for (const state of ['offered', 'waiting', 'closed']) assert.equal(handable(held(state)), false);
  assert.equal(handable({ ...held('open'), gone: 'taken' }), false);
});

test('Before a talk goes to others it is said whether they are there', () => {
  const told = (able, near, free, over = {}) =>
    ({ ref: 'a', subject: null, language: null, city: 'namur', able, near, free, ...over });
  const target = { city: 'namur' };
  assert.equal(warningOf(told(0, 0, 0), 'a', target), 'nobody');
  assert.equal(warningOf(told(2, 0, 1), 'a', target), 'elsewhere');
  assert.equal(warningOf(told(2, 1, 0), 'a', target), 'busy');
  assert.equal(warningOf(told(2, 1, 1), 'a', target), null);
  // an answer to another question says nothing
  assert.equal(warningOf(told(0, 0, 0), 'b', target), null);
  assert.equal(warningOf(told(0, 0, 0, { language: 'nl' }), 'a', target), null);
  assert.equal(warningOf(told(0, 0, 0), 'a', null), null);
  assert.equal(warningOf(null, 'a', target), null);
});
