import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { advise, stateText } from '../../static/js/core/front_advice.js';
import { transcript } from '../../static/js/core/transcript.js';
import { SILENCE, utter } from '../../static/js/core/utterance.js';
import { isOver, viewOf } from '../../static/js/core/visitor_view.js';
import { rangeText } from '../../static/js/core/visitor_where.js';
import { EMPTY } from '../../static/js/core/visitor_value.js';

const NOW = Date.UTC(2026, 2, 2, 9, 0) / 1000; // a Monday
const say = (key, params = {}) => [key, ...Object.values(params)].join(' ');
const speech = { say, language: 'en', zone: 'UTC', city: (key) => ({ namur: 'Namur', liege: 'Liège' })[key] ?? '',
  name: (of, key) => `${of} ${key}` };
const STATUS = {
  type: 'status', version: 1, state: 'open', city: 'namur', subject: null, language: 'fr',
  queued_at: NOW, since: NOW, last_seq: 0, who: { alias: 'Léa', city: 'liege' }, counselor_online: true,
  counselor_seen: 0, still_there_until: null, language_hint: null, closed_by: null,
};
const LIVE = { ...EMPTY, key: 'v', phase: 'live', session: 1, known: true, status: STATUS };
const view = (over, now = NOW) => viewOf({ ...LIVE, ...over }, speech, now);
const entry = (seq, author, text, over = {}) =>
  ({ type: 'entry', ref: 'r', seq, key: `k${seq}`, author, at: NOW + seq, text, code: '', params: {}, ...over });
const joined = (params) => entry(1, 'notice', '', { code: 'joined', params });
const unsent = (over) => ({ key: 'u', text: 'x', at: NOW, handed: 0, retryAt: null, code: null, params: {}, ...over });

describe('where the visitor stands', () => {
  const waiting = (place) => view({ status: { ...STATUS, state: 'waiting', who: null }, place }).where;

  test('somebody waiting reads a place and an honest range', () => {
    const { title, text } = waiting({ place: 2, wait: { low: 100, high: 290 }, why: null });
    assert.equal(title, 'place 2');
    assert.equal(text, 'wait_range 1 5 wait_write');
  });

  test('the first is next', () => {
    assert.equal(waiting({ place: 1, wait: { low: null, high: null }, why: null }).title, 'next');
  });

  test('somebody who begins while machines write reads what is checked, and that the turn comes', () => {
    const starting = (asked) => view({ known: false, status: null, asked: { text: 'x', handed: 1, retryAt: null, ...asked } }).where.text;
    assert.equal(starting({}), 'starting_text');
    assert.equal(starting({ challenge: 'c' }), 'starting_proof');
    assert.equal(starting({ challenge: null, proof: 'p' }), 'starting_text');
    assert.equal(starting({ challenge: null, proof: 'p', retryAt: NOW + 9 }), 'starting_turn');
  });

  test('a worse place or a longer wait is never shown without its reason', () => {
    const wait = { low: 300, high: 480 };
    for (const why of ['counselor_left', 'others_first']) {
      assert.equal(waiting({ place: 4, wait, why }).text, `wait_range 5 8 worse_${why} wait_write`);
    }
    assert.equal(waiting({ place: 4, wait, why: 'no_free_slot' }).text, 'wait_range 5 8 wait_write');
  });

  test('who may not be reached before closing is told so, with the range or in its place', () => {
    const late = (low, high) => waiting({ place: 2, wait: { low, high, past_closing: true }, why: null }).text;
    assert.equal(late(300, 480), 'wait_range 5 8 wait_past_closing wait_write');
    assert.equal(late(null, null), 'wait_not_today wait_write');
  });

  test('the first is not called next when we will probably close before', () => {
    const wait = { low: null, high: null, past_closing: true };
    assert.equal(waiting({ place: 1, wait, why: null }).title, 'place 1');
  });

  test('a notice is offered for a left question that has a code and no answer', () => {
    const left = (answered, code) => view({ code, status: { ...STATUS, state: 'left', who: null, due: NOW, answered } }).unanswered;
    assert.equal(left(false, 'K7QF'), 'K7QF');
    assert.equal(left(true, 'K7QF'), '');
    assert.equal(left(false, null), '');
    assert.equal(view({ code: 'K7QF' }).unanswered, '');
  });

  test('nobody is promised a turn while nobody on duty can help', () => {
    const { title, text } = waiting({ place: 1, wait: { low: null, high: null }, why: 'no_language' });
    assert.equal(title, 'place_unknown');
    assert.equal(text, 'queue_no_language wait_write');
  });

  test('nothing is said of the counselor while our own connection is away', () => {
    const { title, text } = view({ phase: 'waiting', phaseSince: NOW - 5 }).where;
    assert.deepEqual([title, text], ['with Léa Liège', '']);
  });

  test('nobody is promised a turn while everybody who can help takes a break', () => {
    const { title, text } = waiting({ place: 1, wait: { low: null, high: null }, why: 'paused' });
    assert.deepEqual([title, text], ['place_unknown', 'queue_paused wait_write']);
  });

  test('a range is never shorter than a minute, and one figure when both ends meet', () => {
    assert.equal(rangeText({ low: 0, high: 40 }, say), 'wait_short');
    assert.equal(rangeText({ low: 120, high: 110 }, say), 'wait_about 2');
    assert.equal(rangeText({ low: 0, high: 130 }, say), 'wait_range 1 3');
    assert.equal(rangeText({ low: 10, high: null }, say), 'wait_unknown');
  });

  test('a talk names who and where, and says when they lost the connection', () => {
    assert.equal(view({}).where.title, 'with Léa Liège');
    assert.equal(view({ status: { ...STATUS, counselor_online: false } }).where.text, 'away Léa');
  });

  test('an ended talk can be neither written in nor left', () => {
    const over = view({ status: { ...STATUS, state: 'closed', closed_by: 'expired' } });
    assert.equal(over.stage, 'ended');
    assert.equal(over.writable || over.leavable, false);
    assert.match(over.where.text, /^ended_expired /);
  });
});

