/**
 * Cuts a message into plain text and links. Only complete http(s) addresses, and those that begin
 * with `www.`, become links; each piece is shown with `textContent`, so a message can never become
 * markup.
 *
 * @typedef {{text: string, href?: string, host?: string}} Token  `host` is set when the written
 *   text does not show where the link really goes.
 */

const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"]+/giu;
const COMPLETE = /^https?:/iu;
/** In front of `www.`: it goes on with something else, such as a mail address. */
const AMID = /[\p{L}.@/-]/u;
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
    const link = linkTo(written, text.charAt(match.index - 1));
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
 * @param {string} before the sign in front of it
 * @returns {Token | null} null when it is no address after all
 */
function linkTo(written, before) {
  const complete = COMPLETE.test(written);
  if (!complete && AMID.test(before)) return null;
  let url;
  try {
    url = new URL(complete ? written : `https://${written}`);
  } catch {
    return null;
  }
  if (url.hostname.split('.').filter(Boolean).length < (complete ? 2 : 3)) return null;
  const shown = written.toLowerCase().startsWith(complete ? `${url.protocol}//${url.host}` : url.host);
  return shown
    ? { text: written, href: url.href }
    : { text: written, href: url.href, host: url.host };
}
