/**
 * The table of the board: a body for each city, a row for each language.
 *
 * @import {Group} from '../core/board_view.js'
 * @import {Speech} from '../core/desk_words.js'
 * @import {Board, BoardRow} from '../core/frames.js'
 */

import { NONE, clock, grouped, idle, lightOf, percent } from '../core/board_view.js';
import { make, part, setText } from './dom.js';
import { attribute, keyed, named, writeOrHide } from './paint.js';

const LOUD = ['waiting', 'longest'];
const QUIET = ['in-talk', 'free', 'on-duty'];

export class BoardTable extends HTMLElement {
  /** @type {Speech | null} */ speech = null;
  /** @type {readonly BoardRow[]} */ #all = [];

  /**
   * @param {Board} board
   * @param {number} at the server's clock
   */
  render(board, at) {
    if (this.speech === null) return;
    const { cities, languages, language, say } = this.speech;
    this.#all = board.rows;
    fillFigures(this, board, at);
    setText(named(this, 'held'), percent(board.ranges_held, language));
    const every = part(this, '[data-part="all"]', HTMLInputElement).checked;
    const rows = every ? board.rows : board.rows.filter((row) => !idle(row));
    this.#bodies(grouped(rows, Object.keys(cities), Object.keys(languages)), at);
    writeOrHide(named(this, 'hidden'), this.#below(board.rows.length - rows.length, rows.length, say));
  }

  /**
   * @param {number} hidden
   * @param {number} shown
   * @param {Speech['say']} say
   */
  #below(hidden, shown, say) {
    if (hidden > 0) return say('rows.hidden', { n: hidden });
    return shown === 0 ? say('rows.none') : '';
  }

  /**
   * @param {readonly Group[]} groups
   * @param {number} at
   */
  #bodies(groups, at) {
    const table = part(this, 'table', HTMLTableElement);
    for (const each of ['caption', 'thead']) part(table, each, HTMLElement).dataset.key = each;
    /** @type {(Group | string)[]} */
    const parts = ['caption', 'thead', ...groups];
    keyed(
      table,
      parts,
      (each) => (typeof each === 'string' ? each : `city ${each.city}`),
      () => make('tbody'),
      (body, each) => typeof each !== 'string' && this.#rows(body, each, at),
    );
  }

  /**
   * @param {HTMLElement} body
   * @param {Group} group
   * @param {number} at
   */
  #rows(body, { city, rows }, at) {
    keyed(
      body,
      rows,
      ({ language }) => language,
      (row) => emptyRow(row.language),
      (node, row) => this.#fill(node, row, at),
    );
    this.#cityCell(body, city, rows.length);
  }

  /**
   * The name of the city stands once, before its first row, for all of them.
   * @param {HTMLElement} body
   * @param {string | null} city
   * @param {number} span
   */
  #cityCell(body, city, span) {
    const known = body.querySelector('th[data-part="city"]');
    const cell = known ?? make('th', { scope: 'rowgroup', 'data-part': 'city' });
    const first = body.firstElementChild;
    if (first?.firstElementChild !== cell) first?.prepend(cell);
    attribute(cell, 'rowspan', String(span));
    const name = city === null ? this.speech?.say('any_city') : this.speech?.cities[city];
    setText(cell, name ?? city ?? '');
  }

  /**
   * @param {HTMLElement} node
   * @param {BoardRow} row
   * @param {number} at
   */
  #fill(node, row, at) {
    if (this.speech === null) return;
    const { say, languages } = this.speech;
    const light = lightOf(row, this.#all);
    setText(named(node, 'language'), languages[row.language] ?? row.language);
    setText(named(node, 'code'), row.language.toUpperCase());
    attribute(named(node, 'light'), 'data-light', light);
    setText(named(node, 'light'), say(`light.${light}`));
    attribute(node, 'data-light', light);
    fillFigures(node, row, at);
  }
}

/**
 * @param {string} language
 * @returns {HTMLElement}
 */
function emptyRow(language) {
  /** @param {string} name */
  const figure = (name) => make('td', { class: 'figure', 'data-part': name });
  const light = make('td', {}, make('span', { class: 'light', 'data-part': 'light' }));
  return make('tr', {}, languageCell(language), ...LOUD.map(figure), light, ...QUIET.map(figure));
}

/**
 * A language by its name, or where there is little room by its code; the style shows one of them.
 * @param {string} code
 * @returns {HTMLElement}
 */
function languageCell(code) {
  return make('th', { scope: 'row' }, make('span', { class: 'long', lang: code, 'data-part': 'language' }),
    make('span', { class: 'short', 'data-part': 'code' }));
}

/**
 * @param {Element} node
 * @param {Board | BoardRow} figures
 * @param {number} at
 */
function fillFigures(node, figures, at) {
  const { longest_since: since, waiting } = figures;
  setText(named(node, 'waiting'), String(waiting));
  attribute(named(node, 'waiting'), 'data-zero', String(waiting === 0));
  setText(named(node, 'longest'), since === null ? NONE : clock(at - since));
  attribute(named(node, 'longest'), 'data-zero', String(since === null));
  setText(named(node, 'in-talk'), String(figures.in_talk));
  setText(named(node, 'free'), String(figures.free_slots));
  setText(named(node, 'on-duty'), String(figures.on_duty));
}

customElements.define('miti-board', BoardTable);
