/**
 * `<file-request>`: a counselor asked for a file; choose one, look at what it is, send it. Loaded
 * when somebody asks. Nothing leaves this device before “Send” is pressed.
 *
 * @import {FileRequest as Request} from '../core/files.js'
 * @import {Speech} from '../core/visitor_lines.js'
 */

import { sizeWords } from '../core/files.js';
import { upload } from '../net/files.js';
import { messageKey } from '../net/keys.js';
import { make, part, setText } from './dom.js';

/** Bytes that are taken, as in `chat/cleaning/values.py`. */
const MOST_BYTES = 8_000_000;
/**
 * Not HEIC, and JPEG first: then Safari itself makes a JPEG of what an iPhone or a Mac keeps as HEIC.
 * Nobody else has to open that kind, which only a large reader with a history of holes could.
 */
const KINDS = 'image/jpeg,image/png,image/webp,application/pdf';
/** What went wrong and may go right with the same file. */
const PASSING = new Set(['cut', 'too_fast', 'unavailable']);

export class FileRequest extends HTMLElement {
  /** @type {Request | null} */ #request = null;
  /** @type {Speech | null} */ #speech = null;
  /** @type {File | null} */ #file = null;
  /** @type {(() => void) | null} */ #cancel = null;
  #message = '';
  #declined = 0;
  #drawn = 0;

  /**
   * @param {Request | null} request  null: nothing is asked for
   * @param {Speech} speech
   */
  show(request, speech) {
    this.#speech = speech;
    const busy = this.#cancel !== null;
    // asked once more while one is on its way: that one goes on
    if (request !== null && this.#drawn !== request.seq && !busy) this.#begin(request);
    if (request !== null) this.#request = request;
    this.hidden = !busy && (request === null || request.seq === this.#declined);
    if (request === null && !busy) this.#drawn = 0;
  }

  /** @param {Request} request */
  #begin(request) {
    this.#drawn = request.seq;
    this.#request = request;
    const { say } = this;
    this.className = 'banner';
    this.setAttribute('role', 'group');
    this.setAttribute('aria-labelledby', 'file-asked');
    this.replaceChildren(
      make('p', {}, make('strong', { id: 'file-asked' }, say('notice_file_asked', { alias: request.alias })),
        ' ', make('span', { id: 'file-hint' }, say('file_hint'))),
      make('p', { class: 'file-state', role: 'status' }),
      make('div', { class: 'file-step actions' }),
    );
    this.#choose('');
  }

  /** @returns {Speech['say']} */
  get say() {
    return this.#speech?.say ?? String;
  }

  /** @param {string} state  what became of the last one */
  #choose(state) {
    const { say } = this;
    this.#file = null;
    const input = make('input', { type: 'file', class: 'field', accept: KINDS, 'aria-describedby': 'file-hint' });
    input.addEventListener('change', () => this.#chosen(input.files?.[0] ?? null));
    const label = make('label', {}, make('span', { class: 'label' }, say('file_choose')), input);
    this.#step(state, label, button(say('file_not_now'), 'quiet', () => this.#decline()));
  }

  /** @param {File | null} file */
  #chosen(file) {
    if (file === null) return;
    if (file.size > MOST_BYTES) return this.#choose(this.#reason('too_large'));
    this.#file = file;
    this.#message = messageKey();
    this.#offer('');
  }

  /** @param {string} state */
  #offer(state) {
    const { say } = this;
    const size = sizeWords(this.#file?.size ?? 0, this.#speech?.language ?? 'en');
    const name = make('p', { dir: 'auto' }, `${this.#file?.name ?? ''} · ${size}`);
    const send = button(say(state ? 'file_again' : 'file_send'), 'primary', () => void this.#send());
    this.#step(state, name, send, button(say('file_other'), '', () => this.#choose('')));
    send.focus();
  }

  async #send() {
    const { say } = this;
    const [request, file] = [this.#request, this.#file];
    if (request === null || file === null) return;
    const bar = make('progress', { max: '1', value: '0', 'aria-label': say('file_sending') });
    const { done, cancel } = upload(request, file, this.#message, (share) => {
      bar.value = share;
      if (share === 1) this.#say(say('file_checking'));
    });
    this.#cancel = cancel;
    const stop = button(say('file_cancel'), '', () => {
      this.#end();
      this.#choose('');
    });
    this.#step(say('file_sending'), bar, stop);
    stop.focus();
    const { code } = await done;
    this.#end();
    this.#answered(code);
  }

  /** @param {string | null} code */
  #answered(code) {
    if (code === null) this.#choose(this.say('file_sent'));
    else if (PASSING.has(code)) this.#offer(this.#reason(code));
    else this.#choose(this.#reason(code));
    this.querySelector('input')?.focus();
  }

  #end() {
    this.#cancel?.();
    this.#cancel = null;
  }

  #decline() {
    this.#declined = this.#drawn;
    this.hidden = true;
  }

  /** @param {string} code */
  #reason(code) {
    const key = `file_refused_${code}`;
    const words = this.say(key);
    return words === key ? this.say('file_refused_cut') : words;
  }

  /** @param {string} state */
  #say(state) {
    setText(part(this, '.file-state', HTMLElement), state);
  }

  /**
   * @param {string} state
   * @param {...Node} nodes
   */
  #step(state, ...nodes) {
    part(this, '.file-step', HTMLElement).replaceChildren(...nodes);
    this.#say(state);
  }
}

/**
 * @param {string} label
 * @param {string} kind
 * @param {() => void} pressed
 */
function button(label, kind, pressed) {
  const made = make('button', { type: 'button', class: `button ${kind}` }, label);
  made.addEventListener('click', pressed);
  return made;
}

customElements.define('file-request', FileRequest);
