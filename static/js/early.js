/*
 * Runs before the first paint: whoever comes back into a talk does not see the form flash by, whoever
 * comes too late to a shared computer sees nothing of what was (`shared_computer.js`), and whoever
 * leaves at once does not wait for scripts: `quick_exit.js` takes over when it has come.
 */
{
  /** @param {string} name */
  const recall = (name) => JSON.parse(sessionStorage.getItem(`miti.${name}`) ?? 'null');
  /** @param {string} [address]  what this page is called from now on */
  const wipe = (address) => {
    history.replaceState(null, '', address);
    const goodbye = recall('visitor')?.goodbye;
    sessionStorage.clear();
    if (goodbye) navigator.sendBeacon('/poll/visitor', new Blob([goodbye], { type: 'application/json' }));
  };
  /** @param {() => void} act */
  const whereStored = (act) => {
    try {
      act();
    } catch {
      // No storage holds nothing: the page starts at the front.
    }
  };
  whereStored(() => {
    const until = recall('shared');
    if (until && until <= Date.now()) wipe('#wiped');
    else if (recall('visitor')?.key) document.documentElement.dataset.stage = 'resuming';
  });
  document.onclick = ({ target }) => {
    if (!(target instanceof Element && target.closest('#quick-exit'))) return;
    document.documentElement.hidden = true;
    whereStored(wipe);
  };
}
