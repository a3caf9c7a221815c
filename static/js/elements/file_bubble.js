/**
 * A file in a log: what it is, how it looks if it is a picture, and what can be done with it.
 *
 * @import {FileCard} from '../core/files.js'
 */

import { make } from './dom.js';

/**
 * @param {HTMLElement} bubble  that says what it is
 * @param {FileCard} file
 * @param {() => void} save  keeps a file of one's own; the desk's are links
 * @returns {HTMLElement}
 */
export function fileBubble(bubble, { address, open, save: label, preview, width, height }, save) {
  bubble.classList.add('card-bubble');
  if (preview) bubble.append(picture(address, preview, width, height));
  if (open) bubble.append(make('a', { class: 'button', href: address, target: '_blank', rel: 'noopener' }, open));
  if (address.startsWith('/desk/')) {
    bubble.append(make('a', { class: 'button', href: `${address}?save`, download: '' }, label));
    return bubble;
  }
  const button = make('button', { type: 'button', class: 'button' }, label);
  button.addEventListener('click', save);
  bubble.append(button);
  return bubble;
}

/**
 * @param {string} address
 * @param {string} words
 * @param {number} width
 * @param {number} height
 */
function picture(address, words, width, height) {
  const size = width && height ? { width: String(width), height: String(height) } : {};
  return make('img', { class: 'file-preview', src: address, alt: words, ...size });
}
