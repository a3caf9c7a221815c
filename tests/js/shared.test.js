import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { nextStep } from '../../static/js/core/backoff.js';
import { tokens } from '../../static/js/core/linkify.js';
import { afresh, due, handed, refuse, settle, unsent, wake } from '../../static/js/core/outbox.js';
import { promised } from '../../static/js/core/promised.js';
import { clock, duration, sameDay } from '../../static/js/core/time.js';
import { speaker } from '../../static/js/core/words.js';

describe('links', () => {
  const links = (text) => tokens(text).filter(({ href }) => href).map(({ text: shown }) => shown);

  test('nothing of a message is lost or changed', () => {
    for (const text of ['', 'a', 'see https://a.be/x, and http://b.be.', '<b>https://c.be</b>', 'http://', 'ça 🙂 https://é.be/ü']) {
      assert.equal(tokens(text).map((token) => token.text).join(''), text);
    }
  });

  test('the end of a sentence and an open bracket are no part of an address', () => {
    assert.deepEqual(links('(see https://a.be/x) or https://b.be/y_(z). «https://c.be»!'), ['https://a.be/x', 'https://b.be/y_(z)', 'https://c.be']);
  });

  test('only complete http addresses become links, and those that begin with www', () => {
    assert.deepEqual(links('javascript:alert(1) a.be mailto:a@b.be ftp://a.be https://localhost data:text/html,x'), []);
    assert.deepEqual(links('(www.a.be/x), WWW.B.be.'), ['www.a.be/x', 'WWW.B.be']);
    assert.equal(tokens('voir www.a.be/x')[1].href, 'https://www.a.be/x');
    assert.deepEqual(links('www. www.be x@www.a.be my-www.a.be éwww.a.be ftp://www.a.be www..be'), []);
  });

  test('an address that hides where it goes shows the real host', () => {
    const [token] = tokens('https://bank.be@evil.example/x');
    assert.equal(token.host, 'evil.example');
    assert.equal(tokens('https://ok.be/x')[0].host, undefined);
    assert.equal(tokens('www.bank.be@www.evil.be/x')[0].host, 'www.evil.be');
    assert.equal(tokens('www.ok.be/x')[0].host, undefined);
  });
});

describe('words', () => {
  test('holes are filled and plurals follow the language', () => {
    const say = speaker({ hi: '{who}, {n}', line: { one: '{n} рядок', few: '{n} рядки', many: '{n} рядків', other: '{n} рядка' } }, 'uk');
    assert.equal(say('hi', { who: 'Léa', n: 1 }), 'Léa, 1');
    assert.deepEqual([1, 3, 5, 21].map((n) => say('line', { n })), ['1 рядок', '3 рядки', '5 рядків', '21 рядок']);
  });

  test('a missing word or hole is visible, not fatal', () => {
    const say = speaker({ hi: 'Hi {who}' }, 'en');
    assert.equal(say('nothing'), 'nothing');
    assert.equal(say('hi'), 'Hi {who}');
  });

  test('a word is never taken for a pattern', () => {
    assert.equal(speaker({ hi: '{a}' }, 'en')('hi', { a: '$& {b}' }), '$& {b}');
  });
});

