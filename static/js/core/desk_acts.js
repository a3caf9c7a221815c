/**
 * What a counselor has asked the server for, and letting go of a talk.
 *
 * @import {Desk} from './desk_state.js'
 */

/**
 * How `asked` writes an act down.
 * @param {string} command
 * @param {string} ref
 */
export function actOn(command, ref) {
  return `${command} ${ref}`;
}

/**
 * The desk without a talk; whoever looked at it looks at nothing.
 * @param {Desk} desk
 * @param {string} ref
 * @returns {Desk}
 */
export function without(desk, ref) {
  const { [ref]: _gone, ...talks } = desk.talks;
  const outbox = desk.outbox.filter((line) => line.ref !== ref);
  const amending = desk.amending?.ref === ref ? null : desk.amending;
  return { ...desk, talks, outbox, amending, current: desk.current === ref ? null : desk.current };
}
