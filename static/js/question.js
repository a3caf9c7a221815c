/**
 * The page of a left question. Everything on it are plain forms, which need no script; here the
 * draft is kept while it is written, shown as the visitor will read it, and helped by the shelf.
 *
 * @import {Found, Suggested} from './core/frames.js'
 * @import {Act} from './elements/act.js'
 */

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
/** The service's answer to a draft that it keeps. */
const KEPT = 204;

const form = document.querySelector('form[data-part="answer"]');
if (form instanceof HTMLFormElement) {
  const box = part(form, 'textarea', HTMLTextAreaElement);
  keepDraft(form, box);
  preview(form, box);
  offerTexts(form, box);
}

const remark = document.querySelector('textarea[name="remark"]');
if (remark instanceof HTMLTextAreaElement) keepRemark(remark);

/**
 * Of a colleague's draft; until it is sent, this tab keeps it.
 * @param {HTMLTextAreaElement} box
 */
function keepRemark(box) {
  /** @type {Drafts<string>} */
  const remarks = new Drafts('miti.questions.remarks');
  const here = location.pathname;
  if (box.value === '') box.value = remarks.all[here] ?? '';
  box.addEventListener('input', () => remarks.keep(here, box.value || null));
  box.form?.addEventListener('submit', () => remarks.keep(here, null));
}

/**
 * What a button would do, done without leaving the page.
 * @param {HTMLFormElement} to
 * @param {string} wish
 * @param {Record<string, string>} [more]
 */
function quietly(to, wish, more = {}) {
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
  let kept = box.value;

  const keep = async () => {
    clearTimeout(pause);
    const text = box.value;
    if (text === kept) return;
    try {
      // signed out meanwhile, one is led to another page: that is well too, and nothing is kept
      if ((await quietly(answer, 'draft')).status !== KEPT) return;
      kept = text;
      setText(note, note.dataset.words ?? '');
    } catch {
      // Offline: the text stays in the page, and the next pause tries again.
    }
  };

  box.addEventListener('input', () => {
    setText(note, '');
    clearTimeout(pause);
    pause = setTimeout(keep, PAUSE);
  });
  answer.addEventListener('submit', () => clearTimeout(pause));
  addEventListener('pagehide', keep);
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
