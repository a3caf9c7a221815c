/**
 * Looks like a WebSocket, and is plain HTTP: for networks that let no WebSocket through, after two
 * of those have failed. It is there from the beginning: then, too little may come through.
 *
 * One request after the other is under way: each says `hello` again with what was seen, brings
 * what is to be sent, and stays with the service until there is news. One that only waits is
 * broken off as soon as there is something to send.
 */

import { idleSeconds } from './idle.js';

const FAILED = 1006;
/** So many requests in a row that brought nothing may be answered within a second; then we pause. */
const QUICK = 3;
const PAUSE = 1000;

/** @param {{type: string, ok?: boolean}} frame */
function isIll(frame) {
  return frame.type === 'service' && !frame.ok;
}

export class Polling extends EventTarget {
  /** @type {number} */ readyState = WebSocket.OPEN;
  /** @type {string[]} */ #queue = [];
  #known = 0; // version of the newest status
  #counselorSeen = 0; // up to where: news that no version tells
  #greeted = false;
  #ill = false; // the service said that it can store nothing
  #waits = false; // the request under way brings nothing that must arrive
  #request = new AbortController();
  /** @type {() => void} */ #resume = () => {}; // ends a pause

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

  /** @param {string} text  each request says `beat` by itself */
  send(text) {
    if (JSON.parse(text).type === 'beat') return;
    this.#queue.push(text);
    this.#resume();
    if (this.#waits) this.#request.abort();
  }

  close() {
    this.readyState = WebSocket.CLOSED;
    this.#request.abort();
    this.#resume();
  }

  async #run() {
    let quick = 0;
    while (this.readyState === WebSocket.OPEN) {
      const began = Date.now();
      const code = await this.#turn();
      if (this.readyState !== WebSocket.OPEN) return;
      if (code !== null) {
        this.readyState = WebSocket.CLOSED;
        this.dispatchEvent(Object.assign(new Event('close'), { code }));
        return;
      }
      quick = this.#waits && Date.now() - began < PAUSE ? quick + 1 : 0;
      if (quick > QUICK && this.#queue.length === 0) await this.#pause();
    }
  }

  /** Where all is answered at once (a talk that is gone), we ask no faster; unless there is more to send. */
  #pause() {
    return /** @type {Promise<void>} */ (new Promise((resolve) => {
      this.#resume = resolve;
      setTimeout(resolve, PAUSE);
    }));
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
      // each request is served anew: it says what is ill, and not that it was
      if (this.#ill && !told.frames.some(isIll)) this.#hear({ type: 'service', ok: true });
      return told.code;
    } catch {
      return this.#request.signal.aborted ? null : FAILED;
    }
  }

  /** @param {{type: string, version?: number, known?: boolean, ok?: boolean, counselor_seen?: number, seq?: number}} frame */
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
    if (frame.type === 'service') this.#ill = !frame.ok;
    if (frame.type === 'erased') this.#known = this.#counselorSeen = 0;
    this.dispatchEvent(Object.assign(new Event('message'), { data: JSON.stringify(frame) }));
  }
}
