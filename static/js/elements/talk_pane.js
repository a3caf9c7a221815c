/**
 * One talk: who and how they are, the log, the answer. Each talk keeps a pane of its own while it
 * lasts, so that scrolling, cursor and undo are where one left them.
 *
 * @import {Held} from '../core/desk_state.js'
 * @import {Scene} from './act.js'
 */

import { composes } from '../core/composing.js';
import { actOn } from '../core/desk_acts.js';
import { linesOf } from '../core/desk_lines.js';
import { ended, endsAt, hintsOf, presenceOf, turnOf, typing, unreadTogether, writable } from '../core/desk_view.js';
import { either, hintWords, labelOf } from '../core/desk_words.js';
import { showable } from '../core/handed_on.js';
import { filesLeft, MOST } from '../core/files.js';
import { clock } from '../core/time.js';
import { act, allow, allowed } from './act.js';
import { ChatComposer } from './chat_composer.js';
import { ChatLog } from './chat_log.js';
import { make, part, setText } from './dom.js';
import { insertInto, onSlash } from './insert.js';
import { LanguageBar } from './language_bar.js';
import { attribute, copyOf, keyed, named, writeOrHide } from './paint.js';
import { isShown } from './shown.js';
import { WhisperPane } from './whisper_pane.js';

export class TalkPane extends HTMLElement {
  #ref = '';
  #known = 0;
  #drawn = '';
  /** @type {Scene | null} */ #scene = null;

