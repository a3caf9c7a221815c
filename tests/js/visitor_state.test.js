import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { dueCommands } from '../../static/js/core/visitor_due.js';
import { pack, unpack } from '../../static/js/core/visitor_memory.js';
import { reduce } from '../../static/js/core/visitor_state.js';
import { EMPTY } from '../../static/js/core/visitor_value.js';

const NOW = 1_800_000_000;
const CHOICE = { city: 'namur', subject: null, language: 'fr' };
const ASK = { type: 'ask', visitorKey: 'v'.repeat(43), key: 'k1', choice: CHOICE, text: 'Bonjour', now: NOW };
const STATUS = {
  type: 'status', version: 1, state: 'waiting', city: 'namur', subject: null, language: 'fr',
  queued_at: NOW, since: NOW, last_seq: 0, who: null, counselor_online: false, counselor_seen: 0,
  still_there_until: null, language_hint: null, closed_by: null,
};
const LEA = { alias: 'Léa', city: 'namur' };

const heard = (frame) => ({ type: 'frame', frame, now: NOW });
const welcome = (known) => heard({ type: 'welcome', version: 1, now: NOW, known });
const status = (over) => heard({ ...STATUS, ...over });
const refused = (over) => heard({ type: 'refused', command: null, key: null, ref: null, params: {}, ...over });
const entry = (seq, key, over) =>
  heard({ type: 'entry', ref: 'r', seq, key, author: 'visitor', at: NOW + seq, text: key, code: '', params: {}, ...over });
const write = (key) => ({ type: 'write', key, text: key, now: NOW });
const after = (state, ...events) => events.reduce(reduce, state);
const handed = (state) => reduce(state, { type: 'handed', commands: dueCommands(state), now: NOW });
const types = (state) => dueCommands(state).map(({ type }) => type);

const WAITING = after(handed(after(EMPTY, ASK, welcome(false))), status(), entry(1, 'k1'));
const OPEN = after(WAITING, status({ version: 2, state: 'open', who: LEA, counselor_online: true }));

describe('starting', () => {
  test('a question waits for the connection and is then asked once', () => {
    const offline = after(EMPTY, ASK);
    assert.deepEqual(types(offline), []);
    const online = after(offline, welcome(false));
    assert.deepEqual(dueCommands(online), [{ type: 'start', ...CHOICE, key: 'k1', text: 'Bonjour' }]);
    assert.deepEqual(types(handed(online)), []);
  });

  test('a start that got no answer is repeated on the next connection with the same key', () => {
    const cut = after(handed(after(EMPTY, ASK, welcome(false))), { type: 'phase', phase: 'lost', now: NOW });
    assert.equal(dueCommands(after(cut, welcome(false)))[0].key, 'k1');
  });

  test('lines written before the answer follow the start', () => {
    const started = handed(after(EMPTY, ASK, welcome(false), write('k2')));
    assert.deepEqual(types(started), []);
    const answered = after(started, status(), entry(1, 'k1'));
    assert.deepEqual(dueCommands(answered).map(({ key }) => key), ['k2']);
  });

  test('while machines write a question is asked again with the proof, and its turn is waited for', () => {
    const first = refused({ command: 'start', code: 'proof_first', params: { challenge: 'c1' } });
    const asked = after(handed(after(EMPTY, ASK, welcome(false))), first);
    assert.deepEqual(types(asked), []);
    assert.deepEqual(types(after(asked, welcome(false))), []); // nor on another connection
    assert.deepEqual(types(after(asked, { type: 'proved', challenge: 'c0', proof: 'p0' })), []);
    const proved = after(asked, { type: 'proved', challenge: 'c1', proof: 'p1' });
    assert.deepEqual(dueCommands(proved), [{ type: 'start', ...CHOICE, key: 'k1', text: 'Bonjour', proof: 'p1' }]);
    const early = after(handed(proved), refused({ command: 'start', code: 'too_fast', params: { retry_after: 9 } }));
    assert.equal(early.complaint, null);
    assert.deepEqual(types(after(early, { type: 'tick', now: NOW + 8 })), []);
    assert.equal(dueCommands(after(early, { type: 'tick', now: NOW + 9 }))[0].proof, 'p1');
    assert.equal(unpack(JSON.parse(JSON.stringify(pack(asked)))).asked.challenge, 'c1');
    for (const state of [asked, early]) {
      const gone = after(state, { type: 'wish', wish: { type: 'leave' } }); // nobody has to be told
      assert.deepEqual([gone.key, gone.draft], [null, 'Bonjour']);
    }
    const again = after(handed(proved), refused({ command: 'start', code: 'proof_first', params: { challenge: 'c2' } }));
    assert.deepEqual([again.asked.challenge, again.asked.proof], ['c2', null]);
  });

  test('where nothing can be proved the text goes back to the form with the reason', () => {
    const asked = after(handed(after(EMPTY, ASK, welcome(false))), refused({ command: 'start', code: 'proof_first', params: { challenge: 'c1' } }));
    const back = after(asked, { type: 'unprovable', now: NOW });
    assert.deepEqual([back.key, back.draft, back.complaint.code], [null, 'Bonjour', 'proof_first']);
  });

  test('a refusal because the service is closed gives the text back to the form', () => {
    const back = after(EMPTY, ASK, welcome(false), refused({ command: 'start', code: 'closed_now', params: { opens: NOW + 60 } }));
    assert.equal(back.key, null);
    assert.equal(back.draft, 'Bonjour');
    assert.equal(back.complaint.code, 'closed_now');
  });

  test('a start that came too early is tried again by itself', () => {
    const early = handed(after(EMPTY, ASK, welcome(false)));
    const held = after(early, refused({ command: 'start', code: 'too_fast', params: { retry_after: 5 } }));
    assert.deepEqual(types(after(held, { type: 'tick', now: NOW + 4 })), []);
    assert.deepEqual(types(after(held, { type: 'tick', now: NOW + 5 })), ['start']);
  });

  test('leaving before the server has heard of the question gives it back', () => {
    const left = after(EMPTY, ASK, { type: 'wish', wish: { type: 'leave' } });
    assert.equal(left.key, null);
    assert.equal(left.draft, 'Bonjour');
  });

  test('what the server may have heard of is left there too, after a reload or a pause as well', () => {
    const started = handed(after(EMPTY, ASK, welcome(false)));
    const held = after(started, refused({ command: 'start', code: 'unavailable', params: { retry_after: 5 } }));
    const reloaded = unpack(JSON.parse(JSON.stringify(pack(started))));
    for (const state of [started, reloaded, after(held, { type: 'tick', now: NOW + 5 })]) {
      const leaving = after(state, { type: 'wish', wish: { type: 'leave' } });
      assert.equal(leaving.key, ASK.visitorKey);
      assert.deepEqual(types(after(leaving, welcome(true), status(), entry(1, 'k1'))), ['leave']);
    }
  });
});

