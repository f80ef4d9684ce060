import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { endOfDay } from '../../../kernel/day.ts';
import { DEFAULT_POLICIES } from '../../documents/policy/rules.ts';
import type { Recurrence } from '../recurrence/types.ts';
import { decideAlike } from './rules-alike.ts';
import { decideTraining } from './rules.ts';
import { applied, assigned, at, day, document, facts, now, open, person, record, version } from './test-facts.ts';
import type { Facts, Hint, VersionFact } from './types.ts';

const YEARLY: Recurrence = { basis: 'rolling', months: 12, windowDays: 30, revisionRenews: true };
const recurring = (recurrence: Recurrence = YEARLY, ...versions: VersionFact[]) => ({ ...document(...(versions.length === 0 ? [version(1)] : versions)), recurrence });
const validTo = (text: string, zone = 'Europe/Dublin') => endOfDay(day(text), zone);
/** Trained on version 1, valid to the end of that day; today is Monday 2 March 2026. */
const until = (text: string, more: Partial<Facts> = {}): Facts => facts({ document: recurring(), trained: [record('v1', { validUntil: validTo(text) })], ...more });
const decide = (given: Facts, hint: Hint = 'none') => assigned(decideTraining(given, now, hint)).map(({ version: { id }, path, cause, dueOn }) => `${id} ${path} ${cause} ${dueOn.toString()}`);

describe('a renewal is assigned ahead of the end', () => {
  test('TRN-10 on the first day of the window, not before, due on the last working day of the validity', () => {
    assert.deepEqual(decide(until('2026-04-02')), []); // opens on 3 March
    assert.deepEqual(decide(until('2026-04-01')), ['v1 recertification renewal 2026-04-01']);
    assert.deepEqual(decide(until('2026-03-29')), ['v1 recertification renewal 2026-03-27']); // a Sunday
    assert.deepEqual(decide(until('2026-03-02')), ['v1 recertification renewal 2026-03-02']);
  });

  test('TRN-10 TRN-11 once: whoever failed or is late stays in the cycle with the one assignment they have', () => {
    const after = applied(until('2026-04-01'), decideTraining(until('2026-04-01'), now, 'none'));
    assert.deepEqual(decideTraining(after, now, 'none'), []);
    const late = until('2026-03-01', { open: [open('v1', at('2026-03-02T00:00:00Z'))] });
    assert.deepEqual(decideTraining(late, now, 'none'), []);
  });

  test('TRN-10 whoever lapsed with nothing assigned is trained in full; completed early, nothing is due until the next window', () => {
    assert.deepEqual(decide(until('2026-03-01')), ['v1 full renewal 2026-04-01']);
    assert.deepEqual(decide(until('2027-03-01')), []);
  });

  test('TRN-10 where training recurs no more, what still ends is still renewed', () => {
    assert.deepEqual(decide(until('2026-04-01', { document: recurring({ basis: 'none', windowDays: 30 }) })), ['v1 recertification renewal 2026-04-01']);
  });

  test('TRN-10 records made before anything recurred do not lapse; their renewal has the initial days at least', () => {
    const old = (trainedAt: string) => facts({ document: recurring(), trained: [record('v1', { at: at(trainedAt) })] });
    assert.deepEqual(decide(old('2025-05-10T09:00:00Z')), []);
    assert.deepEqual(decide(old('2024-01-10T09:00:00Z')), ['v1 recertification renewal 2026-04-01']); // long past: 30 days from now
    assert.deepEqual(decide(old('2025-04-01T09:00:00Z')), ['v1 recertification renewal 2026-04-01']);
  });

  test('TRN-10 a record made inside its own window opens it on the day after', () => {
    const made = (on: string) => until('2026-03-20', { trained: [record('v1', { validUntil: validTo('2026-03-20'), at: at(on) })] });
    assert.deepEqual(decide(made('2026-03-02T08:00:00Z')), []);
    assert.deepEqual(decide(made('2026-03-01T23:59:00Z')), ['v1 recertification renewal 2026-03-20']);
  });

  test('TRN-10 of a qualification carried forward, the training that it rests on counts', () => {
    const carried = facts({ document: recurring(YEARLY, version(1, { state: 'superseded' }), version(2, { decision: 'none' })), trained: [record('v1', { at: at('2025-03-20T09:00:00Z') }), record('v2', { carried: true, at: at('2026-02-01T09:00:00Z') })] });
    assert.deepEqual(decide(carried), ['v2 recertification renewal 2026-04-01']);
  });

  test('TRN-10 not for those of whom it is not required, who are absent, or who left', () => {
    for (const more of [{ required: null, obligation: null }, { person: person({ onLeave: true }) }, { person: person({ employed: false }) }]) assert.deepEqual(decide(until('2026-04-01', more)), []);
  });
});

