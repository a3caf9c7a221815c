import assert from 'node:assert/strict';
import { test } from 'node:test';

import { dueLines } from '../../static/js/core/desk_outbox.js';
import { EMPTY, reduce } from '../../static/js/core/desk_state.js';
import * as view from '../../static/js/core/desk_view.js';

const talk = (ref, over = {}) => ({
  ref, version: 1, state: 'open', city: 'namur', subject: 'learning', language: 'fr',
  page_language: 'fr', queued_at: 100, since: 110, last_seq: 0, counselor_seen: 0,
  visitor_seen: 0, visitor_online: true, cut_off: false, preview: '', offer_until: null,
  why: null, closed_by: null, language_hint: null, language_confidence: null, ends_at: null, ...over,
});
const waiter = (ref, texts = []) => ({
  ref, city: 'namur', subject: null, language: 'fr', queued_at: 90, present: true,
  cut_off: false, texts, takeable: true, why: { code: 'own_city', terms: [] },
});
const entry = (ref, seq, over = {}) => ({
  type: 'entry', ref, seq, key: `${ref}-${seq}`, author: 'visitor', at: 120, text: `line ${seq}`,
  code: '', params: {}, ...over,
});
const DUTY = { type: 'duty', state: 'on', slots: 2, used: 0, why: null };
const welcome = (talks = [], queue = [], now = 1000) => ({
  type: 'welcome', version: 1, now, talks, queue, reopenable: [], duty: DUTY, left: 2,
  me: { key: 'me', alias: 'Alice', city: 'brussels', subjects: [], languages: ['fr', 'nl'] },
});
const hear = (desk, ...events) =>
  events.reduce((now, event) => reduce(now, { kind: 'event', event, at: 1000 }), desk);
const act = (desk, ...inputs) => inputs.reduce(reduce, desk);
const desk = (...events) => hear(EMPTY, welcome(), ...events);
const live = (...events) => act(desk(...events), { kind: 'link', link: 'live' });
const shows = (kind) => (ref) => ({ type: 'talk', talk: talk(ref, { state: kind }) });
const offered = shows('offered');
const opened = shows('open');
const gone = (ref, why) => ({ type: 'talk_gone', ref, why });

test('The newest version of a talk wins over one that comes late', () => {
  const late = { type: 'talk', talk: talk('a', { version: 1, preview: 'old' }) };
  const now = desk({ type: 'talk', talk: talk('a', { version: 2, preview: 'new' }) }, late);
  assert.equal(now.talks.a.talk.preview, 'new');
});

test('What was seen stays so, though a pulse tells it as it was a moment before', () => {
  const late = { type: 'talk', talk: talk('a', { visitor_seen: 2, counselor_seen: 3 }) };
  const now = desk({ type: 'talk', talk: talk('a', { counselor_seen: 4 }) },
    { type: 'seen', ref: 'a', seq: 3 }, late);
  assert.deepEqual([now.talks.a.talk.visitor_seen, now.talks.a.talk.counselor_seen], [3, 4]);
});

test('A log grows without gaps and without doubles, whatever arrives', () => {
  const now = desk(opened('a'), entry('a', 1), entry('a', 1), entry('a', 3), entry('a', 2));
  assert.deepEqual(now.talks.a.entries.map(({ seq }) => seq), [1, 2]);
  assert.deepEqual(view.seen(now), { a: 2 });
  assert.equal(view.behind(now, { a: 3 }), true);
  assert.equal(view.behind(now, { a: 2 }), false);
});

test('Unread are the lines of the visitor that no tab has shown', () => {
  const now = desk(opened('a'), entry('a', 1), entry('a', 2, { author: 'counselor' }), entry('a', 3));
  assert.equal(view.unread(now.talks.a), 2);
  assert.equal(view.unread(act(now, { kind: 'shown', ref: 'a', seq: 1 }).talks.a), 1);
});

test('What another tab has read is read here', () => {
  const now = desk(opened('a'), entry('a', 1), {
    type: 'talk',
    talk: talk('a', { version: 2, counselor_seen: 1 }),
  });
  assert.equal(view.unreadTogether(now), 0);
});

test('An offer shows what the person wrote in the queue', () => {
  const now = desk({ type: 'queue', waiting: [waiter('a', ['Hello'])] },
    { type: 'queue', waiting: [] }, offered('a'));
  const before = hear(desk({ type: 'queue', waiting: [waiter('a', ['Hello'])] }), offered('a'));
  assert.deepEqual(view.written(before.talks.a), ['Hello']);
  assert.deepEqual(view.written(now.talks.a), []);
  assert.deepEqual(view.written(hear(now, entry('a', 1)).talks.a), ['line 1']);
});

