import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { languageName } from '../../static/js/core/language_names.js';
import { stepOf, toAsk } from '../../static/js/core/talk_language.js';

const ME = { alias: 'Alice', city: 'brussels', subjects: [], languages: ['fr', 'nl'] };
const TALK = {
  ref: 'a', state: 'open', language: 'fr', page_language: 'fr', language_hint: null, language_asked: null, looking_on: false,
};
const held = (over = {}, entries = []) => ({ talk: { ...TALK, ...over }, entries, gone: null });
const kept = { code: 'language_kept', params: { to_language: 'nl', language: 'fr' } };

describe('what is next about the language of a talk', () => {
  test('as long as everything fits, nothing', () => {
    assert.equal(stepOf(held(), ME), null);
    assert.equal(stepOf(held({ language_hint: 'fr' }), ME), null);
  });

  test('a text that looks like another language can be asked about, until the visitor says no', () => {
    const hinted = { language_hint: 'nl' };
    assert.deepEqual(stepOf(held(hinted), ME), { kind: 'ask', language: 'nl' });
    assert.equal(stepOf(held(hinted, [kept]), ME), null);
    assert.deepEqual(stepOf(held({ language_hint: 'uk' }, [kept]), ME), { kind: 'ask', language: 'uk' });
  });

  test('one question at a time: while it has no answer it is only told', () => {
    const asked = { language_hint: 'uk', language_asked: 'nl' };
    assert.deepEqual(stepOf(held(asked), ME), { kind: 'asked', language: 'nl' });
    assert.deepEqual(toAsk(held(asked), ME), []);
  });

  test('a talk in a language that is not mine is for somebody else', () => {
    assert.deepEqual(stepOf(held({ language: 'uk' }), ME), { kind: 'hand', language: 'uk' });
    assert.equal(stepOf(held({ language: 'uk' }), null), null);
  });

  test('nobody asks in a talk that is over, or that one only looks on', () => {
    for (const over of [{ state: 'closed' }, { state: 'waiting' }, { looking_on: true }]) {
      assert.equal(stepOf(held({ ...over, language_hint: 'nl' }), ME), null);
      assert.deepEqual(toAsk(held({ ...over, language_hint: 'nl' }), ME), []);
    }
  });
});

test('Among the facts one can ask for the text’s language, the page’s and one’s own', () => {
  assert.deepEqual(toAsk(held({ language_hint: 'de', page_language: 'uk' }), ME), ['de', 'uk', 'nl']);
  assert.deepEqual(toAsk(held({ language: 'nl' }), ME), ['fr']);
});

test('A language is called by its name in the language of the page', () => {
  assert.equal(languageName('nl', 'fr'), 'néerlandais');
  assert.equal(languageName('nl', 'nl'), 'Nederlands');
  assert.equal(languageName('', 'fr'), '');
});
