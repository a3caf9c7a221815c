/**
 * Ready-made texts as the desk uses them. The server finds them; here is what is shown and done.
 *
 * @import {Entry, Found, Ready, Suggested} from './frames.js'
 *
 * @typedef {object} Card What of a card stands beside its text.
 * @property {string} title
 * @property {string} link '' for none
 * @property {string} host where the link leads, in words
 * @property {string} language of title and text
 * @property {string} useful label of the button that says so; '' for none
 *
 * @typedef {object} Shelf
 * @property {Found | null} found the newest answer to what was typed
 * @property {Readonly<Record<string, readonly Ready[]>>} suggested by ref of the talk
 */

/** @type {Shelf} */
export const EMPTY_SHELF = Object.freeze({ found: null, suggested: {} });

/**
 * @param {Shelf} shelf
 * @param {Found | Suggested} event
 * @returns {Shelf}
 */
export function stocked(shelf, event) {
  if (event.type === 'found') return { ...shelf, found: event };
  return { ...shelf, suggested: { ...shelf.suggested, [event.ref]: event.resources } };
}

/**
 * What to show for what is typed: the answer to it, or, while that is on its way, the one before.
 * An answer about another talk is never shown: places in it are filled for that talk.
 * @param {Shelf} shelf
 * @param {string | null} ref
 * @returns {readonly Ready[]}
 */
export function shownFor({ found }, ref) {
  return found !== null && found.ref === ref ? found.resources : [];
}

/**
 * A resource as it stands in an answer: its text, and its address on a line of its own.
 * @param {Ready} ready
 */
export function asText({ text, link }) {
  return link === '' || text.includes(link) ? text : `${text}\n${link}`;
}

/**
 * The host that a link leads to, as people know it; '' for none.
 * @param {string | null | undefined} link
 */
export function hostOf(link) {
  try {
    const url = new URL(link ?? '');
    return /^https?:$/.test(url.protocol) ? url.host.replace(/^www\./, '') : '';
  } catch {
    return '';
  }
}

/**
 * The card in an entry of the log; null: it is no card. Only links that name a host are shown.
 * @param {Entry} entry
 * @param {string} useful
 * @returns {Card | null}
 */
export function cardOf({ author, code, params }, useful) {
  if (author !== 'counselor' || code !== 'card') return null;
  const { title, link, language } = params;
  const host = hostOf(link);
  return { title: title ?? '', link: host && link ? link : '', host, language: language ?? '', useful };
}

/**
 * A draft with a resource put in at the caret; paragraphs stay apart.
 * @param {string} draft
 * @param {string} body
 * @param {number} caret position in UTF-16 units, as `selectionStart` gives it
 * @returns {{text: string, caret: number}}
 */
export function inserted(draft, body, caret) {
  const before = draft.slice(0, caret).trimEnd();
  const after = draft.slice(caret).trimStart();
  const head = before === '' ? body : `${before}\n\n${body}`;
  return { text: after === '' ? head : `${head}\n\n${after}`, caret: head.length };
}
