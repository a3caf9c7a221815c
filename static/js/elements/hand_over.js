/**
 * Handing a talk over: to a colleague, or to whoever suits other needs, with a note for the next
 * counselor and with what the visitor is going to read.
 *
 * @import {Held} from '../core/desk_state.js'
 * @import {Target} from '../core/handed_on.js'
 * @import {Scene} from './act.js'
 */

import { actOn } from '../core/desk_acts.js';
import { noteOf } from '../core/desk_words.js';
import { handable, showable, targetOf, told, warningOf } from '../core/handed_on.js';
import { act, allow, allowed } from './act.js';
import { make, part, setText } from './dom.js';
import { attribute, keyed, named, writeOrHide } from './paint.js';

/** Seconds after which an answer about who is there may be out of date. */
const AGAIN = 5;

export class HandOver extends HTMLElement {
  #ref = '';
  #asked = false;
  #wondered = 0;
  /** @type {Scene | null} */ #scene = null;

  connectedCallback() {
    named(this, 'cancel').addEventListener('click', () => this.#dialog.close());
    this.#form.addEventListener('change', () => {
      this.#wonder();
      this.#again();
    });
    this.#note.addEventListener('input', () => this.#keep(this.#note.value));
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#give();
    });
  }

  get #dialog() {
    return part(this, 'dialog', HTMLDialogElement);
  }

  get #form() {
    return part(this, 'form', HTMLFormElement);
  }

  get #note() {
    return part(this, 'textarea', HTMLTextAreaElement);
  }

  /**
   * Opens for one talk, empty but for a note that was begun, and a language that somebody else is
   * to go on in.
   * @param {string} ref
   * @param {string} [language]
   */
  open(ref, language = '') {
    if (this.#dialog.open) return;
    this.#ref = ref;
    this.#asked = false;
    this.#form.reset();
    this.#note.value = this.#scene?.notes[ref] ?? '';
    part(this.#form, 'select[name="language"]', HTMLSelectElement).value = language;
    if (language !== '') part(this.#form, 'input[value="skills"]', HTMLInputElement).checked = true;
    this.#wonder();
    this.#again();
    this.#dialog.showModal();
  }

  /** @param {string} text  the note, until it is given */
  #keep(text) {
    act(this, { do: 'draft_note', ref: this.#ref, text });
  }

  #again() {
    if (this.#scene !== null) this.#draw(this.#scene);
  }

  /** Asks whether anybody is there for what is chosen; people come and go, so again and again. */
  #wonder() {
    const target = this.#to === 'skills' ? this.#target() : null;
    if (target !== null) act(this, { do: 'who_suits', ref: this.#ref, target });
    this.#wondered = this.#scene?.at ?? 0;
  }

  #give() {
    const target = this.#target();
    if (target === null || !allowed(named(this, 'give'))) return;
    this.#asked = true;
    const counselor = target.counselor ?? '';
    if (this.#to === 'look') {
      return act(this, { do: 'invite', ref: this.#ref, counselor, note: this.#note.value.trim() });
    }
    act(this, { do: 'give', ref: this.#ref, target, note: this.#note.value.trim() });
  }

  /** @returns {'colleague' | 'skills' | 'look'} */
  get #to() {
    return /** @type {'colleague'} */ (new FormData(this.#form).get('to'));
  }

  /** @returns {Target | null} */
  #target() {
    const data = new FormData(this.#form);
    /** @param {string} name */
    const value = (name) => String(data.get(name) ?? '');
    const none = { counselor: '', subject: '', language: '', city: '' };
    if (this.#to !== 'skills') return targetOf({ ...none, counselor: value('counselor') });
    const [subject, language, city] = [value('subject'), value('language'), value('city')];
    return targetOf({ ...none, subject, language, city });
  }

  /** @param {Scene} scene */
  render(scene) {
    this.#scene = scene;
    if (!this.#dialog.open) return;
    const held = scene.desk.talks[this.#ref];
    if (held === undefined || !showable(held) || this.#invited(held)) this.#done();
    else this.#draw(scene);
    if (scene.at - this.#wondered > AGAIN) this.#wonder();
  }

  #done() {
    if (this.#asked) this.#keep('');
    this.#dialog.close();
  }

  /**
   * Whether the colleague who was asked to look on is beside the talk now.
   * @param {Held} held
   */
  #invited({ talk }) {
    const people = this.#scene?.desk.colleagues?.people ?? [];
    const who = people.find(({ key }) => key === this.#target()?.counselor);
    return this.#asked && this.#to === 'look' && talk.beside.includes(who?.alias ?? '');
  }

  /** @param {Scene} scene */
  #draw(scene) {
    const { desk, speech: { say } } = scene;
    this.#people(scene);
    const to = this.#to;
    const held = desk.talks[this.#ref];
    named(this, 'colleagues').hidden = to === 'skills';
    named(this, 'skills').hidden = to !== 'skills';
    const target = this.#target();
    setText(named(this, 'preview'), this.#preview(target, to, scene));
    writeOrHide(named(this, 'warning'), this.#warning(target, to, scene));
    const giving = desk.asked.includes(actOn('hand_over', this.#ref));
    const possible = to === 'look' || (held !== undefined && handable(held));
    allow(part(this, '[data-part="give"]', HTMLButtonElement), possible && target !== null && !giving && desk.link === 'live');
    setText(named(this, 'give'), say(to === 'look' ? 'hand.ask' : giving ? 'hand.giving' : 'hand.give'));
    const refused = this.#asked && !giving && desk.note?.code.startsWith('refused.') === true;
    writeOrHide(named(this, 'refused'), refused && desk.note !== null ? noteOf(say, desk.note) : '');
  }

  /**
   * @param {Target | null} target
   * @param {string} to
   * @param {Scene} scene
   */
  #warning(target, to, { desk, speech: { say, cities } }) {
    const warning = to === 'skills' ? warningOf(desk.suiting, this.#ref, target) : null;
    const city = target?.city ?? '';
    return warning === null ? '' : say(`hand.warn_${warning}`, { city: cities[city] ?? city });
  }

  /** @param {Scene} scene */
  #people({ desk, speech: { say, cities, languages } }) {
    const answer = desk.colleagues?.ref === this.#ref ? desk.colleagues : null;
    writeOrHide(named(this, 'nobody'), answer?.people.length === 0 ? say('hand.nobody') : '');
    keyed(
      named(this, 'people'),
      answer?.people ?? [],
      ({ key }) => key,
      ({ key }) =>
        make('label', { class: 'tick' },
          make('input', { type: 'radio', name: 'counselor', value: key }),
          make('span', { 'data-part': 'alias' }), make('span', { class: 'chip', 'data-part': 'free' }),
          make('span', { class: 'hint', 'data-part': 'about' })),
      (node, { alias, city, languages: codes, free }) => {
        setText(named(node, 'alias'), alias);
        setText(named(node, 'about'), [cities[city] ?? city, ...codes.map((code) => languages[code] ?? code)].join(' · '));
        attribute(named(node, 'free'), 'data-state', free ? 'open' : 'busy');
        setText(named(node, 'free'), say(free ? 'hand.free' : 'hand.busy'));
      },
    );
  }

  /**
   * What the visitor is going to read, or what is still to be chosen.
   * @param {Target | null} target
   * @param {string} to
   * @param {Scene} scene
   */
  #preview(target, to, { desk, speech }) {
    const { say, cities, subjects, languages } = speech;
    if (target === null) return say(to === 'skills' ? 'hand.choose_skills' : 'hand.choose_colleague');
    if (to === 'look') return say('hand.looks');
    const who = desk.colleagues?.people.find(({ key }) => key === target.counselor);
    const { subject = null, language = null, city = null } = target;
    const params = { alias: who?.alias ?? null, to_subject: subject, to_language: language, to_city: city };
    const names = { subject: subjects, language: languages, city: cities };
    const { kind, words } = told(params, (family, key) => names[family][key] ?? key);
    return say('hand.reads', { text: say(`hand.told_${kind}`, words) });
  }
}

customElements.define('miti-hand-over', HandOver);
