/**
 * How each event of the server changes the desk; `desk_state.js` says what a desk is.
 *
 * @import {DeskEvent, DeskWelcome, Duty, Entry, Refused, Talk, TalkGone} from './frames.js'
 * @import {Desk, Held} from './desk_state.js'
 */

import { actOn, without } from './desk_acts.js';
import { isCorrection } from './corrected.js';
import { attended } from './company.js';
import { append } from './feed.js';
import { endsAt, isOffered } from './desk_view.js';
import { refuse, settle, wake } from './outbox.js';
import { stocked } from './shelf.js';

/** How long the sign of writing lasts without being renewed, in seconds. */
const TYPING = 6;

/** Commands that nobody waits for: a refusal of them is not worth a sentence. */
const UNNOTICED = new Set(['read', 'typing', 'beat', 'search', 'suggest', 'used', 'looking', 'who_suits']);

/** The note about a talk on hold that is about to end. */
const ENDS = 'talk.ends';

/** Why a talk cannot be opened again for good; a full desk has a place again. */
const VAIN = new Set(['not_found', 'taken', 'wrong_state', 'too_late']);

/** Why a talk goes at once, also from under the eyes of whoever reads it. */
const AT_ONCE = new Set(['done', 'erased', 'transferred']);

/** What a tab keeps of somebody else. @type {Pick<Desk, 'outbox' | 'stranded' | 'amending'>} */
const EMPTIED = { outbox: [], stranded: [], amending: null };

/**
 * @param {Desk} desk
 * @param {DeskEvent} event
 * @param {number} at this machine's clock
 * @returns {Desk}
 */
export function heard(desk, event, at) {
  switch (event.type) {
    case 'welcome':
      return welcomed(desk, event, at);
    case 'duty':
      return dutyChanged(desk, event);
    case 'talk':
      return talkChanged(desk, event.talk);
    case 'talk_gone':
      return talkGone(desk, event, at);
    case 'queue':
      return { ...desk, queue: event.waiting };
    case 'colleagues':
      return { ...desk, colleagues: event };
    case 'suiting':
      return { ...desk, suiting: event };
    case 'left_questions':
      return { ...desk, left: event.left };
    case 'attending':
      // of what I do in another tab nobody needs to tell me
      if (event.colleague === desk.me?.key) return desk;
      return changed(desk, event.ref, ({ company }) => ({ company: attended(company, event, at) }));
    case 'found':
    case 'suggested':
      return { ...desk, shelf: stocked(desk.shelf, event) };
    case 'entry':
      return entered(desk, event);
    case 'seen':
      return changed(desk, event.ref, ({ talk }) => ({
        talk: { ...talk, visitor_seen: Math.max(talk.visitor_seen, event.seq) },
      }));
    case 'typing':
      return changed(desk, event.ref, () => ({ typingUntil: event.on ? at + TYPING : 0 }));
    case 'pulse':
      return { ...desk, skew: event.now - at };
    case 'refused':
      return refused(desk, event, at);
    case 'service':
      return { ...desk, storing: event.ok, outbox: event.ok ? wake(desk.outbox, Infinity) : desk.outbox };
  }
}

/**
 * Everything afresh. Entries already here stay (the server sends the later ones only), and so
 * does, as gone, a talk that ended its life here while the line was broken. After a reload nothing
 * of such a talk is known but the lines that were not sent: their text stays in sight.
 * @param {Desk} desk
 * @param {DeskWelcome} event
 * @param {number} at
 * @returns {Desk}
 */
