import assert from 'node:assert/strict';
import { test } from 'node:test';

import { asText, cardOf, EMPTY_SHELF, hostOf, inserted, shownFor, stocked } from '../../static/js/core/shelf.js';

const READY = {
  key: 'cv', kind: 'link', language: 'fr', title: 'CV', text: 'Un texte.',
  link: 'https://www.europass.europa.eu/x', subjects: [],
};
const ENTRY = { ref: 'a', seq: 3, key: 'k', author: 'counselor', at: 1, text: 'Un texte.', code: 'card' };

test('an answer about another talk is never shown', () => {
  const found = { type: /** @type {const} */ ('found'), ref: 'one', text: 'cv', resources: [READY] };
  const shelf = stocked(EMPTY_SHELF, found);
  assert.deepEqual(shownFor(shelf, 'one'), [READY]);
  assert.deepEqual(shownFor(shelf, 'two'), []);
  assert.deepEqual(shownFor(EMPTY_SHELF, null), []);
});

test('suggestions are kept by talk', () => {
  const event = { type: /** @type {const} */ ('suggested'), ref: 'one', resources: [READY] };
  assert.deepEqual(stocked(EMPTY_SHELF, event).suggested, { one: [READY] });
});

test('in an answer the address stands on a line of its own, once', () => {
  assert.equal(asText(READY), `Un texte.\n${READY.link}`);
  assert.equal(asText({ ...READY, text: READY.link }), READY.link);
  assert.equal(asText({ ...READY, link: '' }), 'Un texte.');
});

test('a link is named by its host, and only web addresses are links', () => {
  assert.equal(hostOf(READY.link), 'europass.europa.eu');
  for (const link of ['', null, 'javascript:alert(1)', 'mailto:a@b.be', 'nonsense']) {
    assert.equal(hostOf(link), '');
  }
});

test('a card has a title and a link that leads where it says', () => {
  const params = { title: 'CV', link: READY.link, language: 'fr' };
  const card = cardOf(/** @type {any} */ ({ ...ENTRY, params }), 'Utile');
  assert.deepEqual(card, {
    title: 'CV', link: READY.link, host: 'europass.europa.eu', language: 'fr', useful: 'Utile',
  });
  const bad = cardOf(/** @type {any} */ ({ ...ENTRY, params: { ...params, link: 'javascript:1' } }), '');
  assert.equal(bad?.link, '');
  assert.equal(cardOf(/** @type {any} */ ({ ...ENTRY, author: 'visitor', params }), ''), null);
});

test('a text goes in at the cursor, and paragraphs stay apart', () => {
  assert.deepEqual(inserted('', 'Texte', 0), { text: 'Texte', caret: 5 });
  assert.deepEqual(inserted('Bonjour ', 'Texte', 8), { text: 'Bonjour\n\nTexte', caret: 14 });
  assert.deepEqual(inserted('Avant après', 'Texte', 6), { text: 'Avant\n\nTexte\n\naprès', caret: 12 });
});
