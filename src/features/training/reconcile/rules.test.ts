import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { DEFAULT_POLICIES } from '../../documents/policy/rules.ts';
import { decideAlike } from './rules-alike.ts';
import { isSettled } from './rules-settled.ts';
import { decideTraining, dueDay, pathTo } from './rules.ts';
import { applied, assigned, at, because, day, document, facts, kinds, now, open, person, record, trainedOn, version } from './test-facts.ts';
import type { Facts, PausedWork, VersionFact } from './types.ts';

describe('what one person must be trained on', () => {
  it('MTX-03 a first requirement opens one obligation with all its reasons and assigns the version in force in full', () => {
    const changes = decideTraining(facts({ obligation: null }), now, 'hire');
    assert.deepEqual(kinds(changes), ['open-obligation', 'assign']);
    const [assignment] = assigned(changes);
    assert.equal(assignment?.path, 'full');
    assert.equal(assignment?.cause, 'hire');
    assert.deepEqual(assignment?.covers, ['v1']);
  });

  it('MTX-03 losing the last reason ends the obligation and cancels open work; with other reasons it is restated', () => {
    assert.deepEqual(kinds(decideTraining(facts({ required: null, open: [open('v1')] }), now, 'none')), ['end-obligation', 'close']);
    const other = [{ rule: 2, version: 1, text: 'Everyone → Basics, rule 2 v1' }];
    assert.deepEqual(kinds(decideTraining(facts({ required: other, trained: trainedOn('v1') }), now, 'none')), ['restate-obligation']);
  });

  it('MTX-03 coming back restores a still valid qualification: nothing is assigned', () => {
    assert.deepEqual(kinds(decideTraining(facts({ obligation: null, trained: trainedOn('v1') }), now, 'transfer')), ['open-obligation']);
  });

  it('MTX-10 whoever left keeps nothing open, and the reason says so', () => {
    const [ended, closed] = decideTraining(facts({ person: person({ employed: false }), open: [open('v1')] }), now, 'none');
    assert.equal(ended?.kind === 'end-obligation' && ended.why, 'left employment');
    assert.equal(closed?.kind === 'close' && closed.as, 'cancelled');
  });

  it('MTX-09 nothing new is assigned to whoever is on leave; on return it is', () => {
    const onLeave = facts({ person: person({ onLeave: true }) });
    assert.deepEqual(decideTraining(onLeave, now, 'none'), []);
    const [assignment] = assigned(decideTraining({ ...onLeave, person: person() }, now, 'return'));
    assert.equal(assignment?.cause, 'return');
  });

  it('DOC-07 a withdrawn version cancels its open assignments with that reason', () => {
    const [closed] = decideTraining(facts({ document: document(version(1), version(2, { state: 'withdrawn' })), trained: trainedOn('v1'), open: [open('v2')] }), now, 'none');
    assert.deepEqual(closed, { kind: 'close', assignmentId: 'a-v2', as: 'cancelled', why: 'version 2.0 was withdrawn' });
  });

  it('MTX-02 a retired document asks nothing any more', () => {
    assert.deepEqual(kinds(decideTraining(facts({ document: { ...document(version(1, { state: 'retired' })), retired: true }, open: [open('v1')] }), now, 'none')), ['end-obligation', 'close']);
  });
});

