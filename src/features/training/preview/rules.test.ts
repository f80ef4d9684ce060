import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Change, PlannedChange, VersionFact } from '../reconcile/types.ts';
import type { Path } from '../types.ts';
import { effectOn, summarise, type Affected, type EffectKind } from './rules.ts';

const version: VersionFact = { id: 'v2', ordinal: 2, label: '2.0', changeClass: 'minor', decision: 'refresher', effectiveOn: Temporal.PlainDate.from('2026-04-01'), takesEffect: 'date', practical: false, state: 'approved' };
const assign = (path: Path): Change => ({ kind: 'assign', version, path, cause: 'revision', covers: ['v2'], dueOn: Temporal.PlainDate.from('2026-04-01'), overdueSince: null, driftLimit: false, pathWhy: '', ahead: null });
const carry: Change = { kind: 'carry-forward', version, fromVersionId: 'v1', validUntil: null, required: true };
const close: Change = { kind: 'close', assignmentId: 'a', as: 'superseded', why: 'x' };
const planned = (personId: string, change: Change): PlannedChange => ({ personId, documentId: 'd', zone: 'UTC', change });
const person = (id: string, effect: EffectKind, more: Partial<Affected> = {}): Affected => ({ id, name: id, department: 'Filling', site: 'Cork', roles: ['Operator'], document: 'SOP-001', effect, dueOn: null, ...more });

describe('what a change means for a person', () => {
  it('IMP-02 each change in the words of the preview; what nobody notices is left out', () => {
    const effects: readonly [Change, EffectKind | null][] = [
      [assign('full'), 'full'], [assign('recertification'), 'full'], [assign('refresher'), 'refresher'], [assign('notice'), 'notice'], [carry, 'carried_forward'], [close, 'cancelled'], [{ kind: 'announce-lapse', version, fromVersionId: 'v1' }, 'lapses'],
      [{ kind: 'open-obligation', reasons: [] }, 'required'], [{ kind: 'end-obligation', id: 'o', why: 'x' }, 'no_longer_required'],
      [{ kind: 'restate-obligation', id: 'o', reasons: [] }, null], [{ kind: 'keep-overdue', assignmentId: 'a', since: Temporal.Instant.from('2026-01-01T00:00:00Z') }, null],
    ];
    for (const [change, effect] of effects) assert.equal(effectOn(change), effect);
  });
});

describe('the numbers of a preview', () => {
  it('IMP-02 hours: a refresher and a notice take a third of the full path', () => {
    const changes = [planned('a', assign('full')), planned('b', assign('refresher')), planned('c', assign('notice')), planned('d', carry)];
    const summary = summarise(changes, [person('a', 'full'), person('b', 'refresher'), person('c', 'notice'), person('d', 'carried_forward')], new Map([['v2', 90]]));
    assert.equal(summary.hours, 2.5);
    assert.deepEqual([summary.assigned, summary.full, summary.refresher, summary.notice, summary.carriedForward], [3, 1, 1, 1, 1]);
  });

  it('IMP-02 people are counted once in a group however many documents, and in each of their roles; only those who train', () => {
    const people = [person('a', 'full'), person('a', 'full', { document: 'SOP-002' }), person('b', 'refresher', { site: null, roles: ['Operator', 'Sampler'] }), person('c', 'full', { roles: [] }), person('d', 'carried_forward'), person('e', 'absent')];
    const summary = summarise([], people, new Map());
    assert.deepEqual(summary.byDepartment, [{ name: 'Filling', people: 3 }]);
    assert.deepEqual(summary.bySite, [{ name: 'Cork', people: 2 }, { name: '–', people: 1 }]);
    assert.deepEqual(summary.byRole, [{ name: 'Operator', people: 2 }, { name: '–', people: 1 }, { name: 'Sampler', people: 1 }]);
  });

  it('MTX-05 obligations gained and lost and work cancelled are counted apart', () => {
    const changes = [planned('a', { kind: 'open-obligation', reasons: [] }), planned('b', { kind: 'end-obligation', id: 'o', why: 'x' }), planned('b', close)];
    const summary = summarise(changes, [], new Map());
    assert.deepEqual([summary.obligationsAdded, summary.obligationsEnded, summary.cancelled, summary.assigned], [1, 1, 1, 0]);
  });
});
