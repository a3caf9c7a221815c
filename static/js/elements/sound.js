/** A soft tone, off unless the person switches it on. Made here: no file to load. */

const LENGTH = 0.35;
/** @type {AudioContext | null} */
let audio = null;

/** @returns {boolean} */
export function isAudible() {
  return audio !== null;
}

/** Switches sound on or off; must be called from a click, or browsers stay silent. */
export function toggleSound() {
  if (audio) void audio.close();
  audio = audio ? null : new AudioContext();
  chime();
}

/** Two soft notes. */
export function chime() {
  note(660, 0);
  note(880, 0.16);
}

/**
 * @param {number} pitch  hertz
 * @param {number} after  seconds
 */
function note(pitch, after) {
  if (!audio) return;
  const start = audio.currentTime + after;
  const tone = new OscillatorNode(audio, { frequency: pitch });
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(0.15, start + 0.03);
  volume.gain.linearRampToValueAtTime(0, start + LENGTH);
  tone.connect(volume).connect(audio.destination);
  tone.start(start);
  tone.stop(start + LENGTH);
}
