/**
 * A little work that a machine has to do before it may begin, while machines write: PBKDF2, which
 * browsers compute beside the page, so it needs no worker to stay out of the way. Loaded only when
 * it is asked for.
 */

/**
 * @param {string} text  a challenge of altcha (v2), as JSON
 * @returns {Promise<string>} the proof, for the same command
 */
export async function solve(text) {
  const challenge = JSON.parse(text);
  const { nonce, salt, cost, keyLength, keyPrefix } = challenge.parameters;
  const password = new Uint8Array([...bytes(nonce), 0, 0, 0, 0]);
  const place = new DataView(password.buffer, password.length - 4);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: bytes(salt), iterations: cost };
  for (let counter = 0; ; counter += 1) {
    place.setUint32(0, counter);
    const secret = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits']);
    const derivedKey = hex(await crypto.subtle.deriveBits(how, secret, keyLength * 8));
    if (derivedKey.startsWith(keyPrefix)) {
      return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } }));
    }
  }
}

/** Whether this page can: without encryption on its way it cannot. */
export function canSolve() {
  return Boolean(globalThis.crypto?.subtle);
}

/**
 * @param {string} digits
 * @returns {Uint8Array<ArrayBuffer>}
 */
function bytes(digits) {
  return new Uint8Array((digits.match(/../g) ?? []).map((pair) => parseInt(pair, 16)));
}

/**
 * @param {ArrayBuffer} buffer
 * @returns {string}
 */
function hex(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
