/**
 * The desk's line to the server: greets with what is here, hands over the outbox, notices a log
 * that stays behind, and tells the other tabs of this browser what was read here.
 *
 * @import {DeskCommand, DeskEvent} from '../core/frames.js'
 * @import {Desk, Input} from '../core/desk_state.js'
 */

import { dueLines } from '../core/desk_outbox.js';
import { behind, seen } from '../core/desk_view.js';
import { Socket } from './socket.js';

const VERSION = 1;

export class DeskLine {
  #session = 0;
  #wasBehind = false;
  /** The talk on the screen, as the server was told in this session. @type {string | null} */ #looksAt = null;
  #tabs = new BroadcastChannel('miti.desk');
  /** @type {Socket<DeskCommand, DeskEvent>} */ #socket;

  /**
   * @param {() => Desk} desk as it is now
   * @param {(input: Input) => void} take
   */
  constructor(desk, take) {
    this.desk = desk;
    this.take = take;
    this.#socket = new Socket('/ws/desk', {
      greet: () => ({ type: 'hello', version: VERSION, seen: seen(desk()) }),
      onEvent: (event) => this.#heard(event),
      onPhase: (link) => this.#changed(link),
    });
    this.#tabs.addEventListener('message', ({ data }) => take({ kind: 'shown', ...data }));
  }

  start() {
    this.#socket.start();
  }

  /**
   * @param {DeskCommand} command
   * @returns {boolean} false: nothing was sent
   */
  send(command) {
    return this.#socket.send(command);
  }

  /** @param {DeskEvent} event */
  #heard(event) {
    this.take({ kind: 'event', event, at: Date.now() / 1000 });
    if (event.type !== 'pulse') return;
    // The server heals a lost hint by itself; a log that is short twice needs a new greeting.
    const isBehind = behind(this.desk(), event.last);
    if (isBehind && this.#wasBehind) this.#socket.reconnect();
    this.#wasBehind = isBehind;
  }

  /** @param {Desk['link']} link */
  #changed(link) {
    if (link === 'live') {
      this.#session += 1;
      this.#looksAt = null;
    }
    this.take({ kind: 'link', link });
  }

  /**
   * Colleagues in a talk see who of them has it on the screen.
   * @param {string | null} ref of the talk that is on the screen
   */
  looksAt(ref) {
    if (ref === this.#looksAt || this.#socket.phase !== 'live') return;
    if (this.send({ type: 'looking', ref })) this.#looksAt = ref;
  }

  /** Hands over what is due; what could not be sent stays due. */
  flush() {
    if (this.#socket.phase !== 'live') return;
    const keys = dueLines(this.desk().outbox, this.#session)
      .filter(({ ref, key, text }) => this.send({ type: 'say', ref, key, text }))
      .map(({ key }) => key);
    if (keys.length > 0) this.take({ kind: 'handed', keys, session: this.#session });
  }

  /**
   * Everything of a talk up to `seq` was on the screen.
   * @param {string} ref
   * @param {number} seq
   */
  shown(ref, seq) {
    if (!this.send({ type: 'read', ref, seq })) return;
    this.take({ kind: 'shown', ref, seq });
    this.#tabs.postMessage({ ref, seq });
  }
}
