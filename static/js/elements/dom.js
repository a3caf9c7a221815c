/** Makes elements from values. Text always becomes text nodes, never markup. */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/**
 * The one element that must be there.
 *
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} type
 * @returns {T}
 */
export function part(root, selector, type) {
  const found = root.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`The page has no ${selector}`);
  return found;
}

/**
 * Changes the text only when it differs, so that nothing is read aloud twice.
 *
 * @param {Element} node
 * @param {string} text
 */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * What somebody wrote, without the blanks around it; '' when nothing of it can be seen.
 *
 * @param {string} text
 */
export function written(text) {
  return /[^\s\p{Cc}\p{Cf}]/u.test(text) ? text.trim() : '';
}

/**
 * A value that the server put into the page with `json_script`.
 *
 * @param {string} id
 * @returns {any}
 */
export function pageData(id) {
  return JSON.parse(document.getElementById(id)?.textContent ?? 'null');
}

/**
 * Gives the text to the person as a file of their own.
 *
 * @param {string} name
 * @param {string} text
 */
export function download(name, text) {
  save(URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' })), name);
}

/** Milliseconds after which a saved file has been read: Safari does so later than at the click. */
const SAVED = 60_000;

/**
 * @param {string} address  of an object; of no use afterwards
 * @param {string} name
 */
export function save(address, name) {
  make('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), SAVED);
}

/**
 * Makes a field as tall as its text, where the browser does not by itself; its style bounds it.
 *
 * @param {HTMLTextAreaElement} field
 */
export function fit(field) {
  if (CSS.supports('field-sizing', 'content')) return;
  field.style.height = 'auto';
  const borders = field.offsetHeight - field.clientHeight;
  field.style.height = `${field.scrollHeight + borders}px`;
}
