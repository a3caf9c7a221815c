/**
 * Colleagues in a talk, and what each of them does there now.
 *
 * @import {Held} from '../core/desk_state.js'
 * @import {Scene} from './act.js'
 */

import { othersIn } from '../core/company.js';
import { make, setText } from './dom.js';
import { attribute, keyed } from './paint.js';

/**
 * @param {Element} list
 * @param {Held} held
 * @param {Scene} scene
 */
export function showCompany(list, held, { desk, at, speech: { say } }) {
  keyed(list, othersIn(desk, held, at), ({ alias }) => alias,
    () => make('li', { class: 'chip' }),
    (node, { alias, does }) => {
      attribute(node, 'data-state', does === null || does === 'away' ? 'closed' : 'open');
      setText(node, does === null ? alias : say(`company.${does}`, { alias }));
    });
}
