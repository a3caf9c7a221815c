/**
 * Looks like a WebSocket, and is plain HTTP: for networks that let no WebSocket through. Loaded
 * only after two of those have failed.
 *
 * One request after the other is under way: each says `hello` again with what was seen, brings
 * what is to be sent, and stays with the service until there is news. One that only waits is
 * broken off as soon as there is something to send.
 */

import { idleSeconds } from './idle.js';

const FAILED = 1006;

export class Polling extends EventTarget {
  /** @type {number} */ readyState = WebSocket.OPEN;
  /** @type {string[]} */ #queue = [];
  #known = 0; // version of the newest status
  #counselorSeen = 0; // up to where: news that no version tells
  #greeted = false;
  #waits = false; // the request under way brings nothing that must arrive
  #request = new AbortController();

  /**
   * @param {string} address
   * @param {() => object} greet  the first frame of each request
   */
  constructor(address, greet) {
    super();
    this.address = address;
    this.greet = greet;
    void this.#run();
  }

  /** @param {string} text */
  send(text) {
    this.#queue.push(text);
    if (this.#waits) this.#request.abort();
  }

  close() {
    this.readyState = WebSocket.CLOSED;
    this.#request.abort();
  }

  async #run() {
    while (this.readyState === WebSocket.OPEN) {
      const code = await this.#turn();
      if (code === null || this.readyState !== WebSocket.OPEN) continue;
      this.readyState = WebSocket.CLOSED;
      this.dispatchEvent(Object.assign(new Event('close'), { code }));
    }
  }

  /** @returns {Promise<number | null>} a close code, or null to go on */
  async #turn() {
    const brought = this.#queue.splice(0);
    this.#waits = brought.length === 0;
    this.#request = new AbortController();
    const frames = [JSON.stringify(this.greet()), JSON.stringify({ type: 'beat', idle: idleSeconds() }), ...brought];
    try {
      const answer = await fetch(this.address, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ frames, known: this.#known, counselor_seen: this.#counselorSeen }),
        signal: this.#request.signal,
      });
      if (!answer.ok) return FAILED;
      const told = await answer.json();
      for (const frame of told.frames) this.#hear(frame);
      return told.code;
    } catch {
      return this.#request.signal.aborted ? null : FAILED;
    }
  }

  /** @param {{type: string, version?: number, known?: boolean, counselor_seen?: number, seq?: number}} frame */
  #hear(frame) {
    if (frame.type === 'welcome') {
      if (this.#greeted && frame.known && this.#known) return; // as before: no new session
      this.#greeted = true;
    }
    if (frame.type === 'status') {
      this.#known = frame.version ?? 0;
      this.#counselorSeen = frame.counselor_seen ?? 0;
    }
    if (frame.type === 'seen') this.#counselorSeen = frame.seq ?? 0;
    if (frame.type === 'erased') this.#known = this.#counselorSeen = 0;
    this.dispatchEvent(Object.assign(new Event('message'), { data: JSON.stringify(frame) }));
  }
}
