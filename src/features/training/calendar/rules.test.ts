import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endOfDay } from '../../../kernel/day.ts';
import { at, day, document, version } from '../reconcile/test-facts.ts';
import { recalendar, type OpenWork, type SiteClock } from './rules.ts';

const clock = (holidays: readonly string[] = [], workingDays = [1, 2, 3, 4, 5], zone = 'Europe/Dublin'): SiteClock => ({ zone, calendar: { workingDays, holidays: holidays.map(day) } });
const of = document(version(1));
const { initialDays } = of.policy;
/** Assigned so that by the policy it is due on the day; its holidays may move it back from there. */
const work = (byPolicy: string, more: Partial<OpenWork> = {}): OpenWork => ({ id: 'a', personId: 'p', documentId: 'd', versionId: 'v1', cause: 'rule', assignedAt: at(`${day(byPolicy).subtract({ days: initialDays }).toString()}T12:00:00Z`), zone: 'Europe/Dublin', dueOn: day(byPolicy), resumed: false, extended: false, ...more });
const to = (one: OpenWork, before: SiteClock, after: SiteClock, now = '2026-01-05T09:00:00Z'): string => { const moved = recalendar(one, before, after, of, at(now)); return moved === null ? 'stays' : `${moved.to.toString()} ${moved.zone}`; };

test('TRN-03 a new holiday moves what is due on it back to the last working day; what is due on another day stays', () => {
  assert.equal(to(work('2026-06-01'), clock(), clock(['2026-06-01'])), '2026-05-29 Europe/Dublin'); // over a weekend and the end of the month
  assert.equal(to(work('2028-02-29'), clock(), clock(['2028-02-29'])), '2028-02-28 Europe/Dublin');
  assert.equal(to(work('2028-03-01'), clock(), clock(['2028-02-29', '2028-03-01'])), '2028-02-28 Europe/Dublin');
  assert.equal(to(work('2026-06-02'), clock(), clock(['2026-06-01'])), 'stays');
});

test('TRN-03 a holiday that is none gives the day back, also across a weekend that was off', () => {
  assert.equal(to(work('2026-06-01', { dueOn: day('2026-05-29') }), clock(['2026-06-01']), clock()), '2026-06-01 Europe/Dublin');
  assert.equal(to(work('2026-05-31', { dueOn: day('2026-05-29') }), clock(), clock([], [1, 2, 3, 4, 5, 7])), '2026-05-31 Europe/Dublin');
});

test('MTX-09 TRN-10 what a leave or a renewal has set moves back when its day is not worked any more, and never forward', () => {
  for (const other of [{ resumed: true }, { cause: 'renewal' as const }]) {
    assert.equal(to(work('2026-06-01', other), clock(), clock(['2026-06-01'])), '2026-05-29 Europe/Dublin');
    assert.equal(to(work('2026-06-01', { ...other, dueOn: day('2026-05-29') }), clock(['2026-06-01']), clock()), 'stays');
  }
});

test('TRN-03 a day that quality approved stays, worked or not', () => {
  assert.equal(to(work('2026-06-01', { extended: true }), clock(), clock(['2026-06-01'])), 'stays');
});

test('IMP-07 nobody becomes late by a calendar: due today at the earliest', () => {
  assert.equal(to(work('2026-06-01'), clock(), clock(['2026-06-01']), '2026-06-01T08:00:00Z'), 'stays');
  assert.equal(to(work('2026-06-03'), clock(), clock(['2026-06-01', '2026-06-02', '2026-06-03']), '2026-06-02T08:00:00Z'), '2026-06-02 Europe/Dublin');
});

test('TRN-03 another zone: the same day, ending by the midnight there; with an approved day as well; on the last day of a month too', () => {
  const [from, auckland] = [clock(), clock([], [1, 2, 3, 4, 5], 'Pacific/Auckland')];
  assert.equal(to(work('2026-07-31'), from, auckland), '2026-07-31 Pacific/Auckland');
  assert.equal(to(work('2026-07-31', { extended: true }), from, auckland), '2026-07-31 Pacific/Auckland');
  assert.equal(endOfDay(day('2026-07-31'), 'Pacific/Auckland').toString(), '2026-07-31T12:00:00Z');
  assert.equal(to(work('2026-07-31', { zone: 'America/New_York' }), from, auckland), 'stays', 'assigned at another site');
  assert.equal(to(work('2026-07-31'), from, auckland, '2026-07-31T13:00:00Z'), '2026-08-01 Pacific/Auckland', 'it is August there already');
});

test('TRN-03 moved once, it stays moved', () => {
  const after = clock(['2026-06-01']);
  const once = recalendar(work('2026-06-01'), clock(), after, of, at('2026-01-05T09:00:00Z'));
  assert.equal(to(work('2026-06-01', { dueOn: once?.to ?? day('2026-06-01') }), after, clock(['2026-06-01', '2026-12-25'])), 'stays');
});
