/** How long ago the person last did anything on this page. */

let last = Date.now();

/** @returns {void} */
function touched() {
  last = Date.now();
}

for (const sign of ['keydown', 'pointerdown', 'pointermove', 'input', 'wheel', 'touchstart']) {
  addEventListener(sign, touched, { passive: true, capture: true });
}
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') touched();
});

/** @returns {number} whole seconds since the last sign of the person */
export function idleSeconds() {
  return Math.max(0, Math.floor((Date.now() - last) / 1000));
}
