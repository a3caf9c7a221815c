/**
 * What counselors whisper to each other about a talk, and who looks on. No visitor ever sees it.
 *
 * @import {Held} from '../core/desk_state.js'
 * @import {Scene} from './act.js'
 */

import { whisperable } from '../core/desk_view.js';
import { messageKey } from '../net/keys.js';
import { act } from './act.js';
import { showCompany } from './company_list.js';
import { make, part, setText, written } from './dom.js';
import { keyed, named } from './paint.js';
import { Writing } from './writing.js';

export class WhisperPane extends HTMLElement {
  #ref = '';
  /** Of the whisper that is being written: the same until it has come back. */
  #key = '';

  #writing = new Writing((on) => act(this, { do: 'whispering', ref: this.#ref, on }));

  connectedCallback() {
    part(this, 'form', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      const text = this.#box.value.trim();
      if (text !== '') act(this, { do: 'whisper', ref: this.#ref, key: this.#key, text });
    });
    this.#box.addEventListener('input', () => this.#typed());
    this.#box.addEventListener('blur', () => this.#writing.is(false));
    named(this, 'aside-step').addEventListener('click', () =>
      act(this, { do: 'step_aside', ref: this.#ref }));
  }

  get #box() {
    return part(this, 'input', HTMLInputElement);
  }

  #typed() {
    const text = this.#box.value;
    this.#writing.is(written(text) !== '');
    act(this, { do: 'draft_whisper', ref: this.#ref, draft: text === '' ? null : { key: this.#key, text } });
  }

  /** What was being written before a reload. @param {Scene['whispers'][string]} [draft] */
  #begin({ key, text } = { key: messageKey(), text: '' }) {
    this.#key = key;
    this.#box.value = text;
  }

  /**
   * @param {Held} held
   * @param {Scene} scene
   */
  render(held, scene) {
    const { say } = scene.speech;
    const { ref, beside, asides, looking_on: lookingOn, has_it: hasIt } = held.talk;
    this.#ref = ref;
    if (this.#key === '') this.#begin(scene.whispers[ref]);
    this.hidden = !whisperable(held);
    named(this, 'aside-step').hidden = !lookingOn;
    const who = beside.join(', ');
    const has = hasIt === null ? say('beside.waits') : say('beside.has', { alias: hasIt });
    setText(named(this, 'beside'), lookingOn ? has : say('beside.reads', { alias: who }));
    showCompany(named(this, 'company'), held, scene);
    const list = named(this, 'list');
    list.hidden = asides.length === 0;
    const before = list.childElementCount;
    keyed(list, asides, ({ key }) => key,
      ({ alias, text }) => make('p', { dir: 'auto' }, make('strong', {}, `${alias}: `), text),
      () => {});
    if (list.childElementCount > before) list.scrollTop = list.scrollHeight;
    const stored = asides.find(({ key }) => key === this.#key);
    if (stored !== undefined) this.#stored(stored.text);
  }

  /** It has come back: the box is free for the next one, which may have begun. @param {string} text */
  #stored(text) {
    const { value } = this.#box;
    const more = value.startsWith(text) ? value.slice(text.length).trimStart() : value;
    this.#begin({ key: messageKey(), text: written(value) === text ? '' : more });
    this.#typed();
  }
}

customElements.define('miti-whispers', WhisperPane);
