/**
 * Colleagues in one talk: who of them has it on the screen, and who is writing what.
 *
 * Nobody stores it: a desk says it again and again, and what is not said again is over.
 *
 * @import {Attending} from './frames.js'
 * @import {Desk, Held} from './desk_state.js'
 *
 * @typedef {object} Present A colleague, as last heard of.
 * @property {string} alias
 * @property {number} until reads along until then, unless heard of before (this machine's clock)
 * @property {'whispers' | 'answers' | null} writes
 * @property {number} writesUntil
 *
 * @typedef {object} Other A colleague as shown; `does` null: not known while the line is broken.
 * @property {string} alias
 * @property {Attending['does'] | null} does
 */

const READING = 50;
const WRITING = 6;

/**
 * @param {Held['company']} company by name of the colleague
 * @param {Attending} event
 * @param {number} at this machine's clock
 * @returns {Held['company']}
 */
export function attended(company, { colleague, alias, does }, at) {
  const { [colleague]: _before, ...others } = company;
  if (does === 'away') return others;
  const writes = does === 'reads' ? null : does;
  return { ...others, [colleague]: { alias, until: at + READING, writes, writesUntil: at + WRITING } };
}

/**
 * Everybody else in this talk: who has it, those who look on, and who is asked to take it.
 * @param {Desk} desk
 * @param {Held} held
 * @param {number} at
 * @returns {readonly Other[]}
 */
export function othersIn({ link, me }, { talk, company }, at) {
  const owner = talk.looking_on && talk.has_it !== null ? [talk.has_it] : [];
  const present = Object.values(company).filter(({ until }) => until > at);
  const everybody = new Set([...owner, ...talk.beside, ...present.map(({ alias }) => alias)]);
  return [...everybody].filter((alias) => alias !== me?.alias).map((alias) => {
    const found = present.find((each) => each.alias === alias);
    return { alias, does: link === 'live' ? doing(found, at) : null };
  });
}

/**
 * @param {Present | undefined} colleague
 * @param {number} at
 * @returns {Attending['does']}
 */
function doing(colleague, at) {
  if (colleague === undefined) return 'away';
  return colleague.writes !== null && colleague.writesUntil > at ? colleague.writes : 'reads';
}
