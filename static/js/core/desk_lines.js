/**
 * The log of one talk as the counselor reads it: notices, both sides' lines, and the unsent.
 *
 * @import {ReadEntry} from './corrected.js'
 * @import {Desk, Held, Line as Unsent} from './desk_state.js'
 * @import {Speech} from './desk_words.js'
 * @import {Line} from './visitor_lines.js'
 */

import { corrected } from './corrected.js';
import { linesOf as unsentOf } from './desk_outbox.js';
import { writable } from './desk_view.js';
import { fileWords, sentFile } from './files.js';
import { either, noticeOf } from './desk_words.js';
import { isRefused } from './outbox.js';
import { cardOf } from './shelf.js';

/** Lines of one side within so many seconds share one time. */
const TOGETHER = 120;
/** So many seconds a line can be corrected; the server says the last word. */
const CORRECTABLE = 115;

/**
 * @param {Desk} desk
 * @param {Held} held
 * @param {Speech} speech
 * @param {number} at this machine's clock
 * @returns {Line[]}
 */
export function linesOf(desk, held, speech, at) {
  const entries = corrected(held.entries);
  const stored = entries.map((entry, index) => lineOf(entry, entries[index + 1], held, speech));
  markLast(stored, speech);
  if (writable(held)) amendable(stored, at + desk.skew - CORRECTABLE, speech);
  nameOthers(stored, entries, desk.me?.alias ?? '');
  const unsent = unsentOf(desk.outbox, held.talk.ref);
  return [...stored, ...unsent.map((line) => unsentLine(line, speech, desk.link === 'live'))];
}

/**
 * @param {ReadEntry} entry
 * @param {ReadEntry | undefined} next
 * @param {Held} held
 * @param {Speech} speech
 * @returns {Line}
 */
function lineOf(entry, next, held, speech) {
  const { author, text } = entry;
  const line = blank(entry.key, entry.at, entry.seq);
  if (author === 'notice') return { ...line, text: noticeOf(speech, entry) };
  const edited = entry.correctedAt > 0 ? speech.say('mark.corrected') : '';
  const foot = edited !== '' || next?.author !== author || next.at - entry.at >= TOGETHER;
  const said = { ...line, author, text, language: held.talk.language, edited, foot, card: cardOf(entry, '') };
  if (author === 'visitor') {
    const theirs = { ...said, side: /** @type {const} */ ('theirs'), name: speech.say('log.visitor') };
    if (entry.code !== 'file') return theirs;
    const words = fileWords(entry, speech.say, speech.language);
    return { ...theirs, text: words, language: '', file: sentFile(entry, speech.say) };
  }
  const mark = entry.seq <= held.talk.visitor_seen ? 'seen' : 'sent';
  return { ...said, side: 'mine', name: speech.say('log.you'), mark };
}

/**
 * Only the last line of the counselor says that it was sent, or read.
 * @param {Line[]} lines
 * @param {Speech} speech
 */
function markLast(lines, { say }) {
  const last = lines.findLast(({ author }) => author === 'counselor');
  if (last === undefined) return;
  last.foot = true;
  last.markText = say(`mark.${last.mark}`);
}

/**
 * Lines sent after `since` can still be corrected.
 * @param {Line[]} lines
 * @param {number} since server's clock
 * @param {Speech} speech
 */
function amendable(lines, since, { say }) {
  for (const line of lines) {
    const typed = line.author === 'counselor' && line.card === null; // a card is its editor's
    if (typed && line.at > since) line.amend = say('mark.amend');
  }
}

/**
 * Lines of the counselor who had the talk before carry that alias: they are not mine.
 * @param {Line[]} lines
 * @param {ReadEntry[]} entries
 * @param {string} me
 */
function nameOthers(lines, entries, me) {
  let alias = me;
  entries.forEach(({ author, code, params }, index) => {
    if (code === 'joined' || code === 'answered') alias = params.alias ?? '';
    const line = lines[index];
    if (author !== 'counselor' || alias === me || line === undefined) return;
    line.name = alias;
    line.markText = alias;
    line.amend = '';
  });
}

/**
 * @param {Unsent} line
 * @param {Speech} speech
 * @param {boolean} live
 * @returns {Line}
 */
function unsentLine({ key, at, text, code, ...rest }, { say }, live) {
  const refused = isRefused({ key, at, text, code, ...rest });
  const waits = live && code === null ? say('mark.pending') : say('mark.waiting');
  return {
    ...blank(key, at, 0),
    side: 'mine',
    author: 'counselor',
    name: say('log.you'),
    text,
    mark: refused ? 'refused' : 'pending',
    markText: refused ? '' : waits,
    reason: code === null ? '' : say('mark.failed', { reason: either(say, 'refused', code) }),
    retake: refused ? say('mark.back') : '',
    foot: true,
  };
}

/**
 * @param {string} id
 * @param {number} at
 * @param {number} seq
 * @returns {Line}
 */
function blank(id, at, seq) {
  return {
    id, at, seq, side: 'notice', author: '', name: '', text: '', language: '',
    mark: 'none', markText: '', reason: '', retake: '', edited: '', amend: '', foot: false, card: null, file: null,
  };
}
