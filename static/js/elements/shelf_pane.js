/**
 * The shelf of ready-made texts beside an answer: suggestions from what the visitor wrote, then
 * what fits the words that are typed. A click, or Enter, puts a text into the answer; Ctrl+Enter
 * sends it as a card.
 *
 * @import {Ready} from '../core/frames.js'
 * @import {Shelf} from '../core/shelf.js'
 * @import {Say} from '../core/words.js'
 *
 * @typedef {object} Beside What the shelf stands beside.
 * @property {string | null} ref of the talk, or the question, that takes a text; null: none does
 * @property {string} language of the answer; '' for none
 * @property {string} about another value: other texts may fit
 * @property {number} told how much the visitor has told, and was given; 0: nothing to suggest by
 * @property {Shelf} shelf
 * @property {boolean} live the server can be asked
 *
 * @typedef {{say: Say, language: string}} Speech
 */

import { composes } from '../core/composing.js';
import { languageName } from '../core/language_names.js';
import { asText, hostOf, shownFor } from '../core/shelf.js';
import { act } from './act.js';
import { make, setText } from './dom.js';
import { attribute, keyed, named, writeOrHide } from './paint.js';
import { isShown } from './shown.js';

/** Milliseconds after the last key before the server is asked. */
const PAUSE = 120;

export class ShelfPane extends HTMLElement {
  /** @type {readonly Ready[]} */ #shown = [];
  /** @type {Beside | null} */ #beside = null;
  /** @type {Speech} */ #speech = { say: (key) => key, language: '' };
  #asked = '';
  #suggestedAt = '';
  #timer = 0;
  /** Enter was faster than the answer. @type {'' | 'insert' | 'share'} */ #hurry = '';

  connectedCallback() {
    this.addEventListener('input', () => {
      this.#hurry = '';
      this.#draw();
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#ask(), PAUSE);
    });
    this.addEventListener('keydown', (event) => this.#pressed(event));
  }

  get #search() {
    return /** @type {HTMLInputElement} */ (named(this, 'search'));
  }

