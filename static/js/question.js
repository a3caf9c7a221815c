/**
 * The pages of left questions. Everything on them are plain forms, which need no script; here the
 * draft is kept while it is written, shown as the visitor will read it, and helped by the shelf.
 *
 * What is typed is kept by this tab too, until the service has it: one may be signed out meanwhile,
 * or the line may be away.
 *
 * @import {Found, Suggested} from './core/frames.js'
 * @import {Kept} from './core/kept_answer.js'
 * @import {Act} from './elements/act.js'
 */

import { standing } from './core/kept_answer.js';
import { EMPTY_SHELF, asText, stocked } from './core/shelf.js';
import { speaker } from './core/words.js';
import { actIn } from './elements/act.js';
import { bubble } from './elements/chat_log.js';
import { pageData, part, setText, written } from './elements/dom.js';
import { insertInto, onSlash } from './elements/insert.js';
import { named } from './elements/paint.js';
import { ShelfPane } from './elements/shelf_pane.js';
import { Drafts } from './net/drafts.js';

/** Milliseconds after the last key before the draft is kept. */
const PAUSE = 1500;
/** What is said beside the box, by the service's answer to a draft. @type {Readonly<Record<number, string>>} */
const SAID = { 204: 'kept', 403: 'signedOut', 409: 'refused', 410: 'refused' };
/** The service's answer to a draft that it keeps. */
const KEPT = 204;
/** In place of the page that leads to signing in. */
const FORBIDDEN = 403;

/** Whoever signs in next in this tab sees nothing of it. */
const { who = '' } = part(document, 'main', HTMLElement).dataset;
/** By path of the question's page. @type {Drafts<Kept>} */
const answers = new Drafts(`miti.questions.answers.${who}`);
/** On a colleague's draft, by path too. @type {Drafts<string>} */
const remarks = new Drafts(`miti.questions.remarks.${who}`);
const here = location.pathname;

const form = document.querySelector('form[data-part="answer"]');
if (form instanceof HTMLFormElement) {
  const box = part(form, 'textarea', HTMLTextAreaElement);
  keepDraft(form, box);
  preview(form, box);
  offerTexts(form, box);
}

const remark = document.querySelector('textarea[name="remark"]');
if (remark instanceof HTMLTextAreaElement) keepRemark(remark);

const yours = document.querySelector('textarea[data-part="yours"]');
if (yours instanceof HTMLTextAreaElement) showMine(yours);

if (document.querySelector('[data-part="all-questions"]') !== null) letGo();
document.addEventListener('submit', ({ target }) => {
  if (target instanceof HTMLFormElement) renew(target);
});

/**
 * Of a colleague's draft.
 * @param {HTMLTextAreaElement} box
 */
function keepRemark(box) {
  if (box.value === '') box.value = remarks.all[here] ?? '';
  box.addEventListener('input', () => remarks.keep(here, box.value || null));
}

/**
 * What I wrote stays in sight when a colleague has taken the question meanwhile.
 * @param {HTMLTextAreaElement} box
 */
function showMine(box) {
  box.value = answers.all[here]?.text ?? '';
  box.hidden = box.value === '';
}

/** The list of all questions tells what needs no answer any more, and which drafts have been read. */
function letGo() {
  answers.only(linked('.questions a'));
  remarks.only(linked('[aria-labelledby="to-read-title"] a'));
}

/**
 * @param {string} selector of links
 * @returns {Record<string, true>} by path
 */
function linked(selector) {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll(selector);
  return Object.fromEntries([...links].map(({ pathname }) => [pathname, true]));
}

/**
 * A sign-in in another tab has made the form's own token worthless; the cookie has the one of now.
 * @param {HTMLFormElement} to
 */
function renew(to) {
  const token = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1];
  const field = to.elements.namedItem('csrfmiddlewaretoken');
  if (token !== undefined && field instanceof HTMLInputElement) field.value = token;
}

/**
 * What a button would do, done without leaving the page.
 * @param {HTMLFormElement} to
 * @param {string} wish
 * @param {Record<string, string>} [more]
 */
