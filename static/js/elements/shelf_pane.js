/**
 * The shelf of ready-made texts for the talk that is open: suggestions from what the visitor
 * wrote, then what fits the words that are typed. A click, or Enter, puts a text into the answer;
 * Ctrl+Enter sends it as a card.
 *
 * @import {Ready} from '../core/frames.js'
 * @import {Scene} from './act.js'
 */

import { currentOf, writable } from '../core/desk_view.js';
import { asText, hostOf, shownFor } from '../core/shelf.js';
import { act } from './act.js';
import { make, setText } from './dom.js';
import { attribute, keyed, named, writeOrHide } from './paint.js';

/** Milliseconds after the last key before the server is asked. */
const PAUSE = 120;

export class ShelfPane extends HTMLElement {
  /** @type {readonly Ready[]} */ #shown = [];
  /** @type {Scene | null} */ #scene = null;
  /** @type {string | null} */ #ref = null;
  #asked = '';
  #suggestedAt = '';
  #open = false;
  #timer = 0;
  /** Enter was faster than the answer. @type {'' | 'insert' | 'share'} */ #hurry = '';

  connectedCallback() {
    this.addEventListener('input', () => {
      this.#hurry = '';
      if (this.#scene !== null) this.#draw(this.#scene);
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#ask(), PAUSE);
    });
    this.addEventListener('keydown', (event) => this.#pressed(event));
  }

  get #search() {
    return /** @type {HTMLInputElement} */ (named(this, 'search'));
  }

  /** @param {Scene} scene */
  render(scene) {
    const held = currentOf(scene.desk);
    this.#scene = scene;
    this.#open = held !== null && writable(held);
    this.#ref = this.#open && held !== null ? held.talk.ref : null;
    writeOrHide(named(this, 'no-talk'), this.#open ? '' : scene.speech.say('shelf.no_talk'));
    if (scene.desk.link === 'live') this.#askWhatIsNew(scene);
    this.#draw(scene);
  }

  /** Puts the cursor into the filter. */
  toSearch() {
    this.#search.focus();
    this.#search.select();
  }

  /** The talk, its subject or its language changed, or the visitor wrote. @param {Scene} scene */
  #askWhatIsNew({ desk }) {
    const held = currentOf(desk);
    const talk = held?.talk;
    const about = [this.#ref, talk?.language, talk?.subject, talk?.city].join(' ');
    if (about !== this.#asked) this.#ask();
    this.#asked = about;
    const tells = held?.entries.filter(({ author, code }) => author === 'visitor' || code === 'card');
    const written = tells?.length ?? 0;
    const suggestedAt = `${about} ${written}`;
    if (suggestedAt === this.#suggestedAt || this.#ref === null || written === 0) return;
    this.#suggestedAt = suggestedAt;
    act(this, { do: 'suggest', ref: this.#ref });
  }

  #ask() {
    act(this, { do: 'search', ref: this.#ref, text: typedIn(this.#search) });
  }

  /** @param {Scene} scene */
  #draw({ desk, speech }) {
    this.#shown = shownFor(desk.shelf, this.#ref);
    const suggested = this.#ref === null ? [] : (desk.shelf.suggested[this.#ref] ?? []);
    named(this, 'suggested-box').hidden = suggested.length === 0 || this.#search.value !== '';
    this.#fill(named(this, 'suggested'), suggested);
    this.#fill(named(this, 'list'), this.#shown);
    const answered = desk.shelf.found !== null && desk.shelf.found.ref === this.#ref;
    setText(named(this, 'count'), answered ? speech.say('shelf.count', { n: this.#shown.length }) : '');
    writeOrHide(named(this, 'empty'), answered && this.#shown.length === 0 ? speech.say('shelf.none') : '');
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
    const button = make('button', { type: 'button', class: 'text' },
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
   * That there is no version in the talk's language is said beside the title.
   * @param {string} language
   */
  #mark(language) {
    const scene = this.#scene;
    const wanted = scene === null ? undefined : currentOf(scene.desk)?.talk.language;
    if (scene === null || wanted === undefined || wanted === language) return [];
    const name = new Intl.DisplayNames([scene.speech.language], { type: 'language' }).of(language) ?? language;
    return [make('span', { class: 'chip', 'data-state': 'busy' }, scene.speech.say('shelf.only', { language: name }))];
  }

  /** @param {Ready} ready */
  #insert(ready) {
    if (!this.#open) return;
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
    const buttons = [...this.querySelectorAll('button')].filter((each) => each.checkVisibility());
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
    const found = this.#scene?.desk.shelf.found;
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