describe('a new version', () => {
  const window = version(2, { state: 'approved', effectiveOn: day('2026-04-01') });

  it('IMP-07 the open assignment stays while its version is in force, and the new one is assigned beside it', () => {
    const changes = decideTraining(facts({ document: document(version(1), window), open: [open('v1')] }), now, 'none');
    assert.deepEqual(kinds(changes), ['assign']);
    assert.equal(assigned(changes)[0]?.version.id, 'v2');
  });

  it('IMP-07 at the switch the old assignment is superseded and its lateness stays with the new one', () => {
    const late = at('2026-02-01T00:00:00Z');
    const versions = document(version(1, { state: 'superseded' }), version(2));
    const changes = decideTraining(facts({ document: versions, open: [open('v1', late), open('v2')] }), now, 'none');
    assert.deepEqual(changes, [
      { kind: 'close', assignmentId: 'a-v1', as: 'superseded', why: 'superseded before completion by version 2.0' },
      { kind: 'keep-overdue', assignmentId: 'a-v2', since: late },
    ]);
    const fresh = assigned(decideTraining(facts({ document: versions, open: [open('v1', late)] }), now, 'none'));
    assert.equal(fresh[0]?.overdueSince?.toString(), late.toString());
  });

  it('TRN-08 the window takes no qualification away; a new hire who works before the switch trains on the version in force', () => {
    const changes = decideTraining(facts({ document: document(version(1), { ...window, effectiveOn: day('2026-12-01') }), obligation: null }), now, 'hire');
    assert.deepEqual(assigned(changes).map((change) => change.version.id), ['v1', 'v2']);
  });

  it('TRN-08 a new hire who would be due only after the switch goes straight to the new version', () => {
    const changes = decideTraining(facts({ document: document(version(1), { ...window, effectiveOn: day('2026-03-20') }), obligation: null }), now, 'hire');
    assert.deepEqual(assigned(changes).map((change) => change.version.id), ['v2']);
  });

  it('IMP-04 none: whoever is qualified is carried forward at the switch and not before; others train', () => {
    const quiet = version(2, { decision: 'none', changeClass: 'editorial' });
    const before = facts({ document: document(version(1), { ...quiet, state: 'approved', effectiveOn: day('2026-04-01') }), trained: trainedOn('v1') });
    assert.deepEqual(decideTraining(before, now, 'none'), []);
    const after = document(version(1, { state: 'superseded' }), quiet);
    assert.deepEqual(kinds(decideTraining(facts({ document: after, trained: trainedOn('v1') }), now, 'none')), ['carry-forward']);
    assert.deepEqual(kinds(decideTraining(facts({ document: after }), now, 'none')), ['assign']);
  });

  it('IMP-04 an expired qualification is not carried forward', () => {
    const after = document(version(1, { state: 'superseded' }), version(2, { decision: 'none' }));
    const expired = [record('v1', { validUntil: at('2026-03-02T09:00:00Z') })];
    assert.deepEqual(kinds(decideTraining(facts({ document: after, trained: expired }), now, 'none')), ['assign']);
  });

  it('IMP-01 notify: a notice is assigned, and the qualification is carried forward at the switch', () => {
    const notified = version(2, { decision: 'notify' });
    const trained = trainedOn('v1');
    const before = decideTraining(facts({ document: document(version(1), { ...notified, state: 'approved', effectiveOn: day('2026-04-01') }), trained }), now, 'none');
    assert.deepEqual(assigned(before).map((change) => change.path), ['notice']);
    const after = decideTraining(facts({ document: document(version(1, { state: 'superseded' }), notified), trained, open: [open('v2')] }), now, 'none');
    assert.deepEqual(kinds(after), ['carry-forward']);
  });
});

describe('the path', () => {
  const chain = (...versions: VersionFact[]) => ({ document: document(...versions) });

  it('TRN-02 full for newcomers, a refresher for whoever knows the version before a minor change', () => {
    const versions = chain(version(1, { state: 'superseded' }), version(2, { decision: 'refresher' }));
    assert.deepEqual(pathTo(version(2, { decision: 'refresher' }), { ...versions, trained: [] }, now), { path: 'full', covers: ['v2'] });
    assert.deepEqual(pathTo(version(2, { decision: 'refresher' }), { ...versions, trained: trainedOn('v1') }, now), { path: 'refresher', covers: ['v2'] });
  });

  it('TRN-02 a lapsed qualification means the full path', () => {
    const versions = chain(version(1, { state: 'superseded' }), version(2, { decision: 'refresher' }));
    assert.equal(pathTo(version(2, { decision: 'refresher' }), { ...versions, trained: [record('v1', { validUntil: at('2026-01-01T00:00:00Z') })] }, now).path, 'full');
  });

  it('IMP-06 skipped versions are named; one major among them means the full path, else the refresher merges them', () => {
    const third = version(3, { decision: 'refresher' });
    const minor = chain(version(1, { state: 'superseded' }), version(2, { state: 'superseded', decision: 'refresher' }), third);
    assert.deepEqual(pathTo(third, { ...minor, trained: trainedOn('v1') }, now), { path: 'refresher', covers: ['v2', 'v3'] });
    const major = chain(version(1, { state: 'superseded' }), version(2, { state: 'superseded', changeClass: 'major', decision: 'refresher' }), third);
    assert.deepEqual(pathTo(third, { ...major, trained: trainedOn('v1') }, now), { path: 'full', covers: ['v2', 'v3'] });
  });
});

