import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Screen } from '../../../ui/screen.ts';
import { areaAt, navigationFor } from './navigation.ts';

const nothing = (): null => null;
const screen = (path: string, area: NonNullable<Screen['nav']>['area'], order: number, permission?: string): Screen => ({ path, component: nothing, title: path, nav: { area, order, icon: nothing }, ...(permission === undefined ? {} : { permission }) });
const screens = [screen('/matrix/rules', 'matrix', 1, 'matrix.read'), screen('/matrix', 'matrix', 0, 'matrix.read'), screen('/', 'training', 0), screen('/audit', 'administration', 0, 'audit.read')];

test('SEC-01 the rail holds the areas that the person may use, in their order', () => {
  assert.deepEqual(navigationFor(screens, ['matrix.read']).map((entry) => [entry.area, ...entry.screens.map((one) => one.path)]), [['training', '/'], ['matrix', '/matrix', '/matrix/rules']]);
  assert.deepEqual(navigationFor(screens, []).map((entry) => entry.area), ['training']);
});

test('an address belongs to the area of the screen it stands under; the start page holds nothing but itself', () => {
  const entries = navigationFor(screens, ['matrix.read', 'audit.read']);
  assert.equal(areaAt(entries, '/matrix/rules/7'), 'matrix');
  assert.equal(areaAt(entries, '/'), 'training');
  assert.equal(areaAt(entries, '/account'), null);
});
