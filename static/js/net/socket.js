/**
 * A WebSocket that comes back by itself: greets, answers the pulse, notices a dead line, waits
 * longer after each failure, and returns at once when the network or the person does. Where two
 * in a row failed, every other attempt goes over plain HTTP, if there is such a way.
 *
 * @import {Beat, Pulse} from '../core/frames.js'
 *
 * @typedef {'off' | 'connecting' | 'live' | 'lost' | 'refused'} Phase
 */

import { nextStep } from '../core/backoff.js';
import { idleSeconds } from './idle.js';
import { Polling } from './polling.js';
import { forget, recall, reload, remember } from './storage.js';

/** Seconds without a frame after which the line is dead; the server's pulse comes every 20. */
const DEADLINE = 45;
/** Seconds that a connection may take to say its first word; where it is blocked, some hang. */
const PATIENCE = 15;
/** Seconds of silence that make us doubt the line when the person comes back to it. */
const DOUBT = 25;
const ABNORMAL = 1006;
const RELOADED = 'miti.reloaded';

/**
 * @template {{type: string}} C  commands this socket may send
 * @template {{type: string}} E  events it may receive, with a `welcome` and a `pulse` among them
 */
export class Socket {
  /** @type {WebSocket | Polling | null} */ #socket = null;
  /** @type {Phase} */ #phase = 'off';
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #retry;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #deadline;
  #attempt = 0;
  #heardAt = 0;

  /**
   * @param {string} path  such as `/ws/visitor`
   * @param {object} options
   * @param {() => C} options.greet  the first frame of each connection
   * @param {(event: E) => void} options.onEvent  every event, in order, `welcome` and `pulse` too
   * @param {(phase: Phase) => void} options.onPhase  called on each change; `live` comes after
   *   the `welcome` was passed on
   * @param {string} [options.poll]  such as `/poll/visitor`: the way where sockets are blocked
   */
  constructor(path, { greet, onEvent, onPhase, poll = '' }) {
    this.path = path;
    this.poll = poll;
    this.greet = greet;
    this.onEvent = onEvent;
    this.onPhase = onPhase;
    addEventListener('online', () => this.#hurry());
    addEventListener('pageshow', () => this.#hurry());
    addEventListener('offline', () => this.#end(ABNORMAL));
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.#hurry();
    });
  }

  /** @returns {Phase} */
  get phase() {
    return this.#phase;
  }

  /** Connects, and stays connected until `stop`. */
  start() {
    if (this.#phase === 'off' || this.#phase === 'refused') this.#connect();
  }

  /** Ends the connection for good. */
  stop() {
    this.#drop();
    this.#enter('off');
  }

  /** Ends the connection and begins a new one: the log has a hole that does not heal. */
  reconnect() {
    this.#end(ABNORMAL);
  }

  /**
   * @param {C | Beat} command
   * @returns {boolean} false when nothing could be sent: the caller keeps it
   */
  send(command) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(command));
    return true;
  }

  #connect() {
    this.#drop();
    this.#enter(this.#attempt ? 'lost' : 'connecting');
    this.#watch(PATIENCE);
    if (this.poll && this.#attempt > 0 && this.#attempt % 2 === 0) {
      this.#begin(new Polling(this.poll, this.greet));
    } else {
      const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
      this.#begin(new WebSocket(`${scheme}://${location.host}${this.path}`));
    }
  }

  /** @param {WebSocket | Polling} socket  the latter greets by itself */
  #begin(socket) {
    this.#socket = socket;
    socket.addEventListener('open', () => this.send(this.greet()));
    socket.addEventListener('message', (event) => this.#receive(String(/** @type {MessageEvent} */ (event).data)));
    socket.addEventListener('close', (event) => {
      if (socket === this.#socket) this.#end(/** @type {CloseEvent} */ (event).code);
    });
  }

  /** @param {string} data */
  #receive(data) {
    this.#watch();
    /** @type {E | Pulse} */
    const event = JSON.parse(data);
    if (event.type === 'pulse') this.send({ type: 'beat', idle: idleSeconds() });
    this.onEvent(/** @type {E} */ (event));
    if (event.type !== 'welcome') return;
    this.#attempt = 0;
    forget(RELOADED);
    this.#enter('live');
  }

  /** Starts the deadline anew: called for every sign of life. */
  #watch(seconds = DEADLINE) {
    this.#heardAt = Date.now();
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#end(ABNORMAL), seconds * 1000);
  }

  /** @param {number} code */
  #end(code) {
    if (this.#phase === 'off' || this.#phase === 'refused') return;
    this.#drop();
    const next = nextStep(code, this.#attempt, Math.random());
    this.#attempt += 1;
    if (next.do === 'retry') this.#wait(next.after);
    else if (next.do === 'reload' && reloadOnce()) this.#enter('lost');
    else this.#enter('refused');
  }

  /** @param {number} seconds */
  #wait(seconds) {
    this.#enter('lost');
    this.#retry = setTimeout(() => this.#connect(), seconds * 1000);
  }

  /**
   * The network or the person is back: do not wait for the next attempt, and do not trust a line
   * that was silent while the machine slept.
   */
  #hurry() {
    const silent = Date.now() - this.#heardAt > DOUBT * 1000;
    if (this.#phase === 'lost' && !this.#socket) this.#connect();
    else if (this.#phase === 'live' && silent) this.#connect();
  }

  #drop() {
    clearTimeout(this.#retry);
    clearTimeout(this.#deadline);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  /** @param {Phase} phase */
  #enter(phase) {
    if (phase === this.#phase) return;
    this.#phase = phase;
    this.onPhase(phase);
  }
}

/**
 * Reloads the page for a newer version or a sign-in, but never in a circle.
 *
 * @returns {boolean} false when it was already tried
 */
function reloadOnce() {
  if (recall(RELOADED)) return false;
  remember(RELOADED, true);
  reload();
  return true;
}
