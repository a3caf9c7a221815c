import assert from 'node:assert/strict';
import { test } from 'node:test';

import { solve } from '../../static/js/core/proof.js';

// As altcha for Python (2.3) made it, with counter 5 and cost 10.
const CHALLENGE = '{"parameters":{"algorithm":"PBKDF2/SHA-256","cost":10,"keyLength":32,"keyPrefix":"b45611c075712fb858ebffc6eb157c33","nonce":"6514a5d79d9362536d7ed38c078417ba","salt":"8c15d4ab13b6eac057073004dcca581b","keySignature":"3eae8295a83b1b7f8b7d0dad86282fd227718ee9120268f99670693461ebc605"},"signature":"683dc7b5da05cac4dca7e691c1b753ae9f8ebb542303372514eb5603453c4892"}';

test('a challenge is solved as altcha does it, and comes back as it was', async () => {
  const { challenge, solution } = JSON.parse(atob(await solve(CHALLENGE)));
  assert.deepEqual(challenge, JSON.parse(CHALLENGE));
  assert.equal(solution.counter, 5);
  assert.ok(solution.derivedKey.startsWith(challenge.parameters.keyPrefix));
  assert.equal(solution.derivedKey.length, 64);
});

test('what is no challenge has no solution', async () => {
  await assert.rejects(solve('{}'));
});
