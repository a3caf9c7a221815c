/**
 * The talk as plain text, to copy.
 *
 * @import {Line} from './visitor_lines.js'
 */

import { clock, day } from './time.js';

/**
 * @param {Line[]} lines
 * @param {string} language
 * @returns {string}
 */
export function transcript(lines, language) {
  const written = lines.filter(({ side }) => side !== 'day');
  const first = written[0];
  const head = first ? [`Miti · ${day(first.at, language)}`, ''] : [];
  return [...head, ...written.map((line) => row(line, language))].join('\n');
}

/**
 * @param {Line} line
 * @param {string} language
 * @returns {string}
 */
function row({ at, name, text, card }, language) {
  const said = card ? [card.title, text, card.link].filter(Boolean).join('\n') : text;
  return `${clock(at, language)} ${name ? `${name}: ` : '— '}${said}`;
}
