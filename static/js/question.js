/**
 * The page of a left question: what is written is kept while it is written. Everything else on it
 * are plain forms, which need no script.
 */

import { setText } from './elements/dom.js';

/** Milliseconds after the last key before the draft is kept. */
const PAUSE = 1500;

const form = document.querySelector('form[data-part="answer"]');
if (form instanceof HTMLFormElement) keepDraft(form);

/** @param {HTMLFormElement} form */
function keepDraft(form) {
  const note = form.querySelector('[data-part="kept"]');
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  let kept = textOf(form);

  const keep = async () => {
    clearTimeout(pause);
    const text = textOf(form);
    if (text === kept) return;
    const body = new FormData(form);
    body.set('do', 'draft');
    body.set('quietly', 'yes');
    try {
      const answer = await fetch(form.action, { method: 'POST', body, keepalive: true });
      if (!answer.ok) return;
      kept = text;
      if (note instanceof HTMLElement) setText(note, note.dataset.words ?? '');
    } catch {
      // Offline: the text stays in the page, and the next pause tries again.
    }
  };

  form.addEventListener('input', () => {
    if (note) setText(note, '');
    clearTimeout(pause);
    pause = setTimeout(keep, PAUSE);
  });
  form.addEventListener('submit', () => clearTimeout(pause));
  addEventListener('pagehide', keep);
}

/** @param {HTMLFormElement} form */
function textOf(form) {
  return String(new FormData(form).get('text') ?? '');
}
