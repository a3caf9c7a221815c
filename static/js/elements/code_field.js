/**
 * The form for a return code, loaded for who has one: it shows the code as it is printed, while it
 * is typed. Fires `code`, which bubbles.
 */

import { grouped } from '../core/return_code.js';
import { part } from './dom.js';

const form = part(document, '#code-form', HTMLFormElement);
const field = part(form, 'input', HTMLInputElement);

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const detail = field.value.trim().slice(0, 60);
  if (detail) form.dispatchEvent(new CustomEvent('code', { bubbles: true, detail }));
});
field.addEventListener('input', (event) => {
  if (!(event instanceof InputEvent && event.isComposing)) regroup();
});
regroup(); // somebody may have been faster

/** The caret stays behind the same sign. */
function regroup() {
  const caret = grouped(field.value.slice(0, field.selectionStart ?? undefined)).length;
  const text = grouped(field.value);
  if (text === field.value) return;
  field.value = text;
  field.setSelectionRange(caret, caret);
}
