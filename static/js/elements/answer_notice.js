/**
 * `<answer-notice>`: an e-mail address, if wanted, to which is written once when the answer is
 * there. Loaded for a left question that has none; shown when the service can send mails.
 *
 * @typedef {{offered: false} | {offered: true, kept: boolean, reason: string, words: Record<string, string>}} Told
 */

import { make, part } from './dom.js';

export class AnswerNotice extends HTMLElement {
  #code = '';

  /** @param {string} code  of the question; '': nothing is to be shown */
  show(code) {
    if (code === this.#code) return;
    this.#code = code;
    this.hidden = true;
    if (code !== '') this.#ask({}).then((told) => this.#draw(code, told)).catch(() => {});
  }

  /**
   * @param {Record<string, string>} wish
   * @returns {Promise<Told>}
   */
  async #ask(wish) {
    const body = new URLSearchParams({ ...wish, code: this.#code });
    const answer = await fetch('answer-notice.json', { method: 'POST', body });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  }

  /**
   * @param {string} code  it was asked for this one
   * @param {Told} told
   */
  #draw(code, told) {
    if (code !== this.#code) return;
    this.hidden = !told.offered;
    const parts = told.offered ? (told.kept ? this.#kept(told.words) : this.#form(told.words)) : [];
    this.replaceChildren(...parts);
  }

  /** @param {Record<string, string>} words */
  #kept(words) {
    const button = make('button', { class: 'button', type: 'button' }, words.forget ?? '');
    const error = make('p', { class: 'error', role: 'alert' });
    button.addEventListener('click', () => void this.#tell({ do: 'forget' }, words, error));
    return [
      make('p', { role: 'status', tabindex: '-1' }, words.kept ?? ''), error,
      make('div', { class: 'actions' }, button),
    ];
  }

  /** @param {Record<string, string>} words */
  #form(words) {
    const field = make('input', {
      class: 'field', id: 'notice-to', type: 'email', autocomplete: 'email', maxlength: '254',
      dir: 'ltr', required: '', 'aria-describedby': 'notice-hint notice-error',
    });
    const error = make('p', { class: 'error', id: 'notice-error', role: 'alert' });
    const form = make('form', { novalidate: '' },
      make('h2', { tabindex: '-1' }, words.title ?? ''),
      make('label', { class: 'label', for: 'notice-to' }, words.label ?? ''),
      make('p', { class: 'hint', id: 'notice-hint' }, words.hint ?? ''), field, error,
      make('div', { class: 'actions' }, make('button', { class: 'button' }, words.keep ?? '')));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#tell({ do: 'notify', to: field.value }, words, error, field);
    });
    return [form];
  }

  /**
   * What was typed stays until it is kept.
   *
   * @param {Record<string, string>} wish
   * @param {Record<string, string>} words
   * @param {HTMLElement} error
   * @param {HTMLElement} [field]
   */
  async #tell(wish, words, error, field) {
    const code = this.#code;
    error.textContent = '';
    field?.removeAttribute('aria-invalid');
    try {
      const told = await this.#ask(wish);
      if (!told.offered || told.reason === '') {
        this.#draw(code, told);
        part(this, '[tabindex]', HTMLElement).focus(); // the button that was pressed is gone
        return;
      }
      error.textContent = told.reason;
    } catch {
      error.textContent = words.not_sent ?? '';
    }
    field?.setAttribute('aria-invalid', 'true');
    field?.focus();
  }
}

customElements.define('answer-notice', AnswerNotice);
