/**
 * What the desk shows: questions to the state, answered without changing it.
 *
 * @import {Entry} from './frames.js'
 * @import {Desk, Held} from './desk_state.js'
 */

import { corrected } from './corrected.js';
import { handable } from './handed_on.js';

/**
 * People offered to me now, the most urgent first.
 * @param {Desk} desk
 * @returns {readonly Held[]}
 */
export function offers(desk) {
  return Object.values(desk.talks)
    .filter(({ talk }) => isOffered(talk))
    .sort((one, other) => (one.talk.offer_until ?? 0) - (other.talk.offer_until ?? 0));
}

/**
 * Whether I am asked to take this talk.
 * @param {Held['talk']} talk
 */
export function isOffered({ state, looking_on: lookingOn }) {
  return state === 'offered' && !lookingOn;
}

/**
 * Seconds left to answer an offer, never less than 0.
 * @param {Desk} desk
 * @param {Held} offer
 * @param {number} at this machine's clock
 */
export function secondsLeft(desk, { talk }, at) {
  return Math.max(0, (talk.offer_until ?? 0) - at - desk.skew);
}

/**
 * My talks, in the order in which the people came: a list that does not jump.
 * @param {Desk} desk
 * @returns {readonly Held[]}
 */
export function talksOf(desk) {
  return Object.values(desk.talks)
    .filter(({ talk }) => !isOffered(talk))
    .sort((one, other) => one.talk.queued_at - other.talk.queued_at);
}

/**
 * The talk that is looked at.
 * @param {Desk} desk
 * @returns {Held | null}
 */
export function currentOf(desk) {
  return desk.current === null ? null : (desk.talks[desk.current] ?? null);
}

/**
 * The talk before the counselor's eyes: the one that is looked at, else the one that is offered.
 * @param {Desk} desk
 * @returns {string | null} its ref
 */
export function onScreen(desk) {
  const held = currentOf(desk) ?? offers(desk)[0];
  return held === undefined || held.gone !== null ? null : held.talk.ref;
}

/**
 * Visitor's messages that no tab of mine has shown yet.
 * @param {Held} held
 */
export function unread(held) {
  const seen = Math.max(held.read, held.talk.counselor_seen);
  return held.entries.filter(({ author, seq }) => author === 'visitor' && seq > seen).length;
}

/**
 * @param {Desk} desk
 */
export function unreadTogether(desk) {
  return talksOf(desk).reduce((sum, held) => sum + unread(held), 0);
}

/**
 * Places that are free now; 0 when nobody would be sent to me.
 * @param {Desk} desk
 */
export function freePlaces(desk) {
  if (desk.duty === null || desk.duty.state !== 'on') return 0;
  return Math.max(0, desk.duty.slots - desk.duty.used);
}

/**
 * Whether anything more can be written into a talk.
 * @param {Held} held
 */
export function writable({ talk, gone }) {
  return gone === null && !talk.looking_on && (talk.state === 'open' || talk.state === 'on_hold');
}

/**
 * Talks of mine that go on, or are on hold while their visitor is there: somebody counts on me.
 * @param {Desk} desk
 * @returns {readonly Held[]}
 */
export function openTalks(desk) {
  return talksOf(desk).filter(handable);
}

/**
 * What the counselor may do about a talk: put it on hold, or go on with it.
 * @param {Held} held
 * @returns {'hold' | 'go_on'}
 */
export function turnOf({ talk }) {
  return talk.state === 'on_hold' ? 'go_on' : 'hold';
}

/**
 * When a talk of mine on hold ends, if nobody keeps it.
 * @param {Held} held
 * @returns {number | null} null: it does not end by itself
 */
export function endsAt(held) {
  return writable(held) ? held.talk.ends_at : null;
}

/**
 * Whether something can be whispered about a talk: to those beside it, or by me who look on.
 * @param {Held} held
 */
export function whisperable({ talk, gone }) {
  return gone === null && talk.state !== 'closed' && (talk.looking_on || talk.beside.length > 0);
}

/**
 * Whether the talk only waits for its wrap-up.
 * @param {Held} held
 */
export function ended({ talk, gone }) {
  return gone === null && talk.state === 'closed';
}

/**
 * Whether the visitor is writing, as far as can be known: not while the connection is away.
 * @param {Desk} desk
 * @param {Held} held
 * @param {number} at
 */
export function typing({ link }, held, at) {
  const read = writable(held) || (held.gone === null && held.talk.looking_on);
  return link === 'live' && read && held.typingUntil > at;
}

/**
 * What an offered person wrote: the log if it is here, else what is known from the queue.
 * @param {Held} held
 * @returns {readonly string[]}
 */