test('The seconds of an offer count on the clock of the server', () => {
  const ahead = hear(EMPTY, welcome([talk('a', { state: 'offered', offer_until: 1070 })], [], 1050));
  assert.equal(view.secondsLeft(ahead, ahead.talks.a, 1000), 20);
  assert.equal(view.secondsLeft(ahead, ahead.talks.a, 1021), 0);
});

test('An accepted offer becomes the talk that is looked at', () => {
  const asked = act(desk(opened('a'), offered('b')), { kind: 'asked', command: 'accept', ref: 'b' });
  assert.equal(asked.current, 'a');
  const now = hear(asked, opened('b'));
  assert.equal(now.current, 'b');
  assert.deepEqual(now.asked, []);
});

test('A talk accepted in another tab does not take this tab away from its own', () => {
  assert.equal(desk(opened('a'), offered('b'), opened('b')).current, 'a');
});

test('An offer that was passed on says that the place is kept', () => {
  const asked = act(desk(offered('a')), { kind: 'asked', command: 'decline', ref: 'a' });
  const now = hear(asked, gone('a', 'declined'));
  assert.deepEqual(now.note, { code: 'gone.declined', params: {} });
  assert.deepEqual(view.offers(now), []);
});

test('A missed offer is explained by the duty that it changed', () => {
  const paused = { ...DUTY, state: 'paused', why: 'no_answer' };
  for (const events of [[paused, gone('a', 'no_answer')], [gone('a', 'no_answer'), paused]]) {
    const now = hear(desk(offered('a')), ...events);
    assert.equal(now.note.code, 'duty_why.no_answer');
    assert.equal(view.freePlaces(now), 0);
    assert.equal(hear(now, DUTY).note, null);
  }
});

test('A talk taken away stays readable while somebody looks at it', () => {
  const now = hear(desk(opened('a'), entry('a', 1)), gone('a', 'lost'));
  assert.equal(now.talks.a.gone, 'lost');
  assert.equal(view.writable(now.talks.a), false);
  assert.equal(act(now, { kind: 'dismiss_talk', ref: 'a' }).current, null);
});

test('A talk handed over leaves the list at once and says that the visitor knows', () => {
  const asked = act(desk(opened('a'), opened('b'), entry('a', 1)), { kind: 'asked', command: 'hand_over', ref: 'a' });
  assert.equal(asked.current, 'a');
  const now = hear(asked, gone('a', 'transferred'));
  assert.deepEqual(Object.keys(now.talks), ['b']);
  assert.deepEqual([now.current, now.asked], [null, []]);
  assert.deepEqual(now.note, { code: 'gone.transferred', params: {} });
});

test('A hand-over that was refused leaves the talk where it was', () => {
  const asked = act(desk(opened('a')), { kind: 'asked', command: 'hand_over', ref: 'a' });
  const now = hear(asked, { type: 'refused', command: 'hand_over', code: 'not_found', key: null, ref: 'a', params: {} });
  assert.deepEqual([Object.keys(now.talks), now.asked], [['a'], []]);
  assert.equal(now.note.code, 'refused.not_found');
});

test('What cannot be opened again is no longer offered', () => {
  const closed = [talk('a', { state: 'closed', closed_by: 'counselor_closed' })];
  const gone = { type: 'refused', command: 'reopen', code: 'not_found', key: null, ref: 'a', params: {} };
  assert.deepEqual(hear({ ...desk(), closed }, gone).closed, []);
  for (const code of ['unavailable', 'too_fast', 'full']) {
    assert.deepEqual(hear({ ...desk(), closed }, { ...gone, code }).closed, closed);
  }
});

test('A talk closed and wrapped up at once can be opened again for as long as any', () => {
  const now = hear(desk({ type: 'talk', talk: talk('a', { since: 100 }) }), gone('a', 'done'));
  assert.equal(act(now, { kind: 'clock', at: 1299 }).closed.length, 1);
  assert.equal(act(now, { kind: 'clock', at: 1301 }).closed.length, 0);
});

test('What the visitor, the time or abuse ended is not offered again', () => {
  for (const by of ['visitor_left', 'expired', 'blocked']) {
    const ended = desk({ type: 'talk', talk: talk('a', { state: 'closed', closed_by: by }) });
    assert.deepEqual(hear(ended, gone('a', 'done')).closed, []);
  }
  const blocking = act(desk(opened('a')), { kind: 'asked', command: 'block', ref: 'a' });
  assert.deepEqual(hear(blocking, gone('a', 'done')).closed, []);
});

