/**
 * The live board: shows the figures as they come; between two of them only the waits tick.
 *
 * @import {BoardCommand, BoardEvent, Board} from './core/frames.js'
 */

import { guardOf, worthSaying } from './core/board_view.js';
import { nameTables } from './core/desk_words.js';
import { clock, duration } from './core/time.js';
import { speaker } from './core/words.js';
import { BoardTable } from './elements/board_table.js';
import { pageData, part, setText } from './elements/dom.js';
import { compareBuild } from './elements/outdated.js';
import { attribute, named } from './elements/paint.js';
import { Socket } from './net/socket.js';
import { prefer, preferred } from './net/preferences.js';
import './elements/menus.js';

const VERSION = 1;
const language = document.documentElement.lang;
const say = speaker(pageData('words'), language);
const reference = pageData('reference');
const page = part(document, 'miti-board', BoardTable);
page.speech = { say, language, ...nameTables(reference) };

/** @type {Board | null} */
let board = null;
let storing = true;
let skew = 0;
/** @type {{waiting: number, at: number} | null} */
let said = null;

/** @type {Socket<BoardCommand, BoardEvent>} */
const socket = new Socket('/ws/board', {
  greet: () => ({ type: 'hello', version: VERSION }),
  onEvent: heard,
  onPhase: render,
});

/** @returns {number} seconds UTC, by the server's clock */
function now() {
  return Date.now() / 1000 + skew;
}

/** @param {BoardEvent} event */
function heard(event) {
  if (event.type === 'welcome') void compareBuild(event.build);
  if (event.type === 'service') storing = event.ok;
  if ('now' in event) skew = event.now - Date.now() / 1000;
  if (event.type === 'board') board = event;
  render();
}

function render() {
  const link = socket.phase === 'live' && !storing ? 'storing' : socket.phase;
  const time = board === null ? '–' : clock(board.now, language);
  attribute(named(page, 'link'), 'data-link', link);
  setText(named(page, 'link-words'), say(`link.${link}`, { time }));
  if (board === null) return;
  page.render(board, now());
  showGuard(board);
  speak(board, now());
}

/** @type {HTMLButtonElement} */
const guardSwitch = named(page, 'guard-switch');
guardSwitch.addEventListener('click', () => socket.send({ type: 'guard', on: board?.guarded_until === null }));

/** @param {Board} figures */
function showGuard(figures) {
  const state = guardOf(figures);
  const time = clock(figures.guarded_until ?? 0, language);
  attribute(part(page, '.guard-bar', HTMLElement), 'data-guard', state);
  setText(named(page, 'guard'), say(`guard.${state}`, { time }));
  setText(guardSwitch, say(state === 'on' ? 'guard.switch_off' : 'guard.switch_on'));
  guardSwitch.disabled = socket.phase !== 'live';
}

/**
 * For those who listen: one sentence when the number of the waiting changes, now and then.
 * @param {Board} figures
 * @param {number} at
 */
function speak({ waiting, longest_since: since }, at) {
  if (!worthSaying(said, waiting, at)) return;
  said = { waiting, at };
  const time = duration(at - (since ?? at), language);
  setText(named(page, 'said'), waiting === 0 ? say('said.none') : say('said', { n: waiting, time }));
}

/** @type {HTMLInputElement} */
const all = named(page, 'all');
all.checked = preferred('every-row', false);
all.addEventListener('change', () => {
  prefer('every-row', all.checked);
  render();
});
setInterval(render, 1000);
socket.start();