export function written({ entries, texts, talk }) {
  const said = entries.filter(({ author }) => author === 'visitor').map(({ text }) => text);
  if (said.length > 0) return said;
  if (texts.length > 0) return texts;
  return talk.preview === '' ? [] : [talk.preview];
}

/**
 * The talk to go to next, round the list: one with unread messages first, else the neighbour.
 * @param {Desk} desk
 * @param {1 | -1} step
 * @returns {string | null}
 */
export function neighbour(desk, step) {
  const talks = talksOf(desk);
  const here = talks.findIndex(({ talk }) => talk.ref === desk.current);
  const start = here < 0 && step < 0 ? 0 : here;
  const round = talks.map((_talk, at) => talks.at((start + step * (at + 1)) % talks.length));
  const next = round.find((held) => held !== undefined && unread(held) > 0) ?? round[0];
  return next?.talk.ref ?? null;
}

/**
 * By ref, the last seq that is here: what `hello` tells the server.
 * @param {Desk} desk
 * @returns {Record<string, number>}
 */
export function seen(desk) {
  return Object.fromEntries(
    Object.values(desk.talks)
      .filter(({ gone }) => gone === null)
      .map(({ talk, entries }) => [talk.ref, entries.length]),
  );
}

/**
 * Whether a log here is shorter than the server's.
 * @param {Desk} desk
 * @param {Readonly<Record<string, number>>} last by ref, as `pulse` tells it
 */
export function behind(desk, last) {
  return Object.values(desk.talks).some(
    ({ talk, entries, gone }) => gone === null && entries.length < (last[talk.ref] ?? 0),
  );
}

/**
 * The last line of a log that somebody wrote.
 * @param {Held} held
 * @returns {Entry | null}
 */
export function lastLine({ entries }) {
  return corrected(entries).findLast(({ author }) => author !== 'notice') ?? null;
}

/**
 * A line of this talk as it reads now.
 * @param {Held} held
 * @param {string} key
 */
export function lineWith({ entries }, key) {
  return corrected(entries).find((entry) => entry.key === key) ?? null;
}

/**
 * How the visitor is there: the word for it, and the sign beside the word.
 * @param {Desk} desk
 * @param {Held} held
 * @returns {{word: 'over' | 'on_hold' | 'on_hold_away' | 'online' | 'offline' | 'unsure' | 'handed', sign: 'open' | 'busy' | 'closed'}}
 */
export function presenceOf({ link }, { talk, gone }) {
  if (gone !== null || talk.state === 'closed') return { word: 'over', sign: 'closed' };
  if (talk.state === 'waiting' || talk.state === 'offered') return { word: 'handed', sign: 'busy' };
  if (talk.state === 'on_hold') return { word: holdOf(link, talk), sign: 'busy' };
  if (link !== 'live') return { word: 'unsure', sign: 'closed' };
  if (!talk.visitor_online) return { word: 'offline', sign: 'closed' };
  return { word: 'online', sign: 'open' };
}

/**
 * @param {Desk['link']} link
 * @param {Held['talk']} talk
 */
function holdOf(link, { visitor_online: online }) {
  return link === 'live' && !online ? 'on_hold_away' : 'on_hold';
}

/**
 * When the talk began: at the first greeting, whoever gave it.
 * @param {Held} held
 */
export function begun({ talk, entries }) {
  return entries.find(({ code }) => code === 'joined')?.at ?? talk.since;
}

/** Talks of a length (in seconds) from which on they are most likely guidance. */
const GUIDANCE = 20 * 60;

/**
 * How deep a talk most likely went, by its length.
 * @param {Held} held
 * @param {number} now server's clock
 * @returns {'information' | 'guidance'}
 */
export function depthOf(held, now) {
  const end = held.talk.state === 'closed' ? held.talk.since : now;
  return end - begun(held) < GUIDANCE ? 'information' : 'guidance';
}

/**
 * What else the counselor should know about a talk at first sight.
 * @param {Held} held
 * @returns {readonly ('cut_off' | 'language')[]}
 */
export function hintsOf({ talk }) {
  const other = talk.language_hint !== null && talk.language_hint !== talk.language;
  return [
    ...(talk.cut_off ? [/** @type {const} */ ('cut_off')] : []),
    ...(other ? [/** @type {const} */ ('language')] : []),
  ];
}

/**
 * What the shelf of ready-made texts stands beside: the talk that is looked at, if it takes any.
 * @param {Desk} desk
 */
export function shelfFor(desk) {
  const { shelf, link } = desk;
  const held = currentOf(desk);
  const live = link === 'live';
  if (held === null || !writable(held)) return { ref: null, language: '', about: '', told: 0, shelf, live };
  const { ref, language, subject, city } = held.talk;
  const tells = held.entries.filter(({ author, code }) => author === 'visitor' || code === 'card');
  return { ref, language, about: [language, subject, city].join(' '), told: tells.length, shelf, live };
}
