import assert from 'node:assert/strict';
import { test } from 'node:test';

import { clock, grouped, guardOf, idle, lightOf, percent, worthSaying } from '../../static/js/core/board_view.js';

const row = (over = {}) => ({
  city: 'namur',
  language: 'fr',
  waiting: 0,
  longest_since: null,
  in_talk: 0,
  free_slots: 2,
  on_duty: 1,
  open: true,
  ...over,
});

test('The light says whether one more person could be taken', () => {
  const light = (over) => lightOf(row(over), [row(over)]);
  assert.equal(light({}), 'calm');
  assert.equal(light({ waiting: 1 }), 'busy');
  assert.equal(light({ free_slots: 0 }), 'full');
  assert.equal(light({ open: false }), 'closed');
});

test('A city without a free counselor is not full while another city can help in the language', () => {
  const mine = row({ free_slots: 0, on_duty: 0 });
  const other = row({ city: 'liege' });
  const foreign = row({ city: 'liege', language: 'de' });
  assert.equal(lightOf(mine, [mine, other]), 'calm');
  assert.equal(lightOf(mine, [mine, foreign]), 'full');
});

test('A closed city in which somebody still waits does not look closed', () => {
  const late = row({ open: false, waiting: 1, free_slots: 0 });
  assert.equal(lightOf(late, [late]), 'full');
});

test('A row is idle only when nobody waits, talks or is on duty', () => {
  assert.equal(idle(row({ on_duty: 0, free_slots: 0 })), true);
  assert.equal(idle(row({ on_duty: 0, free_slots: 0, in_talk: 1 })), false);
  assert.equal(idle(row()), false);
});

test('Rows stand by city and language in the configured order, any city last', () => {
  const rows = [
    row({ city: null }),
    row({ language: 'nl' }),
    row(),
    row({ city: 'brussels', language: 'nl' }),
    row({ city: 'new-town' }),
  ];
  const groups = grouped(rows, ['brussels', 'namur'], ['fr', 'nl']);
  assert.deepEqual(
    groups.map(({ city, rows: members }) => [city, members.map(({ language }) => language)]),
    [['brussels', ['nl']], ['namur', ['fr', 'nl']], ['new-town', ['fr']], [null, ['fr']]],
  );
});

test('The guard is on, or it may be time for it', () => {
  assert.equal(guardOf({ guarded_until: null, just_came: 29 }), 'off');
  assert.equal(guardOf({ guarded_until: null, just_came: 30 }), 'rush');
  assert.equal(guardOf({ guarded_until: 1, just_came: 30 }), 'on');
});

test('A wait reads like a clock', () => {
  assert.equal(clock(7.9), '0:07');
  assert.equal(clock(760), '12:40');
  assert.equal(clock(3729), '1:02:09');
  assert.equal(clock(-3), '0:00');
});

test('The figures are said aloud when they change, at most every thirty seconds', () => {
  assert.equal(worthSaying(null, 0, 0), true);
  assert.equal(worthSaying({ waiting: 1, at: 0 }, 1, 100), false);
  assert.equal(worthSaying({ waiting: 1, at: 0 }, 2, 29), false);
  assert.equal(worthSaying({ waiting: 1, at: 0 }, 2, 30), true);
});

test('A share is read as a percentage, and one that is not known as no figure', () => {
  assert.equal(percent(0.836, 'en'), '84%');
  assert.equal(percent(null, 'fr'), '–');
});