function quietly(to, wish, more = {}) {
  renew(to);
  const body = new FormData(to);
  for (const [name, value] of Object.entries({ ...more, do: wish, quietly: 'yes' })) body.set(name, value);
  return fetch(to.action, { method: 'POST', body, keepalive: true });
}

/**
 * @param {HTMLFormElement} answer
 * @param {HTMLTextAreaElement} box
 */
function keepDraft(answer, box) {
  const note = named(answer, 'kept');
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  /** What the service has; null: not what the page shows, which it could not take. */
  let had = 'unkept' in answer.dataset ? null : box.value;
  box.value = standing(answers.all[here], box.value);

  /** @param {string | undefined} said  undefined: the next pause tries again, and nothing is said */
  const tell = (said) => {
    if (said === undefined) return;
    setText(note, note.dataset[said] ?? '');
    note.className = said === 'kept' ? 'hint' : 'error';
  };
  const remember = () => {
    answers.keep(here, box.value === had ? null : { text: box.value, upon: had ?? '' });
  };
  const keep = async () => {
    clearTimeout(pause);
    const text = box.value;
    if (text === had) return;
    try {
      const { redirected, status } = await quietly(answer, 'draft');
      if (status === KEPT) {
        had = text;
        remember();
      }
      tell(SAID[redirected ? FORBIDDEN : status]);
    } catch {
      // Offline: the tab keeps the text, and the next pause tries again.
    }
  };

  box.addEventListener('input', () => {
    remember();
    if (note.textContent === note.dataset.kept) setText(note, '');
    clearTimeout(pause);
    pause = setTimeout(keep, PAUSE);
  });
  answer.addEventListener('submit', () => clearTimeout(pause));
  addEventListener('pagehide', keep);
  // back from the tab in which one has signed in
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void keep();
  });
  if (had !== null) remember();
  void keep();
}

/**
 * @param {HTMLFormElement} answer
 * @param {HTMLTextAreaElement} box
 */
function preview(answer, box) {
  const place = named(answer, 'preview');
  const line = named(place, 'line');
  const draw = () => {
    const text = written(box.value);
    place.hidden = text === '';
    line.replaceChildren(bubble({ name: place.dataset.alias ?? '', text, language: box.lang }));
  };
  box.addEventListener('input', draw);
  draw();
}

/**
 * @param {HTMLFormElement} answer
 * @param {HTMLTextAreaElement} box
 */
function offerTexts(answer, box) {
  const pane = part(document, 'miti-shelf', ShelfPane);
  const { ref = '', texts = '' } = answer.dataset;
  const language = document.documentElement.lang;
  const speech = { say: speaker(pageData('words'), language), language };
  let shelf = EMPTY_SHELF;

  const show = () => pane.show({ ref, language: box.lang, about: '', told: 1, shelf, live: true }, speech);
  /** @param {string} query */
  const ask = async (query) => {
    try {
      const found = await fetch(`${texts}${query}`, { headers: { accept: 'application/json' } });
      if (!found.ok) return;
      const event = /** @type {Found | Suggested} */ (await found.json());
      shelf = stocked(shelf, event); // as it is by now: two answers may come at once
      show();
    } catch {
      // Offline: what was found stays, and the next key asks again.
    }
  };

  /** @param {Act} act */
  const perform = (act) => {
    if (act.do === 'search') void ask(`?${new URLSearchParams({ text: act.text })}`);
    if (act.do === 'suggest') void ask('');
    if (act.do === 'insert') insert(act.key, act.body);
    if (act.do === 'share') insert(act.ready.key, asText(act.ready));
    if (act.do === 'go') box.focus();
  };

  /**
   * @param {string} key
   * @param {string} body
   */
  const insert = (key, body) => {
    insertInto(box, body);
    box.focus();
    void quietly(answer, 'used', { resource: key }).catch(() => {});
  };

  pane.addEventListener('act', (event) => perform(actIn(event)));
  onSlash(box, () => pane.toSearch());
  part(document, 'aside', HTMLElement).hidden = false;
  show();
}
