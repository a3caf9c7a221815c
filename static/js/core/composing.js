/**
 * Whether a pressed key belongs to a text that is still being composed, as Chinese or Japanese is:
 * Enter and the arrows choose among the proposed signs then, and nothing on the page.
 *
 * Safari ends the composition before it tells of the key that ended it: that key is known by its
 * code alone.
 *
 * @param {{isComposing: boolean, keyCode: number}} press  a `KeyboardEvent`
 */
export function composes({ isComposing, keyCode }) {
  return isComposing || keyCode === 229;
}
