import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isDriftReached } from './rules-carry.ts';
import { decideTraining, pathTo } from './rules.ts';
import { applied, assigned, at, day, document, facts, kinds, now, open, person, record, trainedOn, version } from './test-facts.ts';
import type { Change, Facts, VersionFact } from './types.ts';

const old = (ordinal: number, more: Partial<VersionFact> = {}): VersionFact => version(ordinal, { state: 'superseded', decision: 'none', ...more });
const carried = (...ids: string[]) => ids.map((id) => record(id, { carried: true }));
const pathsOf = (changes: readonly Change[]): string[] => assigned(changes).map((change) => `${change.version.id} ${change.path}${change.driftLimit ? ' by drift limit' : ''}`);

describe('the drift limit', () => {
  const coming = (ordinal: number, more: Partial<VersionFact> = {}): VersionFact => version(ordinal, { state: 'approved', decision: 'none', effectiveOn: day('2026-04-01'), ...more });

  it('IMP-05 three versions carried forward in succession: the fourth revision is trained in full, whatever was decided', () => {
    const of = (count: number, decision: VersionFact['decision']): Facts => facts({
      document: document(version(1, { state: 'superseded' }), ...Array.from({ length: count }, (_, index) => old(index + 2, index + 1 === count ? { state: 'effective' } : {})), coming(count + 2, { decision })),
      trained: [record('v1'), ...carried(...Array.from({ length: count }, (_, index) => `v${index + 2}`))],
    });
    assert.deepEqual(pathsOf(decideTraining(of(2, 'none'), now, 'none')), []);
    assert.deepEqual(pathsOf(decideTraining(of(3, 'none'), now, 'none')), ['v5 full by drift limit']);
    assert.deepEqual(pathsOf(decideTraining(of(3, 'notify'), now, 'none')), ['v5 full by drift limit']);
    assert.deepEqual(pathsOf(decideTraining(of(2, 'refresher'), now, 'none')), ['v4 refresher']);
    assert.deepEqual(pathsOf(decideTraining(of(3, 'refresher'), now, 'none')), ['v5 full by drift limit']);
    assert.deepEqual(pathsOf(decideTraining(of(3, 'retrain'), now, 'none')), ['v5 full'], 'a retrain is full anyway');
  });

  it('IMP-05 a training in between begins the count anew', () => {
    const versions = document(version(1, { state: 'superseded' }), old(2), old(3, { decision: 'refresher' }), old(4), old(5, { state: 'effective' }), coming(6));
    assert.deepEqual(pathsOf(decideTraining(facts({ document: versions, trained: [record('v1'), ...carried('v2'), record('v3'), ...carried('v4', 'v5')] }), now, 'none')), []);
    assert.deepEqual(pathsOf(decideTraining(facts({ document: versions, trained: [record('v1'), ...carried('v2', 'v3', 'v4', 'v5')] }), now, 'none')), ['v6 full by drift limit']);
  });

  it('IMP-05 24 months after the last training a version is not carried forward: the day itself counts, in the person’s zone', () => {
    const of = (trainedAt: string, decision: VersionFact['decision'] = 'none') => facts({ document: document(version(1), coming(2, { decision })), trained: [record('v1', { at: at(trainedAt) })] });
    assert.deepEqual(pathsOf(decideTraining(of('2024-04-02T09:00:00+01:00'), now, 'none')), []);
    assert.deepEqual(pathsOf(decideTraining(of('2024-04-01T23:30:00+01:00'), now, 'none')), ['v2 full by drift limit']);
    assert.deepEqual(pathsOf(decideTraining(of('2020-01-01T00:00:00Z', 'refresher'), now, 'none')), ['v2 refresher'], 'a refresher right after a training is itself the training');
  });

  it('IMP-05 what the limit says is the same through the training window and at the switch', () => {
    const before = facts({ document: document(version(1), coming(2)), trained: [record('v1', { at: at('2024-04-01T09:00:00Z') })] });
    const [first] = assigned(decideTraining(before, now, 'none'));
    assert.equal(first?.path, 'full');
    const after = facts({ ...before, document: document(version(1, { state: 'superseded' }), coming(2, { state: 'effective' })), open: [open('v2')] });
    assert.deepEqual(decideTraining(after, at('2026-04-01T00:30:00Z'), 'none'), []);
  });

  it('IMP-05 however small the changes, after so many versions there is always a full retrain', () => {
    const decisions = fc.constantFrom<VersionFact['decision']>('notify', 'none');
    fc.assert(fc.property(fc.array(decisions, { minLength: 8, maxLength: 12 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 30 }), (life, driftVersions, driftMonths) => {
      const of = document(version(1));
      let state = facts({ document: { ...of, policy: { ...of.policy, driftVersions, driftMonths } }, trained: trainedOn('v1') });
      const full: string[] = [];
      for (const [index, decision] of life.entries()) {
        const versions = [...state.document.versions.map((one) => ({ ...one, state: 'superseded' as const })), version(index + 2, { decision, effectiveOn: day('2026-03-02') })];
        state = { ...state, document: { ...state.document, versions } };
        const changes = decideTraining(state, now, 'none');
        for (const change of assigned(changes).filter((one) => one.path === 'full')) full.push(change.version.id);
        state = { ...applied(state, changes), open: [], trained: [...applied(state, changes).trained, ...assigned(changes).map((one) => record(one.version.id, { carried: one.path === 'notice', at: now }))] };
        if (full.length > 0) return;
      }
      assert.fail(`never trained in ${life.length} versions with a limit of ${driftVersions}`);
    }), { numRuns: 500 });
  });

  it('IMP-05 without any record there is nothing that could have drifted', () => {
    assert.equal(isDriftReached(version(9), { person: person(), document: document(old(8)), trained: [] }), false);
  });
});

