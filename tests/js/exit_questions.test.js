import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { NOTHING_SAID, nextOf, saidIn } from '../../static/js/core/exit_questions.js';
import { dueCommands } from '../../static/js/core/visitor_due.js';
import { reduce } from '../../static/js/core/visitor_state.js';
import { viewOf } from '../../static/js/core/visitor_view.js';
import { EMPTY } from '../../static/js/core/visitor_value.js';

const ENDED = { ...EMPTY, key: 'k', session: 1, known: true, status: { version: 5, state: 'closed', said: NOTHING_SAID } };
const GLAD = { ...NOTHING_SAID, satisfaction: 'satisfied' };
const SPEECH = { say: (key) => key, language: 'fr', zone: 'UTC', city: String, name: (_of, key) => key };
const answer = (said) => ({ type: 'wish', wish: { type: 'answer', said } });
const told = (said) => ({ type: 'frame', frame: { type: 'status', ...ENDED.status, said }, now: 1 });

describe('the questions at the end', () => {
  test('come one after the other, and whoever skips one is not asked it again', () => {
    assert.equal(nextOf(NOTHING_SAID, new Set()), 'satisfaction');
    assert.equal(nextOf(GLAD, new Set()), 'recommend');
    assert.equal(nextOf(NOTHING_SAID, new Set(['satisfaction', 'recommend'])), 'first_visit');
    assert.equal(nextOf(GLAD, new Set(['recommend', 'first_visit'])), 'found');
    assert.equal(nextOf(GLAD, new Set(['recommend', 'first_visit', 'found'])), 'remark');
    assert.equal(nextOf({ ...GLAD, remark: 'Merci' }, new Set(['recommend', 'first_visit', 'found'])), null);
  });

  test('an answer counts at once, and is sent until the service has it', () => {
    const given = reduce(ENDED, answer(GLAD));
    assert.deepEqual(saidIn(given), GLAD);
    assert.deepEqual(dueCommands(given), [{ type: 'answer', said: GLAD }]);
    assert.deepEqual(reduce(given, told(NOTHING_SAID)).pledges, given.pledges);
    const stored = reduce(given, told(GLAD));
    assert.deepEqual([stored.pledges, saidIn(stored)], [[], GLAD]);
  });

  test('a remark is known again after the service has cleaned it, and another one is another', () => {
    const given = reduce(ENDED, answer({ ...GLAD, remark: 'cafe\u0301 \u202eclair' }));
    assert.deepEqual(reduce(given, told(GLAD)).pledges, given.pledges);
    assert.deepEqual(reduce(given, told({ ...GLAD, remark: 'caf\u00e9 cler' })).pledges, given.pledges);
    assert.deepEqual(reduce(given, told({ ...GLAD, remark: 'caf\u00e9 clair' })).pledges, []);
  });

  test('all that was given goes together, and the last one counts', () => {
    const both = { ...GLAD, recommend: 'yes' };
    const given = reduce(reduce(ENDED, answer(GLAD)), answer(both));
    assert.deepEqual(dueCommands(given), [{ type: 'answer', said: both }]);
  });

  test('a lost connection matters only while an answer is under way', () => {
    const lost = { ...ENDED, phase: 'lost', phaseSince: 0 };
    const banner = (state) => viewOf(state, SPEECH, 60).banner?.text ?? null;
    assert.equal(banner(lost), null);
    assert.equal(banner(reduce(lost, answer(GLAD))), 'lost_answer');
  });

  test('a talk that goes on again has nothing to ask', () => {
    const given = reduce(ENDED, answer(GLAD));
    const open = reduce(given, { type: 'frame', frame: { type: 'status', version: 6, state: 'open', said: null }, now: 1 });
    assert.deepEqual([open.pledges, saidIn(open)], [[], null]);
  });
});