test('A line that was held back when the talk was wrapped up stays, with its reason', () => {
  const line = { kind: 'wrote', ref: 'a', key: 'k1', text: 'x', at: 1 };
  const late = { type: 'refused', command: 'say', code: 'wrong_state', key: 'k1', ref: 'a', params: {} };
  const now = hear(act(desk(opened('a')), line), gone('a', 'done'), late);
  assert.deepEqual(now.outbox.map(({ key, code }) => [key, code]), [['k1', 'wrong_state']]);
  assert.equal(now.talks.a.gone, 'done');
});

test('What was read is told again when the line was lost with it', () => {
  const read = act(desk(opened('a'), entry('a', 1)), { kind: 'shown', ref: 'a', seq: 1 });
  assert.equal(hear(read, welcome([talk('a', { counselor_seen: 0 })])).talks.a.read, 0);
  assert.equal(hear(read, welcome([talk('a', { counselor_seen: 1 })])).talks.a.read, 1);
});

test('A talk that is read on in after it went, and is offered again, is an offer like any', () => {
  const reading = hear(act(desk(opened('a')), { kind: 'look_at', ref: 'a' }), gone('a', 'counselor_lost'));
  assert.equal(reading.current, 'a');
  const again = hear(reading, { type: 'talk', talk: talk('a', { version: 2, state: 'offered' }) });
  assert.equal(again.current, null);
  assert.equal(hear(reading, welcome([talk('a', { version: 2, state: 'offered' })])).current, null);
  const asked = act(again, { kind: 'asked', command: 'accept', ref: 'a' });
  assert.equal(hear(asked, { type: 'talk', talk: talk('a', { version: 3 }) }).current, 'a');
});

test('Colleagues are those of the last answer', () => {
  const bram = { key: 'b', alias: 'Bram', city: 'namur', languages: ['nl'], free: true };
  const answer = { type: 'colleagues', ref: 'a', people: [bram] };
  assert.equal(desk(opened('a')).colleagues, null);
  assert.deepEqual(desk(opened('a'), { ...answer, people: [] }, answer).colleagues, answer);
});

test('Who is there is not known again before it has been told anew', () => {
  const answer = { type: 'colleagues', ref: 'a', people: [] };
  const asked = act(desk(opened('a'), answer), { kind: 'wondered' });
  assert.equal(asked.colleagues, null);
  assert.deepEqual(hear(asked, answer).colleagues, answer);
});

test('Of an erased conversation nothing stays, unsent text included', () => {
  const wrote = act(desk(opened('a')), { kind: 'wrote', ref: 'a', key: 'k', text: 'x', at: 1 });
  const now = hear(wrote, gone('a', 'erased'));
  assert.deepEqual([now.talks, now.outbox], [{}, []]);
  assert.equal(now.note.code, 'gone.erased');
});

test('After a reload, talks closed a moment ago can still be opened again, until it is too late', () => {
  const closed = talk('a', { state: 'closed', since: 900, closed_by: 'counselor_closed' });
  const loaded = hear(EMPTY, { ...welcome(), reopenable: [closed] });
  assert.deepEqual(loaded.closed.map(({ ref }) => ref), ['a']);
  assert.equal(act(loaded, { kind: 'clock', at: 1199 }).closed.length, 1);
  assert.equal(act(loaded, { kind: 'clock', at: 1201 }).closed.length, 0);
  assert.equal(hear(loaded, { type: 'talk', talk: talk('a', { version: 2 }) }).closed.length, 0);
});

test('A closed talk waits for its wrap-up and can no longer be written in', () => {
  const now = desk(shows('closed')('a'));
  assert.equal(view.ended(now.talks.a), true);
  assert.equal(view.writable(now.talks.a), false);
  assert.deepEqual(hear(now, gone('a', 'done')).talks, {});
});

test('A line stays in the outbox until its entry comes back', () => {
  const line = { kind: 'wrote', ref: 'a', key: 'k1', text: 'x', at: 1 };
  const now = act(desk(opened('a')), line);
  assert.deepEqual(dueLines(now.outbox, 1).map(({ key }) => key), ['k1']);
  const sent = act(now, { kind: 'handed', keys: ['k1'], session: 1 });
  assert.deepEqual(dueLines(sent.outbox, 1), []);
  assert.deepEqual(dueLines(sent.outbox, 2).map(({ key }) => key), ['k1']);
  assert.deepEqual(hear(sent, entry('a', 1, { key: 'k1', author: 'counselor' })).outbox, []);
});

