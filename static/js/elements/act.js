/**
 * What elements of the desk tell the page: one kind of event, `act`, with what is to be done.
 *
 * @import {Desk, Note} from '../core/desk_state.js'
 * @import {Speech} from '../core/desk_words.js'
 * @import {BlockReason, Depth, DutyState, Outcome, Ready} from '../core/frames.js'
 * @import {Target} from '../core/handed_on.js'
 *
 * @typedef {'lists' | 'talk' | 'side'} Pane
 * @typedef {'lists' | 'duty' | 'queue' | 'offer' | 'talk' | 'name' | 'write' | 'side' | 'shelf' | 'wrap'} Place
 *
 * @typedef {{do: 'duty', state: DutyState, slots: number, ends_at: number | null}
 *   | {do: 'accept' | 'decline' | 'pick' | 'look_at' | 'dismiss_talk', ref: string}
 *   | {do: 'hand_over', ref: string, language?: string}
 *   | {do: 'ask_language', ref: string, language: string}
 *   | {do: 'give', ref: string, target: Target, note: string}
 *   | {do: 'who_suits', ref: string, target: Target}
 *   | {do: 'hold' | 'go_on', ref: string}
 *   | {do: 'ask_file', ref: string}
 *   | {do: 'finish'}
 *   | {do: 'invite', ref: string, counselor: string, note: string}
 *   | {do: 'whisper', ref: string, key: string, text: string}
 *   | {do: 'draft_whisper', ref: string, draft: Whisper | null}
 *   | {do: 'draft_note', ref: string, text: string}
 *   | {do: 'whispering', ref: string, on: boolean}
 *   | {do: 'step_aside', ref: string}
 *   | {do: 'say' | 'say_card', ref: string, text: string}
 *   | {do: 'care' | 'who_is_there', ref: string}
 *   | {do: 'tell', note: Note}
 *   | {do: 'block', ref: string, reason: BlockReason}
 *   | {do: 'draft', ref: string, text: string}
 *   | {do: 'typing', ref: string, on: boolean}
 *   | {do: 'shown', ref: string, seq: number}
 *   | {do: 'take_back', key: string}
 *   | {do: 'amend', ref: string, key: string}
 *   | {do: 'amend_last', ref: string}
 *   | {do: 'unamend'}
 *   | {do: 'insert', key: string, body: string}
 *   | {do: 'search', ref: string | null, text: string}
 *   | {do: 'suggest', ref: string}
 *   | {do: 'share', ref: string, ready: Ready}
 *   | {do: 'close', ref: string, subject: string | null, outcome: Outcome | null, depth: Depth | null}
 *   | {do: 'reopen', ref: string}
 *   | {do: 'go', to: Place}} Act
 *
 * @typedef {object} Scene What an element is given to draw.
 * @property {Desk} desk
 * @property {number} at this machine's clock, in seconds
 * @property {Speech} speech
 * @property {Readonly<Record<string, string>>} drafts answers that are being written, by ref
 * @property {Readonly<Record<string, Whisper>>} whispers that are being written, by ref
 * @property {Readonly<Record<string, string>>} notes to colleagues that are being written, by ref
 *
 * @typedef {{key: string, text: string}} Whisper  keeps its key until it has come back: sent again,
 *   it is the same one
 */

/**
 * @param {Element} from
 * @param {Act} detail
 */
export function act(from, detail) {
  from.dispatchEvent(new CustomEvent('act', { bubbles: true, detail }));
}

/**
 * @param {Event} event
 * @returns {Act}
 */
export function actIn(event) {
  return /** @type {CustomEvent<Act>} */ (event).detail;
}

/**
 * A button that is refused for now keeps its place, its focus and its reason beside it.
 * @param {HTMLButtonElement} button
 * @param {boolean} possible
 */
export function allow(button, possible) {
  const value = possible ? null : 'true';
  if (button.getAttribute('aria-disabled') === value) return;
  if (value === null) button.removeAttribute('aria-disabled');
  else button.setAttribute('aria-disabled', value);
}

/**
 * @param {Element} button
 */
export function allowed(button) {
  return button.getAttribute('aria-disabled') !== 'true';
}
