import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChangeEffect } from '../../../kernel/effect.ts';
import { whyNotAlone } from '../approval/rules.ts';
import type { RuleContent } from '../types.ts';
import { approvalStatement, compareEffects, decideProposal, effectText, settleChange } from './rules.ts';

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const waiting = { id: 'p', proposedBy: 'tara', decision: null };
const content: RuleContent = { name: 'Operators', audience: [{ all: [], none: [] }], documentIds: ['d'], curriculumIds: [], from: day('2026-03-02'), until: null };
const change = { kind: 'rule' as const, ruleId: 'r', ownerId: null, content };
const fromOf = (settled: ReturnType<typeof settleChange>): string => (settled.kind === 'rule' ? settled.content.from.toString() : '');
const none: ChangeEffect = { assigned: 0, cancelled: 0, obligationsAdded: 0, obligationsEnded: 0, full: 0, refresher: 0, notice: 0, carriedForward: 0, lapses: 0, absent: 0, hours: 0, byDepartment: [], bySite: [], byRole: [], people: [], more: 0 };
const orla = { id: 'o', name: 'Orla', department: null, site: null, document: 'SOP-001', effect: 'required' as const, dueOn: '2026-03-30' };

test('MTX-02 whoever wrote a change only withdraws it, and only they; somebody else approves or returns it; once', () => {
  const tried = (by: string, decision: 'approved' | 'returned' | 'withdrawn'): string => {
    const decided = decideProposal(waiting, by, decision, {});
    return decided.ok ? decided.events[0].type : decided.refusal.code;
  };
  assert.deepEqual(['tara', 'cian'].map((by) => [tried(by, 'approved'), tried(by, 'returned'), tried(by, 'withdrawn')]), [['own-proposal', 'own-proposal', 'MatrixChangeWithdrawn'], ['MatrixChangeApproved', 'MatrixChangeReturned', 'others-proposal']]);
  for (const decision of ['approved', 'returned', 'withdrawn'] as const) {
    const again = decideProposal({ ...waiting, decision }, 'cian', 'approved', {});
    assert.deepEqual(again.ok ? null : again.refusal, { code: 'proposal-decided', detail: { decision } });
  }
});

test('MTX-02 a change counts from its approval: a first day that passed meanwhile becomes that day, one to come or one that a rule keeps stays', () => {
  assert.deepEqual([fromOf(settleChange(change, null, day('2026-03-01'))), fromOf(settleChange(change, null, day('2026-03-02'))), fromOf(settleChange(change, null, day('2026-03-03')))], ['2026-03-02', '2026-03-02', '2026-03-03']);
  assert.equal(fromOf(settleChange(change, day('2026-03-02'), day('2026-05-01'))), '2026-03-02');
  assert.equal(fromOf(settleChange(change, day('2026-01-01'), day('2026-05-01'))), '2026-05-01');
  const curriculum = { kind: 'curriculum' as const, curriculumId: null, content: { name: 'Aseptic', documentIds: ['d'] } };
  assert.equal(settleChange(curriculum, null, day('2026-05-01')), curriculum);
});

test('MTX-02 an end that passed while it waited comes at once, a later one on its day', () => {
  const end = (lastDay: string): string => {
    const settled = settleChange({ kind: 'rule_end', ruleId: 'r', lastDay: day(lastDay), reason: 'x' }, day('2026-01-01'), day('2026-03-10'));
    return settled.kind === 'rule_end' ? settled.lastDay.toString() : '';
  };
  assert.deepEqual([end('2026-03-02'), end('2026-03-09'), end('2026-03-10'), end('2026-04-01')], ['2026-03-09', '2026-03-09', '2026-03-10', '2026-04-01']);
});

test('MTX-02 one signature is enough only where no second person is needed, and never past a change that waits', () => {
  assert.deepEqual([[false, false], [true, false], [false, true], [true, true]].map(([secondPerson = false, isWaiting = false]) => whyNotAlone({ secondPerson, waiting: isWaiting })), [null, 'second-person-needed', 'proposal-waits', 'proposal-waits']);
});

test('MTX-05 an effect differs when its numbers or its people do, not when due dates moved; beyond those named, numbers decide', () => {
  const one = { ...none, obligationsAdded: 1, people: [orla] };
  const sean = { ...orla, id: 's', name: 'Sean' };
  assert.equal(compareEffects(one, { ...one, people: [{ ...orla, dueOn: '2026-04-01' }] }).same, true);
  const other = compareEffects(one, { ...one, people: [sean] });
  assert.deepEqual([other.same, other.gained.map(({ name }) => name), other.gone.map(({ name }) => name)], [false, ['Sean'], ['Orla']]);
  assert.equal(compareEffects(one, { ...one, obligationsAdded: 2 }).same, false);
  assert.deepEqual(compareEffects({ ...one, more: 7 }, { ...one, people: [sean], more: 7 }), { same: true, namesCompared: false, gained: [], gone: [] });
});

test('SIG-01 the second person signs who wrote the change, what it says and what it does', () => {
  assert.equal(effectText({ ...none, obligationsAdded: 1, obligationsEnded: 2, assigned: 1, hours: 0.5, cancelled: 3 }), 'By it 1 obligation begins and 2 end; 1 training is assigned (0.5 h) and 3 cancelled.');
  assert.equal(approvalStatement('Cian Daly', { name: 'Tara Nolan', on: day('2026-03-02') }, 'rule 1 v1, “Operators”, ends after 2026-03-31: moved', none),
    'I am Cian Daly. I approve the change of the training matrix that Tara Nolan proposed on 2026-03-02. It is: rule 1 v1, “Operators”, ends after 2026-03-31: moved. By it 0 obligations begin and 0 end; 0 trainings are assigned (0 h) and 0 cancelled.');
});
