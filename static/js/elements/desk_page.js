/**
 * The desk as a whole: hands the scene to its parts, says how the line is, and moves the focus
 * where the counselor goes.
 *
 * @import {Pane, Place, Scene} from './act.js'
 * @import {DeskAlarms} from './desk_alarms.js'
 */

import { currentOf, offers, secondsLeft, shelfFor, talksOf } from '../core/desk_view.js';
import { noteOf } from '../core/desk_words.js';
import { CareCard } from './care_card.js';
import { DeskPanes } from './desk_panes.js';
import { part, setText } from './dom.js';
import { DutySwitch } from './duty_switch.js';
import { HandOver } from './hand_over.js';
import { LeaveDuty } from './leave_duty.js';
import { OfferCard } from './offer_card.js';
import { attribute, keyed, named, writeOrHide } from './paint.js';
import { ShelfPane } from './shelf_pane.js';
import { isShown } from './shown.js';
import { TalkFacts } from './talk_facts.js';
import { TalkList } from './talk_list.js';
import { TalkPane } from './talk_pane.js';
import { WaitingList } from './waiting_list.js';
import { WrapUp } from './wrap_up.js';
import { notifyBlocked } from '../net/herald.js';

const PARTS = /** @type {const} */ ({
  'miti-duty': DutySwitch,
  'miti-offer': OfferCard,
  'miti-talks': TalkList,
  'miti-queue': WaitingList,
  'miti-facts': TalkFacts,
  'miti-wrap-up': WrapUp,
  'miti-hand-over': HandOver,
  'miti-leave': LeaveDuty,
  'miti-care': CareCard,
});

/** @type {Readonly<Record<Place, Pane>>} */
const PANES = {
  lists: 'lists', duty: 'lists', queue: 'lists', offer: 'lists',
  talk: 'talk', name: 'talk', write: 'talk', side: 'side', shelf: 'side', wrap: 'side',
};

/** Where the focus goes. @type {Readonly<Record<string, string>>} */
const FIRST = {
  lists: '[data-part="title"]',
  duty: 'miti-duty button',
  offer: 'miti-offer button',
  queue: 'miti-queue button:not([hidden])',
  wrap: 'miti-wrap-up button',
};

/** Where text is written. */
const WRITTEN_IN = 'textarea, input:not([type="radio"], [type="checkbox"])';

export class DeskPage extends HTMLElement {
  get panes() {
    return part(this, 'miti-panes', DeskPanes);
  }

  get shelf() {
    return part(this, 'miti-shelf', ShelfPane);
  }

  get handOver() {
    return part(this, 'miti-hand-over', HandOver);
  }

  get care() {
    return part(this, 'miti-care', CareCard);
  }

  get leaving() {
    return part(this, 'miti-leave', LeaveDuty);
  }

