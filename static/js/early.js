/*
 * Runs before the first paint: whoever comes back into a talk does not see the form flash by, and
 * whoever comes too late to a shared computer sees nothing of what was (`shared_computer.js`).
 */
try {
  const [memory, until] = ['visitor', 'shared'].map((name) => JSON.parse(sessionStorage.getItem(`miti.${name}`) ?? 'null'));
  if (until && until <= Date.now()) {
    sessionStorage.clear();
    history.replaceState(null, '', '#wiped');
    if (memory?.goodbye) navigator.sendBeacon('/poll/visitor', new Blob([memory.goodbye], { type: 'application/json' }));
  } else if (memory?.key) document.documentElement.dataset.stage = 'resuming';
} catch {
  // No storage: the page starts at the front.
}
