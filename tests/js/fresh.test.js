import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

/** The browser's globals, as far as this needs them. */
const kept = new Map();
let reloads = 0;
let reachable = true;
Object.assign(globalThis, {
  document: { documentElement: { dataset: { build: 'one' } } },
  history: { state: null, replaceState() {} },
  location: { reload: () => (reloads += 1) },
  sessionStorage: {
    setItem: (name, value) => kept.set(name, value),
    getItem: (name) => kept.get(name) ?? null,
    removeItem: (name) => kept.delete(name),
  },
  fetch: async () => {
    if (!reachable) throw new TypeError('offline');
    return { ok: true };
  },
});
const { loaded } = await import('../../static/js/net/fresh.js');

const LOST = new TypeError('Failed to fetch dynamically imported module');
/** What came of a part that cannot be loaded; null: the page has gone before anything did. */
const lost = () => {
  const nothing = new Promise((resolve) => setImmediate(resolve, null));
  return Promise.race([loaded(Promise.reject(LOST)).catch((error) => error), nothing]);
};

beforeEach(() => {
  kept.clear();
  reloads = 0;
  reachable = true;
  document.documentElement.dataset.build = 'one';
});

test('a part that comes is handed on', async () => {
  assert.equal(await loaded(Promise.resolve('part')), 'part');
  assert.equal(reloads, 0);
});

test('a part that cannot be loaded brings the page anew, once for each build', async () => {
  assert.equal(await lost(), null);
  assert.equal(reloads, 1);
  assert.equal(await lost(), LOST);
  assert.equal(reloads, 1);
  document.documentElement.dataset.build = 'two';
  assert.equal(await lost(), null);
  assert.equal(reloads, 2);
});

test('nothing is loaded anew while the service is out of reach', async () => {
  reachable = false;
  assert.equal(await lost(), LOST);
  reachable = true;
  assert.equal(reloads, 0);
  assert.equal(await lost(), null);
});
