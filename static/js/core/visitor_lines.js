/**
 * The log as the visitor reads it: days, notices, both sides' lines, and what is not sent yet.
 *
 * @import {ReadEntry} from './corrected.js'
 * @import {FileCard} from './files.js'
 * @import {Entry} from './frames.js'
 * @import {Unsent} from './outbox.js'
 * @import {State} from './visitor_value.js'
 * @import {Card} from './shelf.js'
 * @import {Say} from './words.js'
 *
 * @typedef {'pending' | 'refused' | 'sent' | 'seen' | 'none'} Mark
 * @typedef {object} Line
 * @property {string} id  stays the same when a pending line is stored
 * @property {'mine' | 'theirs' | 'notice' | 'day'} side
 * @property {'visitor' | 'counselor' | ''} author
 * @property {string} name  who speaks, for those who listen to the page
 * @property {string} text
 * @property {number} at  seconds UTC
 * @property {number} seq  0: not stored yet
 * @property {string} language  of the text; '' when not known
 * @property {Mark} mark
 * @property {string} markText
 * @property {string} reason  why it is not sent
 * @property {string} retake  label of the button that gives the text back; '' for none
 * @property {string} edited  says that it was corrected; '' when it is as it was sent
 * @property {string} amend  label of the button that corrects it; '' for none
 * @property {Card | null} card  a ready-made text: its title and link
 * @property {FileCard | null} file  a file that the visitor sent
 * @property {boolean} foot  false: the time and mark of the next line are enough
 *
 * @typedef {object} Speech  what is needed to say things to this visitor
 * @property {Say} say
 * @property {string} language  of the page
 * @property {string | undefined} zone  of the opening hours
 * @property {(key: string | null | undefined) => string} city  its name
 * @property {(of: 'subject' | 'language', key: string) => string} name  of a subject or a language
 */

import { corrected } from './corrected.js';
import { fileWords, ownFile } from './files.js';
import { told } from './handed_on.js';
import { languageName } from './language_names.js';
import { isRefused } from './outbox.js';
import { cardOf } from './shelf.js';
import { reasonOf } from './visitor_reasons.js';
import { day, sameDay } from './time.js';

/** Notices that name who speaks from then on. */
const SPEAKS = new Set(['joined', 'answered']);
/** Lines of one side within so many seconds share one time and mark. */
const TOGETHER = 120;

/**
 * @param {State} state
 * @param {Speech} speech
 * @param {number} now
 * @returns {Line[]}
 */
export function linesOf(state, speech, now) {
  const entries = corrected(state.entries);
  const lines = [
    ...entries.map((entry, index) => stored(entry, speakerAt(entries, index), state, speech)),
    ...state.outbox.map((unsent) => unstored(unsent, state, speech, now)),
  ];
  return withDays(lines.map(shareFoot), speech, now);
}

/**
 * @param {ReadEntry} entry
 * @param {string} speaker  alias of the counselor who was there
 * @param {State} state
 * @param {Speech} speech
 * @returns {Line}
 */
function stored(entry, speaker, state, speech) {
  const { author } = entry;
  const base = { ...blank(entry.key, entry.at), seq: entry.seq };
  if (author === 'notice') return { ...base, side: 'notice', text: noticeText(entry, speech) };
  if (author === 'counselor') {
    const name = speaker || speech.say('adviser');
    const language = state.status?.language ?? '';
    const edited = entry.correctedAt > 0 ? speech.say('mark_corrected') : '';
    const card = cardOf(entry, speech.say('card_useful'));
    const said = { ...base, author, name, text: entry.text, language, edited, foot: true, card };
    return { ...said, side: 'theirs' };
  }
  const mark = entry.seq <= state.peerSeen ? 'seen' : 'sent';
  if (entry.code !== 'file') return mine(base, entry.text, mark, speech);
  const words = fileWords(entry, speech.say, speech.language);
  return { ...mine(base, words, mark, speech), file: ownFile(entry, speech.say) };
}

/**
 * @param {Unsent} unsent
 * @param {State} state
 * @param {Speech} speech
 * @param {number} now
 * @returns {Line}
 */
function unstored(unsent, { gone, status }, speech, now) {
  const refused = isRefused(unsent);
  const changeable = refused && !gone && status?.state !== 'closed'; // else there is no field for it
  const line = mine(blank(unsent.key, unsent.at), unsent.text, refused ? 'refused' : 'pending', speech);
  const reason = unsent.code ? reasonOf(unsent.code, unsent.params, speech, now) : '';
  return { ...line, reason, retake: changeable ? speech.say('retake') : '' };
}

/**
 * @param {Line} base
 * @param {string} text
 * @param {Mark} mark
 * @param {Speech} speech
 * @returns {Line}
 */
function mine(base, text, mark, { say }) {
  const markText = say(`mark_${mark}`);
  return { ...base, side: 'mine', author: 'visitor', name: say('you'), text, mark, markText, foot: true };
}

/**
 * @param {string} id
 * @param {number} at
 * @returns {Line}
 */
function blank(id, at) {
  return {
    id, at, seq: 0, side: 'notice', author: '', name: '', text: '', language: '',
    mark: 'none', markText: '', reason: '', retake: '', edited: '', amend: '', foot: false, card: null, file: null,
  };
}

/**
 * @param {Entry} entry
 * @param {Speech} speech
 * @returns {string}
 */
export function noticeText({ code, params }, { say, city, name, language: page }) {
  if (code === 'handed_on') {
    const { kind, words: to } = told(params, (of, key) => (of === 'city' ? city(key) : name(of, key)));
    return say(`notice_handed_${kind}`, to);
  }
  if (code.startsWith('language_')) {
    return say(`notice_${code}`, { language: languageName(params.language ?? params.to_language ?? '', page) });
  }
  const { alias, asked_city: asked } = params;
  const words = { alias: alias ?? say('adviser'), city: city(params.city), asked: city(asked) };
  if (code === 'joined' && asked && asked !== params.city) return say('joined_elsewhere', words);
  if (code === 'held' && alias) return say('notice_held_by', words);
  if (code === 'closed' && params.by === 'visitor_left') return say('notice_you_left');
  return say(`notice_${code}`, words);
}

/**
 * @param {Entry[]} entries
 * @param {number} index
 * @returns {string} alias of the last counselor who joined before that line
 */
function speakerAt(entries, index) {
  for (let at = index - 1; at >= 0; at -= 1) {
    const entry = entries[at];
    if (entry && SPEAKS.has(entry.code)) return entry.params.alias ?? '';
  }
  return '';
}

/**
 * @param {Line} line
 * @param {number} index
 * @param {Line[]} lines
 * @returns {Line}
 */
function shareFoot(line, index, lines) {
  const next = lines[index + 1];
  const shared =
    next && next.side === line.side && next.mark === line.mark && !line.edited && next.at - line.at < TOGETHER;
  return shared && line.mark !== 'refused' ? { ...line, foot: false } : line;
}

/**
 * Puts the day before its first line; a talk of today needs none.
 *
 * @param {Line[]} lines
 * @param {Speech} speech
 * @param {number} now
 * @returns {Line[]}
 */
function withDays(lines, { language }, now) {
  return lines.flatMap((line, index) => {
    const before = lines[index - 1]?.at ?? now;
    if (sameDay(line.at, before)) return [line];
    const text = day(line.at, language);
    return [{ ...blank(`day-${line.id}`, line.at), side: /** @type {const} */ ('day'), text }, line];
  });
}