describe('banners', () => {

  test('a blink of the network is not worth a word, a cut is', () => {
    const cut = { phase: 'lost', phaseSince: NOW };
    assert.equal(view(cut, NOW + 1).banner, null);
    assert.equal(view(cut, NOW + 2).banner.text, 'lost');
    assert.equal(view({ ...cut, outbox: [unsent()] }, NOW + 2).banner.text, 'lost_unsent');
  });

  test('"still there?" comes first, counts down by the clock of the server, and is called out', () => {
    const status = { ...STATUS, state: 'waiting', still_there_until: NOW + 55, language_hint: 'nl' };
    const asked = view({ skew: 10, status, well: false });
    assert.equal(asked.banner.id, 'still_there');
    assert.equal(asked.banner.timer, '45 sec');
    assert.equal(asked.call, 'still_there');
  });

  test('a suggested language is a question with two answers, asked until it is refused', () => {
    const hinted = { status: { ...STATUS, language_hint: 'nl' } };
    const { banner } = view(hinted);
    assert.equal(banner.text, 'language_hint Dutch');
    assert.deepEqual(banner.choices.map(({ label }) => label), ['language_yes', 'language_no']);
    assert.equal(view({ ...hinted, hintRefused: 'nl' }).banner, null);
  });

  test('the counselor asks about another language in that language too, before any hint', () => {
    const status = { ...STATUS, language_asked: 'nl', language_hint: 'uk' };
    const { banner } = view({ status });
    assert.equal(banner.text, 'go_on.en Léa Dutch');
    assert.deepEqual(banner.also, { text: 'go_on.nl Léa Nederlands', language: 'nl' });
    assert.deepEqual(banner.choices.map(({ label, also }) => [label, also.text]), [
      ['go_on_yes.en Léa Dutch', 'go_on_yes.nl Léa Nederlands'],
      ['go_on_no.en Léa Dutch', 'go_on_no.nl Léa Nederlands'],
    ]);
    const wishes = banner.choices.map(({ event }) => event.wish);
    assert.deepEqual(wishes, [{ type: 'use_language', language: 'nl' }, { type: 'keep_language', language: 'nl' }]);
    for (const wish of wishes) {
      assert.notEqual(view({ status, pledges: [{ wish, handed: 0 }] }).banner?.id, 'go_on'); // answered
    }
  });

  test('in the language of the page, or in one without words here, it is asked once', () => {
    const mine = view({ status: { ...STATUS, language_asked: 'en' } }).banner;
    assert.equal(mine.also, null);
    const silent = { ...speech, say: (key, params) => (key.endsWith('.tr') ? key : say(key, params)) };
    const strange = viewOf({ ...LIVE, status: { ...STATUS, language_asked: 'tr' } }, silent, NOW).banner;
    assert.deepEqual([strange.text, strange.also], ['go_on.en Léa Turkish', null]);
  });

  test('a server that cannot store says so', () => {
    assert.equal(view({ well: false }).banner.text, 'refused_unavailable');
  });
});

