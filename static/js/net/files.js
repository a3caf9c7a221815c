/**
 * A visitor's files on their way. The key stands in a header: addresses are remembered and logged.
 *
 * @import {FileRequest} from '../core/files.js'
 *
 * @typedef {{code: string | null}} Answer  null: it is stored; 'cut': the line broke, nobody knows
 */

import { save } from '../elements/dom.js';

/** Milliseconds after which a line that moves nothing counts as broken. */
const PATIENCE = 120_000;

/**
 * @param {{key: string, code: string | null}} who
 * @returns {Record<string, string>}
 */
function headersOf({ key, code }) {
  return { 'miti-key': key, ...(code === null ? {} : { 'miti-code': code }) };
}

/**
 * Sends a file; the same `message` again is the same file. Not `fetch`, which tells no progress.
 *
 * @param {FileRequest} request
 * @param {File} file
 * @param {string} message
 * @param {(share: number) => void} onProgress  from 0 to 1
 * @returns {{done: Promise<Answer>, cancel: () => void}}
 */
export function upload(request, file, message, onProgress) {
  const line = new XMLHttpRequest();
  const began = performance.now();
  /** @type {Promise<Answer>} */
  const done = new Promise((resolve) => {
    line.upload.onprogress = ({ loaded, total }) => {
      line.timeout = performance.now() - began + PATIENCE; // it counts from the beginning
      onProgress(total ? loaded / total : 0);
    };
    line.onload = () => resolve(read(line));
    line.onerror = line.ontimeout = () => resolve({ code: 'cut' });
  });
  line.open('POST', `/files/${request.ref}`);
  line.timeout = PATIENCE;
  const headers = { ...headersOf(request), 'miti-message': message };
  for (const [name, value] of Object.entries(headers)) line.setRequestHeader(name, value);
  line.send(file);
  return { done, cancel: () => line.abort() };
}

/**
 * @param {XMLHttpRequest} line
 * @returns {Answer}
 */
function read(line) {
  try {
    return { code: JSON.parse(line.responseText).code };
  } catch {
    return { code: 'cut' };
  }
}

/**
 * Gives a file of one's own back to be kept.
 *
 * @param {string} address
 * @param {{key: string, code: string | null}} who
 * @returns {Promise<boolean>} false: it is gone, or cannot be reached
 */
export async function keep(address, who) {
  try {
    const answer = await fetch(address, { headers: headersOf(who) });
    if (!answer.ok) return false;
    const blob = await answer.blob();
    const ending = { 'image/jpeg': 'jpg', 'image/png': 'png' }[blob.type] ?? 'pdf';
    save(URL.createObjectURL(blob), `miti.${ending}`);
    return true;
  } catch {
    return false;
  }
}
