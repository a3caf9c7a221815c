/**
 * Keeps the page above the on-screen keyboard where the browser does not (iOS): the height that is
 * really visible goes into `--view`. While somebody has zoomed in, the page stays as it is.
 */

const view = window.visualViewport;

function fit() {
  if (!view || view.scale > 1.01) return;
  const covered = innerHeight - view.height > 1;
  document.documentElement.style.setProperty('--view', covered ? `${view.height}px` : 'var(--screen)');
  const { dataset, scrollHeight } = document.documentElement;
  // a page that is longer than the screen, as that of a left question, shows the field by itself
  if (covered && dataset.stage !== 'front' && scrollHeight <= innerHeight + 1) scrollTo(0, 0);
}

view?.addEventListener('resize', fit);
