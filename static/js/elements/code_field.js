/**
 * The field for a return code, loaded for who has one: it shows the code as it is printed, while it
 * is typed.
 */

import { grouped } from '../core/return_code.js';
import { part } from './dom.js';

const field = part(document, '#code', HTMLInputElement);

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
