import assert from 'node:assert/strict';
import { test } from 'node:test';

import { forMe, shared, waitersOf } from '../../static/js/core/desk_queue.js';
import { linesOf } from '../../static/js/core/desk_lines.js';
import { EMPTY } from '../../static/js/core/desk_state.js';
import { labelOf, nameTables, noteOf, noticeOf, weighed, whyMine } from '../../static/js/core/desk_words.js';
import { speaker } from '../../static/js/core/words.js';

const say = speaker(
  {
    label: '{subject} · {language} · {city}',
    'label.no_subject': 'No subject yet',
    'label.any_city': 'Any city',
    'why.own_city': 'Your city.',
    'why.slots': 'All places in use.',
    'why.other': 'By the rules.',
    'term.load': 'you have talks',
    'term.other_city': 'another city',
    'term.returning': 'you know them',
    'term.other': 'a rule',
    'turn.waited': 'They waited longest.',
    'turn.other': 'It was their turn.',
    'weighed.for': 'For: {terms}.',
    'weighed.against': 'Against: {terms}.',
    'weighed.close': 'A colleague is close.',
    'refused.taken': 'Somebody was faster.',
    'refused.not_allowed': 'Not yours.',
    'refused.other': 'Did not work.',
    'refused.too_long': 'Too long.',
    'notice.joined': '{alias} ({city}) joined.',
    'notice.closed.visitor_left': 'The visitor left.',
    'notice.closed.other': 'It ended.',
    'notice.other': 'Something changed.',
    'notice.handed_to': 'Handed over to {alias}.',
    'notice.handed_for': 'Handed over: {what}.',
    'notice.handed_on': 'Handed over.',
    'mark.seen': 'read', 'mark.sent': 'sent', 'mark.pending': 'sending', 'mark.waiting': 'kept',
    'mark.failed': 'Not sent. {reason}', 'mark.back': 'Take back',
    'log.you': 'You', 'log.visitor': 'Visitor',
  },
  'en',
);
const speech = {
  say,
  language: 'en',
  ...nameTables({
    cities: [{ key: 'namur', name: 'Namur' }],
    subjects: [{ key: 'learning', name: 'Learning' }],
    languages: [{ code: 'fr', name: 'Français' }],
  }),
};
const why = (code, terms = []) => ({ code, terms });
const entry = (seq, over = {}) => ({
  type: 'entry', ref: 'a', seq, key: `k${seq}`, author: 'counselor', at: seq, text: `line ${seq}`,
  code: '', params: {}, ...over,
});
const talk = { ref: 'a', state: 'open', language: 'fr', visitor_seen: 1 };
const held = (entries, over = {}) => ({
  talk: { ...talk, ...over }, entries, texts: [], typingUntil: 0, read: 0, gone: null,
});
const unsent = (over = {}) => ({
  ref: 'a', key: 'u', text: 'x', at: 9, handed: 0, retryAt: null, code: null, params: {}, ...over,
});

test('A person is called by subject, language and city, never by a name', () => {
  const who = { subject: 'learning', language: 'fr', city: 'namur' };
  assert.equal(labelOf(speech, who), 'Learning\u00a0· FR\u00a0· Namur');
  assert.equal(labelOf(speech, { subject: null, language: 'nl', city: null }), 'No subject yet\u00a0· NL\u00a0· Any city');
});

test('A reason that this page does not know yet is still a sentence', () => {
  assert.equal(whyMine(say, why('own_city')), 'Your city.');
  assert.equal(whyMine(say, why('new_rule')), 'By the rules.');
});

test('What was weighed is said in words, the heaviest first, and never in figures', () => {
  const terms = [
    { name: 'load', seconds: 17.6 }, { name: 'other_city', seconds: 60 }, { name: 'returning', seconds: -120 },
  ];
  const both = 'For: you know them. Against: another city and you have talks.';
  assert.equal(weighed(speech, why('own_city', terms)), both);
  assert.equal(weighed(speech, { ...why('own_city', terms), more: 29.9 }), `${both} A colleague is close.`);
  assert.equal(weighed(speech, { ...why('own_city', terms), more: 42.4 }), both);
  assert.equal(weighed(speech, why('own_city', [{ name: 'new_term', seconds: 3 }])), 'Against: a rule.');
  assert.equal(weighed(speech, why('own_city')), '');
  assert.equal(weighed(speech, { ...why('own_city', terms), turn: 'waited' }), `${both} They waited longest.`);
  assert.equal(weighed(speech, { ...why('own_city'), turn: 'new_rule' }), 'It was their turn.');
  assert.equal(weighed(speech, null), '');
});

