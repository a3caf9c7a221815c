/**
 * For whoever sits at a computer that others use next: without any sign of the person the page asks
 * whether somebody is there, and then ends the talk and wipes everything. Loaded once it is wished
 * for, in the form or in the menu of the talk.
 *
 * Until when, stands in the storage of the tab: a page that comes back later than that (a tab that
 * is opened again, a phone that threw it away) is wiped by `early.js` before anything is shown.
 *
 * @import {Speech} from '../core/visitor_lines.js'
 */

import { duration } from '../core/time.js';
import { idleSeconds } from '../net/idle.js';
import { forget, remember } from '../net/storage.js';
import { make, part, setText } from './dom.js';
import { FrontForm } from './front_form.js';
import { vanish } from './quick_exit.js';
import { setUrgent } from './title.js';

const MEMORY = 'miti.shared';
/** Seconds for an answer. */
const WARNING = 60;
/** So many seconds before the end it is said aloud once more. */
const SOON = 20;

/** The one in the form, and the one in the menu. @type {NodeListOf<HTMLInputElement>} */
const boxes = document.querySelectorAll('input.shared');
/** Seconds without a sign of the person before it is asked. */
const PATIENCE = Number(boxes[0]?.value);
/** When this page is wiped, in milliseconds; 0: not on its own. */
let until = 0;
/** @type {ReturnType<typeof question> | null} */
let asked = null;

/**
 * @param {boolean} on
 * @param {Speech} speech  with the words of the talk
 */
export function guard(on, speech) {
  if (!asked) {
    asked = question(speech);
    setInterval(look, 1000);
    for (const sign of ['visibilitychange', 'focus', 'pageshow']) addEventListener(sign, look, { capture: true });
    for (const sign of ['keydown', 'click']) addEventListener(sign, answered, { capture: true });
  }
  for (const box of boxes) box.checked = on;
  part(document, '#ticket-paper', HTMLElement).hidden = !on;
  if (on) return prolong(0);
  until = 0;
  forget(MEMORY);
}

/** @param {Speech} speech  says that this page was wiped, once: it leaves the address */
export function tellWiped(speech) {
  part(document, 'front-form', FrontForm).notice = speech.say('shared_wiped');
  history.replaceState(null, '', location.pathname + location.search);
}

/** @param {Speech} speech */
function question({ say, language }) {
  const [timer, soon] = [make('p', { id: 'shared-timer', role: 'timer' }), make('p', { class: 'visually-hidden', role: 'status' })];
  const paper = make('p', {}, say('shared_paper'));
  const box = make('dialog', { id: 'shared-dialog', role: 'alertdialog', 'aria-labelledby': 'shared-title', 'aria-describedby': 'shared-text shared-timer' },
    make('h2', { id: 'shared-title' }, say('still_there')),
    make('div', { id: 'shared-text' }, make('p', {}, say('shared_text')), paper),
    timer, soon, make('div', { class: 'actions' }, make('button', { type: 'button', class: 'button primary' }, say('still_there_yes'))));
  box.addEventListener('close', () => prolong(0));
  document.body.append(box);
  /** @param {number} left  seconds */
  const show = (left) => {
    paper.hidden = !document.documentElement.hasAttribute('data-left');
    const time = duration(left, language);
    setText(timer, time);
    if (left <= SOON && !soon.textContent) setText(soon, `${say('still_there')} ${time}`);
    if (box.open) return;
    setText(soon, '');
    setUrgent(say('still_there'));
    box.showModal();
  };
  return { box, show };
}

/** First whether it is too late: to come back is no sign that the same person does. */
function look() {
  if (!until) return;
  if (Date.now() >= until) return wipe();
  if (!asked?.box.open) prolong(idleSeconds());
  const left = Math.ceil((until - Date.now()) / 1000);
  if (left <= WARNING) asked?.show(left);
}

/** @param {number} idle  seconds since the last sign of the person */
function prolong(idle) {
  if (asked?.box.open === false) setUrgent('');
  until = Date.now() + (PATIENCE + WARNING - idle) * 1000;
  remember(MEMORY, until);
}

/**
 * Any key and any touch is an answer, and nothing else: it must not write or press what lies below.
 *
 * @param {Event} event
 */
function answered(event) {
  if (until && asked?.box.open) {
    event.preventDefault();
    if (Date.now() < until) asked.box.close();
  }
  look();
}

/** As who leaves at once, but for our own front: a new page, which knows nothing any more. */
function wipe() {
  until = 0;
  vanish();
  history.replaceState(null, '', '#wiped');
  location.reload();
}