function welcomed(desk, event, at) {
  /** @type {Record<string, Held>} */
  const talks = {};
  for (const held of Object.values(desk.talks)) {
    if (stays(desk, held)) talks[held.talk.ref] = { ...held, gone: held.gone ?? away(event) };
  }
  for (const talk of event.talks) {
    const held = heldOf(desk, talk);
    // what was read is told again, if that was lost with the line
    const read = Math.min(held.read, talk.counselor_seen);
    talks[talk.ref] = { ...held, talk, read, gone: null };
  }
  const looked = desk.current === null ? undefined : talks[desk.current];
  // whoever signs in after me in this tab neither reads nor sends what I wrote
  const { outbox, stranded, amending } = desk.whose === null || desk.whose === event.me.key ? desk : EMPTIED;
  const lost = outbox.filter(({ ref }) => !(ref in talks)).map(({ text }) => text);
  return {
    ...desk,
    skew: event.now - at,
    storing: true,
    me: event.me,
    duty: event.duty,
    talks,
    queue: event.queue,
    closed: event.reopenable,
    left: event.left,
    current: looked === undefined || (looked.gone === null && isOffered(looked.talk)) ? null : desk.current,
    asked: [],
    outbox: outbox.filter(({ ref }) => ref in talks),
    stranded: [...stranded, ...lost],
    amending,
    whose: event.me.key,
    note: event.duty.why === null ? desk.note : { code: `duty_why.${event.duty.why}`, params: {} },
  };
}

/**
 * Why a talk went while the line was broken, as far as the duty tells.
 * @param {DeskWelcome} event
 */
function away({ duty }) {
  return duty.why === 'lost' ? 'counselor_lost' : 'other';
}

/**
 * Whether a talk that is no longer mine stays in sight: somebody reads it, or has unsent text.
 * @param {Desk} desk
 * @param {Held} held
 */
function stays(desk, { talk }) {
  if (talk.state === 'offered' || talk.looking_on) return false;
  return desk.current === talk.ref || desk.outbox.some(({ ref }) => ref === talk.ref);
}

/**
 * @param {Desk} desk
 * @param {Talk} talk
 * @returns {Held}
 */
function heldOf(desk, talk) {
  const texts = desk.queue.find(({ ref }) => ref === talk.ref)?.texts ?? [];
  const fresh = { talk, entries: [], texts, typingUntil: 0, company: {}, read: 0, gone: null };
  return desk.talks[talk.ref] ?? fresh;
}

/**
 * @param {Desk} desk
 * @param {string} ref
 * @param {(held: Held) => Partial<Held>} change
 * @returns {Desk}
 */
function changed(desk, ref, change) {
  const held = desk.talks[ref];
  if (held === undefined) return desk;
  return { ...desk, talks: { ...desk.talks, [ref]: { ...held, ...change(held) } } };
}

/**
 * @param {Desk} desk
 * @param {Duty} event
 * @returns {Desk}
 */
function dutyChanged(desk, event) {
  const asked = desk.asked.filter((act) => act !== actOn('duty', ''));
  const explained = desk.note?.code.startsWith('duty_why.') === true && event.state === 'on';
  const note = event.why === null ? desk.note : { code: `duty_why.${event.why}`, params: {} };
  return { ...desk, duty: event, asked, note: explained && event.why === null ? null : note };
}

/**
 * A newer version wins. What was seen moves no version, and a pulse may have read it a moment before
 * it grew: it never shrinks.
 * @param {Desk} desk
 * @param {Talk} talk
 * @returns {Desk}
 */
function talkChanged(desk, talk) {
  const held = heldOf(desk, talk);
  if (talk.version < held.talk.version) return desk;
  const visitor_seen = Math.max(talk.visitor_seen, held.talk.visitor_seen);
  const counselor_seen = Math.max(talk.counselor_seen, held.talk.counselor_seen);
  const now = { ...talk, visitor_seen, counselor_seen };
  const talks = { ...desk.talks, [talk.ref]: { ...held, talk: now, gone: null } };
  // nothing of an offer is looked at before it is accepted, though one still read on in it
  if (isOffered(talk)) return { ...desk, talks, current: desk.current === talk.ref ? null : desk.current };
  const wanted = ['accept', 'pick', 'reopen'].map((command) => actOn(command, talk.ref));
  const closed = desk.closed.filter(({ ref }) => ref !== talk.ref);
  const mine = desk.asked.some((act) => wanted.includes(act));
  const asked = desk.asked.filter((act) => !act.endsWith(` ${talk.ref}`));
  const current = mine ? talk.ref : (desk.current ?? talk.ref);
  return { ...desk, talks, asked, closed, current, note: ending({ ...desk, current }, held, talks) };
}

