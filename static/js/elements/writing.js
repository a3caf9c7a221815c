/** Tells others that somebody writes: again every three seconds, and once when it is over. */

const TELL_EVERY = 3000;

export class Writing {
  #toldAt = 0;

  /** @param {(on: boolean) => void} tell */
  constructor(tell) {
    this.tell = tell;
  }

  /** @param {boolean} on  whether there is something written that was not sent */
  is(on) {
    const now = Date.now();
    if (on ? now - this.#toldAt < TELL_EVERY : this.#toldAt === 0) return;
    this.#toldAt = on ? now : 0;
    this.tell(on);
  }
}
