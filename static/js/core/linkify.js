/**
 * Cuts a message into plain text and links. Only complete http(s) addresses become links, and
 * each piece is shown with `textContent`, so a message can never become markup.
 *
 * @typedef {{text: string, href?: string, host?: string}} Token  `host` is set when the written
 *   text does not show where the link really goes.
 */

const ADDRESS = /\bhttps?:\/\/[^\s<>"]+/giu;
const TRAILING = /[.,;:!?'’”»…*_~]+$/u;

/**
 * @param {string} text
 * @returns {Token[]} whose texts, joined, are `text` again
 */
export function tokens(text) {
  /** @type {Token[]} */
  const found = [];
  let done = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const written = trimmed(match[0]);
    const link = linkTo(written);
    if (!link) continue;
    if (match.index > done) found.push({ text: text.slice(done, match.index) });
    found.push(link);
    done = match.index + written.length;
  }
  if (done < text.length) found.push({ text: text.slice(done) });
  return found;
}

/**
 * The end of a sentence, or a bracket that was opened before the address, is no part of it.
 *
 * @param {string} written
 * @returns {string}
 */
function trimmed(written) {
  let kept = written.replace(TRAILING, '');
  for (const [open, close] of ['()', '[]', '{}']) {
    while (kept.endsWith(close ?? '') && count(kept, close) > count(kept, open)) {
      kept = kept.slice(0, -1).replace(TRAILING, '');
    }
  }
  return kept;
}

/**
 * @param {string} text
 * @param {string | undefined} sign
 * @returns {number}
 */
function count(text, sign) {
  return text.split(sign ?? '').length - 1;
}

/**
 * @param {string} written
 * @returns {Token | null} null when it is no address after all
 */
function linkTo(written) {
  let url;
  try {
    url = new URL(written);
  } catch {
    return null;
  }
  if (!url.hostname || !url.hostname.includes('.')) return null;
  const shown = written.toLowerCase().startsWith(`${url.protocol}//${url.host}`);
  return shown
    ? { text: written, href: url.href }
    : { text: written, href: url.href, host: url.host };
}