describe('the log', () => {
  test('a visitor served by another city is told plainly', () => {
    const elsewhere = joined({ alias: 'Léa', city: 'liege', asked_city: 'namur' });
    assert.equal(view({ entries: [elsewhere] }).lines[0].text, 'joined_elsewhere Léa Liège Namur');
    const anywhere = joined({ alias: 'Léa', city: 'liege', asked_city: null });
    assert.match(view({ entries: [anywhere] }).lines[0].text, /^notice_joined /);
  });

  test('a visitor who is handed over reads to whom, or for what', () => {
    const handed = (params) => {
      const entries = [entry(1, 'notice', '', { code: 'handed_on', params })];
      return view({ entries }).lines[0].text.trim();
    };
    assert.equal(handed({ alias: 'Bram' }), 'notice_handed_to Bram');
    const what = handed({ to_subject: 'learning', to_language: 'nl', to_city: 'namur' });
    assert.equal(what, 'notice_handed_for  subject learning · language nl · Namur');
    assert.equal(handed({}), 'notice_handed_on');
  });

  test('own lines say whether they are sent or seen, in words', () => {
    const entries = [entry(1, 'visitor', 'a'), entry(2, 'visitor', 'b')];
    assert.deepEqual(view({ entries, peerSeen: 1 }).lines.map(({ markText }) => markText), ['mark_seen', 'mark_sent']);
  });

  test('a refused line has its reason and a way back, one held back only the reason', () => {
    const [held, refused] = view({
      outbox: [unsent({ code: 'too_fast', retryAt: NOW + 3 }), unsent({ key: 'w', code: 'wrong_state' })],
    }).lines;
    assert.deepEqual([held.mark, held.retake], ['pending', '']);
    assert.match(held.reason, /^refused_too_fast/);
    assert.equal(refused.mark, 'refused');
    assert.equal(refused.retake, 'retake');
  });

  test('what was not sent is said to be kept when the talk is over, where nothing can be changed', () => {
    const closed = { status: { ...STATUS, state: 'closed', closed_by: 'closed' } };
    const outbox = [unsent({ code: 'wrong_state' })];
    assert.equal(view(closed).where.text, 'ended_text');
    assert.equal(view({ ...closed, draft: 'y' }).where.text, 'ended_unsent');
    assert.equal(view({ ...closed, outbox }).where.text, 'ended_unsent');
    assert.equal(view({ ...closed, outbox }).lines[0].retake, '');
    assert.equal(view({ gone: true, outbox }).lines[0].retake, '');
  });

  test('a talk makes room for another question only when nothing of it is lost', () => {
    const closed = { ...LIVE, status: { ...STATUS, state: 'closed' } };
    assert.equal(isOver(closed), true);
    assert.equal(isOver({ ...LIVE, gone: true }), true);
    assert.equal(isOver(LIVE), false);
    assert.equal(isOver({ ...closed, draft: 'y' }), false);
    assert.equal(isOver({ ...closed, pledges: [{ wish: { type: 'erase' }, handed: 0, retryAt: null }] }), false);
  });

  test('lines of the counselor carry the name of whoever had joined by then', () => {
    const entries = [
      joined({ alias: 'Léa' }), entry(2, 'counselor', 'a'),
      entry(3, 'notice', '', { code: 'joined', params: { alias: 'Bram' } }), entry(4, 'counselor', 'b'),
    ];
    assert.deepEqual(view({ entries }).lines.map(({ name }) => name), ['', 'Léa', '', 'Bram']);
  });

  test('lines of another day stand under their day', () => {
    const entries = [entry(1, 'visitor', 'a', { at: NOW - 86_400 }), entry(2, 'visitor', 'b')];
    assert.deepEqual(view({ entries }).lines.map(({ side }) => side), ['day', 'mine', 'day', 'mine']);
  });

  test('lines close together share one time and mark', () => {
    const entries = [entry(1, 'visitor', 'a'), entry(2, 'visitor', 'b'), entry(3, 'visitor', 'c', { at: NOW + 500 })];
    assert.deepEqual(view({ entries }).lines.map(({ foot }) => foot), [false, true, true]);
  });

  test('the copy is plain text with names and times', () => {
    const { lines } = view({ entries: [joined({ alias: 'Léa' }), entry(2, 'counselor', 'Bonjour')] });
    assert.match(transcript(lines, 'en'), /Miti · .*\n\n\d\d:\d\d — notice_joined.*\n\d\d:\d\d Léa: Bonjour/);
  });
});

