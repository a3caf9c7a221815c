/**
 * What counselors whisper to each other about a talk, and who looks on. No visitor ever sees it.
 *
 * @import {Held} from '../core/desk_state.js'
 * @import {Speech} from '../core/desk_words.js'
 */

import { whisperable } from '../core/desk_view.js';
import { messageKey } from '../net/keys.js';
import { act } from './act.js';
import { make, part, setText } from './dom.js';
import { keyed, named } from './paint.js';

export class WhisperPane extends HTMLElement {
  #ref = '';
  /** Of the whisper that is being written: the same until it has come back. */
  #key = messageKey();

  connectedCallback() {
    part(this, 'form', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      const text = this.#box.value.trim();
      if (text !== '') act(this, { do: 'whisper', ref: this.#ref, key: this.#key, text });
    });
    named(this, 'aside-step').addEventListener('click', () =>
      act(this, { do: 'step_aside', ref: this.#ref }));
  }

  get #box() {
    return part(this, 'input', HTMLInputElement);
  }

  /**
   * @param {Held} held
   * @param {Speech} speech
   */
  render(held, { say }) {
    const { ref, beside, asides, looking_on: lookingOn, has_it: hasIt } = held.talk;
    this.#ref = ref;
    this.hidden = !whisperable(held);
    named(this, 'aside-step').hidden = !lookingOn;
    const who = beside.join(', ');
    const has = hasIt === null ? say('beside.waits') : say('beside.has', { alias: hasIt });
    setText(named(this, 'beside'), lookingOn ? has : say('beside.reads', { alias: who }));
    const list = named(this, 'list');
    list.hidden = asides.length === 0;
    const before = list.childElementCount;
    keyed(list, asides, ({ key }) => key,
      ({ alias, text }) => make('p', { dir: 'auto' }, make('strong', {}, `${alias}: `), text),
      () => {});
    if (list.childElementCount > before) list.scrollTop = list.scrollHeight;
    if (asides.some(({ key }) => key === this.#key)) this.#stored();
  }

  /** It has come back, so the box is free for the next one. */
  #stored() {
    this.#box.value = '';
    this.#key = messageKey();
  }
}

customElements.define('miti-whispers', WhisperPane);
