import assert from 'node:assert/strict';
import { test } from 'node:test';

import { LETTERS, actOf, changedLetter, letterFor, lettersFrom } from '../../static/js/core/shortcuts.js';

const press = (over) => ({ key: '', code: '', altKey: true, ctrlKey: false, metaKey: false, ...over });

test('A letter with Alt acts, also while one writes', () => {
  assert.equal(actOf(press({ key: 'o', code: 'KeyO' }), true), 'accept');
  assert.equal(actOf(press({ key: 'O', code: 'KeyO' }), false), 'accept');
});

test('A talk is handed over by its own letter', () => {
  assert.equal(actOf(press({ key: 'g', code: 'KeyG' }), true), 'hand');
});

test('A letter without Alt is text', () => {
  assert.equal(actOf(press({ key: 'o', code: 'KeyO', altKey: false }), false), null);
});

test('AltGr, which types characters, is left alone', () => {
  assert.equal(actOf(press({ key: 'o', code: 'KeyO', ctrlKey: true }), true), null);
});

test('A Cyrillic layout, and Alt on a Mac, go by the place of the key', () => {
  assert.equal(actOf(press({ key: 'щ', code: 'KeyO' }), true), 'accept');
  assert.equal(actOf(press({ key: 'ø', code: 'KeyO' }), true), 'accept');
});

test('A question mark opens the help, but not inside a text', () => {
  const mark = press({ key: '?', code: 'Comma', altKey: false });
  assert.equal(actOf(mark, false), 'help');
  assert.equal(actOf(mark, true), null);
});

test('No letter that changes place between QWERTY and AZERTY is used', () => {
  for (const letter of 'aqzwm') assert.equal(letter in LETTERS, false);
});

test('A changed letter is the act\'s, and whichever act had it takes the old one', () => {
  const letters = changedLetter(LETTERS, 'accept', 'P') ?? {};
  assert.equal(actOf(press({ key: 'p', code: 'KeyP' }), true, letters), 'accept');
  assert.equal(actOf(press({ key: 'o', code: 'KeyO' }), true, letters), 'pass');
  const free = changedLetter(LETTERS, 'accept', 'y') ?? {};
  assert.equal(letterFor(free, 'accept'), 'y');
  assert.equal(actOf(press({ key: 'o', code: 'KeyO' }), true, free), null);
  assert.deepEqual(changedLetter(LETTERS, 'accept', 'o'), { ...LETTERS });
  assert.equal(changedLetter(LETTERS, 'accept', '7'), null);
});

test('Letters that were kept count only when every act has one', () => {
  const changed = changedLetter(LETTERS, 'accept', 'y');
  assert.deepEqual(lettersFrom(changed), changed);
  const { x: _newer, ...older } = changed;
  assert.deepEqual(lettersFrom(older), changed);
  assert.deepEqual(lettersFrom({ ...older, x: 'accept', y: 'wrap', u: 'accept' }), LETTERS);
  for (const broken of [null, 'x', {}, { o: 'accept' }, { ...LETTERS, y: 'accept' }]) {
    assert.deepEqual(lettersFrom(broken), LETTERS);
  }
});