describe('frames', () => {
  test('every frame may come twice', () => {
    const frames = [
      status({ version: 3, state: 'open', who: LEA }), entry(2, 'a'),
      heard({ type: 'seen', ref: 'r', seq: 2 }), heard({ type: 'service', ok: true }),
      heard({ type: 'pulse', now: NOW, last: { r: 2 } }),
    ];
    for (const frame of frames) {
      const once = after(WAITING, entry(2, 'a'), frame);
      assert.deepEqual(after(once, frame), once, frame.frame.type);
    }
  });

  test('an older status never replaces a newer one', () => {
    const late = after(OPEN, status({ version: 1, state: 'waiting' }));
    assert.equal(late.status.state, 'open');
    assert.equal(late.status.version, 2);
  });

  test('an entry that would leave a gap waits for the missing one', () => {
    const gap = after(WAITING, entry(3, 'c'));
    assert.deepEqual(gap.entries.map(({ seq }) => seq), [1]);
    const healed = after(gap, entry(2, 'b'), entry(3, 'c'));
    assert.deepEqual(healed.entries.map(({ seq }) => seq), [1, 2, 3]);
  });

  test('what was seen never goes back', () => {
    const seen = after(OPEN, heard({ type: 'seen', ref: 'r', seq: 4 }), heard({ type: 'seen', ref: 'r', seq: 2 }));
    assert.equal(seen.peerSeen, 4);
    assert.equal(after(seen, status({ version: 5, counselor_seen: 3 })).peerSeen, 4);
  });

  test('a line of the counselor ends "is writing"', () => {
    const typing = after(OPEN, heard({ type: 'typing', ref: 'r', on: true }));
    assert.equal(typing.typingUntil, NOW + 6);
    assert.equal(after(typing, entry(2, 'x', { author: 'counselor' })).typingUntil, 0);
  });

  test('pulses count how long the log stays behind', () => {
    const pulse = heard({ type: 'pulse', now: NOW, last: { r: 5 } });
    assert.equal(after(OPEN, pulse).behind, 1);
    assert.equal(after(OPEN, pulse, pulse).behind, 2);
    assert.equal(after(OPEN, pulse, heard({ type: 'pulse', now: NOW, last: { r: 1 } })).behind, 0);
  });

  test('resuming brings the same state as never having been away', () => {
    const line = entry(2, 'x', { author: 'counselor' });
    const there = after(OPEN, line);
    const away = after(OPEN, { type: 'phase', phase: 'lost', now: NOW }, welcome(true),
      status({ version: 2, state: 'open', who: LEA, counselor_online: true, last_seq: 2 }), line);
    assert.deepEqual(away.entries, there.entries);
    assert.equal(away.status.state, there.status.state);
    assert.deepEqual(away.outbox, there.outbox);
  });

  test('what was asked while nobody came is carried over into the next question', () => {
    const away = after(WAITING, status({ version: 2, state: 'closed', closed_by: 'visitor_away' }), { type: 'draft', text: 'more' });
    assert.equal(after(away, { type: 'again' }).draft, 'k1\nmore');
    const served = after(WAITING, entry(2, 'n', { author: 'notice', code: 'joined', text: '' }));
    assert.equal(after(served, { type: 'again' }).draft, '');
  });

  test('a conversation that the server no longer knows is gone, and the unsent is kept', () => {
    const served = entry(2, 'n', { author: 'notice', code: 'joined', text: '' });
    const gone = after(OPEN, served, write('k2'), { type: 'draft', text: 'noch was' }, welcome(false));
    assert.equal(gone.gone, true);
    assert.deepEqual(types(gone), []);
    assert.equal(after(gone, { type: 'again' }).draft, 'k2\nnoch was');
  });
});