describe('people of whom nothing is required', () => {
  const free = (more: Partial<Facts>): Facts => facts({ required: null, obligation: null, ...more });
  const revised = (more: Partial<VersionFact> = {}) => document(version(1), version(2, { state: 'approved', effectiveOn: day('2026-04-01'), ...more }));

  it('IMP-03 who was trained on the version before is told, once, that the new one takes the qualification away', () => {
    const before = free({ document: revised(), trained: trainedOn('v1') });
    const told = decideTraining(before, now, 'none');
    assert.deepEqual(told.map((change) => change.kind === 'announce-lapse' && [change.version.id, change.fromVersionId]), [['v2', 'v1']]);
    assert.deepEqual(decideTraining(applied(before, told), now, 'none'), []);
    const after = { ...applied(before, told), document: document(version(1, { state: 'superseded' }), version(2)) };
    assert.deepEqual(decideTraining(after, now, 'none'), []);
  });

  it('IMP-03 whose qualification lapsed earlier, who left, and who never trained, are not told', () => {
    const third = document(version(1, { state: 'superseded' }), version(2), version(3, { state: 'approved' }));
    assert.deepEqual(decideTraining(free({ document: third, trained: trainedOn('v1'), noticed: ['v2'] }), now, 'none'), []);
    assert.deepEqual(decideTraining(free({ document: revised(), trained: [record('v1', { validUntil: now })] }), now, 'none'), []);
    assert.deepEqual(decideTraining(free({ document: revised(), trained: trainedOn('v1'), person: person({ employed: false }) }), now, 'none'), []);
    assert.deepEqual(decideTraining(free({ document: revised() }), now, 'none'), []);
    assert.deepEqual(decideTraining(free({ document: { ...revised(), retired: true }, trained: trainedOn('v1') }), now, 'none'), []);
  });

  it('IMP-03 losing the requirement while a new version is coming is the moment to tell', () => {
    const losing = facts({ required: null, document: revised(), trained: trainedOn('v1'), open: [open('v2')] });
    assert.deepEqual(kinds(decideTraining(losing, now, 'none')), ['end-obligation', 'close', 'announce-lapse']);
  });

  it('IMP-04 without training for the new version their qualification is carried forward at the switch like everyone’s', () => {
    assert.deepEqual(decideTraining(free({ document: revised({ decision: 'none' }), trained: trainedOn('v1') }), now, 'none'), []);
    const switched = document(version(1, { state: 'superseded' }), version(2, { decision: 'none' }));
    const [change, ...more] = decideTraining(free({ document: switched, trained: trainedOn('v1') }), now, 'none');
    assert.deepEqual([change?.kind, change?.kind === 'carry-forward' && change.required, more.length], ['carry-forward', false, 0]);
    const drifted = [record('v1', { at: at('2020-01-01T00:00:00Z') })];
    assert.deepEqual(kinds(decideTraining(free({ document: switched, trained: drifted }), now, 'none')), ['announce-lapse'], 'beyond the drift limit it lapses');
  });

  it('IMP-03 where the policy retrains prior completers, they are trained like everyone who needs it, and told why', () => {
    const of = revised();
    const before = free({ document: { ...of, policy: { ...of.policy, retrainPriorCompleters: true } }, trained: trainedOn('v1') });
    const changes = decideTraining(before, now, 'none');
    assert.deepEqual(kinds(changes), ['open-obligation', 'assign']);
    assert.match(changes[0]?.kind === 'open-obligation' ? (changes[0].reasons[0]?.text ?? '') : '', /^Trained on SOP-012 before/u);
    assert.equal(assigned(changes)[0]?.cause, 'revision');
    const never = { ...before, trained: [] };
    assert.deepEqual(decideTraining(never, now, 'none'), []);
    const off = { ...applied(before, changes), document: of };
    assert.deepEqual(kinds(decideTraining(off, now, 'none')), ['end-obligation', 'close', 'announce-lapse'], 'when the policy is taken back, so is the work');
  });
});

