/**
 * The desktop notification for a counselor who looks elsewhere. It names subject, language and
 * city, never what somebody wrote: other people may see the screen.
 */

const TAG = 'miti.offer';
/** @type {Notification | null} */
let shown = null;

/** Asks for the permission; must be called from a click. */
export async function askToNotify() {
  if ('Notification' in window && Notification.permission === 'default') {
    await Notification.requestPermission();
  }
}

/** @returns {boolean} true when the person, or the browser, said no */
export function notifyBlocked() {
  return 'Notification' in window && Notification.permission === 'denied';
}

/**
 * Shows one notification, unless the page is looked at.
 * @param {string} title
 * @param {string} body
 * @returns {boolean} true when it was shown
 */
export function notify(title, body) {
  if (document.hasFocus()) return false;
  if (!('Notification' in window) || Notification.permission !== 'granted') return false;
  try {
    shown = new Notification(title, { body, tag: TAG, requireInteraction: true });
  } catch {
    return false; // Android knows them, and makes none for a page
  }
  shown.addEventListener('click', () => {
    window.focus();
    unnotify();
  });
  return true;
}

/** Takes the notification away at once. */
export function unnotify() {
  shown?.close();
  shown = null;
}