describe('sending', () => {
  test('a line is pending until its own entry comes back', () => {
    const written = handed(after(OPEN, write('k2')));
    assert.equal(written.outbox.length, 1);
    assert.equal(after(written, entry(2, 'other', { author: 'counselor' })).outbox.length, 1);
    assert.equal(after(written, entry(2, 'k2')).outbox.length, 0);
  });

  test('after a cut everything unanswered is sent again, in order, with the same keys', () => {
    const cut = handed(after(OPEN, write('k2'), write('k3')));
    const back = after(cut, { type: 'phase', phase: 'lost', now: NOW }, welcome(true));
    assert.deepEqual(dueCommands(back).map(({ key }) => key), ['k2']);
    assert.deepEqual(dueCommands(after(handed(back), entry(2, 'k2'))).map(({ key }) => key), ['k3']);
  });

  test('an entry that comes back twice is shown once', () => {
    const twice = after(OPEN, write('k2'), entry(2, 'k2'), entry(2, 'k2'));
    assert.equal(twice.entries.length, 2);
    assert.equal(twice.outbox.length, 0);
  });

  test('a refused line keeps its text and can be taken back into the composer', () => {
    const no = after(handed(after(OPEN, write('k2'))), refused({ command: 'say', key: 'k2', code: 'wrong_state' }));
    assert.deepEqual(types(no), []);
    const back = after(no, { type: 'draft', text: 'more' }, { type: 'take_back', key: 'k2' });
    assert.equal(back.draft, 'k2\nmore');
    assert.deepEqual(back.outbox, []);
  });

  test('a line that came too fast holds back those behind it, and goes by itself', () => {
    const fast = handed(after(OPEN, write('k2')));
    const held = after(fast, refused({ command: 'say', key: 'k2', code: 'too_fast', params: { retry_after: 2 } }), write('k3'));
    assert.deepEqual(types(held), []);
    const free = after(held, { type: 'tick', now: NOW + 2 });
    assert.deepEqual(dueCommands(free).map(({ key }) => key), ['k2']);
  });

  test('when the service is well again, everything that waited is due', () => {
    const held = after(handed(after(OPEN, write('k2'))), refused({ command: 'say', key: 'k2', code: 'unavailable' }));
    assert.deepEqual(types(after(held, heard({ type: 'service', ok: true }))), ['say']);
  });

  test('what was read is told once in each session', () => {
    const read = after(OPEN, { type: 'shown', seq: 1 });
    assert.deepEqual(dueCommands(read), [{ type: 'read', seq: 1 }]);
    assert.deepEqual(types(handed(read)), []);
    assert.deepEqual(types(after(handed(read), welcome(true))), ['read']);
  });
});

