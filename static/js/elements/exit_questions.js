/**
 * `<exit-questions>`: how it was, one short question after the other, each with a way past it; the
 * last may be answered in one's own words, which this tab keeps until the service has them.
 * Loaded, with its words, when a talk has ended. Fires `said` with all answers whenever one is
 * given or all are taken back.
 *
 * @import {Question} from '../core/exit_questions.js'
 * @import {Said} from '../core/frames.js'
 * @typedef {Record<string, string>} Words
 */

import { ANSWERS, LONGEST, NOTHING_SAID, isSame, nextOf } from '../core/exit_questions.js';
import { forget, recall, remember } from '../net/storage.js';
import { make, setText, written } from './dom.js';

const MEMORY = 'miti.remark';

export class ExitQuestions extends HTMLElement {
  #said = NOTHING_SAID;
  /** @type {Set<Question>} */ #skipped = new Set();
  /** @type {Words | null} */ #words = null;
  #remark = /** @type {string | null} */ (recall(MEMORY)) ?? '';
  #asked = false;
  #drawn = '';

  /** @param {Said | null} said  null: there is nothing to ask */
  show(said) {
    this.#said = said ?? NOTHING_SAID;
    if (said === null) this.#skipped.clear();
    if (said === null || said.remark !== null) this.#remark = said?.remark ?? '';
    if (said?.remark === null && this.#remark) remember(MEMORY, this.#remark);
    else forget(MEMORY);
    if (said !== null && !this.#asked) void this.#ask();
    this.hidden = said === null || this.#words === null;
    if (this.#words !== null) this.#draw(this.#words);
  }

  /** Without the words nothing is asked: nobody misses that. */
  async #ask() {
    this.#asked = true;
    try {
      const answer = await fetch('exit-questions.json', { headers: { accept: 'application/json' } });
      if (!answer.ok) return;
      this.#words = await answer.json();
    } catch {
      return;
    }
    this.show(this.#said);
  }

  /** @param {Words} words */
  #draw(words) {
    const next = nextOf(this.#said, this.#skipped);
    const drawn = `${next} ${next === null && isSame(this.#said, NOTHING_SAID)}`;
    if (drawn === this.#drawn) return;
    const goesOn = this.contains(document.activeElement);
    this.#drawn = drawn;
    this.replaceChildren(
      make('h2', { id: 'exit-title' }, words.title ?? ''),
      make('p', { class: 'hint', id: 'exit-hint' }, words[next === 'remark' ? 'remark_hint' : 'hint'] ?? ''),
      ...(next === null ? this.#thanks(words) : this.#question(next, words)),
    );
    // the button that was pressed is gone: the hand (and the ear) goes on with what came instead
    const first = this.querySelector('textarea, button');
    if (goesOn && first instanceof HTMLElement) first.focus();
  }

  /**
   * @param {Question} question
   * @param {Words} words
   */
  #question(question, words) {
    if (question === 'remark') return this.#form(words);
    const answers = ANSWERS[question].map((answer) =>
      button(words[answer], '', () => this.#tell({ ...this.#said, [question]: answer })));
    return [
      make('div', { role: 'group', 'aria-labelledby': 'exit-asked' },
        make('p', { class: 'label', id: 'exit-asked' }, words[question] ?? ''),
        make('div', { class: 'tiles' }, ...answers)),
      make('div', { class: 'actions' }, button(words.skip, 'quiet', () => this.#skip(question))),
    ];
  }

  /** @param {Words} words */
  #form(words) {
    const field = make('textarea', { class: 'field', id: 'exit-remark', rows: '3', dir: 'auto', 'aria-describedby': 'exit-hint exit-note' });
    const note = make('p', { class: 'composer-note', id: 'exit-note', role: 'status' });
    const check = () => {
      const over = [...field.value.trim()].length > LONGEST;
      setText(note, over ? words.too_long ?? '' : '');
      field.setAttribute('aria-invalid', String(over));
      return !over;
    };
    field.value = this.#remark;
    field.addEventListener('input', () => {
      this.#remark = field.value;
      remember(MEMORY, this.#remark);
      check();
    });
    const send = () => {
      const text = written(field.value);
      if (!check()) field.focus();
      else if (text) this.#tell({ ...this.#said, remark: text });
      else this.#skip('remark');
    };
    return [
      make('label', { class: 'label', for: field.id }, words.remark ?? ''),
      field,
      note,
      make('div', { class: 'actions' }, button(words.send, '', send), button(words.skip, 'quiet', () => this.#skip('remark'))),
    ];
  }

  /** @param {Words} words */
  #thanks(words) {
    return [
      make('p', { role: 'status' }, (isSame(this.#said, NOTHING_SAID) ? words.nothing : words.thanks) ?? ''),
      make('div', { class: 'actions' }, button(words.anew, 'quiet', () => this.#anew())),
    ];
  }

  /** @param {Question} question */
  #skip(question) {
    this.#skipped.add(question);
    this.show(this.#said);
  }

  #anew() {
    this.#skipped.clear();
    this.#tell(NOTHING_SAID);
    this.show(NOTHING_SAID);
  }

  /** @param {Said} said */
  #tell(said) {
    this.dispatchEvent(new CustomEvent('said', { detail: said }));
  }
}

/**
 * @param {string | undefined} label
 * @param {string} kind
 * @param {() => void} pressed
 */
function button(label, kind, pressed) {
  const made = make('button', { type: 'button', class: `button ${kind}` }, label ?? '');
  made.addEventListener('click', ({ detail: clicks }) => {
    if (clicks < 2) pressed(); // the second half of a double click meant what stood here before
  });
  return made;
}

customElements.define('exit-questions', ExitQuestions);