describe('skipped versions and lateness', () => {
  it('IMP-06 a long row of skipped versions is named in order; a withdrawn one among them was never in force and is not', () => {
    const row = document(version(1, { state: 'superseded' }), old(2, { decision: 'refresher' }), version(3, { state: 'withdrawn', changeClass: 'major' }), old(4, { decision: 'notify' }), version(5, { decision: 'refresher' }));
    assert.deepEqual(pathTo(version(5, { decision: 'refresher' }), { document: row, trained: trainedOn('v1') }, now), { path: 'refresher', covers: ['v2', 'v4', 'v5'] });
  });

  it('IMP-06 a skipped version that asked for everything makes it everything; one before the version known does not', () => {
    const row = (decision: VersionFact['decision'], trained: string) => pathTo(version(4, { decision: 'refresher' }), { document: document(version(1, { state: 'superseded', changeClass: 'major' }), old(2, { decision }), old(3, { decision: 'refresher' }), version(4)), trained: trainedOn(trained) }, now).path;
    assert.deepEqual([row('retrain', 'v1'), row('refresher', 'v1'), row('retrain', 'v2')], ['full', 'refresher', 'refresher']);
  });

  it('IMP-06 a skipped version without training, followed by one without training: the gap is trained, not carried over', () => {
    const row = document(version(1, { state: 'superseded' }), old(2, { decision: 'refresher' }), version(3, { decision: 'none' }));
    assert.deepEqual(pathsOf(decideTraining(facts({ document: row, trained: trainedOn('v1') }), now, 'none')), ['v3 refresher']);
  });

  it('IMP-07 the earliest lateness moves on through two switches, and an earlier one of the new work stays', () => {
    const [first, second] = [at('2026-01-05T00:00:00Z'), at('2026-02-05T00:00:00Z')];
    const two = document(old(1), old(2), version(3));
    const both = decideTraining(facts({ document: two, open: [open('v1', first), open('v2', second), open('v3')] }), now, 'none');
    assert.deepEqual(both.filter((change) => change.kind === 'keep-overdue').map((change) => change.since.toString()), [first.toString()]);
    assert.deepEqual(kinds(decideTraining(facts({ document: two, open: [open('v2', second), open('v3', first)] }), now, 'none')), ['close']);
    assert.deepEqual(kinds(decideTraining(facts({ document: two, open: [open('v2'), open('v3')] }), now, 'none')), ['close'], 'what was not late is not made late');
  });

  it('IMP-07 the new version is not late in its window because the old one is', () => {
    const window = document(version(1), version(2, { state: 'approved', effectiveOn: day('2026-04-01') }));
    assert.deepEqual(assigned(decideTraining(facts({ document: window, open: [open('v1', at('2026-02-05T00:00:00Z'))] }), now, 'none')).map((change) => change.overdueSince), [null]);
  });

  it('IMP-07 completed in the window: at the switch nothing is asked again', () => {
    const switched = document(old(1), version(2));
    assert.deepEqual(decideTraining(facts({ document: switched, trained: trainedOn('v2') }), now, 'none'), []);
    assert.deepEqual(kinds(decideTraining(facts({ document: switched, trained: trainedOn('v2'), open: [open('v1')] }), now, 'none')), ['close']);
  });
});

