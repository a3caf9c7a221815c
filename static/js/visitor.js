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
import { recall } from './net/storage.js';

/** Milliseconds between looks at which cities are open. */
const FRONT_EVERY = 60_000;

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

async function loadTalk() {
  const { talkOf } = await import('./visitor_talk.js');
  return talkOf(form, speech);
}

/** @param {Event} event */
async function ask(event) {
  if (!(event instanceof CustomEvent)) return;
  form.reason = '';
  form.busy = true;
  try {
    (await loadTalk()).ask(event.detail);
  } catch {
    form.reason = speech.say('not_loaded');
  }
  form.busy = false;
}

/** @param {string} code */
async function open(code) {
  form.codeReason = '';
  try {
    (await loadTalk()).open(code);
  } catch {
    form.codeReason = speech.say('not_loaded');
  }
}

/** A link with a code: it opens the question, and leaves the address at once. */
function openLink() {
  const code = decodeURIComponent(location.hash.slice(1));
  if (!/^[^/]{12,20}$/u.test(code) || code === 'main') return;
  history.replaceState(null, '', location.pathname);
  void open(code);
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
  const { WhileWaiting } = await import('./elements/while_waiting.js');
  const place = part(document, '#while-closed', WhileWaiting);
  await place.show(closed ? form.choice : null, speech.say('while_closed'));
}

form.speech = speech;
form.front = front;
form.addEventListener('ask', ask);
form.addEventListener('code', (event) => event instanceof CustomEvent && void open(event.detail));
form.addEventListener('input', () => void loadTalk().catch(() => {}), { once: true });
form.ready();
form.addEventListener('change', () => void helpMeanwhile().catch(() => {}));
void helpMeanwhile().catch(() => {});
document.addEventListener('visibilitychange', refresh);
setInterval(refresh, FRONT_EVERY);
if (/** @type {{key?: string} | null} */ (recall('miti.visitor'))?.key) void loadTalk();
else openLink();
addEventListener('hashchange', openLink);
