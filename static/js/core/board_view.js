/**
 * What the board shows of the figures that the server sends.
 *
 * @import {BoardRow} from './frames.js'
 *
 * @typedef {'calm' | 'busy' | 'full' | 'closed'} Light
 *
 * @typedef {object} Group The rows of one city, in the order of the languages.
 * @property {string | null} city null: visitors who chose any city
 * @property {readonly BoardRow[]} rows
 */

/** Stands for a figure that there is not. */
export const NONE = '–';

/**
 * The light of a row. Cities help each other, so a row is full only when nobody who is free, in
 * whatever city, speaks its language. Busy: somebody waits, but there is room for them.
 * @param {BoardRow} row
 * @param {readonly BoardRow[]} rows the whole board
 * @returns {Light}
 */
export function lightOf(row, rows) {
  if (!row.open && row.waiting === 0) return 'closed';
  const free = rows.some((each) => each.language === row.language && each.free_slots > 0);
  if (!free) return 'full';
  return row.waiting > 0 ? 'busy' : 'calm';
}

/**
 * A row in which nothing happens and nobody could make it happen.
 * @param {BoardRow} row
 */
export function idle(row) {
  return row.waiting === 0 && row.in_talk === 0 && row.on_duty === 0;
}

/**
 * The rows by city, in the order given for cities and languages; "any city" comes last.
 * @param {readonly BoardRow[]} rows
 * @param {readonly string[]} cities
 * @param {readonly string[]} languages
 * @returns {readonly Group[]}
 */
export function grouped(rows, cities, languages) {
  /** @type {Map<string | null, BoardRow[]>} */
  const groups = new Map();
  for (const row of inOrder(rows, cities, languages)) {
    const members = groups.get(row.city) ?? [];
    members.push(row);
    groups.set(row.city, members);
  }
  return [...groups].map(([city, members]) => ({ city, rows: members }));
}

/**
 * @param {readonly BoardRow[]} rows
 * @param {readonly string[]} cities
 * @param {readonly string[]} languages
 */
function inOrder(rows, cities, languages) {
  const last = cities.length;
  /** @param {BoardRow} row */
  const place = (row) => {
    const city = row.city === null ? last + 1 : cities.indexOf(row.city);
    const language = languages.indexOf(row.language);
    return [city < 0 ? last : city, language < 0 ? languages.length : language];
  };
  return [...rows].sort((one, other) => {
    const [a = 0, b = 0] = place(one);
    const [c = 0, d = 0] = place(other);
    return a - c || b - d;
  });
}

/** So many who came within a minute are far more than ever come by themselves. */
const RUSH = 30;

/**
 * How it stands with the guard at the doors, or that it may be time for it.
 * @param {{guarded_until: number | null, just_came: number}} board
 * @returns {'off' | 'rush' | 'on'}
 */
export function guardOf({ guarded_until: until, just_came: came }) {
  if (until !== null) return 'on';
  return came >= RUSH ? 'rush' : 'off';
}

/**
 * A wait as a clock shows it: 0:07, 12:40, 1:02:09.
 * @param {number} seconds
 * @returns {string}
 */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

/**
 * A share as people read it: 84 %.
 * @param {number | null} part from 0 to 1; null: not known
 * @param {string} language
 * @returns {string}
 */
export function percent(part, language) {
  return part === null ? NONE : new Intl.NumberFormat(language, { style: 'percent' }).format(part);
}

/**
 * Whether the figures differ enough to be said aloud: somebody more or fewer waits, and the last
 * sentence is at least `quiet` seconds old.
 * @param {{waiting: number, at: number} | null} said
 * @param {number} waiting
 * @param {number} at
 * @param {number} quiet
 */
export function worthSaying(said, waiting, at, quiet = 30) {
  return said === null || (said.waiting !== waiting && at - said.at >= quiet);
}