describe('what is read aloud', () => {
  test('only changes are said, and at most every thirty seconds', () => {
    const first = utter(SILENCE, 'third', 100);
    assert.equal(first.text, 'third');
    assert.equal(utter(first, 'second', 110), first);
    assert.equal(utter(first, 'third', 200), first);
    assert.equal(utter(first, 'second', 130).text, 'second');
  });
});

describe('the front', () => {
  const city = (key, state, languages, opens_at = null) =>
    ({ key, name: key, demo: false, state, opens_at, closes_at: null, closure: null, languages });
  const front = {
    now: NOW, subjects: [], languages: [], any: { state: 'open', opens_at: null },
    cities: [city('namur', 'closed', [], NOW + 3600), city('liege', 'open', ['fr']), city('brussels', 'open', ['fr', 'nl'])],
  };
  const advice = (choice, over = {}) => advise({ ...front, ...over }, choice, speech);

  test('a choice that is open needs no advice', () => {
    assert.equal(advice({ city: 'liege', language: 'fr' }).text, '');
    assert.equal(advice({ city: null, language: 'nl' }).text, '');
  });

  test('a closed city, or a language nobody speaks there, is said with the way out', () => {
    assert.deepEqual(advice({ city: 'namur', language: 'fr' }), { text: 'city_closed namur', anyCity: true });
    assert.deepEqual(advice({ city: 'liege', language: 'nl' }), { text: 'nobody_speaks liege Dutch', anyCity: true });
  });

  test('a language that nobody speaks anywhere is said before one waits, without a detour', () => {
    const languages = [{ code: 'uk', name: 'Українська', state: 'unstaffed' }];
    for (const city of [null, 'liege']) {
      const said = advice({ city, language: 'uk' }, { languages });
      assert.deepEqual(said, { text: 'nobody_there Ukrainian', anyCity: false });
    }
  });

  test('when everything is closed the text says until when', () => {
    const any = { state: 'closed', opens_at: NOW + 86_400 };
    assert.equal(advice({ city: null, language: 'fr' }, { any }).text, 'all_closed_until when_tomorrow 09:00');
  });

  test('a closed state says when it opens: today, tomorrow, on a day', () => {
    const state = (after) => stateText({ state: 'closed', opens_at: NOW + after }, NOW, speech);
    assert.equal(state(3600), 'state_closed_until 10:00');
    assert.equal(state(86_400), 'state_closed_until when_tomorrow 09:00');
    assert.equal(state(3 * 86_400), 'state_closed_until when_day Thursday 09:00');
  });
});