describe('from any state', () => {
  const states = fc.constantFrom<VersionFact['state']>('superseded', 'withdrawn');
  const decisions = fc.constantFrom<VersionFact['decision']>('retrain', 'refresher', 'notify', 'none');
  const worlds = fc.record({
    old: fc.array(fc.record({ state: states, decision: decisions }), { maxLength: 4 }), decision: decisions, coming: fc.option(decisions), required: fc.boolean(), onLeave: fc.boolean(),
    records: fc.array(fc.record({ ordinal: fc.integer({ min: 1, max: 6 }), carried: fc.boolean(), lapsed: fc.boolean(), months: fc.nat(40) }), { maxLength: 5 }), open: fc.subarray([1, 2, 3, 4, 5, 6]),
  });
  type World = typeof worlds extends fc.Arbitrary<infer Value> ? Value : never;

  const factsOf = (world: World): Facts => {
    const versions = [...world.old, { state: 'effective' as const, decision: world.decision }, ...(world.coming === null ? [] : [{ state: 'approved' as const, decision: world.coming, effectiveOn: day('2026-04-01') }])].map((more, index) => version(index + 1, more));
    const known = new Map(world.records.filter(({ ordinal }) => ordinal <= versions.length).map((one) => [one.ordinal, one]));
    return facts({
      document: document(...versions), person: person({ onLeave: world.onLeave }), ...(world.required ? {} : { required: null, obligation: null }),
      trained: [...known.values()].map((one) => record(`v${one.ordinal}`, { carried: one.carried, validUntil: one.lapsed ? at('2026-01-01T00:00:00Z') : null, at: now.toZonedDateTimeISO('UTC').subtract({ months: one.months }).toInstant() })),
      open: world.open.filter((ordinal) => ordinal <= versions.length && !known.has(ordinal)).map((ordinal) => open(`v${ordinal}`)),
    });
  };

  it('IMP-04 nothing is ever carried forward without a valid record for the version before', () => {
    fc.assert(fc.property(worlds, (world) => {
      const before = factsOf(world);
      for (const change of decideTraining(before, now, 'none')) {
        if (change.kind !== 'carry-forward') continue;
        const base = before.trained.find((one) => one.versionId === change.fromVersionId);
        assert.ok(base !== undefined && base.validUntil === null, 'a valid base');
        assert.ok(['none', 'notify'].includes(change.version.decision) && change.version.state === 'effective');
        const between = before.document.versions.filter((one) => one.ordinal < change.version.ordinal && one.state !== 'withdrawn').at(-1);
        assert.equal(between?.id, change.fromVersionId, 'no version in between');
      }
    }), { numRuns: 2000 });
  });

  it('IMP-07 nothing stays or becomes open on a version that cannot be completed', () => {
    fc.assert(fc.property(worlds, (world) => {
      const before = factsOf(world);
      const after = applied(before, decideTraining(before, now, 'none'));
      for (const { versionId } of after.open) assert.ok(['effective', 'approved'].includes(before.document.versions.find((one) => one.id === versionId)?.state ?? ''), versionId);
    }), { numRuns: 2000 });
  });

  it('IMP-03 reconciling twice is once, for those required and those not', () => {
    fc.assert(fc.property(worlds, (world) => {
      const before = factsOf(world);
      assert.deepEqual(decideTraining(applied(before, decideTraining(before, now, 'none')), now, 'none'), []);
    }), { numRuns: 2000 });
  });
});