test('A card that was refused is told in a note, for it stands in no outbox', () => {
  const refusal = { type: 'refused', command: 'share', code: 'not_found', key: 'k', ref: 'a', params: {} };
  assert.equal(hear(desk(opened('a')), refusal).note.code, 'refused.not_found');
});

test('A line held back in one talk holds up no other talk', () => {
  const now = hear(
    act(desk(opened('a'), opened('b')),
      { kind: 'wrote', ref: 'a', key: 'k1', text: 'x', at: 1 },
      { kind: 'wrote', ref: 'a', key: 'k2', text: 'y', at: 1 },
      { kind: 'wrote', ref: 'b', key: 'k3', text: 'z', at: 1 }),
    { type: 'refused', command: 'say', code: 'too_fast', key: 'k1', ref: 'a',
      params: { retry_after: 5 } });
  assert.deepEqual(dueLines(now.outbox, 1).map(({ key }) => key), ['k3']);
  const later = act(now, { kind: 'clock', at: 1005 });
  assert.deepEqual(dueLines(later.outbox, 1).map(({ key }) => key), ['k1', 'k3']);
});

test('A refused line keeps its text until the counselor takes it back', () => {
  const refusal = { type: 'refused', command: 'say', code: 'wrong_state', key: 'k', ref: 'a', params: {} };
  const wrote = act(desk(opened('a')), { kind: 'wrote', ref: 'a', key: 'k', text: 'x', at: 1 });
  const now = hear(wrote, refusal);
  assert.deepEqual(dueLines(now.outbox, 2), []);
  assert.equal(now.note, null);
  assert.equal(now.outbox[0].text, 'x');
  assert.deepEqual(act(now, { kind: 'take_back', key: 'k' }).outbox, []);
});

test('A refused act is told in a note and can be asked again', () => {
  const asked = act(desk(), { kind: 'asked', command: 'pick', ref: 'a' });
  const now = hear(asked, { type: 'refused', command: 'pick', code: 'taken', key: null, ref: 'a', params: {} });
  assert.equal(now.note.code, 'refused.taken');
  assert.deepEqual(now.asked, []);
});

test('After a lost line everything is drawn afresh, and what was written here stays', () => {
  const before = act(
    desk(opened('a'), entry('a', 1), opened('b'), offered('c')),
    { kind: 'wrote', ref: 'b', key: 'k', text: 'x', at: 1 },
    { kind: 'asked', command: 'accept', ref: 'c' },
    { kind: 'link', link: 'lost' },
  );
  assert.deepEqual(before.asked, []);
  const now = hear(before, welcome([talk('a', { version: 7, last_seq: 2 })]));
  assert.deepEqual(Object.keys(now.talks).sort(), ['a', 'b']);
  assert.equal(now.talks.a.entries.length, 1);
  assert.equal(now.talks.b.gone, 'other');
  assert.deepEqual(now.outbox.map(({ key }) => key), ['k']);
  assert.deepEqual(view.seen(now), { a: 1 });
});

test('After a reload, what was written to a talk that went meanwhile stays until it is closed', () => {
  const line = (ref) => ({ ref, key: `k-${ref}`, text: `to ${ref}`, at: 1, handed: 0, retryAt: null, code: null, params: {} });
  const loaded = { ...EMPTY, whose: 'me', outbox: [line('a'), line('b')] };
  const now = hear(loaded, welcome([talk('b')]));
  assert.deepEqual(now.outbox.map(({ ref }) => ref), ['b']);
  assert.deepEqual(now.stranded, ['to a']);
  const more = act(now, { kind: 'stranded', texts: ['a draft'] });
  assert.deepEqual(hear(more, welcome([talk('b')])).stranded, ['to a', 'a draft']);
  assert.deepEqual(act(more, { kind: 'dismiss_stranded' }).stranded, []);
});

test('Whoever signs in after somebody else reads and sends nothing of theirs', () => {
  const line = { ref: 'a', key: 'k', text: 'x', at: 1, handed: 0, retryAt: null, code: null, params: {} };
  const amending = { ref: 'a', seq: 1, before: 'z' };
  const loaded = { ...EMPTY, whose: 'bram', outbox: [line], stranded: ['y'], amending };
  const now = hear(loaded, welcome([talk('a')]));
  assert.deepEqual([now.outbox, now.stranded, now.amending, now.whose], [[], [], null, 'me']);
});

