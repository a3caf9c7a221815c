/**
 * My talks, and the places that are still free.
 *
 * @import {Held} from '../core/desk_state.js'
 * @import {Scene} from './act.js'
 */

import {
  ended, endsAt, freePlaces, lastLine, offers, presenceOf, talksOf, typing, unread, writable,
} from '../core/desk_view.js';
import { labelOf } from '../core/desk_words.js';
import { clock, duration } from '../core/time.js';
import { act } from './act.js';
import { make, setText } from './dom.js';
import { attribute, keyed, named, writeOrHide } from './paint.js';

export class TalkList extends HTMLElement {
  /** @param {Scene} scene */
  render(scene) {
    const talks = talksOf(scene.desk);
    keyed(
      named(this, 'list'),
      talks,
      ({ talk }) => talk.ref,
      ({ talk }) => row(talk.ref),
      (node, held) => fill(node, held, scene),
    );
    const places = Array.from({ length: freePlaces(scene.desk) }, (_none, at) => `free ${at}`);
    keyed(named(this, 'free'), places, (key) => key, freePlace, (node) =>
      setText(node, scene.speech.say('talks.free')));
    this.#closed(scene);
    this.#words(talks, scene);
  }

  /** Closed a moment ago, perhaps too soon. @param {Scene} scene */
  #closed({ desk, speech }) {
    named(this, 'closed-box').hidden = desk.closed.length === 0;
    keyed(named(this, 'closed'), desk.closed, ({ ref }) => ref, ({ ref }) => closedRow(ref), (node, talk) => {
      setText(named(node, 'label'), labelOf(speech, talk));
      setText(named(node, 'reopen'), speech.say('talks.reopen'));
    });
  }

  /**
   * @param {readonly Held[]} talks
   * @param {Scene} scene
   */
  #words(talks, { desk, speech: { say } }) {
    const { duty } = desk;
    const used = duty === null ? '' : say('duty.used', { used: duty.used, slots: duty.slots });
    setText(named(this, 'used'), used);
    const empty = duty !== null && talks.length === 0 && offers(desk).length === 0;
    writeOrHide(named(this, 'empty'), empty ? say(`talks.none.${duty.state}`) : '');
    const n = talks.filter(writable).length;
    const still = duty !== null && duty.state !== 'on' && n > 0;
    writeOrHide(named(this, 'still'), still ? say(`talks.still.${duty.state}`, { n }) : '');
  }
}

/** @returns {HTMLElement} */
function freePlace() {
  return make('li', { class: 'place' });
}

/**
 * @param {string} ref
 * @returns {HTMLElement}
 */
function closedRow(ref) {
  const button = make('button', { type: 'button', class: 'button quiet', 'data-part': 'reopen' });
  button.addEventListener('click', () => act(button, { do: 'reopen', ref }));
  return make('li', { class: 'closed' }, make('span', { 'data-part': 'label' }), button);
}

/**
 * @param {string} ref
 * @returns {HTMLElement}
 */
function row(ref) {
  const button = make(
    'button',
    { type: 'button', class: 'row' },
    make('span', { class: 'row-line' },
      make('span', { class: 'row-label', 'data-part': 'label' }),
      make('time', { class: 'row-age', 'data-part': 'age' })),
    make('span', { class: 'row-line' },
      make('span', { class: 'row-text', 'data-part': 'text', dir: 'auto' }),
      make('span', { class: 'chip', 'data-part': 'standing' }),
      make('span', { class: 'count', 'data-part': 'unread', 'aria-hidden': 'true' }),
      make('span', { class: 'visually-hidden', 'data-part': 'unread-words' })),
  );
  button.addEventListener('click', () => act(button, { do: 'look_at', ref }));
  return make('li', {}, button);
}

/**
 * @param {HTMLElement} node
 * @param {Held} held
 * @param {Scene} scene
 */
function fill(node, held, scene) {
  const { desk, at, speech } = scene;
  const { say, language } = speech;
  const { talk } = held;
  const button = /** @type {HTMLElement} */ (node.firstElementChild);
  const here = desk.current === talk.ref;
  attribute(button, 'aria-current', here ? 'true' : null);
  attribute(button, 'data-state', held.gone === null ? talk.state : 'gone');
  setText(named(node, 'label'), labelOf(speech, talk));
  const line = lastLine(held);
  setText(named(node, 'age'), duration(at + desk.skew - (line?.at ?? talk.since), language));
  setText(named(node, 'text'), textOf(scene, held));
  writeOrHide(named(node, 'standing'), standing(scene, held));
  attribute(named(node, 'standing'), 'data-state', endsAt(held) === null ? null : 'busy');
  const n = unread(held);
  writeOrHide(named(node, 'unread'), n === 0 ? '' : String(n));
  writeOrHide(named(node, 'unread-words'), n === 0 ? '' : say('talk.unread', { n }));
}

/**
 * What is special about how a talk stands, in a word or two.
 * @param {Scene} scene
 * @param {Held} held
 */
function standing({ desk, speech: { say, language } }, held) {
  if (held.talk.looking_on) return say('talk.looking_on');
  const end = endsAt(held);
  if (end !== null) return say('talk.ends_at', { time: clock(end, language) });
  const { word } = presenceOf(desk, held);
  if (word === 'offline') return say('talk.offline');
  return word === 'on_hold' || word === 'on_hold_away' ? say('talk.on_hold') : '';
}

/**
 * What matters most about a talk, in one line.
 * @param {Scene} scene
 * @param {Held} held
 */
function textOf({ desk, at, speech: { say }, drafts }, held) {
  const { ref } = held.talk;
  const draft = desk.current === ref ? '' : (drafts[ref] ?? '');
  if (held.gone !== null) return say('talk.gone');
  if (ended(held)) return say('talk.ended');
  if (typing(desk, held, at)) return say('talk.writing');
  if (draft.trim() !== '') return say('talk.draft', { text: draft });
  const line = lastLine(held);
  if (line === null) return held.talk.preview === '' ? say('talk.nothing') : held.talk.preview;
  return line.author === 'counselor' && !held.talk.looking_on ? say('talk.mine', { text: line.text }) : line.text;
}

customElements.define('miti-talks', TalkList);