describe('the due date', () => {
  const due = (effectiveOn: string, cause: 'revision' | 'hire', calendar = person().calendar) =>
    dueDay(version(1, { effectiveOn: day(effectiveOn) }), cause, { person: person({ calendar }), document: document() }).toString();

  it('TRN-03 for a revision the earlier of the effective date and assignment + policy days', () => {
    assert.equal(due('2026-03-12', 'revision'), '2026-03-12');
    assert.equal(due('2026-12-01', 'revision'), day('2026-03-02').add({ days: DEFAULT_POLICIES.high.revisionDays }).toString());
  });

  it('DOC-06 a version that waits for everybody has no date of its own: the days of the policy count', () => {
    const waiting = version(1, { effectiveOn: day('2026-03-02'), takesEffect: 'all_trained', state: 'approved' });
    assert.equal(dueDay(waiting, 'revision', { person: person(), document: document() }).toString(), '2026-04-01');
  });

  it('TRN-03 the days come from the policy of the risk class', () => {
    const strict = { ...document(), policy: { ...DEFAULT_POLICIES.high, initialDays: 3, revisionDays: 2 } };
    const days = (['hire', 'revision'] as const).map((cause) => dueDay(version(1, { effectiveOn: day('2026-12-01') }), cause, { person: person(), document: strict }).toString());
    assert.deepEqual(days, ['2026-03-05', '2026-03-04']);
  });

  it('TRN-03 for onboarding the first day + initial days, whatever the effective date was', () => {
    assert.equal(due('2026-03-12', 'hire'), '2026-04-01');
  });

  it('TRN-03 a day not worked moves back to the last working day, but never before the day of assignment', () => {
    assert.equal(due('2026-03-15', 'revision'), '2026-03-13'); // a Sunday
    assert.equal(due('2026-03-13', 'revision', { workingDays: [1, 2, 3, 4, 5], holidays: [day('2026-03-13')] }), '2026-03-12');
    assert.equal(due('2026-03-03', 'revision', { workingDays: [6], holidays: [] }), '2026-03-03');
  });
});

describe('the due date after a leave', () => {
  const leave = (from: string, until: string) => ({ from: day(from), until: day(until) });
  const due = (dueOn: string, leaves: PausedWork['leaves'], more: { countedUntil?: string; on?: string; assignedOn?: string; late?: Temporal.Instant } = {}) => {
    const paused: PausedWork = { dueOn: day(dueOn), assignedOn: day(more.assignedOn ?? '2026-03-02'), zone: 'Europe/Dublin', countedUntil: more.countedUntil === undefined ? null : day(more.countedUntil), leaves };
    const changes = decideTraining(facts({ person: person({ day: day(more.on ?? '2026-04-06') }), open: [{ ...open('v1', more.late ?? null), paused }] }), now, 'return');
    return changes.map((change) => (change.kind === 'move-due' ? `${change.from.toString()} → ${change.dueOn.toString()}, counted until ${change.countedUntil.toString()}` : change.kind));
  };

  it('MTX-09 as many days are left on return as on the first day of leave, whether the due day fell into the leave or after it', () => {
    assert.deepEqual(due('2026-03-18', [leave('2026-03-09', '2026-04-06')]), ['2026-03-18 → 2026-04-15, counted until 2026-04-06']);
    assert.deepEqual(due('2026-04-09', [leave('2026-03-09', '2026-04-06')]), ['2026-04-09 → 2026-05-07, counted until 2026-04-06']);
  });

  it('MTX-09 a day not worked moves back to the last working day; three working days are left in any case', () => {
    assert.deepEqual(due('2026-03-21', [leave('2026-03-09', '2026-04-06')]), ['2026-03-21 → 2026-04-17, counted until 2026-04-06']); // a Saturday
    assert.deepEqual(due('2026-03-09', [leave('2026-03-09', '2026-04-06')]), ['2026-03-09 → 2026-04-08, counted until 2026-04-06']);
    assert.deepEqual(due('2026-03-09', [leave('2026-03-09', '2026-04-04')]), ['2026-03-09 → 2026-04-08, counted until 2026-04-04']); // back on a Saturday
  });

  it('MTX-09 what was late before the leave stays late', () => {
    assert.deepEqual(due('2026-03-08', [leave('2026-03-09', '2026-04-06')]), []);
    assert.deepEqual(due('2026-03-18', [leave('2026-03-09', '2026-04-06')], { late: at('2026-02-01T00:00:00Z') }), []);
  });

  it('MTX-09 each leave counts once, from the day of assignment on, and only when it is over', () => {
    const once = leave('2026-03-09', '2026-03-16');
    assert.deepEqual(due('2026-04-01', [once], { countedUntil: '2026-03-16' }), []);
    assert.deepEqual(due('2026-04-01', [leave('2026-03-20', '2026-03-23'), once], { countedUntil: '2026-03-16' }), ['2026-04-01 → 2026-04-03, counted until 2026-03-23']); // the 4th is a Saturday
    assert.deepEqual(due('2026-04-01', [once, leave('2026-03-16', '2026-03-23')]), ['2026-04-01 → 2026-04-15, counted until 2026-03-23']);
    assert.deepEqual(due('2026-04-01', [once], { assignedOn: '2026-03-12' }), ['2026-04-01 → 2026-04-03, counted until 2026-03-16']);
    assert.deepEqual(due('2026-04-01', [once], { on: '2026-03-15' }), []);
  });

  it('MTX-09 what ends in the same moment is not moved first', () => {
    const paused: PausedWork = { dueOn: day('2026-03-18'), assignedOn: day('2026-03-02'), zone: 'Europe/Dublin', countedUntil: null, leaves: [leave('2026-03-09', '2026-04-06')] };
    const superseded = facts({ person: person({ day: day('2026-04-06') }), document: document(version(1, { state: 'superseded' }), version(2)), open: [{ ...open('v1'), paused }] });
    assert.deepEqual(kinds(decideTraining(superseded, now, 'return')), ['close', 'assign']);
  });
});

