/**
 * The front of the visitor's page: the form. Everything for the talk is loaded when somebody
 * begins to write, or comes back into a talk: a phone gets few kilobytes first.
 *
 * @import {Front} from './core/front_advice.js'
 * @import {Speech} from './core/visitor_lines.js'
 */

import { speaker } from './core/words.js';
import { pageData, part } from './elements/dom.js';
import { FrontForm } from './elements/front_form.js';
import './elements/menus.js';
import './elements/quick_exit.js';
import { loaded } from './net/fresh.js';
import { moveTo, recall } from './net/storage.js';

/** Milliseconds between looks at which cities are open. */
const FRONT_EVERY = 60_000;
/** Milliseconds before a talk that could not be loaded is tried again. */
const AGAIN = 3000;
const WIPED = '#wiped';

const page = document.documentElement;
const form = part(document, 'front-form', FrontForm);
/** @type {Front} */
const front = pageData('front');
/** @type {Speech} */
const speech = {
  say: speaker(pageData('words'), page.lang),
  language: page.lang,
  zone: page.dataset.zone,
  city: (key) => front.cities.find((city) => city.key === key)?.name ?? key ?? '',
  name: (of, key) =>
    (of === 'subject'
      ? front.subjects.find((subject) => subject.key === key)
      : front.languages.find((language) => language.code === key)
    )?.name ?? key,
};

/** @type {Promise<void> | null} */
let words = null;

/** The talk comes with words of its own; what failed is tried anew at the next call. */
async function loadTalk() {
  words ??= loadWords();
  try {
    const [{ talkOf }] = await Promise.all([loaded(import('./visitor_talk.js')), words]);
    if (page.hidden) await new Promise(() => {}); // whoever has left meanwhile asks nothing more
    return talkOf(form, speech);
  } catch (error) {
    words = null;
    throw error;
  }
}

async function loadWords() {
  const answer = await fetch(`talk-words.json?${page.dataset.build}`);
  if (!answer.ok) throw new Error(answer.statusText);
  speech.say = speaker(await answer.json(), page.lang);
}

/** Somebody comes back into a talk: there is nothing else to do than to try until it is there. */
function resume() {
  loadTalk().catch(() => setTimeout(resume, AGAIN));
}

/**
 * Somebody sits at a shared computer, or this page was wiped there.
 *
 * @param {boolean} on
 */
async function guardShared(on) {
  try {
    words ??= loadWords();
    const [{ guard, tellWiped }] = await Promise.all([loaded(import('./elements/shared_computer.js')), words]);
    if (location.hash === WIPED) tellWiped(speech);
    else guard(on, speech);
  } catch {
    words = null;
    setTimeout(guardShared, AGAIN, on);
  }
}

/** @param {Event} event */
async function ask(event) {
  if (!(event instanceof CustomEvent)) return;
  form.reason = '';
  form.busy = true;
  try {
    const talk = await loadTalk();
    talk.ask(form.asked.text ? form.asked : event.detail); // more may have been written meanwhile
  } catch {
    form.reason = speech.say('not_loaded');
  }
  form.busy = false;
}

/**
 * @param {string} code
 * @returns {Promise<boolean>} false: not now
 */
async function open(code) {
  form.codeReason = '';
  try {
    return (await loadTalk()).open(code);
  } catch {
    form.codeReason = speech.say('not_loaded');
    return false;
  }
}

/** A link with a code: it opens the question, and leaves the address as soon as it does. */
async function openLink() {
  const code = decodeURIComponent(location.hash.slice(1));
  if (!/^[^/]{12,20}$/u.test(code) || code === 'main') return;
  if (await open(code)) history.replaceState(null, '', location.pathname + location.search);
}

async function refresh() {
  if (document.hidden || (page.dataset.stage ?? 'front') !== 'front') return;
  try {
    const answer = await fetch('front.json', { headers: { accept: 'application/json' } });
    if (answer.ok) form.front = Object.assign(front, await answer.json());
  } catch {
    // Offline: the states stay as they were, and the next look comes by itself.
  }
}

/** While everything is closed, something to read: loaded only then. */
async function helpMeanwhile() {
  const closed = front.any.state === 'closed';
  if (!closed && !document.querySelector('#while-closed > *')) return;
  const { WhileWaiting } = await loaded(import('./elements/while_waiting.js'));
  const place = part(document, '#while-closed', WhileWaiting);
  await place.show(closed ? form.choice : null, speech.say('while_closed'));
}

form.speech = speech;
form.front = front;
form.addEventListener('ask', ask);
form.addEventListener('code', (event) => event instanceof CustomEvent && void open(event.detail));
form.addEventListener('input', () => void loadTalk().catch(() => {}), { once: true });
if ('HTMLDialogElement' in window) form.ready(); // Safari before 15.4, Firefox before 98: `early.js`
form.addEventListener('change', () => void helpMeanwhile().catch(() => {}));
void helpMeanwhile().catch(() => {});
document.addEventListener('visibilitychange', refresh);
setInterval(refresh, FRONT_EVERY);
if (/** @type {{key?: string} | null} */ (recall('miti.visitor'))?.key) resume();
else void openLink();
addEventListener('hashchange', () => void openLink());
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element && event.target.closest('.languages a');
  if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  moveTo(link.href);
});
document.addEventListener('change', ({ target }) => {
  if (target instanceof HTMLInputElement && target.className === 'shared') void guardShared(target.checked);
});
// Ticked already: while this script was on its way, or the browser kept it through a reload.
if (recall('miti.shared') || location.hash === WIPED || document.querySelector('.shared:checked')) void guardShared(true);
