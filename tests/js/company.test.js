import assert from 'node:assert/strict';
import { test } from 'node:test';

import { attended, othersIn } from '../../static/js/core/company.js';

const LIVE = { link: 'live', me: { alias: 'Alice' } };
const attending = (does, over = {}) => ({ type: 'attending', ref: 'a', colleague: 'b', alias: 'Bram', does, ...over });
const held = (company, talk = {}) => ({ talk: { looking_on: false, has_it: null, beside: ['Bram'], ...talk }, company });
const does = (desk, company, at, talk) => othersIn(desk, held(company, talk), at);

test('A colleague who was asked looks elsewhere until the talk is on their screen', () => {
  assert.deepEqual(does(LIVE, {}, 0), [{ alias: 'Bram', does: 'away' }]);
  const reads = attended({}, attending('reads'), 100);
  assert.deepEqual(does(LIVE, reads, 149), [{ alias: 'Bram', does: 'reads' }]);
  assert.deepEqual(does(LIVE, reads, 150), [{ alias: 'Bram', does: 'away' }]);
  assert.deepEqual(does(LIVE, attended(reads, attending('away'), 101), 102), [{ alias: 'Bram', does: 'away' }]);
});

test('Writing lasts six seconds unless it is said again, and reading goes on', () => {
  const writes = attended({}, attending('whispers'), 100);
  assert.deepEqual(does(LIVE, writes, 105), [{ alias: 'Bram', does: 'whispers' }]);
  assert.deepEqual(does(LIVE, writes, 106), [{ alias: 'Bram', does: 'reads' }]);
  assert.deepEqual(does(LIVE, attended(writes, attending('reads'), 101), 102), [{ alias: 'Bram', does: 'reads' }]);
});

test('Who looks on sees who has the talk first, and never themselves', () => {
  const company = attended({}, attending('answers', { colleague: 'c', alias: 'Chloé' }), 0);
  const talk = { looking_on: true, has_it: 'Chloé', beside: ['Alice', 'Bram'] };
  assert.deepEqual(does(LIVE, company, 1, talk), [
    { alias: 'Chloé', does: 'answers' },
    { alias: 'Bram', does: 'away' },
  ]);
  assert.deepEqual(does(LIVE, {}, 1, { ...talk, has_it: null, beside: ['Alice'] }), []);
});

test('Who is asked to take a talk is seen once it is on their screen', () => {
  const company = attended({}, attending('reads'), 0);
  const given = { looking_on: true, has_it: null, beside: ['Alice'] };
  assert.deepEqual(does(LIVE, company, 1, given), [{ alias: 'Bram', does: 'reads' }]);
  assert.deepEqual(does(LIVE, company, 50, given), []);
});

test('While the line is broken nobody claims to know what a colleague does', () => {
  const company = attended({}, attending('reads'), 0);
  assert.deepEqual(does({ ...LIVE, link: 'lost' }, company, 1), [{ alias: 'Bram', does: null }]);
});