  get #ref() {
    return this.#beside?.ref ?? null;
  }

  /**
   * @param {Beside} beside
   * @param {Speech} speech
   */
  show(beside, speech) {
    this.#beside = beside;
    this.#speech = speech;
    writeOrHide(named(this, 'no-talk'), beside.ref === null ? speech.say('shelf.no_talk') : '');
    if (beside.live) this.#askWhatIsNew(beside);
    this.#draw();
  }

  /** Puts the cursor into the filter, with what it finds in sight. */
  toSearch() {
    this.scrollIntoView({ block: 'nearest' });
    this.#search.focus();
    this.#search.select();
  }

  /** The talk, its subject or its language changed, or the visitor wrote. @param {Beside} beside */
  #askWhatIsNew({ ref, about, told }) {
    const asked = `${ref} ${about}`;
    if (asked !== this.#asked) this.#ask();
    this.#asked = asked;
    const suggestedAt = `${asked} ${told}`;
    if (suggestedAt === this.#suggestedAt || ref === null || told === 0) return;
    this.#suggestedAt = suggestedAt;
    act(this, { do: 'suggest', ref });
  }

  #ask() {
    act(this, { do: 'search', ref: this.#ref, text: typedIn(this.#search) });
  }

  #draw() {
    if (this.#beside === null) return;
    const { ref, shelf } = this.#beside;
    const { say } = this.#speech;
    this.#shown = shownFor(shelf, ref);
    const suggested = ref === null ? [] : (shelf.suggested[ref] ?? []);
    named(this, 'suggested-box').hidden = suggested.length === 0 || this.#search.value !== '';
    this.#fill(named(this, 'suggested'), suggested);
    this.#fill(named(this, 'list'), this.#shown);
    const answered = shelf.found !== null && shelf.found.ref === ref;
    setText(named(this, 'count'), answered ? say('shelf.count', { n: this.#shown.length }) : '');
    writeOrHide(named(this, 'empty'), answered && this.#shown.length === 0 ? say('shelf.none') : '');
    this.#catchUp();
  }

  /**
   * @param {HTMLElement} list
   * @param {readonly Ready[]} resources
   */
  #fill(list, resources) {
    keyed(list, resources, (ready) => JSON.stringify(ready), (ready) => this.#row(ready), () => {});
  }

  /**
   * @param {Ready} ready
   * @returns {HTMLElement}
   */
  #row(ready) {
    const { title, text, language, link } = ready;
    const host = hostOf(link);
    const button = make('button', { type: 'button', class: 'field text' },
      make('span', { class: 'text-title', lang: language }, title),
      ...this.#mark(language),
      make('span', { class: 'text-body', lang: language }, text),
      ...(host ? [make('span', { class: 'text-host' }, host)] : []));
    attribute(button, 'title', text);
    button.addEventListener('click', () => this.#insert(ready));
    button.addEventListener('keydown', (event) => this.#maybeShare(event, ready));
    return make('li', {}, button);
  }

  /**
   * That there is no version in the answer's language is said beside the title.
   * @param {string} code
   */
  #mark(code) {
    const wanted = this.#beside?.language ?? '';
    if (wanted === '' || wanted === code) return [];
    const language = languageName(code, this.#speech.language);
    return [make('span', { class: 'chip', 'data-state': 'busy' }, this.#speech.say('shelf.only', { language }))];
  }

  /** @param {Ready} ready */
  #insert(ready) {
    if (this.#ref === null) return;
    this.#clear();
    act(this, { do: 'insert', key: ready.key, body: asText(ready) });
  }

  /**
   * @param {KeyboardEvent} event
   * @param {Ready} ready
   */
  #maybeShare(event, ready) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    this.#share(ready);
  }

  /** @param {Ready} ready */
  #share(ready) {
    if (this.#ref === null) return;
    this.#clear();
    act(this, { do: 'go', to: 'write' });
    act(this, { do: 'share', ref: this.#ref, ready });
  }

  #clear() {
    if (this.#search.value === '') return;
    this.#search.value = '';
    this.#ask();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (composes(event)) return;
    const buttons = [...this.querySelectorAll('button')].filter(isShown);
    const here = buttons.findIndex((button) => button === document.activeElement);
    const search = this.#search;
    if (event.key === 'Escape') act(this, { do: 'go', to: 'write' });
    else if (event.key === 'ArrowDown') this.#down(buttons, here)?.focus();
    else if (event.key === 'ArrowUp') (here < 0 ? search : (buttons[here - 1] ?? search)).focus();
    else if (event.key === 'Enter' && event.target === search) this.#first(event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
  }

  /**
   * From the filter to the first text below it, whatever is suggested above.
   * @param {HTMLButtonElement[]} buttons
   * @param {number} here
   */
  #down(buttons, here) {
    if (here >= 0) return buttons[here + 1] ?? buttons[here];
    return buttons.find((button) => named(this, 'list').contains(button)) ?? buttons[0];
  }

  /** @returns {boolean} what is shown answers what is typed */
  get #answered() {
    const found = this.#beside?.shelf.found;
    return found?.ref === this.#ref && found.text === typedIn(this.#search);
  }

  /** The best text; if the answer is still on its way, as soon as it is there. @param {boolean} send */
  #first(send) {
    if (!this.#answered) {
      this.#hurry = send ? 'share' : 'insert';
      clearTimeout(this.#timer);
      return this.#ask();
    }
    const ready = this.#shown[0];
    if (ready === undefined) return;
    if (send) this.#share(ready);
    else this.#insert(ready);
  }

  #catchUp() {
    const hurry = this.#hurry;
    if (hurry === '' || !this.#answered) return;
    this.#hurry = '';
    queueMicrotask(() => this.#first(hurry === 'share')); // not in the middle of drawing
  }
}

/**
 * @param {HTMLInputElement} box
 * @returns {string} as much of it as the server reads
 */
function typedIn(box) {
  return box.value.slice(0, 100);
}

customElements.define('miti-shelf', ShelfPane);
