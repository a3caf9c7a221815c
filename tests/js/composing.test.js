import assert from 'node:assert/strict';
import { test } from 'node:test';

import { composes } from '../../static/js/core/composing.js';

test('A key of a composition is one, though Safari says that the composition is over', () => {
  assert.equal(composes({ isComposing: true, keyCode: 13 }), true);
  assert.equal(composes({ isComposing: false, keyCode: 229 }), true);
  assert.equal(composes({ isComposing: false, keyCode: 13 }), false);
});
