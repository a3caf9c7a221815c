/**
 * Files in a talk, as its log tells of them: whether one may be sent, and what was sent.
 *
 * @import {Entry} from './frames.js'
 * @import {Say} from './words.js'
 *
 * @typedef {object} FileCard
 * @property {string} address  of the file; `?save` gives it to be kept
 * @property {string} open  label of the link that shows it; '' where that is not offered
 * @property {string} save  label of what keeps it
 * @property {string} preview  what a picture is called, to be shown; '' for none
 * @property {number} width  of the preview, known before it is loaded, so that nothing jumps
 * @property {number} height
 *
 * @typedef {object} FileRequest
 * @property {string} ref  of the talk
 * @property {string} key  the visitor's
 * @property {string | null} code  the return code that opened this talk, if one did
 * @property {number} seq  of the entry that asked
 * @property {string} alias  who asked
 */

/** Files that one request takes, as in `chat/file_request.py`. */
export const MOST = 3;
/** Pixels of a preview's height. */
const TALL = 240;

/**
 * How many may be sent still, as the server counts them.
 * @param {readonly Entry[]} entries
 * @returns {number}
 */
export function filesLeft(entries) {
  return entries.reduce((left, { code }) => {
    if (code === 'file_asked') return MOST;
    if (code === 'joined') return 0;
    return code === 'file' ? Math.max(0, left - 1) : left;
  }, 0);
}

/**
 * What a visitor is asked for now, if anything is.
 * @param {{key: string | null, byCode: boolean, code: string | null, entries: readonly Entry[], status: {state: string} | null}} state
 * @returns {FileRequest | null}
 */
export function requestIn({ key, byCode, code, entries, status }) {
  const there = status?.state === 'open' || status?.state === 'on_hold';
  const asked = entries.filter((entry) => entry.code === 'file_asked').pop();
  if (!there || key === null || asked === undefined || filesLeft(entries) === 0) return null;
  const { ref, seq, params } = asked;
  return { ref, key, code: byCode ? code : null, seq, alias: params.alias ?? '' };
}

/**
 * A file in a few words: "Picture · 240 kB".
 * @param {Entry} entry
 * @param {Say} say
 * @param {string} language
 * @returns {string}
 */
export function fileWords({ params }, say, language) {
  const size = sizeWords(Number(params.size ?? 0), language);
  return params.kind === 'pdf'
    ? say('file_pdf', { n: Number(params.pages ?? 1), size })
    : say('file_picture', { size });
}

/**
 * @param {number} bytes
 * @param {string} language
 * @returns {string}
 */
export function sizeWords(bytes, language) {
  const large = bytes >= 1_000_000;
  const [amount, unit] = large ? [bytes / 1_000_000, 'megabyte'] : [bytes / 1_000, 'kilobyte'];
  const digits = large ? 1 : 0;
  const how = { style: /** @type {const} */ ('unit'), unit, maximumFractionDigits: digits };
  return new Intl.NumberFormat(language, how).format(large ? amount : Math.max(1, amount));
}

/**
 * A file as its own visitor sees it: it can be kept, and was seen before it was sent.
 * @param {Entry} entry
 * @param {Say} say
 * @returns {FileCard}
 */
export function ownFile({ ref, params }, say) {
  const address = `/files/${ref}/${params.file}`;
  return { address, open: '', save: say('file_save'), preview: '', width: 0, height: 0 };
}

/**
 * A file as the desk shows it: pictures at once, PDFs to be kept.
 * @param {Entry} entry
 * @param {Say} say
 * @returns {FileCard}
 */
export function sentFile({ params }, say) {
  const picture = params.kind !== 'pdf';
  const [width, height] = [Number(params.width ?? 0), Number(params.height ?? 0)];
  const shrunk = height > TALL ? TALL / height : 1;
  return {
    address: `/desk/files/${params.file}`,
    open: picture ? say('file_open') : '',
    save: say('file_save'),
    preview: picture ? say('file_preview') : '',
    width: Math.round(width * shrunk),
    height: Math.round(height * shrunk),
  };
}
