import assert from 'node:assert/strict';
import { test } from 'node:test';

import { standing } from '../../static/js/core/kept_answer.js';

const kept = (text, upon = '') => ({ text, upon });

test('What the service never got stands in the box', () => {
  assert.equal(standing(undefined, 'Une'), 'Une');
  assert.equal(standing(kept('Une formation', 'Une'), 'Une'), 'Une formation');
  assert.equal(standing(kept('', 'Une'), 'Une'), '');
});

test('What the page shows by now is not new, though the service has cleaned it', () => {
  assert.equal(standing(kept('Une e\u0301tape\u202e \n', 'Une'), 'Une étape'), 'Une étape');
});

test('What somebody else has written meanwhile stands there too', () => {
  assert.equal(standing(kept('Une formation', 'Une'), 'Deux ans'), 'Une formation\n\nDeux ans');
  assert.equal(standing(kept('Une formation', 'Une'), ''), 'Une formation');
});