  /** @returns {TalkPane | null} the talk that is looked at */
  get #talk() {
    return this.querySelector('miti-talk[data-here="true"]');
  }

  /**
   * @param {Scene} scene
   * @param {DeskAlarms} alarms
   */
  render(scene, alarms) {
    for (const [name, type] of Object.entries(PARTS)) part(this, name, type).render(scene);
    this.shelf.show(shelfFor(scene.desk), scene.speech);
    keyed(
      named(this, 'talks'),
      talksOf(scene.desk),
      ({ talk }) => talk.ref,
      () => new TalkPane(),
      (pane, held) => pane instanceof TalkPane && pane.render(held, scene),
    );
    this.#nothing(scene);
    this.#status(scene);
    this.#stranded(scene);
    this.#ringing(scene);
    this.#hints(scene, alarms);
    this.#keepFocus();
  }

  /** The answer goes when nothing can be answered any more: whoever was in it stays with the talk. */
  #keepFocus() {
    const [at, talk] = [document.activeElement, this.#talk];
    if (at !== null && talk?.contains(at) && !isShown(at)) this.#toTalk();
  }

  /** @param {Scene} scene */
  #nothing({ desk, speech: { say } }) {
    named(this, 'nothing').hidden = currentOf(desk) !== null;
    if (desk.duty !== null) setText(named(this, 'nothing-words'), say(`nothing.${desk.duty.state}`));
  }

  /** @param {Scene} scene */
  #status({ desk, speech: { say } }) {
    const link = desk.link === 'live' && !desk.storing ? 'storing' : desk.link;
    attribute(named(this, 'link'), 'data-link', link);
    setText(named(this, 'link-words'), say(`link.${link}`));
    named(this, 'note').hidden = desk.note === null;
    const { left } = desk;
    if (left !== null) writeOrHide(named(this, 'left-questions'), left === 0 ? '' : String(left));
    setText(named(this, 'note-words'), desk.note === null ? '' : noteOf(say, desk.note));
  }

  /** Texts that nobody was sent, to be copied: the keyboard reaches them in a box. @param {Scene} scene */
  #stranded({ desk: { me, stranded }, speech: { say } }) {
    const n = me === null ? 0 : stranded.length; // before that they may be somebody else's
    named(this, 'stranded').hidden = n === 0;
    setText(named(this, 'stranded-words'), n === 0 ? '' : say('stranded', { n }));
    setText(named(this, 'stranded-texts'), stranded.join('\n\n'));
  }

  /** The way back to the offer from a pane that covers it. @param {Scene} scene */
  #ringing({ desk, at, speech: { say } }) {
    const [offer] = offers(desk);
    const covered = offer !== undefined && this.panes.narrow && this.panes.pane !== 'lists';
    const seconds = offer === undefined ? 0 : Math.ceil(secondsLeft(desk, offer, at));
    writeOrHide(named(this, 'ringing'), covered ? say('offer.ringing', { seconds }) : '');
  }

  /**
   * @param {Scene} scene
   * @param {DeskAlarms} alarms
   */
  #hints({ desk, speech: { say } }, alarms) {
    const on = desk.duty?.state === 'on';
    const sound = alarms.muted ? say('sound.blocked') : '';
    writeOrHide(named(this, 'hint'), on ? sound || (notifyBlocked() ? say('notify.blocked') : '') : '');
    const state = alarms.sounds ? 'on' : 'off';
    attribute(named(this, 'sound'), 'data-sound', state);
    attribute(named(this, 'sound'), 'title', say(`sound.${state}`));
    setText(named(this, 'sound-words'), say(`sound.${state}`));
  }

  /** @returns {boolean} the newest line of the current talk is before somebody's eyes */
  shown() {
    return !document.hidden && this.#talk?.showsEnd() === true;
  }

  /** @returns {boolean} somebody writes: an answer, or what no visitor is to read */
  get writing() {
    return document.activeElement?.matches(WRITTEN_IN) === true;
  }

  /** To the talk that is looked at, ready to write if anything can be. */
  #toTalk() {
    if (this.panes.narrow || this.#talk?.composer.hidden) this.#talk?.toName();
    else this.#talk?.composer.write();
  }

  /**
   * To a place of the desk, with the focus.
   * @param {Place} place
   */
  go(place) {
    this.panes.pane = PANES[place];
    if (place === 'write') this.#talk?.composer.write();
    else if (place === 'name') this.#talk?.toName();
    else if (place === 'talk') this.#toTalk();
    else if (place === 'shelf') this.shelf.toSearch();
    else if (place === 'side') named(this, 'side-close').focus();
    else this.#first(FIRST[place] ?? '').focus();
  }

  /**
   * @param {string} selector
   * @returns {HTMLElement} what it finds, else the title of the lists
   */
  #first(selector) {
    const found = this.querySelector(selector);
    return found instanceof HTMLElement ? found : named(this, 'title');
  }

  /**
   * Puts a ready-made text into the answer.
   * @param {string} body
   */
  insert(body) {
    this.#talk?.insert(body);
    this.go('write');
  }
}

customElements.define('miti-desk', DeskPage);