test('A refusal by a rule of routing names the rule', () => {
  assert.equal(noteOf(say, { code: 'refused.taken', params: {} }), 'Somebody was faster.');
  assert.equal(noteOf(say, { code: 'refused.not_allowed', params: { why: 'slots' } }), 'All places in use.');
  assert.equal(noteOf(say, { code: 'refused.brand_new', params: {} }), 'Did not work.');
});

test('Notices say who came, from which city, and how it ended', () => {
  const joined = entry(1, { author: 'notice', code: 'joined', params: { alias: 'Léa', city: 'namur' } });
  assert.equal(noticeOf(speech, joined), 'Léa (Namur) joined.');
  const closed = (by) => noticeOf(speech, entry(2, { author: 'notice', code: 'closed', params: { by } }));
  assert.equal(closed('visitor_left'), 'The visitor left.');
  assert.equal(closed('some_new_way'), 'It ended.');
});

test('A notice says to whom, or for what, a talk was handed over', () => {
  const handed = (params) => noticeOf(speech, entry(1, { author: 'notice', code: 'handed_on', params }));
  assert.equal(handed({ alias: 'Bram' }), 'Handed over to Bram.');
  const all = { to_subject: 'learning', to_language: 'fr', to_city: 'namur' };
  assert.equal(handed(all), 'Handed over: Learning · Français · Namur.');
  assert.equal(handed({ to_city: 'brand-new' }), 'Handed over: brand-new.');
  assert.equal(handed({}), 'Handed over.');
});

test('Only the last line of the counselor carries a mark', () => {
  const lines = linesOf(EMPTY, held([entry(1), entry(2)]), speech, 0);
  assert.deepEqual(lines.map(({ markText }) => markText), ['', 'sent']);
  const seen = linesOf(EMPTY, held([entry(1), entry(2)], { visitor_seen: 2 }), speech, 0);
  assert.equal(seen[1]?.markText, 'read');
});

test('Lines of the counselor before carry that alias', () => {
  const joined = (seq, alias) => entry(seq, { author: 'notice', code: 'joined', params: { alias } });
  const entries = [joined(1, 'Léa'), entry(2), joined(3, 'Bram'), entry(4)];
  const lines = linesOf({ ...EMPTY, me: { alias: 'Bram' } }, held(entries), speech, 0);
  assert.deepEqual([lines[1]?.name, lines[1]?.markText], ['Léa', 'Léa']);
  assert.deepEqual([lines[3]?.name, lines[3]?.markText], ['You', 'sent']);
});

test('Lines of one side within two minutes share one time', () => {
  const entries = [
    entry(1, { author: 'visitor', at: 0 }),
    entry(2, { author: 'visitor', at: 60 }),
    entry(3, { author: 'visitor', at: 200 }),
    entry(4, { at: 210 }),
  ];
  const lines = linesOf(EMPTY, held(entries), speech, 0);
  assert.deepEqual(lines.map(({ foot }) => foot), [false, true, true, true]);
});

test('Unsent lines stand last and say whether they are on their way, kept or refused', () => {
  const mark = (desk) => {
    const line = linesOf({ ...EMPTY, ...desk }, held([entry(1)]), speech, 0).at(-1);
    return [line?.mark, line?.markText, line?.reason, line?.retake];
  };
  assert.deepEqual(mark({ link: 'live', outbox: [unsent()] }), ['pending', 'sending', '', '']);
  assert.deepEqual(mark({ link: 'lost', outbox: [unsent()] }), ['pending', 'kept', '', '']);
  const refused = unsent({ code: 'too_long' });
  assert.deepEqual(mark({ link: 'live', outbox: [refused] }), ['refused', '', 'Not sent. Too long.', 'Take back']);
  assert.equal(mark({ link: 'live', outbox: [unsent({ ref: 'b' })] })[0], 'seen');
});

test('whoever is offered to me, or talks with me, is not shown as waiting too', () => {
  const queue = ['offered', 'lost', 'waiting'].map((ref) => ({ ref }));
  const talks = { offered: { gone: null }, lost: { gone: 'declined' } };
  assert.deepEqual(waitersOf({ queue, talks }).map(({ ref }) => ref), ['lost', 'waiting']);
});

test('People whose language or subject is not mine wait for colleagues', () => {
  assert.equal(forMe({ takeable: false, why: why('language') }), false);
  assert.equal(forMe({ takeable: false, why: why('slots') }), true);
  assert.equal(forMe({ takeable: true, why: why('yes') }), true);
});

test('A reason that lies with me is said once for the whole queue', () => {
  const waiters = (...codes) => codes.map((code) => ({ why: why(code) }));
  assert.deepEqual(shared(waiters('slots', 'slots')), why('slots'));
  assert.equal(shared(waiters('slots', 'yes')), null);
  assert.equal(shared(waiters('own_city_first')), null);
  assert.equal(shared([]), null);
});
