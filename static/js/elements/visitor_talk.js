/**
 * `<visitor-talk>`: everything of a talk on one screen. Shows a view, fires `act` with an event of
 * `visitor_state.js` (or 'reload'), `typing` with true or false, `reached` when the end of the log
 * comes into sight.
 *
 * @import {Banner, Choice, View} from '../core/visitor_view.js'
 * @import {Event as Act} from '../core/visitor_state.js'
 * @import {Speech} from '../core/visitor_lines.js'
 */

import { transcript } from '../core/transcript.js';
import { SILENCE, utter } from '../core/utterance.js';
import { ChatComposer } from './chat_composer.js';
import { ChatLog } from './chat_log.js';
import { download, make, part, setText } from './dom.js';
import { loaded } from '../net/fresh.js';
import { isAudible, toggleSound } from './sound.js';

/** Seconds that a small success stays under the log. */
const NOTE_STAYS = 4;

export class VisitorTalk extends HTMLElement {
  /** @type {Speech} */ speech = { say: (key) => key, language: 'en', zone: undefined, city: String, name: (_of, key) => key };
  /** @type {View | null} */ #view = null;
  #utterance = SILENCE;
  #drawn = '';
  #note = { text: '', until: 0 };

  connectedCallback() {
    this.composer.addEventListener('send', (event) => this.#fire('send', detail(event)));
    this.composer.addEventListener('draft', (event) => this.#act({ type: 'draft', text: detail(event) }));
    this.composer.addEventListener('typing', (event) => this.#fire('typing', detail(event)));
    this.log.addEventListener('retake', (event) => this.#retake(detail(event)));
    this.log.addEventListener('useful', (event) => this.#fire('useful', detail(event)));
    this.log.addEventListener('file', (event) => this.#fire('file', detail(event)));
    this.log.addEventListener('reached', () => this.#fire('reached', null));
    part(this, 'exit-questions', HTMLElement).addEventListener('said', (event) => this.#act({ type: 'wish', wish: { type: 'answer', said: detail(event) } }));
    this.#newer.addEventListener('click', () => this.log.toEnd());
    this.addEventListener('click', (event) => this.#clicked(event.target));
  }

  get log() {
    return part(this, 'chat-log', ChatLog);
  }

  get composer() {
    return part(this, 'chat-composer', ChatComposer);
  }

  get #newer() {
    return part(this, '#newer', HTMLButtonElement);
  }

  /**
   * @param {View} view
   * @param {string} draft
   * @param {number} now  seconds
   */
  show(view, draft, now) {
    this.#view = view;
    setText(part(this, '#where-title', HTMLElement), view.where.title);
    setText(part(this, '#where-text', HTMLElement), view.where.text);
    part(this, '.where', HTMLElement).dataset.kind = view.where.kind;
    this.#speak(`${view.where.title} ${view.where.text}`, now);
    this.#showBanner(view.banner);
    this.log.setAttribute('aria-busy', String(view.catchingUp));
    this.log.lines = view.lines;
    const note = now < this.#note.until ? this.#note.text : '';
    setText(part(this, '#typing', HTMLElement), note || view.typing);
    this.#showNewer(view.unread);
    this.composer.say = this.speech.say;
    this.composer.text = draft;
    this.composer.open = view.writable;
    this.composer.hidden = !view.writable && !draft.trim(); // what was not sent stays in sight
    part(this, '#leave', HTMLButtonElement).hidden = !view.leavable;
    if (!view.leavable) part(this, '#leave-dialog', HTMLDialogElement).close(''); // it ended by itself
    this.#showTicket(view.ticket);
    void this.#showNotice(view.unanswered).catch(() => {}); // nobody misses it
    part(this, '#leave-question', HTMLElement).hidden = !view.deferrable;
    void this.#showExit(view.said).catch(() => {});
    void this.#showFiles(view.files).catch(() => {});
    part(this, '.after', HTMLElement).hidden = view.writable || view.leavable;
    for (const wish of ['copy', 'download', 'print']) {
      part(this, `.after [data-do="${wish}"]`, HTMLButtonElement).hidden = view.lines.length === 0;
    }
    part(this, '.after [data-do="erase"]', HTMLButtonElement).hidden = view.stage === 'gone';
  }

  /**
   * @param {'act' | 'send' | 'typing' | 'reached' | 'useful' | 'file'} name
   * @param {(detail: any) => unknown} listener
   */
  on(name, listener) {
    this.addEventListener(name, (event) => listener(detail(event)));
  }

  /** Puts the cursor (and the ear) where the visitor is told how things stand. */
  focusWhere() {
    part(this, '#where-title', HTMLElement).focus();
  }

  /**
   * @param {string} text
   * @param {number} now
   */
  #speak(text, now) {
    const last = this.#utterance;
    this.#utterance = utter(last, text, now);
    if (this.#utterance !== last) setText(part(this, '#spoken', HTMLElement), text);
  }

  /** @param {View['ticket']} ticket */
  #showTicket(ticket) {
    for (const id of ['#ticket', '#come-back', '#again']) part(this, id, HTMLElement).hidden = ticket === null;
    setText(part(this, '#ticket-code', HTMLElement), ticket?.code ?? '');
    const image = part(this, '#ticket-qr', SVGSVGElement);
    image.toggleAttribute('hidden', !ticket?.qr);
    image.setAttribute('viewBox', `0 0 ${ticket?.qr?.size ?? 1} ${ticket?.qr?.size ?? 1}`);
    part(image, 'path', SVGPathElement).setAttribute('d', ticket?.qr?.path ?? '');
  }

  /** @param {string} code  '': no answer is waited for, so nothing is loaded for it */
  async #showNotice(code) {
    if (code === '' && !customElements.get('answer-notice')) return;
    const { AnswerNotice } = await loaded(import('./answer_notice.js'));
    part(this, 'answer-notice', AnswerNotice).show(this.#view?.unanswered ?? '');
  }

  /** @param {View['said']} said  null: nothing is asked, so nothing is loaded for it */
  async #showExit(said) {
    if (said === null && !customElements.get('exit-questions')) return;
    const { ExitQuestions } = await loaded(import('./exit_questions.js'));
    part(this, 'exit-questions', ExitQuestions).show(said);
  }

  /** @param {View['files']} request  null: nothing is asked for, so nothing is loaded for it */
  async #showFiles(request) {
    if (request === null && !customElements.get('file-request')) return;
    const { FileRequest } = await loaded(import('./file_request.js'));
    const there = this.querySelector('file-request') ?? new FileRequest();
    if (!there.isConnected) this.composer.before(there);
    if (there instanceof FileRequest) there.show(this.#view?.files ?? null, this.speech);
  }

  /** Says a small success, or a small failure, below the log. @param {string} text */
  note(text) {
    this.#note = { text, until: Date.now() / 1000 + NOTE_STAYS };
    setText(part(this, '#typing', HTMLElement), text);
    setText(part(this, '#spoken', HTMLElement), text);
  }

  /** @param {number} unread */
  #showNewer(unread) {
    this.#newer.hidden = this.log.atEnd || unread === 0;
    if (unread) setText(part(this, '#newer-text', HTMLElement), this.speech.say('newer', { n: unread }));
  }

  /** @param {Banner | null} banner */
  #showBanner(banner) {
    const place = part(this, '.banners', HTMLElement);
    const drawn = JSON.stringify({ ...banner, timer: '' });
    if (drawn !== this.#drawn) place.replaceChildren(...(banner ? [this.#banner(banner)] : []));
    this.#drawn = drawn;
    const timer = place.querySelector('[role="timer"]');
    if (timer) setText(timer, banner?.timer ?? '');
  }

  /**
   * @param {Banner} banner
   * @returns {HTMLElement}
   */
  #banner({ kind, text, also, timer, choices }) {
    const words = make('p', {}, text);
    if (timer) words.append(' ', make('span', { role: 'timer' }));
    const again = also ? [make('p', { lang: also.language, dir: 'auto' }, also.text)] : [];
    const buttons = choices.map((choice) => this.#choice(choice));
    return make('div', { class: 'banner', 'data-kind': kind }, words, ...again, ...buttons);
  }

  /**
   * @param {Choice} choice
   * @returns {HTMLButtonElement}
   */
  #choice({ label, also, event }) {
    const button = make('button', { type: 'button', class: 'button' }, label);
    if (also) button.append(' · ', make('span', { lang: also.language }, also.text));
    button.addEventListener('click', () => this.#act(event));
    return button;
  }

  /** @param {string} key  of an unsent line */
  #retake(key) {
    this.#act({ type: 'take_back', key });
    this.composer.write();
  }

  /** @param {EventTarget | null} target */
  #clicked(target) {
    const button = target instanceof Element ? target.closest('[data-do]') : null;
    if (!(button instanceof HTMLButtonElement)) return;
    this.querySelector('details[open]')?.removeAttribute('open');
    const wish = button.dataset.do;
    if (wish === 'leave' || wish === 'erase') this.#confirm(wish, { type: 'wish', wish: { type: wish } });
    if (wish === 'leave_question' || wish === 'come_back') this.#act({ type: 'wish', wish: { type: wish } });
    if (wish === 'again' && this.#view?.ticket) this.#confirm('again', { type: 'again' });
    else if (wish === 'again') this.#act({ type: 'again' });
    if (wish === 'copy') void this.#copy(this.#text());
    if (wish === 'copy_code') void this.#copy(this.#view?.ticket?.code ?? '');
    if (wish === 'download') download('miti.txt', this.#text());
    if (wish === 'print') print();
    if (wish === 'sound') this.#sound(button);
  }

  /**
   * @param {'leave' | 'erase' | 'again'} type
   * @param {Act} event
   */
  #confirm(type, event) {
    const dialog = part(this, `#${type}-dialog`, HTMLDialogElement);
    dialog.returnValue = '';
    dialog.onclose = () => {
      if (dialog.returnValue === 'yes') this.#act(event);
    };
    dialog.showModal();
  }

  #text() {
    return transcript(this.#view?.lines ?? [], this.speech.language);
  }

  /** @param {string} text */
  async #copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.note(this.speech.say('copied'));
    } catch {
      const dialog = part(this, '#copy-dialog', HTMLDialogElement);
      const field = part(dialog, 'textarea', HTMLTextAreaElement);
      field.value = text;
      dialog.showModal();
      field.select();
    }
  }

  /** @param {HTMLButtonElement} button */
  #sound(button) {
    toggleSound();
    setText(button, this.speech.say(isAudible() ? 'sound_off' : 'sound_on'));
  }

  /** @param {Act | 'reload'} event */
  #act(event) {
    this.#fire('act', event);
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  #fire(name, value) {
    this.dispatchEvent(new CustomEvent(name, { detail: value }));
  }
}

/**
 * @param {Event} event
 * @returns {any}
 */
function detail(event) {
  return event instanceof CustomEvent ? event.detail : null;
}

customElements.define('visitor-talk', VisitorTalk);
