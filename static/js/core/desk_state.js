/**
 * What the desk knows, and how each event and each act of the counselor changes it.
 *
 * `reduce` is the whole of it: a function of values. The server decides about duty, talks, offers
 * and read marks, so two tabs that hear the same events show the same desk; only the talk that is
 * looked at belongs to one tab. Instants are seconds since 1970: `at` on this machine's clock,
 * all others on the server's; `skew` leads from one to the other.
 *
 * @import {Present} from './company.js'
 * @import {Colleagues, DeskEvent, Duty, Entry, Me, Suiting, Talk, Waiter} from './frames.js'
 * @import {Unsent} from './outbox.js'
 * @import {Shelf} from './shelf.js'
 */

import { actOn, without } from './desk_acts.js';
import { heard } from './desk_events.js';
import { handedOver, wrote } from './desk_outbox.js';
import { settle, wake } from './outbox.js';
import { EMPTY_SHELF } from './shelf.js';

/**
 * @typedef {object} Held One talk of mine, with its log.
 * @property {Talk} talk
 * @property {Entry[]} entries without gaps, from seq 1
 * @property {readonly string[]} texts what the queue showed of this person before
 * @property {number} typingUntil the visitor is writing until then; 0: not writing
 * @property {Readonly<Record<string, Present>>} company colleagues in this talk, as last heard of
 * @property {number} read last seq that this tab has shown
 * @property {string | null} gone why the talk is no longer mine; kept in sight until dismissed
 *
 * @typedef {object} Note One sentence for the counselor, until the next one or until dismissed.
 * @property {string} code name of the word
 * @property {Readonly<Record<string, string | number | null>>} params
 *
 * @typedef {'off' | 'connecting' | 'live' | 'lost' | 'refused'} Link
 *
 * @typedef {Unsent & {ref: string}} Line A line of mine that is not stored yet, and its talk.
 *
 * @typedef {object} Desk
 * @property {Link} link
 * @property {boolean} storing false: the server says that it cannot store anything just now
 * @property {number} skew server's clock minus this machine's clock
 * @property {Me | null} me
 * @property {Omit<Duty, 'type'> | null} duty
 * @property {Readonly<Record<string, Held>>} talks by ref
 * @property {readonly Waiter[]} queue
 * @property {Colleagues | null} colleagues who could take over a talk, as told when last asked; null:
 *   it is not known
 * @property {Suiting | null} suiting how many there are for other skills, as told when last asked
 * @property {number | null} left questions that I could answer and nobody answers; null: not told yet
 * @property {Shelf} shelf ready-made texts, as found last
 * @property {string | null} current ref of the talk that is looked at
 * @property {readonly string[]} asked acts that the server has not answered yet, as `type ref`
 * @property {Line[]} outbox
 * @property {readonly string[]} stranded texts of mine that nobody was sent: their talks went while I was
 *   away; here until I close them
 * @property {string | null} whose key of the counselor whose texts this tab keeps; null: nobody's yet
 * @property {Note | null} note
 * @property {readonly Talk[]} closed talks that I wrapped up a moment ago
 * @property {Amending | null} amending the line of mine that is being corrected in this tab
 *
 * @typedef {{ref: string, seq: number, before: string}} Amending  `before`: the draft that stood in
 *   its box
 *
 * @typedef {{kind: 'event', event: DeskEvent, at: number}
 *   | {kind: 'link', link: Link}
 *   | {kind: 'look_at', ref: string | null}
 *   | {kind: 'asked', command: string, ref: string}
 *   | {kind: 'shown', ref: string, seq: number}
 *   | {kind: 'wrote', ref: string, key: string, text: string, at: number}
 *   | {kind: 'handed', keys: string[], session: number}
 *   | {kind: 'take_back', key: string}
 *   | {kind: 'amend', amending: Amending | null}
 *   | {kind: 'clock', at: number}
 *   | {kind: 'dismiss_talk', ref: string}
 *   | {kind: 'stranded', texts: readonly string[]}
 *   | {kind: 'dismiss_stranded'}
 *   | {kind: 'wondered'}
 *   | {kind: 'told', note: Note}
 *   | {kind: 'dismiss_note'}} Input
 */

/** @type {Desk} */
export const EMPTY = Object.freeze({
  link: 'off',
  storing: true,
  skew: 0,
  me: null,
  duty: null,
  talks: {},
  queue: [],
  colleagues: null,
  suiting: null,
  left: null,
  shelf: EMPTY_SHELF,
  current: null,
  asked: [],
  outbox: [],
  stranded: [],
  whose: null,
  note: null,
  closed: [],
  amending: null,
});

/**
 * The desk after one input.
 * @param {Desk} desk
 * @param {Input} input
 * @returns {Desk}
 */
export function reduce(desk, input) {
  switch (input.kind) {
    case 'event':
      return heard(desk, input.event, input.at);
    case 'link':
      // An act that was on its way when the line broke may or may not have arrived: the welcome
      // tells, so nothing stays marked as asked.
      return { ...desk, link: input.link, asked: [] };
    case 'look_at':
      return { ...desk, current: input.ref };
    case 'asked':
      return { ...desk, asked: [...desk.asked, actOn(input.command, input.ref)], note: null };
    case 'shown':
      return shown(desk, input.ref, input.seq);
    case 'wrote':
      return { ...desk, outbox: wrote(desk.outbox, input) };
    case 'handed':
      return { ...desk, outbox: handedOver(desk.outbox, input) };
    case 'take_back':
      return { ...desk, outbox: settle(desk.outbox, input.key) };
    case 'amend':
      return { ...desk, amending: input.amending };
    case 'clock':
      return { ...desk, outbox: wake(desk.outbox, input.at), closed: lately(desk, input.at) };
    case 'dismiss_talk':
      return without(desk, input.ref);
    case 'stranded':
      return { ...desk, stranded: [...desk.stranded, ...input.texts] };
    case 'dismiss_stranded':
      return { ...desk, stranded: [] };
    case 'wondered':
      // who was there a while ago says nothing of now
      return { ...desk, colleagues: null };
    case 'told':
      return { ...desk, note: input.note };
    case 'dismiss_note':
      return { ...desk, note: null };
  }
}

/** Seconds in which a closed talk can be opened again. */
const REOPENABLE = 300;

/**
 * @param {Desk} desk
 * @param {number} at
 */
function lately({ closed, skew }, at) {
  const still = closed.filter(({ since }) => since + REOPENABLE > at + skew);
  return still.length === closed.length ? closed : still;
}

/**
 * @param {Desk} desk
 * @param {string} ref
 * @param {number} seq
 * @returns {Desk}
 */
function shown(desk, ref, seq) {
  const held = desk.talks[ref];
  if (held === undefined || held.read >= seq) return desk;
  return { ...desk, talks: { ...desk.talks, [ref]: { ...held, read: seq } } };
}
