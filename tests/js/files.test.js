import assert from 'node:assert/strict';
import { test } from 'node:test';

import { MOST, fileWords, filesLeft, requestIn, sentFile, sizeWords } from '../../static/js/core/files.js';

const entry = (seq, code, params = {}) => ({
  type: 'entry', ref: 'r', seq, key: `k${seq}`, author: 'notice', at: seq, text: '', code, params,
});
const asked = entry(2, 'file_asked', { alias: 'Alice' });
const state = (entries, over = {}) => ({
  key: 'K', byCode: false, code: null, entries, status: { state: 'open' }, ...over,
});

test('so many files may be sent as were asked for, and none after somebody else came', () => {
  const sent = entry(3, 'file');
  assert.equal(filesLeft([entry(1, 'joined')]), 0);
  assert.equal(filesLeft([asked]), MOST);
  assert.equal(filesLeft([asked, sent]), MOST - 1);
  assert.equal(filesLeft([asked, sent, sent, sent, sent]), 0);
  assert.equal(filesLeft([asked, entry(4, 'joined')]), 0);
  assert.equal(filesLeft([asked, sent, entry(5, 'file_asked')]), MOST);
});

test('a visitor is asked while somebody is there who did', () => {
  assert.deepEqual(requestIn(state([asked])), { ref: 'r', key: 'K', code: null, seq: 2, alias: 'Alice' });
  assert.equal(requestIn(state([])), null);
  assert.equal(requestIn(state([asked], { status: { state: 'waiting' } })), null);
  assert.equal(requestIn(state([asked], { status: { state: 'closed' } })), null);
  assert.equal(requestIn(state([asked], { key: null })), null);
});

test('who came by a return code shows it, and nobody else does', () => {
  assert.equal(requestIn(state([asked], { byCode: true, code: 'C' })).code, 'C');
  assert.equal(requestIn(state([asked], { code: 'C' })).code, null);
});

test('a size is told as people say it', () => {
  assert.equal(sizeWords(300, 'en'), '1 kB');
  assert.equal(sizeWords(240_400, 'en'), '240 kB');
  assert.equal(sizeWords(7_900_000, 'fr').replaceAll(/\s/gu, ' '), '7,9 Mo');
});

test('a picture is shown at once, a PDF is kept and not opened', () => {
  const say = (key, params) => (params ? `${key} ${JSON.stringify(params)}` : key);
  const pdf = entry(3, 'file', { file: 'f', kind: 'pdf', size: '2000', pages: '2' });
  const picture = entry(4, 'file', { file: 'g', kind: 'jpeg', size: '2000', width: '4', height: '3' });
  assert.equal(fileWords(pdf, say, 'en'), 'file_pdf {"n":2,"size":"2 kB"}');
  assert.equal(fileWords(picture, say, 'en'), 'file_picture {"size":"2 kB"}');
  assert.equal(sentFile(pdf, say).open, '');
  assert.equal(sentFile(pdf, say).preview, '');
  const { address, open, width, height } = sentFile(picture, say);
  assert.deepEqual([address, open, width, height], ['/desk/files/g', 'file_open', 4, 3]);
  const tall = sentFile(entry(5, 'file', { file: 'h', kind: 'png', width: '900', height: '1200' }), say);
  assert.deepEqual([tall.width, tall.height], [180, 240]);
});
