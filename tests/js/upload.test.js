import assert from 'node:assert/strict';
import { mock, test } from 'node:test';

/** An upload that moves as it is told, and ends as a browser ends it. @type {any} */
let line = null;
globalThis.XMLHttpRequest = class {
  upload = {};
  timeout = 0;
  responseText = '';

  constructor() {
    line = this;
  }

  open() {}

  setRequestHeader() {}

  send() {}

  abort() {}
};
const { upload } = await import('../../static/js/net/files.js');

const REQUEST = { ref: 'r', key: 'K', code: null, seq: 2, alias: 'Alice' };

test('an upload that moves has as long as it takes, and one that stands still two minutes', async () => {
  let now = 5000;
  mock.method(performance, 'now', () => now);
  const shares = [];
  const { done } = upload(REQUEST, {}, 'm', (share) => shares.push(share));
  assert.equal(line.timeout, 120_000);
  now += 100_000;
  line.upload.onprogress({ loaded: 1, total: 4 });
  assert.equal(line.timeout, 220_000); // a browser counts it from the beginning
  now += 100_000;
  line.upload.onprogress({ loaded: 4, total: 4 });
  assert.equal(line.timeout, 320_000);
  assert.deepEqual(shares, [0.25, 1]);
  line.ontimeout();
  assert.deepEqual(await done, { code: 'cut' });
});
