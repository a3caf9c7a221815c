/**
 * The bell that rings while somebody waits for an answer: two soft notes, made here, over and over
 * until `silence`. Browsers allow sound only after a click on the page: `allow` is called from one.
 * With several tabs open, one of them rings.
 */

/** Seconds from one ring to the next. */
const AGAIN = 2.5;
/** Rings prepared ahead: timers sleep in a tab that nobody looks at, a prepared sound does not. */
const AHEAD = 24;
const NOTES = [660, 880];
const LENGTH = 0.4;
const LOUD = 0.18;

export class Bell {
  /** @type {AudioContext | null} */ #audio = null;
  /** @type {AbortController | null} */ #ringing = null;
  /** False when the person wants no sound. */
  wanted = true;

  /** Must be called from a click or a key: then sound is possible. */
  allow() {
    this.#audio ??= new AudioContext();
    if (this.#audio.state === 'suspended') void this.#audio.resume();
  }

  /** @returns {boolean} false while the browser keeps this page silent */
  get possible() {
    return this.#audio?.state === 'running';
  }

  /** Rings until `silence`; ringing twice is ringing once. */
  ring() {
    if (this.#ringing !== null || !this.wanted || !this.possible) return;
    this.#ringing = new AbortController();
    const { signal } = this.#ringing;
    if (navigator.locks === undefined) void this.#play(signal);
    else navigator.locks.request('miti.bell', { signal }, () => this.#play(signal)).catch(() => {});
  }

  /** Stops at once. */
  silence() {
    this.#ringing?.abort();
    this.#ringing = null;
  }

  /** One low note: a line has come. */
  knock() {
    if (this.#audio === null || !this.wanted || !this.possible) return;
    this.#note(this.#audio, this.#audio.destination, NOTES[0] ?? 0, 0, LOUD / 2);
  }

  /**
   * @param {AbortSignal} signal
   * @returns {Promise<void>} ends with the ringing
   */
  async #play(signal) {
    const audio = this.#audio;
    if (audio === null || signal.aborted) return;
    const volume = new GainNode(audio);
    volume.connect(audio.destination);
    signal.addEventListener('abort', () => volume.disconnect());
    while (!signal.aborted) {
      for (let ring = 0; ring < AHEAD; ring += 1) {
        NOTES.forEach((pitch, at) => this.#note(audio, volume, pitch, ring * AGAIN + at * 0.18, LOUD));
      }
      await passed(AHEAD * AGAIN, signal);
    }
  }

  /**
   * @param {AudioContext} audio
   * @param {AudioNode} to
   * @param {number} pitch hertz
   * @param {number} after seconds from now
   * @param {number} loud
   */
  #note(audio, to, pitch, after, loud) {
    const start = audio.currentTime + after;
    const tone = new OscillatorNode(audio, { frequency: pitch });
    const volume = new GainNode(audio, { gain: 0 });
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(loud, start + 0.03);
    volume.gain.exponentialRampToValueAtTime(0.001, start + LENGTH);
    tone.connect(volume).connect(to);
    tone.start(start);
    tone.stop(start + LENGTH);
  }
}

/**
 * @param {number} seconds
 * @param {AbortSignal} signal
 * @returns {Promise<void>} when so much time has passed, or the signal comes
 */
function passed(seconds, signal) {
  return new Promise((done) => {
    setTimeout(done, seconds * 1000);
    signal.addEventListener('abort', () => done());
  });
}