describe('MTX-04 reconciling twice', () => {
  const states = fc.constantFrom<VersionFact['state']>('superseded', 'withdrawn');
  const decisions = fc.constantFrom<VersionFact['decision']>('retrain', 'refresher', 'notify', 'none');
  const classes = fc.constantFrom<VersionFact['changeClass']>('major', 'minor', 'editorial');
  const worlds = fc.record({
    failed: fc.boolean(), long: fc.integer({ min: 0, max: 3 }).map((one) => one === 0), recurs: fc.boolean(), ends: fc.option(fc.integer({ min: -40, max: 60 })), old: fc.array(fc.record({ state: states, decision: decisions, changeClass: classes }), { maxLength: 3 }), decision: decisions, changeClass: classes, coming: fc.boolean(),
    trained: fc.subarray([1, 2, 3, 4]), carried: fc.subarray([1, 2, 3, 4]), months: fc.integer({ min: 0, max: 40 }), priorCompleters: fc.boolean(), required: fc.boolean(), known: fc.boolean(), employed: fc.boolean(), onLeave: fc.boolean(), late: fc.boolean(), opened: fc.subarray([1, 2, 3, 4, 5]), away: fc.option(fc.tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: 1, max: 60 }))),
  });

  it('MTX-04 TRN-11 what was just reconciled gives nothing to change, from any state', () => {
    fc.assert(fc.property(worlds, (world) => {
      const before = factsOf(world);
      assert.deepEqual(decideTraining(applied(before, decideTraining(before, now, 'rule')), now, 'none'), []);
    }), { numRuns: 2000 });
  });

  it('TRN-11 never two open assignments for one version, and none for a version that cannot be completed', () => {
    fc.assert(fc.property(worlds, (world) => {
      const before = factsOf(world);
      const after = applied(before, decideTraining(before, now, 'rule'));
      const ids = after.open.map((assignment) => assignment.versionId);
      assert.equal(new Set(ids).size, ids.length);
      for (const id of ids) assert.ok(['effective', 'approved'].includes(after.document.versions.find((candidate) => candidate.id === id)?.state ?? ''));
    }), { numRuns: 2000 });
  });

  it('MTX-04 nothing is to be done where a sweep need not look closer, whatever called for it', () => {
    let settled = 0;
    fc.assert(fc.property(worlds, fc.subarray([1, 2, 3, 4, 5]), fc.boolean(), (world, noticed, right) => {
      const all = factsOf(world);
      const kinds: Facts[] = [all, { ...all, obligation: right ? all.obligation : null, noticed: noticed.map((ordinal) => `v${ordinal}`) }, { ...all, open: all.open.map((assignment) => ({ ...assignment, paused: null })) }, { ...all, document: { ...all.document, retired: true } }];
      for (const one of kinds) {
        if (!isSettled(one, now)) continue;
        settled += 1;
        for (const hint of ['hire', 'transfer', 'return', 'rule', 'none'] as const) assert.deepEqual(decideTraining(one, now, hint), []);
      }
    }), { numRuns: 2000 });
    assert.ok(settled > 500);
  });

  it('MTX-04 asked once for all who are alike, the decision is what it would be for each, with the ids of their own rows', () => {
    fc.assert(fc.property(worlds, (world) => {
      const decide = decideAlike(now, 'rule');
      const all = factsOf(world);
      const kinds: Facts[] = [all, { ...all, open: [] }, { ...all, open: all.open.toReversed() }, { ...all, open: all.open.map((assignment) => ({ ...assignment, overdueSince: at('2026-01-05T00:00:00Z') })) },
        { ...all, trained: [] }, { ...all, trained: all.trained.map((record) => ({ ...record, validUntil: at('2026-03-02T08:59:59.999999Z') })) }, { ...all, trained: all.trained.map((one) => ({ ...one, at: at('2024-01-01T00:00:00Z') })) }, { ...all, trained: all.trained.map((one) => ({ ...one, carried: !one.carried })) },
        { ...all, noticed: all.document.versions.map((one) => one.id) }, { ...all, obligation: null }, { ...all, required: null }, { ...all, required: null, obligation: null, open: [] }];
      for (const who of ['first', 'second', 'third']) {
        for (const kind of kinds) {
          const own = { ...kind, obligation: kind.obligation && { ...kind.obligation, id: `${who} o` }, open: kind.open.map((assignment) => ({ ...assignment, id: `${who} ${assignment.id}` })) };
          assert.deepEqual(decide(own), decideTraining(own, now, 'rule'));
        }
      }
    }), { numRuns: 500 });
  });

  function factsOf(world: { failed: boolean; long: boolean; recurs: boolean; ends: number | null; old: { state: VersionFact['state']; decision: VersionFact['decision']; changeClass: VersionFact['changeClass'] }[]; decision: VersionFact['decision']; changeClass: VersionFact['changeClass']; coming: boolean; trained: number[]; carried: number[]; months: number; priorCompleters: boolean; required: boolean; known: boolean; employed: boolean; onLeave: boolean; late: boolean; opened: number[]; away: [number, number] | null }): Facts {
    const old = world.old.map((entry, index) => version(index + 1, entry));
    const current = version(old.length + 1, { decision: world.decision, changeClass: world.changeClass });
    const coming = world.coming ? [version(old.length + 2, { state: 'approved', effectiveOn: day('2026-05-01'), decision: world.decision })] : [];
    const versions = [...old, current, ...coming];
    const of = document(...versions);
    const exists = (ordinal: number): boolean => versions.some((candidate) => candidate.ordinal === ordinal);
    return facts({
      failed: world.failed ? { overdueSince: world.late ? at('2026-01-03T00:00:00Z') : null } : null, away: world.long ? { from: day('2025-06-01'), until: day('2026-02-01') } : null,
      person: person({ employed: world.employed, onLeave: world.onLeave }), document: { ...of, recurrence: world.recurs ? { basis: 'rolling', months: 12, windowDays: 30, revisionRenews: true } : of.recurrence, policy: { ...of.policy, retrainPriorCompleters: world.priorCompleters, absenceMonths: 6 } }, required: world.required ? because : null, obligation: world.known ? { id: 'o', reasons: because } : null,
      trained: world.trained.filter(exists).map((ordinal) => record(`v${ordinal}`, { carried: world.carried.includes(ordinal), validUntil: world.ends === null ? null : now.add({ hours: 24 * world.ends }), at: now.toZonedDateTimeISO('UTC').subtract({ months: world.months }).toInstant() })),
      open: world.opened.filter((ordinal) => exists(ordinal) && !world.trained.includes(ordinal)).map((ordinal) => ({ ...open(`v${ordinal}`, world.late ? at('2026-01-01T00:00:00Z') : null), paused: pausedIn(world.away) })),
    });
  }

  function pausedIn(away: [number, number] | null): PausedWork | null {
    if (away === null) return null;
    const from = day('2026-03-02').add({ days: away[0] });
    return { dueOn: day('2026-03-10'), assignedOn: day('2026-02-01'), zone: 'Europe/Dublin', countedUntil: null, leaves: [{ from, until: from.add({ days: away[1] }) }] };
  }
});
