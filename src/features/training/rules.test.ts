import assert from 'node:assert/strict';
import { it } from 'node:test';
import { minutesOnPath } from './rules.ts';

it('TRN-02 a refresher and a notice take about a third of the whole module, and never no time at all', () => {
  assert.deepEqual((['full', 'recertification', 'refresher', 'notice'] as const).map((path) => minutesOnPath(20, path)), [20, 20, 7, 7]);
  assert.equal(minutesOnPath(1, 'refresher'), 1);
});
