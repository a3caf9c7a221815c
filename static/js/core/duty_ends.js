/** Until when a counselor can say that the duty lasts. Instants are seconds since 1970, UTC. */

const HALF_HOUR = 1800;
const CHOICES = 16;

/**
 * The half hours ahead, and the one that was chosen before, in order.
 * @param {number} now
 * @param {number | null} chosen
 * @returns {number[]}
 */
export function dutyEnds(now, chosen) {
  const first = Math.ceil((now + HALF_HOUR / 2) / HALF_HOUR) * HALF_HOUR;
  const ends = Array.from({ length: CHOICES }, (_, step) => first + step * HALF_HOUR);
  return chosen === null || ends.includes(chosen) ? ends : [...ends, chosen].sort((a, b) => a - b);
}