describe('a renewal meets other changes', () => {
  const coming = (effectiveOn: string, more: Partial<VersionFact> = {}) => version(2, { state: 'approved', effectiveOn: day(effectiveOn), ...more });
  const revised = (...comings: VersionFact[]) => until('2026-03-25', { document: recurring(YEARLY, version(1), ...comings) });

  test('TRN-10 a new version that takes effect before the renewal is due is trained instead, where that counts', () => {
    assert.deepEqual(decide(revised(coming('2026-03-20'))), ['v2 full revision 2026-03-20']);
    assert.deepEqual(decide(revised(coming('2026-03-25'))), ['v1 recertification renewal 2026-03-25', 'v2 full revision 2026-03-25']); // not a whole day before
    const apart = until('2026-03-25', { document: recurring({ ...YEARLY, revisionRenews: false }, version(1), coming('2026-03-20')) });
    assert.deepEqual(decide(apart), ['v1 recertification renewal 2026-03-25', 'v2 full revision 2026-03-20']);
  });

  test('TRN-10 a version that may be held, and one without training, is not waited for', () => {
    assert.deepEqual(decide(revised(coming('2026-03-20', { takesEffect: 'gate' }))).length, 2);
    assert.deepEqual(decide(revised(coming('2026-03-20', { decision: 'none' }))), ['v1 recertification renewal 2026-03-25']);
  });

  test('IMP-07 a version that takes over during the renewal supersedes it, and lateness moves on', () => {
    const since = at('2026-02-20T00:00:00Z');
    const after = until('2026-02-19', { document: recurring(YEARLY, version(1, { state: 'superseded' }), version(2)), open: [open('v1', since)] });
    const changes = decideTraining(after, now, 'none');
    assert.deepEqual(changes.map((change) => change.kind), ['close', 'assign']);
    assert.deepEqual(assigned(changes).map((change) => [change.version.id, change.path, change.overdueSince?.toString()]), [['v2', 'full', since.toString()]]);
  });

  test('MTX-09 TRN-10 back from leave across the renewal: in one set with the initial days, lapsed or not', () => {
    assert.deepEqual(decide(until('2026-03-10'), 'return'), ['v1 recertification return 2026-04-01']);
    assert.deepEqual(decide(until('2026-02-10'), 'return'), ['v1 full return 2026-04-01']);
  });

  test('MTX-10 TRN-10 left and rejoined: what is still valid counts, what lapsed is trained in full', () => {
    const rejoined = { obligation: null };
    assert.deepEqual(decide(until('2026-09-01', rejoined), 'hire'), []);
    assert.deepEqual(decide(until('2026-02-01', rejoined), 'hire'), ['v1 full hire 2026-04-01']);
  });

  test('TRN-10 moved to another zone: due on a day that ends there before the validity does', () => {
    const moved = until('2026-03-20', { trained: [record('v1', { validUntil: validTo('2026-03-20', 'Pacific/Auckland') })], person: person({ zone: 'America/Los_Angeles' }) });
    assert.deepEqual(decide(moved), ['v1 recertification renewal 2026-03-19']);
  });

  test('TRN-02 policy may ask for every new version in full, minor ones too', () => {
    const minor = facts({ document: document(version(1, { state: 'superseded' }), version(2, { decision: 'refresher' })), trained: [record('v1')] });
    assert.equal(assigned(decideTraining(minor, now, 'none'))[0]?.path, 'refresher');
    const strict = { ...minor, document: { ...minor.document, policy: { ...DEFAULT_POLICIES.high, fullForMinor: true } } };
    assert.equal(assigned(decideTraining(strict, now, 'none'))[0]?.path, 'full');
  });

  test('MTX-04 people who trained on different days without an end are told apart as soon as a window is open', () => {
    const shared = facts({ document: recurring() });
    const alike = decideAlike(now, 'none');
    const on = (trainedAt: string) => alike({ ...shared, trained: [record('v1', { at: at(trainedAt) })] }).length;
    assert.deepEqual([on('2025-12-01T09:00:00Z'), on('2025-11-01T09:00:00Z'), on('2025-03-20T09:00:00Z'), on('2025-12-02T09:00:00Z')], [0, 0, 1, 0]);
  });
});