describe('outbox', () => {
  const line = (key) => unsent(key, key, 100);
  const keys = (lines) => lines.map(({ key }) => key);

  test('a session gets a line once, the next session gets it again', () => {
    const sent = handed([line('a'), line('b')], ['a'], 1);
    assert.deepEqual(keys(due(sent, 1)), []);
    assert.deepEqual(keys(due(sent, 2)), ['a']);
    assert.deepEqual(keys(due(afresh(sent), 1)), ['a']);
  });

  test('no line is handed over before the one ahead of it has come back', () => {
    const lines = [line('a'), line('b')];
    assert.deepEqual(keys(due(lines, 1)), ['a']);
    assert.deepEqual(keys(due(settle(handed(lines, ['a'], 1), 'a'), 1)), ['b']);
  });

  test('a line for good refused is kept but not sent, and holds nobody back', () => {
    const refused = refuse([line('a'), line('b')], { key: 'a', code: 'too_long', params: {} }, 100);
    assert.deepEqual(keys(refused), ['a', 'b']);
    assert.deepEqual(keys(due(refused, 1)), ['b']);
  });

  test('a line refused for a while keeps its place', () => {
    const held = refuse([line('a'), line('b')], { key: 'a', code: 'too_fast', params: { retry_after: 3 } }, 100);
    assert.deepEqual(keys(due(held, 1)), []);
    assert.deepEqual(keys(due(wake(held, 102), 1)), []);
    assert.deepEqual(keys(due(wake(held, 103), 1)), ['a']);
  });

  test('what was written in a long time without a line goes out in order and never as a flood', () => {
    // the server: twelve lines at once, two a second, and twenty refusals before it hangs up
    let lines = Array.from({ length: 40 }, (_none, at) => line(`${at}`));
    let [tokens, refusals] = [12, 20];
    const stored = [];
    for (let second = 0; lines.length > 0 && second < 60; second += 1) {
      lines = wake(lines, second);
      for (let next = keys(due(lines, 1)); next.length > 0; next = keys(due(lines, 1))) {
        lines = handed(lines, next, 1);
        for (const key of next) {
          if (tokens >= 1) stored.push(key);
          else refusals -= 1;
          lines = tokens >= 1 ? settle(lines, key)
            : refuse(lines, { key, code: 'too_fast', params: { retry_after: 0.5 } }, second);
          tokens = Math.max(0, tokens - 1);
        }
      }
      tokens += 2;
      refusals = Math.min(20, refusals + 0.5);
      assert.ok(refusals > 0, `hung up after ${second} s`);
    }
    assert.deepEqual(stored, Array.from({ length: 40 }, (_none, at) => `${at}`));
  });

  test('settling an unknown key changes nothing', () => {
    const lines = [line('a')];
    assert.equal(settle(lines, 'x'), lines);
    assert.deepEqual(settle(lines, 'a'), []);
  });
});

describe('reconnecting', () => {
  test('waits grow, are spread, and stay under fifteen seconds', () => {
    const waits = [0, 1, 2, 3, 8, 50].map((attempt) => nextStep(1006, attempt, 0.999).after);
    assert.deepEqual(waits, [...waits].sort((a, b) => a - b));
    assert.ok(waits.every((wait) => wait > 0 && wait <= 15));
    assert.notEqual(nextStep(1006, 4, 0).after, nextStep(1006, 4, 0.9).after);
  });

  test('the server says what the close means', () => {
    assert.deepEqual(nextStep(4401, 0, 0), { do: 'reload' });
    assert.deepEqual(nextStep(4426, 0, 0), { do: 'reload' });
    assert.deepEqual(nextStep(4403, 0, 0), { do: 'stop' });
    assert.ok(nextStep(4429, 0, 0).after >= 30);
    assert.ok(nextStep(1012, 0, 0.9).after <= 3);
  });
});

describe('time', () => {
  const noon = Date.UTC(2026, 6, 1, 10, 0) / 1000;

  test('an instant is written in the zone that is meant', () => {
    assert.equal(clock(noon, 'fr', 'Europe/Brussels'), '12:00');
    assert.equal(sameDay(noon, noon + 12.5 * 3600, 'Europe/Brussels'), false);
    assert.equal(sameDay(noon, noon + 11.5 * 3600, 'Europe/Brussels'), true);
  });

  test('what is promised until midnight is promised for the whole day that ends then', () => {
    const say = speaker({ when_promised: '{day} at {time}' }, 'en');
    const [midnight, later] = [noon + 12 * 3600, noon + 26.5 * 3600];
    assert.equal(promised(midnight, 'en', say, 'Europe/Brussels'), 'Wednesday 1 July');
    assert.equal(promised(midnight, 'de', say, 'Europe/Brussels'), 'Mittwoch, 1. Juli');
    assert.equal(promised(later, 'en', say, 'Europe/Brussels'), 'Thursday 2 July at 14:30');
  });

  test('a length of time is written in its largest unit', () => {
    assert.equal(duration(45, 'en'), '45 sec');
    assert.match(duration(200, 'fr'), /^3\smin$/u);
    assert.equal(duration(-3, 'en'), '0 sec');
  });
});
