/**
 * The queue: first the people I may serve, then, folded, those who wait for colleagues.
 *
 * @import {Waiter} from '../core/frames.js'
 * @import {Scene} from './act.js'
 */

import { actOn } from '../core/desk_acts.js';
import { forMe, shared, waitersOf } from '../core/desk_queue.js';
import { labelOf, whyMine } from '../core/desk_words.js';
import { duration } from '../core/time.js';
import { act, allow, allowed } from './act.js';
import { make, setText } from './dom.js';
import { attribute, keyed, named, writeOrHide } from './paint.js';

export class WaitingList extends HTMLElement {
  /** @param {Scene} scene */
  render(scene) {
    const { say } = scene.speech;
    const waiting = waitersOf(scene.desk);
    const mine = waiting.filter(forMe);
    const others = waiting.filter((waiter) => !forMe(waiter));
    const reason = shared(mine);
    writeOrHide(named(this, 'reason'), reason === null ? '' : whyMine(say, reason));
    fillList(named(this, 'mine'), mine, scene, reason === null);
    fillList(named(this, 'others'), others, scene, true);
    named(this, 'others-box').hidden = others.length === 0;
    setText(named(this, 'others-count'), say('queue.others', { n: others.length }));
    const n = waiting.length;
    setText(named(this, 'count'), say('queue.count', { n }));
    named(this, 'count').hidden = n === 0;
    const known = scene.desk.me !== null;
    writeOrHide(named(this, 'empty'), known && n === 0 ? say('queue.none') : '');
  }
}

/**
 * @param {HTMLElement} list
 * @param {readonly Waiter[]} waiters
 * @param {Scene} scene
 * @param {boolean} reasons whether each row says its own reason
 */
function fillList(list, waiters, scene, reasons) {
  keyed(
    list,
    waiters,
    ({ ref }) => ref,
    ({ ref }) => row(ref),
    (node, waiter) => fill(node, waiter, scene, reasons),
  );
}

/**
 * @param {string} ref
 * @returns {HTMLElement}
 */
function row(ref) {
  const take = make('button', { type: 'button', class: 'button', 'data-part': 'take' });
  take.addEventListener('click', () => {
    if (allowed(take)) act(take, { do: 'pick', ref });
  });
  return make(
    'li',
    { class: 'waiter' },
    make('span', { class: 'row-label', 'data-part': 'label' }),
    make('time', { class: 'row-age', 'data-part': 'waited' }),
    make('div', { class: 'waiter-texts', 'data-part': 'texts' }),
    make('p', { class: 'chip', 'data-part': 'mark', 'data-state': 'busy' }),
    make('p', { class: 'hint', 'data-part': 'why' }),
    take,
  );
}

/**
 * @param {HTMLElement} node
 * @param {Waiter} waiter
 * @param {Scene} scene
 * @param {boolean} reasons
 */
function fill(node, waiter, { desk, at, speech }, reasons) {
  const { say, language } = speech;
  const label = labelOf(speech, waiter);
  setText(named(node, 'label'), label);
  setText(named(node, 'waited'), duration(at + desk.skew - waiter.queued_at, language));
  keyed(
    named(node, 'texts'),
    waiter.texts.map((text, place) => ({ key: String(place), text })),
    ({ key }) => key,
    () => make('p', { dir: 'auto' }),
    (line, { text }) => setText(line, text),
  );
  const mark = markOf(waiter);
  writeOrHide(named(node, 'mark'), mark === null ? '' : say(mark));
  writeOrHide(named(node, 'why'), reasons ? whyMine(say, waiter.why) : '');
  /** @type {HTMLButtonElement} */
  const take = named(node, 'take');
  const taking = desk.asked.includes(actOn('pick', waiter.ref));
  take.hidden = !waiter.takeable;
  allow(take, desk.link === 'live' && !taking);
  setText(take, say(taking ? 'queue.taking' : 'queue.take'));
  attribute(take, 'aria-label', taking ? null : say('queue.take_label', { label }));
}

/**
 * What else is to be known of somebody who waits.
 * @param {Waiter} waiter
 */
function markOf({ handed_on: handedOn, came_back: cameBack, cut_off: cutOff, present }) {
  if (!present) return 'queue.absent'; // before all: whoever takes them may find nobody
  if (handedOn) return 'queue.handed_on';
  if (cameBack) return 'queue.came_back';
  return cutOff ? 'queue.cut_off' : null;
}

customElements.define('miti-queue', WaitingList);
