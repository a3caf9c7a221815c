/**
 * The log as it is read: a correction stands where the corrected line stood, with the hour at which
 * it came. The log itself is never changed, so that whoever reads it anew reads the same.
 *
 * @import {Entry} from './frames.js'
 *
 * @typedef {Entry & {correctedAt: number}} ReadEntry  `correctedAt`: seconds UTC; 0: as it was sent
 */

/**
 * @param {readonly Entry[]} entries
 * @returns {ReadEntry[]}
 */
export function corrected(entries) {
  const newest = new Map(
    entries.filter(isCorrection).map((entry) => [Number(entry.params.seq), entry]),
  );
  return entries.filter((entry) => !isCorrection(entry)).map((entry) => {
    const again = entry.author === 'counselor' ? newest.get(entry.seq) : undefined;
    return { ...entry, text: again?.text ?? entry.text, correctedAt: again?.at ?? 0 };
  });
}

/**
 * @param {Entry} entry
 * @returns {boolean}
 */
export function isCorrection({ code }) {
  return code === 'corrected';
}