test('After a long absence the desk says that the duty is over, and where the talk went', () => {
  const before = act(desk(opened('a')), { kind: 'link', link: 'lost' });
  const duty = { ...DUTY, state: 'off', why: 'lost' };
  const now = hear(before, { ...welcome(), duty });
  assert.equal(now.note.code, 'duty_why.lost');
  assert.equal(now.talks.a.gone, 'counselor_lost');
});

test('The next talk is one with unread lines, else the neighbour in the list', () => {
  const three = ['a', 'b', 'c'].map((ref, at) => ({
    type: 'talk', talk: talk(ref, { queued_at: at }),
  }));
  const now = desk(...three);
  assert.equal(view.neighbour(now, 1), 'b');
  assert.equal(view.neighbour(now, -1), 'c');
  assert.equal(view.neighbour(hear(now, entry('c', 1)), 1), 'c');
  assert.equal(view.neighbour(desk(), 1), null);
});

test('Writing is shown for six seconds at most, and ends with the line', () => {
  const writing = (at, ...events) => {
    const now = hear(live(opened('a'), { type: 'typing', ref: 'a', on: true }), ...events);
    return view.typing(now, now.talks.a, at);
  };
  assert.equal(writing(1005), true);
  assert.equal(writing(1006), false);
  assert.equal(writing(1001, entry('a', 1)), false);
});

test('While the connection is away, nobody claims to know what the visitor does', () => {
  const known = live(opened('a'), { type: 'typing', ref: 'a', on: true });
  assert.deepEqual(view.presenceOf(known, known.talks.a), { word: 'online', sign: 'open' });
  const lost = act(known, { kind: 'link', link: 'lost' });
  assert.deepEqual(view.presenceOf(lost, lost.talks.a), { word: 'unsure', sign: 'closed' });
  assert.equal(view.typing(lost, lost.talks.a, 1001), false);
});

test('A talk on hold says whether its visitor is away, and counts as open while they are there', () => {
  const at = (over) => live({ type: 'talk', talk: talk('a', { state: 'on_hold', ...over }) });
  const here = at({ visitor_online: true });
  assert.equal(view.presenceOf(here, here.talks.a).word, 'on_hold');
  assert.equal(view.openTalks(here).length, 1);
  const away = at({ visitor_online: false });
  assert.equal(view.presenceOf(away, away.talks.a).word, 'on_hold_away');
  assert.equal(view.openTalks(away).length, 0);
  const lost = act(away, { kind: 'link', link: 'lost' });
  assert.equal(view.presenceOf(lost, lost.talks.a).word, 'on_hold');
});

test('What colleagues do in a talk is remembered, but for what I do in another tab', () => {
  const attending = (colleague) => ({ type: 'attending', ref: 'a', colleague, alias: 'X', does: 'reads' });
  const before = live({ type: 'talk', talk: talk('a', { state: 'open' }) });
  assert.deepEqual(Object.keys(hear(before, attending('b')).talks.a.company), ['b']);
  assert.deepEqual(hear(before, attending(before.me.key)).talks.a.company, {});
  assert.equal(hear(before, attending('b')).talks.b, undefined);
});

test('Before the eyes is the talk that is looked at, else the one that is offered', () => {
  assert.equal(view.onScreen(live()), null);
  assert.equal(view.onScreen(live(offered('a'))), 'a');
  assert.equal(view.onScreen(act(live(offered('a'), opened('b')), { kind: 'look_at', ref: 'b' })), 'b');
});

test('The questions that nobody answers yet follow the service', () => {
  const now = live();
  assert.equal(now.left, 2);
  assert.equal(hear(now, { type: 'left_questions', left: 3 }).left, 3);
});

test('A talk on hold that is about to end is worth a sentence, until somebody has kept it', () => {
  const held = (version, ends_at) =>
    ({ type: 'talk', talk: talk('a', { version, state: 'on_hold', ends_at }) });
  assert.equal(desk(held(1, null), held(2, 1300)).note, null); // it is looked at, and says so
  const warned = desk(opened('b'), held(1, null), held(2, 1300));
  assert.equal(warned.note.code, 'talk.ends');
  assert.equal(view.endsAt(warned.talks.a), 1300);
  assert.equal(act(warned, { kind: 'dismiss_note' }).note, null);
  assert.equal(hear(warned, held(3, 1300)).note.code, 'talk.ends');
  assert.equal(hear(warned, held(3, null)).note, null);
  assert.equal(hear(warned, gone('a', 'expired')).note.code, 'gone.expired');
});
