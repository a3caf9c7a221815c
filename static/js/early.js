/* Runs before the first paint: whoever comes back into a talk does not see the form flash by. */
try {
  const memory = JSON.parse(sessionStorage.getItem('miti.visitor') ?? 'null');
  if (memory?.key) document.documentElement.dataset.stage = 'resuming';
} catch {
  // No storage: the page starts at the front.
}
