/*
 * In words that the oldest phones know (iOS 12), for it tells where the page's modules do not run.
 *
 * Runs before the first paint: whoever comes back into a talk does not see the form flash by, whoever
 * comes too late to a shared computer sees nothing of what was (`shared_computer.js`), and a press on
 * the link out does not wait for scripts: `quick_exit.js` takes over when it has come.
 */
{
  /** @param {() => any} act  null where nothing can be stored, or nothing read */
  const stored = (act) => {
    try {
      return act();
    } catch (error) {
      return null;
    }
  };
  /** @param {string} name  as `storage.js` remembers it, or takes it along */
  const recall = (name) => stored(() => JSON.parse(new Map(history.state && history.state.miti).get(name) || sessionStorage.getItem(name) || 'null'));
  /** @param {string} address  what this page is called from now on */
  const wipe = (address) => {
    const visitor = recall('miti.visitor');
    const goodbye = visitor && visitor.goodbye;
    if (goodbye) navigator.sendBeacon('/poll/visitor', new Blob([goodbye], { type: 'application/json' }));
    history.replaceState(null, '', address);
    stored(() => sessionStorage.clear());
  };
  const until = recall('miti.shared');
  const visitor = recall('miti.visitor');
  if (until && until <= Date.now()) wipe('#wiped');
  else if (visitor && visitor.key) document.documentElement.dataset.stage = 'resuming';
  document.onclick = ({ target }) => {
    if (!(target instanceof Element && target.closest('#quick-exit'))) return;
    document.documentElement.hidden = true;
    wipe(location.pathname + location.search); // a code in the address stays behind, too
  };
  /** Milliseconds that the modules have once everything was asked for. */
  const PATIENCE = 2000;
  /** Where they do not run, or could not be loaded, the page says what works all the same. */
  const tell = () => {
    const [ask, instead] = [document.querySelector('#ask'), document.querySelector('#not-started')];
    if (instead instanceof HTMLElement && ask instanceof HTMLButtonElement) instead.hidden = !ask.disabled;
  };
  addEventListener('load', () => setTimeout(tell, PATIENCE));
}