/**
 * A talk on hold that is about to end is worth a sentence, for as long as one is; what is looked at
 * says so itself.
 * @param {Desk} desk
 * @param {Held} before
 * @param {Desk['talks']} talks as they are now
 * @returns {Desk['note']}
 */
function ending({ note, current }, before, talks) {
  const { ref } = before.talk;
  const begins = endsAt(before) === null && endsAt(talks[ref] ?? before) !== null;
  if (begins && ref !== current) return { code: ENDS, params: {} };
  const still = Object.values(talks).some((held) => endsAt(held) !== null);
  return note?.code === ENDS && !still ? null : note;
}

/**
 * A talk goes. It may stay readable until dismissed, unless it is wrapped up or handed over, or
 * erased: then every word of it goes at once.
 * @param {Desk} desk
 * @param {TalkGone} event
 * @param {number} at
 * @returns {Desk}
 */
function talkGone(desk, event, at) {
  const held = desk.talks[event.ref];
  if (held === undefined) return desk;
  const declined = desk.asked.includes(actOn('decline', event.ref));
  const asked = desk.asked.filter((act) => !act.endsWith(` ${event.ref}`));
  const unsent = event.why === 'done' && desk.outbox.some(({ ref }) => ref === event.ref);
  if ((unsent || !AT_ONCE.has(event.why)) && stays(desk, held)) {
    return { ...changed(desk, event.ref, () => ({ gone: event.why, typingUntil: 0 })), asked };
  }
  const why = declined ? 'declined' : event.why;
  // A missed offer is explained by the duty that it changed; a wrapped-up talk needs no words.
  const note = why === 'no_answer' || why === 'done' ? desk.note : { code: `gone.${why}`, params: {} };
  const mine = event.why === 'done' && isReopenable(desk, held.talk);
  // closed and wrapped up at once, it was open until now for all that was told
  const since = held.talk.state === 'closed' ? held.talk.since : at + desk.skew;
  const closed = mine ? [...desk.closed, { ...held.talk, since }] : desk.closed;
  return { ...without(desk, event.ref), asked, note, closed };
}

/**
 * What I closed, and did not end for abuse: neither the visitor nor the time ended it.
 * @param {Desk} desk
 * @param {Talk} talk
 */
function isReopenable({ asked }, { ref, closed_by: by }) {
  return (by === null || by === 'counselor_closed') && !asked.includes(actOn('block', ref));
}

/**
 * @param {Desk} desk
 * @param {Entry} entry
 * @returns {Desk}
 */
function entered(desk, entry) {
  const added = changed(desk, entry.ref, ({ entries, typingUntil }) => ({
    entries: append(entries, entry),
    typingUntil: entry.author === 'visitor' ? 0 : typingUntil,
  }));
  const amended = isCorrection(entry) && isAmending(desk, entry.ref, entry.params.seq);
  const amending = amended ? null : desk.amending;
  return { ...added, amending, outbox: settle(desk.outbox, entry.key) };
}

/**
 * @param {Desk} desk
 * @param {string} ref
 * @param {string | null | undefined} seq
 */
function isAmending({ amending }, ref, seq) {
  return amending?.ref === ref && amending.seq === Number(seq);
}

/**
 * A refused message keeps its text, with the reason beside it; another act is answered in a note.
 * What cannot be opened again is no longer offered.
 * @param {Desk} desk
 * @param {Refused} event
 * @param {number} at
 * @returns {Desk}
 */
function refused(desk, event, at) {
  if (event.key !== null && event.command === 'say') return { ...desk, outbox: refuse(desk.outbox, event, at) };
  if (event.command !== null && UNNOTICED.has(event.command)) return desk;
  const act = actOn(event.command ?? '', event.ref ?? '');
  const asked = desk.asked.filter((one) => one !== act);
  const vain = event.command === 'reopen' && VAIN.has(event.code);
  const closed = vain ? desk.closed.filter(({ ref }) => ref !== event.ref) : desk.closed;
  return { ...desk, asked, closed, note: { code: `refused.${event.code}`, params: event.params } };
}
