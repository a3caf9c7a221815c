import assert from 'node:assert/strict';
import { test } from 'node:test';

import { handable, targetOf } from '../../static/js/core/handed_on.js';

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