  connectedCallback() {
    if (this.firstElementChild !== null) return;
    this.append(copyOf('talk-template'));
    named(this, 'back').addEventListener('click', () => act(this, { do: 'go', to: 'lists' }));
    named(this, 'aside').addEventListener('click', () => act(this, { do: 'go', to: 'side' }));
    named(this, 'wrap').addEventListener('click', () => act(this, { do: 'go', to: 'wrap' }));
    named(this, 'hand').addEventListener('click', () =>
      act(this, { do: 'hand_over', ref: this.#ref }));
    named(this, 'hold').addEventListener('click', ({ currentTarget }) => {
      if (!(currentTarget instanceof HTMLButtonElement) || !allowed(currentTarget)) return;
      act(this, { do: /** @type {'hold'} */ (currentTarget.dataset.turn), ref: this.#ref });
    });
    named(this, 'keep').addEventListener('click', () => act(this, { do: 'hold', ref: this.#ref }));
    named(this, 'care').addEventListener('click', () => act(this, { do: 'care', ref: this.#ref }));
    this.querySelector('[data-part="file"]')?.addEventListener('click', ({ currentTarget }) => {
      if (!(currentTarget instanceof HTMLButtonElement) || !allowed(currentTarget)) return;
      act(this, { do: 'ask_file', ref: this.#ref });
    });
    named(this, 'reopen').addEventListener('click', () => act(this, { do: 'reopen', ref: this.#ref }));
    named(this, 'dismiss').addEventListener('click', () =>
      act(this, { do: 'dismiss_talk', ref: this.#ref }));
    named(this, 'below').addEventListener('click', () => this.#log.toEnd());
    this.#log.addEventListener('reached', () => this.#reached());
    this.#log.addEventListener('retake', (event) =>
      act(this, { do: 'take_back', key: /** @type {CustomEvent<string>} */ (event).detail }));
    this.#log.addEventListener('amend', (event) => act(this, {
      do: 'amend', ref: this.#ref, key: /** @type {CustomEvent<string>} */ (event).detail,
    }));
    named(this, 'unamend').addEventListener('click', () => act(this, { do: 'unamend' }));
    this.#listenToComposer();
  }

  #listenToComposer() {
    const { composer } = this;
    /** @param {Event} event */
    const detail = (event) => /** @type {CustomEvent} */ (event).detail;
    composer.addEventListener('send', (event) =>
      act(this, { do: 'say', ref: this.#ref, text: detail(event) }));
    composer.addEventListener('draft', (event) =>
      act(this, { do: 'draft', ref: this.#ref, text: detail(event) }));
    composer.addEventListener('typing', (event) =>
      act(this, { do: 'typing', ref: this.#ref, on: detail(event) }));
    this.#box.addEventListener('keydown', (event) => {
      if (composes(event)) return;
      const { key } = event;
      if (key === 'Escape' && !named(this, 'amending').hidden) act(this, { do: 'unamend' });
      if (key === 'ArrowUp' && this.#box.value === '') act(this, { do: 'amend_last', ref: this.#ref });
    });
    onSlash(this.#box, () => act(this, { do: 'go', to: 'shelf' }));
  }

  get composer() {
    return part(this, 'chat-composer', ChatComposer);
  }

  get #log() {
    return part(this, 'chat-log', ChatLog);
  }

  get #whispers() {
    return part(this, 'miti-whispers', WhisperPane);
  }

  get #box() {
    return part(this.composer, 'textarea', HTMLTextAreaElement);
  }

  /** Puts the focus on the name of the talk: for small screens, where a keyboard would jump up. */
  toName() {
    named(this, 'label').focus();
  }

  /**
   * Puts a ready-made text into the answer.
   * @param {string} body
   */
  insert(body) {
    insertInto(this.#box, body);
  }

  /**
   * @param {Held} held
   * @param {Scene} scene
   */
  render(held, scene) {
    this.#scene = scene;
    this.#ref = held.talk.ref;
    const { speech, desk, at } = scene;
    const here = desk.current === held.talk.ref;
    this.inert = !here;
    attribute(this, 'data-here', String(here));
    this.#head(held, scene);
    this.#lines(held, scene);
    setText(named(this, 'typing'), typing(desk, held, at) ? speech.say('log.typing') : '');
    this.composer.say = speech.say;
    this.composer.text = scene.drafts[this.#ref] ?? '';
    this.composer.hidden = !writable(held) && this.#box.value.trim() === '';
    this.#box.readOnly = !writable(held);
    named(this, 'amending').hidden = desk.amending?.ref !== this.#ref;
    this.#handed(held, speech);
    this.#over(held, speech);
  }

  /**
   * Who had the talk before, and what they want the next counselor to know.
   * @param {Held} held
   * @param {Scene['speech']} speech
   */
  #handed({ talk, gone }, { say }) {
    const alias = gone === null && talk.state !== 'closed' ? talk.handed_by : null;
    named(this, 'handed').hidden = alias === null;
    setText(named(this, 'handed-by'), alias === null ? '' : say('handed.by', { alias }));
    writeOrHide(named(this, 'handed-note'), alias === null ? '' : talk.note);
  }

  /**
   * @param {Held} held
   * @param {Scene} scene
   */
  #head(held, scene) {
    const { desk, speech } = scene;
    const label = labelOf(speech, held.talk);
    setText(named(this, 'label'), label);
    attribute(this.#log, 'aria-label', speech.say('log.label', { label }));
    attribute(this.#box, 'lang', held.talk.language); // for spelling, and to be read aloud
    attribute(this.#box, 'aria-label', speech.say('composer.label', { label }));
    const { word, sign } = presenceOf(desk, held);
    attribute(named(this, 'presence'), 'data-state', sign);
    setText(named(this, 'presence'), speech.say(`state.${word}`));
    keyed(named(this, 'hints'), hintsOf(held), (hint) => hint,
      () => make('li', { class: 'chip', 'data-state': 'busy' }),
      (node, hint) => setText(node, hintWords(speech, hint, held.talk)));
    part(this, 'miti-language', LanguageBar).render(held, scene);
    named(this, 'hand').hidden = !showable(held);
    this.#hold(held, scene);
    this.#files(held, scene);
    named(this, 'care').hidden = !writable(held);
    this.#whispers.render(held, scene);
    const elsewhere = unreadTogether(desk);
    writeOrHide(named(this, 'elsewhere'), elsewhere === 0 ? '' : String(elsewhere));
  }

  /**
   * @param {Held} held
   * @param {Scene} scene
   */
  #hold(held, { desk, speech: { say, language } }) {
    const end = endsAt(held);
    named(this, 'ending').hidden = end === null;
    setText(named(this, 'ending-words'), end === null ? '' : say('hold.ends', { time: clock(end, language) }));
    const turn = turnOf(held);
    /** @type {HTMLButtonElement} */
    const button = named(this, 'hold');
    button.hidden = !writable(held);
    attribute(button, 'data-turn', turn);
    const words = say(`hold.${turn}`);
    setText(named(button, 'hold-words'), words);
    attribute(button, 'title', words);
    allow(button, desk.link === 'live' && !desk.asked.includes(actOn(turn, held.talk.ref)));
  }

  /**
   * Where files are on, one is asked for; while that is open, it says so.
   * @param {Held} held
   * @param {Scene} scene
   */
  #files(held, { desk, speech: { say } }) {
    const button = this.querySelector('[data-part="file"]');
    if (!(button instanceof HTMLButtonElement)) return;
    button.hidden = !writable(held);
    const waits = filesLeft(held.entries) === MOST;
    const words = say(waits ? 'file_waits' : 'file_ask');
    setText(named(button, 'file-words'), words);
    attribute(button, 'title', words);
    allow(button, desk.link === 'live' && !waits);
  }

  /**
   * @param {Held} held
   * @param {Scene} scene
   */
  #lines(held, { desk, speech, at }) {
    const lines = linesOf(desk, held, speech, at);
    const drawn = JSON.stringify(lines);
    if (drawn !== this.#drawn) this.#log.lines = lines;
    this.#drawn = drawn;
    writeOrHide(named(this, 'empty'), lines.length === 0 ? speech.say('log.empty') : '');
    if (this.#log.atEnd) this.#known = held.entries.length;
    const n = held.entries.length - this.#known;
    writeOrHide(named(this, 'below'), n > 0 ? speech.say('log.below', { n }) : '');
  }

  #reached() {
    const held = this.#scene?.desk.talks[this.#ref];
    if (held !== undefined && this.#scene !== null) this.#lines(held, this.#scene);
  }

  /** @returns {boolean} the newest line is on the screen */
  showsEnd() {
    return this.#log.atEnd && isShown(this);
  }

  /**
   * What stands where the answer would be, when nothing can be answered any more.
   * @param {Held} held
   * @param {Scene['speech']} speech
   */
  #over(held, { say }) {
    const { gone } = held;
    named(this, 'over').hidden = writable(held) || (gone === null && held.talk.looking_on);
    setText(named(this, 'over-words'), gone === null ? say('state.closed') : either(say, 'gone', gone));
    named(this, 'wrap').hidden = !ended(held);
    named(this, 'reopen').hidden = !ended(held) || held.talk.closed_by !== 'counselor_closed';
    named(this, 'dismiss').hidden = gone === null;
  }
}

customElements.define('miti-talk', TalkPane);