describe('wishes', () => {
  const erase = { type: 'wish', wish: { type: 'erase' } };

  test('a wish made offline is kept until the connection is back', () => {
    const offline = after(OPEN, { type: 'phase', phase: 'lost', now: NOW }, erase);
    assert.deepEqual(types(offline), []);
    assert.deepEqual(types(after(offline, welcome(true))), ['erase']);
  });

  test('a wish overtakes no line that is on its way', () => {
    const leaving = handed(after(OPEN, write('k2'), { type: 'wish', wish: { type: 'leave' } }));
    assert.deepEqual(types(leaving), []);
    assert.deepEqual(types(after(leaving, entry(2, 'k2'))), ['leave']);
  });

  test('erasing ends with nothing left', () => {
    const erased = after(OPEN, write('k2'), erase, heard({ type: 'erased', ref: 'r' }));
    assert.deepEqual(erased, { ...EMPTY, erased: true });
  });

  test('erasing is done when only its answer was lost', () => {
    const cut = after(OPEN, write('k2'), erase, { type: 'phase', phase: 'lost', now: NOW });
    assert.deepEqual(after(cut, welcome(false)), { ...EMPTY, erased: true });
    assert.equal(after(OPEN, welcome(false)).gone, true);
  });

  test('leaving is settled by the closed state, not by an older status', () => {
    const leaving = after(OPEN, { type: 'wish', wish: { type: 'leave' } });
    assert.equal(after(leaving, status({ version: 2, state: 'open' })).pledges.length, 1);
    assert.equal(after(leaving, status({ version: 3, state: 'closed' })).pledges.length, 0);
  });

  test('"yes, I am here" stays promised until the question is gone', () => {
    const asked = after(WAITING, status({ version: 2, still_there_until: NOW + 60 }));
    const said = handed(after(asked, { type: 'wish', wish: { type: 'still_here' } }));
    assert.equal(after(said, status({ version: 2, still_there_until: NOW + 60 })).pledges.length, 1);
    assert.equal(after(said, status({ version: 3 })).pledges.length, 0);
  });

  test('a language is taken over only by the wish of the visitor', () => {
    const hinted = after(OPEN, status({ version: 3, state: 'open', language_hint: 'nl' }));
    assert.deepEqual(types(hinted), []);
    const wished = after(hinted, { type: 'wish', wish: { type: 'use_language', language: 'nl' } });
    assert.deepEqual(dueCommands(wished), [{ type: 'use_language', language: 'nl' }]);
    assert.equal(after(wished, status({ version: 4, language: 'nl' })).pledges.length, 0);
  });

  test('"rather not" stays promised until the question is gone, and answers the hint as well', () => {
    const asked = status({ version: 3, state: 'open', language_asked: 'nl', language_hint: 'nl' });
    const no = handed(after(OPEN, asked, { type: 'wish', wish: { type: 'keep_language', language: 'nl' } }));
    assert.equal(no.hintRefused, 'nl');
    assert.equal(after(no, asked).pledges.length, 1);
    const back = unpack(JSON.parse(JSON.stringify(pack(no))));
    assert.deepEqual(dueCommands(after(back, welcome(true), asked)), [{ type: 'keep_language', language: 'nl' }]);
    assert.equal(after(no, status({ version: 4, state: 'open', language_asked: null })).pledges.length, 0);
  });

  test('a wish that is refused is dropped, with its reason', () => {
    const leaving = handed(after(OPEN, { type: 'wish', wish: { type: 'leave' } }));
    const no = after(leaving, refused({ command: 'leave', code: 'not_allowed' }));
    assert.equal(no.pledges.length, 0);
    assert.equal(no.complaint.code, 'not_allowed');
    assert.equal(after(no, { type: 'tick', now: NOW + 60 }).complaint, null);
  });

  test('a wish that comes too late is dropped without a word: the status tells', () => {
    const wish = { type: 'wish', wish: { type: 'leave_question' } };
    const no = after(handed(after(OPEN, wish)), refused({ command: 'leave_question', code: 'wrong_state' }));
    assert.deepEqual([no.pledges, no.complaint], [[], null]);
  });

  test('a wish that cannot be granted for a moment is promised still, and tried again by itself', () => {
    const erasing = handed(after(OPEN, { type: 'wish', wish: { type: 'erase' } }));
    for (const [code, params, seconds] of [['unavailable', {}, 10], ['too_fast', { retry_after: 3 }, 3]]) {
      const held = after(erasing, refused({ command: 'erase', code, params }));
      assert.deepEqual([types(held), held.complaint.code], [[], code]);
      assert.deepEqual(types(after(held, { type: 'tick', now: NOW + seconds - 1 })), []);
      assert.deepEqual(types(after(held, { type: 'tick', now: NOW + seconds })), ['erase']);
      assert.deepEqual(types(after(held, heard({ type: 'service', ok: true }))), ['erase']);
      assert.deepEqual(types(after(held, welcome(true))), ['erase']);
      assert.deepEqual(types(after(unpack(JSON.parse(JSON.stringify(pack(held)))), welcome(true))), ['erase']);
    }
  });

  test('what was refused for a moment may have been done all the same', () => {
    const left = after(WAITING, status({ version: 2, state: 'left' }));
    const coming = handed(after(left, { type: 'wish', wish: { type: 'come_back' } }));
    const held = after(coming, refused({ command: 'come_back', code: 'unavailable' }));
    const due = after(held, { type: 'tick', now: NOW + 10 });
    assert.deepEqual(after(due, status({ version: 3, state: 'waiting' })).pledges, []);
    assert.equal(after(due, status({ version: 3, state: 'left' })).pledges.length, 1);
  });

  test('a code that could not be made for a moment is asked for again', () => {
    const asking = handed(after(WAITING, status({ version: 2, state: 'left' })));
    assert.deepEqual(types(asking), []);
    const ill = after(asking, heard({ type: 'service', ok: false }), refused({ command: 'get_code', code: 'unavailable' }));
    assert.deepEqual(types(ill), []);
    assert.deepEqual(types(after(ill, heard({ type: 'service', ok: true }))), ['get_code']);
  });

  test('nothing else begins before what is to be erased is erased', () => {
    const ended = after(OPEN, status({ version: 3, state: 'closed', closed_by: 'visitor_left' }));
    const erasing = after(ended, { type: 'phase', phase: 'lost', now: NOW }, { type: 'wish', wish: { type: 'erase' } });
    assert.deepEqual(types(after(erasing, { type: 'again' }, welcome(true))), ['erase']);
    assert.equal(after(ended, { type: 'again' }).key, null);
  });
});

