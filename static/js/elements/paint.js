/** Changes what changed on the page and keeps the rest: focus, scrolling, what is read aloud. */

import { setText } from './dom.js';

/**
 * Sets an attribute, or removes it for `null`; does nothing when it is so already.
 * @param {Element} node
 * @param {string} name
 * @param {string | null} value
 */
export function attribute(node, name, value) {
  if (node.getAttribute(name) === value) return;
  if (value === null) node.removeAttribute(name);
  else node.setAttribute(name, value);
}

/**
 * Writes a text and hides the node when there is none.
 * @param {HTMLElement} node
 * @param {string} text
 */
export function writeOrHide(node, text) {
  setText(node, text);
  node.hidden = text === '';
}

/**
 * The one part of an element with this `data-part`.
 * @template {HTMLElement} [T=HTMLElement]
 * @param {ParentNode} root
 * @param {string} name
 * @returns {T}
 */
export function named(root, name) {
  const found = root.querySelector(`[data-part="${name}"]`);
  if (found === null) throw new Error(`no part called ${name}`);
  return /** @type {T} */ (found);
}

/**
 * A copy of a `<template>` of the page.
 * @param {string} id
 * @returns {DocumentFragment}
 */
export function copyOf(id) {
  const template = document.getElementById(id);
  if (!(template instanceof HTMLTemplateElement)) throw new Error(`no template called ${id}`);
  return /** @type {DocumentFragment} */ (template.content.cloneNode(true));
}

/**
 * Makes the children of `list` those of `items`, in order. A node lives as long as its key, so
 * focus, selection and scrolling survive whatever arrives around it.
 * @template T
 * @param {Element} list
 * @param {readonly T[]} items
 * @param {(item: T) => string} keyOf
 * @param {(item: T) => HTMLElement} create
 * @param {(node: HTMLElement, item: T) => void} update
 */
export function keyed(list, items, keyOf, create, update) {
  const wanted = new Set(items.map(keyOf));
  /** @type {Map<string, HTMLElement>} */
  const before = new Map();
  for (const child of [...list.children]) {
    if (!(child instanceof HTMLElement)) continue;
    const key = child.dataset.key ?? '';
    // what goes does so first: else all that stands behind it would be moved, and lose the focus
    if (wanted.has(key)) before.set(key, child);
    else child.remove();
  }
  let place = list.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    const node = before.get(key) ?? create(item);
    if (node.dataset.key !== key) node.dataset.key = key;
    if (node === place) place = node.nextElementSibling;
    else list.insertBefore(node, place);
    update(node, item);
  }
}
