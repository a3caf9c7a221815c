/**
 * `<chat-log role="log">`: shows lines and keeps to the end unless somebody reads above.
 * Fires `reached` when its end comes into or goes out of sight, `retake` with the id of an unsent
 * line, `amend` with that of a line to be corrected, `useful` with the number of a card, `file`
 * with the address of a file of one's own that is to be kept.
 *
 * @import {Line} from '../core/visitor_lines.js'
 *
 * @typedef {(what: 'retake' | 'amend' | 'useful' | 'file') => void} Ask
 */

import { tokens } from '../core/linkify.js';
import { clock } from '../core/time.js';
import { make } from './dom.js';
import { fileBubble } from './file_bubble.js';

export class ChatLog extends HTMLElement {
  #list = make('div', { class: 'log' });
  #end = make('div', { class: 'log-end' });
  /** @type {Map<string, {node: HTMLElement, drawn: string, text: string}>} */
  #drawn = new Map();
  #seen = '';
  /** True while the end of the log is on the screen. */
  atEnd = true;

  connectedCallback() {
    this.append(this.#list, this.#end);
    // a phone with much to do tells several changes at once: the last one holds
    new IntersectionObserver((seen) => {
      this.atEnd = seen[seen.length - 1]?.isIntersecting ?? false;
      this.dispatchEvent(new CustomEvent('reached'));
    }).observe(this.#end);
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(this);
  }

  /** @param {Line[]} lines */
  set lines(lines) {
    const seen = JSON.stringify(lines);
    if (seen === this.#seen) return; // nothing new to bring into sight: somebody may have zoomed in
    this.#seen = seen;
    const mineBefore = this.#list.querySelectorAll('[data-side="mine"]').length;
    const language = document.documentElement.lang;
    const stick = this.atEnd;
    this.#forget(new Set(lines.map(({ id }) => id)));
    lines.forEach((line, index) => this.#place(this.#nodeOf(line, language), index));
    const wrote = lines.filter(({ side }) => side === 'mine').length > mineBefore;
    if (stick || wrote) this.toEnd();
  }

  /** Brings the newest line into sight. */
  toEnd() {
    this.scrollTop = this.scrollHeight;
    this.#end.scrollIntoView({ block: 'nearest' });
  }

  /** @param {Set<string>} kept */
  #forget(kept) {
    for (const [id, { node }] of this.#drawn) {
      if (kept.has(id)) continue;
      node.remove();
      this.#drawn.delete(id);
    }
  }

  /**
   * @param {Line} line
   * @param {string} language
   * @returns {HTMLElement} drawn anew only when it changed
   */
  #nodeOf(line, language) {
    const drawn = JSON.stringify(line);
    const known = this.#drawn.get(line.id);
    const node = known?.node ?? make('div', { class: 'line' });
    if (known?.text !== line.text) node.replaceChildren(); // stored, it may differ from what was typed
    if (known?.drawn !== drawn) draw(node, line, language, (what) => this.#ask(what, line));
    this.#drawn.set(line.id, { node, drawn, text: line.text });
    return node;
  }

  /**
   * @param {HTMLElement} node
   * @param {number} index
   */
  #place(node, index) {
    const there = this.#list.children[index] ?? null;
    if (there !== node) this.#list.insertBefore(node, there);
  }

  /**
   * @param {'retake' | 'amend' | 'useful' | 'file'} what
   * @param {Line} line
   */
  #ask(what, { id, seq, file }) {
    const detail = what === 'useful' ? seq : what === 'file' ? file?.address : id;
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }
}

/**
 * @param {HTMLElement} node
 * @param {Line} line
 * @param {string} language
 * @param {Ask} ask
 */
function draw(node, line, language, ask) {
  node.dataset.side = line.side;
  node.dataset.author = line.author;
  node.dataset.state = line.mark;
  if (!line.author) {
    node.replaceChildren(line.text);
    return;
  }
  const known = node.querySelector('.bubble');
  const text = known ?? bubbleOf(line, ask);
  const foot = line.foot || line.reason || line.amend ? [footOf(line, language, ask)] : [];
  if (known) [...node.children].forEach((child) => child !== known && child.remove());
  else node.replaceChildren(text);
  node.append(...foot);
}

/**
 * @param {Line} line
 * @param {Ask} ask
 * @returns {HTMLElement}
 */
function bubbleOf(line, ask) {
  if (line.card) return cardBubble(line, line.card, () => ask('useful'));
  return line.file ? fileBubble(bubble(line), line.file, () => ask('file')) : bubble(line);
}

/**
 * What somebody wrote, with its links.
 * @param {{name: string, text: string, language: string}} line
 * @returns {HTMLElement}
 */
export function bubble({ name, text, language }) {
  const speaker = make('span', { class: 'visually-hidden' }, `${name}: `);
  const attributes = { dir: 'auto', ...(language ? { lang: language } : {}) };
  return make('div', { class: 'bubble' }, speaker, make('span', attributes, ...tokens(text).map(piece)));
}

/**
 * A ready-made text: its title, its text, where its link leads, and whether it helped.
 * @param {{name: string, text: string, language: string}} line
 * @param {import('../core/shelf.js').Card} card
 * @param {() => void} helped
 * @returns {HTMLElement}
 */
export function cardBubble(line, { title, link, host, language, useful }, helped) {
  const node = bubble({ ...line, language: language || line.language });
  node.classList.add('card-bubble');
  node.prepend(make('strong', { class: 'card-title', ...(language ? { lang: language } : {}) }, title));
  if (host) node.append(piece({ text: host, href: link }));
  if (useful) node.append(usefulButton(useful, helped));
  return node;
}

/**
 * Pressed once: it stays, and says that it was.
 * @param {string} label
 * @param {() => void} helped
 */
function usefulButton(label, helped) {
  const button = make('button', { type: 'button', class: 'button quiet', 'aria-pressed': 'false' }, label);
  button.addEventListener('click', () => {
    if (button.getAttribute('aria-pressed') === 'true') return;
    button.setAttribute('aria-pressed', 'true');
    helped();
  });
  return button;
}

/**
 * @param {import('../core/linkify.js').Token} token
 * @returns {Node | string}
 */
function piece({ text, href, host }) {
  if (!href) return text;
  const attributes = { href, rel: 'noopener noreferrer nofollow', target: '_blank' };
  return make('a', attributes, host ? `${text} (${host})` : text);
}

/**
 * @param {Line} line
 * @param {string} language
 * @param {Ask} ask
 * @returns {HTMLElement}
 */
function footOf(line, language, ask) {
  const iso = new Date(line.at * 1000).toISOString();
  const time = make('time', { datetime: iso }, clock(line.at, language));
  const foot = make('div', { class: 'line-foot', 'aria-live': 'off' }, time);
  if (line.markText) foot.append(make('span', { class: 'mark', 'data-mark': line.mark }, line.markText));
  if (line.reason) foot.append(make('span', { class: 'error' }, line.reason));
  if (line.edited) foot.append(make('span', {}, line.edited));
  if (line.retake) foot.append(asking(line.retake, () => ask('retake')));
  if (line.amend) foot.append(asking(line.amend, () => ask('amend')));
  return foot;
}

/**
 * @param {string} label
 * @param {() => void} clicked
 * @returns {HTMLButtonElement}
 */
function asking(label, clicked) {
  const button = make('button', { type: 'button', class: 'button quiet' }, label);
  button.addEventListener('click', clicked);
  return button;
}

customElements.define('chat-log', ChatLog);