describe('memory', () => {
  test('a reload keeps the key and everything typed, and hands it over again', () => {
    const before = handed(after(OPEN, write('k2'), { type: 'draft', text: 'half a' }));
    const reloaded = unpack(JSON.parse(JSON.stringify(pack(before))));
    assert.equal(reloaded.key, ASK.visitorKey);
    assert.equal(reloaded.draft, 'half a');
    assert.deepEqual(types(after(reloaded, welcome(true))), ['say']);
  });

  test('a start survives a reload', () => {
    const reloaded = unpack(JSON.parse(JSON.stringify(pack(handed(after(EMPTY, ASK, welcome(false)))))));
    assert.deepEqual(types(after(reloaded, welcome(false))), ['start']);
  });

  test('nothing, or something else, is an empty memory', () => {
    assert.deepEqual(unpack(null), EMPTY);
    assert.deepEqual(unpack({ v: 99, key: 'x' }), EMPTY);
    assert.deepEqual(unpack('nonsense'), EMPTY);
  });
});

describe('a worse place is never shown without its reason', () => {
  const WAIT = { low: 300, high: 480, past_closing: false };
  const place = (number, why) => heard({ type: 'place', place: number, wait: WAIT, why });
  const second = after(WAITING, place(2, 'no_free_slot'));
  const why = (state) => state.place.why;

  test('the reason that the server gives is kept', () => {
    assert.equal(why(after(second, place(3, 'counselor_left'))), 'counselor_left');
  });

  test('nor when the dispatcher, or the connection, knows nothing of the place before', () => {
    const reconnected = after(second, { type: 'phase', phase: 'lost', now: NOW }, welcome(true), status());
    for (const state of [second, reconnected]) {
      assert.equal(why(after(state, place(3, 'no_free_slot'))), 'others_first');
    }
  });

  test('nor after an offer that came to nothing, during which they read that they were next', () => {
    const offered = after(second, status({ version: 2, state: 'offered' }));
    const back = after(offered, status({ version: 3 }), place(2, 'declined'));
    assert.equal(why(back), 'others_first');
    assert.equal(why(after(offered, status({ version: 3 }), place(1, 'declined'))), 'declined');
  });

  test('a better place, or the first after none, needs no reason', () => {
    assert.equal(why(after(second, place(1, 'no_free_slot'))), 'no_free_slot');
    const nobody = after(WAITING, place(1, 'no_language'));
    assert.equal(why(after(nobody, place(3, 'no_free_slot'))), 'no_free_slot');
  });

  test('a talk in between is a new wait', () => {
    const open = after(second, status({ version: 2, state: 'open', who: LEA }));
    assert.equal(why(after(open, status({ version: 3 }), place(3, 'no_free_slot'))), 'no_free_slot');
  });
});
