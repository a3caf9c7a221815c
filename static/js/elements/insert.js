/** Puts a ready-made text into a box where somebody writes. */

import { composes } from '../core/composing.js';
import { inserted } from '../core/shelf.js';

/**
 * In at the cursor, as if it had been typed.
 * @param {HTMLTextAreaElement} box
 * @param {string} body
 */
export function insertInto(box, body) {
  const { text, caret } = inserted(box.value, body, box.selectionStart);
  box.value = text;
  box.setSelectionRange(caret, caret);
  box.dispatchEvent(new Event('input', { bubbles: true }));
}

/**
 * `/` in an empty box asks for the ready-made texts.
 * @param {HTMLTextAreaElement} box
 * @param {() => void} ask
 */
export function onSlash(box, ask) {
  box.addEventListener('keydown', (event) => {
    if (event.key !== '/' || box.value !== '' || composes(event)) return;
    event.preventDefault();
    ask();
  });
}
