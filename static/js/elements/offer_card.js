/**
 * The person who is offered: who, what they wrote, why to me, and the seconds left to answer.
 *
 * @import {Held} from '../core/desk_state.js'
 * @import {Scene} from './act.js'
 */

import { offers, secondsLeft, written } from '../core/desk_view.js';
import { labelOf, weighed, whyMine } from '../core/desk_words.js';
import { actOn } from '../core/desk_acts.js';
import { duration } from '../core/time.js';
import { act, allow, allowed } from './act.js';
import { showCompany } from './company_list.js';
import { make, setText } from './dom.js';
import { keyed, named, writeOrHide } from './paint.js';

export class OfferCard extends HTMLElement {
  /** @type {string | null} */ #ref = null;

  connectedCallback() {
    this.addEventListener('click', (event) => {
      const button = event.target instanceof Element ? event.target.closest('button') : null;
      if (button === null || this.#ref === null || !allowed(button)) return;
      const kind = button.dataset.part === 'accept' ? 'accept' : 'decline';
      act(this, { do: kind, ref: this.#ref });
    });
  }

  /** @param {Scene} scene */
  render(scene) {
    const [offer, ...more] = offers(scene.desk);
    const hadFocus = this.contains(document.activeElement);
    if (offer === undefined && hadFocus) act(this, { do: 'go', to: 'lists' });
    this.hidden = offer === undefined;
    this.#ref = offer?.talk.ref ?? null;
    if (offer === undefined) {
      // Of an erased talk no word may stay, not even out of sight.
      named(this, 'texts').replaceChildren();
      return;
    }
    const { say, language } = scene.speech;
    writeOrHide(named(this, 'more'), more.length === 0 ? '' : say('offer.more', { n: more.length }));
    setText(named(this, 'label'), labelOf(scene.speech, offer.talk));
    const waited = duration(scene.at + scene.desk.skew - offer.talk.queued_at, language);
    setText(named(this, 'waited'), say('offer.waited', { time: waited }));
    const alias = offer.talk.handed_by;
    const before = alias === null ? '' : say('handed.by', { alias });
    const back = offer.talk.came_back ? say('queue.came_back') : before;
    writeOrHide(named(this, 'cut-off'), offer.talk.cut_off ? say('queue.cut_off') : back);
    showCompany(named(this, 'company'), offer, scene);
    this.#texts(offer, scene);
    setText(named(this, 'why'), whyMine(say, offer.talk.why));
    writeOrHide(named(this, 'weighed'), weighed(scene.speech, offer.talk.why));
    this.#time(offer, scene);
    this.#buttons(offer, scene);
  }

  /**
   * @param {Held} offer
   * @param {Scene} scene
   */
  #texts(offer, { speech: { say } }) {
    const lines = written(offer);
    const shown = lines.length === 0 ? [say('offer.nothing')] : lines;
    named(this, 'texts').classList.toggle('muted', lines.length === 0);
    keyed(
      named(this, 'texts'),
      shown.map((text, at) => ({ key: `${offer.talk.ref} ${at}`, text })),
      ({ key }) => key,
      () => make('p', { dir: 'auto' }),
      (node, { text }) => setText(node, text),
    );
  }

  /**
   * @param {Held} offer
   * @param {Scene} scene
   */
  #time(offer, { desk, at, speech: { say } }) {
    const left = secondsLeft(desk, offer, at);
    setText(named(this, 'left'), say('offer.left', { seconds: Math.ceil(left) }));
    /** @type {HTMLProgressElement} */
    const bar = named(this, 'bar');
    bar.max = Math.max(20, bar.max, left);
    bar.value = left;
  }

  /**
   * @param {Held} offer
   * @param {Scene} scene
   */
  #buttons({ talk }, { desk, speech: { say } }) {
    const accepting = desk.asked.includes(actOn('accept', talk.ref));
    const passing = desk.asked.includes(actOn('decline', talk.ref));
    const free = desk.link === 'live' && !accepting && !passing;
    /** @type {HTMLButtonElement} */
    const accept = named(this, 'accept');
    allow(accept, free);
    setText(named(accept, 'word'), say(accepting ? 'offer.accepting' : 'offer.accept'));
    allow(named(this, 'decline'), free);
  }
}

customElements.define('miti-offer', OfferCard);
