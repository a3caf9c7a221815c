/*
 * Runs before the first paint: whoever comes back into a talk does not see the form flash by, whoever
 * comes too late to a shared computer sees nothing of what was (`shared_computer.js`), and a press on
 * the link out does not wait for scripts: `quick_exit.js` takes over when it has come.
 */
{
  /** @param {() => any} act  null where nothing can be stored, or nothing read */
  const stored = (act) => {
    try {
      return act();
    } catch {
      return null;
    }
  };
  /** @param {string} name  as `storage.js` remembers it, or takes it along */
  const recall = (name) => stored(() => JSON.parse(new Map(history.state?.miti).get(name) ?? sessionStorage.getItem(name) ?? 'null'));
  /** @param {string} address  what this page is called from now on */
  const wipe = (address) => {
    const goodbye = recall('miti.visitor')?.goodbye;
    if (goodbye) navigator.sendBeacon('/poll/visitor', new Blob([goodbye], { type: 'application/json' }));
    history.replaceState(null, '', address);
    stored(() => sessionStorage.clear());
  };
  const until = recall('miti.shared');
  if (until && until <= Date.now()) wipe('#wiped');
  else if (recall('miti.visitor')?.key) document.documentElement.dataset.stage = 'resuming';
  document.onclick = ({ target }) => {
    if (!(target instanceof Element && target.closest('#quick-exit'))) return;
    document.documentElement.hidden = true;
    wipe(location.pathname + location.search); // a code in the address stays behind, too
  };
}
