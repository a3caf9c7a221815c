/**
 * Everything that calls a counselor who looks elsewhere: sound, title, desktop notification and
 * one spoken sentence. All of it stops at once when the offer goes.
 *
 * @import {Scene} from './act.js'
 */

import { missed } from '../core/desk_queue.js';
import { endsAt, offers, secondsLeft, unreadTogether } from '../core/desk_view.js';
import { labelOf } from '../core/desk_words.js';
import { Bell } from '../net/bell.js';
import { askToNotify, notify, unnotify } from '../net/herald.js';
import { prefer, preferred } from '../net/preferences.js';
import { setText } from './dom.js';
import { setTitle } from './title.js';

export class DeskAlarms {
  #bell = new Bell();
  #said = '';
  #notified = '';
  #unread = 0;
  #ending = 0;

  /** @param {Element} voice live region that speaks at once */
  constructor(voice) {
    this.voice = voice;
    this.#bell.wanted = preferred('sound', true);
    // Browsers allow sound after the first click or key anywhere on the page.
    for (const gesture of ['pointerdown', 'keydown']) {
      addEventListener(gesture, () => this.#bell.allow(), { capture: true });
    }
  }

  /** Going on duty is a click that says: call me. */
  invite() {
    this.#bell.allow();
    void askToNotify();
  }

  /** @returns {boolean} */
  get sounds() {
    return this.#bell.wanted;
  }

  /** @returns {boolean} the browser still keeps the page silent, against the person's wish */
  get muted() {
    return this.#bell.wanted && !this.#bell.possible;
  }

  /** @param {boolean} wanted */
  set sounds(wanted) {
    prefer('sound', wanted);
    this.#bell.wanted = wanted;
    if (wanted) this.#bell.knock();
    else this.#bell.silence();
  }

  /** @param {Scene} scene */
  render(scene) {
    const { desk, at, speech } = scene;
    // Without a line nobody can answer, so nothing rings.
    const open = desk.link === 'live' ? offers(desk) : [];
    const offer = open.find((held) => secondsLeft(desk, held, at) > 0);
    const unread = unreadTogether(desk);
    setTitle(unread, offer === undefined ? '' : speech.say('title.offer'));
    if (unread > this.#unread && document.hidden) this.#bell.knock();
    this.#unread = unread;
    const ending = Object.values(desk.talks).filter((held) => endsAt(held) !== null).length;
    if (ending > this.#ending) this.#bell.knock();
    this.#ending = ending;
    if (offer === undefined && this.quiet && missed(desk)) this.#ringOn(speech);
    else if (offer === undefined) this.#rest();
    else this.#call(offer.talk.ref, labelOf(speech, offer.talk), secondsLeft(desk, offer, at), speech);
  }

  /** @returns {boolean} a quiet day: the bell rings on until somebody answers */
  get quiet() {
    return preferred('quiet', false);
  }

  /** @param {boolean} wanted */
  set quiet(wanted) {
    prefer('quiet', wanted);
  }

  /** @param {Scene['speech']} speech */
  #ringOn({ say }) {
    this.#bell.ring();
    setTitle(this.#unread, say('title.offer'));
    if (this.#notified === '' && notify(say('offer.notify'), say('quiet.waits'))) this.#notified = 'queue';
  }

  #rest() {
    this.#bell.silence();
    unnotify();
    this.#said = this.#notified = '';
    setText(this.voice, '');
  }

  /**
   * @param {string} ref
   * @param {string} label
   * @param {number} left
   * @param {Scene['speech']} speech
   */
  #call(ref, label, left, { say }) {
    this.#bell.ring();
    if (this.#notified !== ref) {
      unnotify();
      // whoever looks away while it rings is called then, and whoever waved it away is not again
      if (notify(say('offer.notify'), label)) this.#notified = ref;
    }
    if (this.#said === ref) return;
    this.#said = ref;
    setText(this.voice, say('offer.said', { label, seconds: Math.ceil(left) }));
  }
}
