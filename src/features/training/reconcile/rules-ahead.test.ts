import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideAlike } from './rules-alike.ts';
import { decideTraining } from './rules.ts';
import { applied, assigned, because, day, document, facts, kinds, now, open, person, trainedOn, version } from './test-facts.ts';
import type { Ahead, Facts } from './types.ts';

const then = person({ day: day('2026-03-02') });
const ahead = (startsOn: string, more: Partial<NonNullable<Ahead['required']>> = {}): Ahead => ({ starts: [startsOn], required: { startsOn: day(startsOn), reasons: because, person: then, ...more } });
const coming = (startsOn: string, more: Partial<Facts> = {}): Facts => facts({ required: null, obligation: null, ahead: ahead(startsOn), ...more });
const due = (given: Facts): string[] => assigned(decideTraining(given, now, 'none')).map(({ dueOn }) => dueOn.toString());

test('MTX-08 what a later role will require is assigned ahead, with its reason and without an obligation', () => {
  const changes = decideTraining(coming('2026-03-16'), now, 'none');
  assert.deepEqual(kinds(changes), ['assign']);
  const [change] = assigned(changes);
  assert.deepEqual([change?.cause, change?.dueOn.toString(), change?.ahead?.startsOn.toString(), change?.ahead?.reasons], ['transfer', '2026-03-16', '2026-03-16', because]);
  assert.deepEqual(decideTraining(applied(coming('2026-03-16'), changes), now, 'none'), []);
});

test('MTX-08 due by the start of the role or by the days of the policy, whichever is earlier; a day off moves back', () => {
  const policyDays = facts({}).document.policy.initialDays;
  const byPolicy = day('2026-03-02').add({ days: policyDays });
  assert.deepEqual(due(coming('2026-12-01')), due(coming(byPolicy.add({ days: 5 }).toString())));
  assert.deepEqual(due(coming('2026-03-03')), ['2026-03-03']);
  assert.deepEqual(due(coming('2026-03-15')), ['2026-03-13'], 'a Sunday: the Friday before');
});

test('MTX-08 TRN-03 a first day of employment gives the days of the policy from that day on', () => {
  const hire = coming('2026-03-16', { person: person({ employed: false }) });
  const days = hire.document.policy.initialDays;
  const wanted = day('2026-03-16').add({ days });
  const worked = wanted.dayOfWeek > 5 ? wanted.subtract({ days: wanted.dayOfWeek - 5 }) : wanted;
  assert.deepEqual([due(hire), assigned(decideTraining(hire, now, 'none')).map(({ cause }) => cause)], [[worked.toString()], ['hire']]);
});

test('MTX-08 a completion that is valid for the version in force counts, whenever it was', () => {
  assert.deepEqual(decideTraining(coming('2026-03-16', { trained: trainedOn('v1') }), now, 'none'), []);
});

test('MTX-08 taken back the day before: open work is cancelled with that reason, and with another when the rules no longer ask', () => {
  const planned = applied(coming('2026-03-16'), decideTraining(coming('2026-03-16'), now, 'none'));
  const why = (given: Partial<Facts>): (string | undefined)[] => decideTraining({ ...planned, ...given }, now, 'transfer').map((change) => (change.kind === 'close' ? change.why : change.kind));
  assert.deepEqual(why({ ahead: null }), ['the change from 2026-03-16 on was taken back']);
  assert.deepEqual(why({ ahead: { starts: ['2026-03-16'], required: null } }), ['no longer required by the matrix from 2026-03-16 on']);
  assert.deepEqual(why({ ahead: null, person: person({ employed: false }) }), ['the change from 2026-03-16 on was taken back']);
});

test('MTX-08 on its day the work goes on under an obligation; the due date stays', () => {
  const planned = applied(coming('2026-03-16'), decideTraining(coming('2026-03-16'), now, 'none'));
  const come = { ...planned, required: because, ahead: null, person: person({ day: day('2026-03-16') }) };
  assert.deepEqual(kinds(decideTraining(come, now, 'transfer')), ['open-obligation']);
});

test('MTX-08 a change put off or brought forward takes its open work with it, not later than the policy and not before today', () => {
  const planned = applied(coming('2026-03-16'), decideTraining(coming('2026-03-16'), now, 'none'));
  const moved = (startsOn: string, today = '2026-03-02') => decideTraining({ ...planned, ahead: ahead(startsOn), person: person({ day: day(today) }) }, now, 'transfer').map((change) => (change.kind === 'restate-ahead' ? `${change.from.toString()} → ${change.dueOn.toString()}` : change.kind));
  const stored = because.map(({ text, version: number, rule }) => ({ text, version: number, rule })); // another order of members is no other reason
  assert.deepEqual(decideTraining({ ...planned, ahead: ahead('2026-03-16', { reasons: stored }) }, now, 'none'), []);
  assert.deepEqual(moved('2026-03-20'), ['2026-03-16 → 2026-03-20']);
  assert.deepEqual(moved('2026-03-11'), ['2026-03-16 → 2026-03-11']);
  const after = applied(planned, decideTraining({ ...planned, ahead: ahead('2026-03-20') }, now, 'transfer'));
  assert.deepEqual(decideTraining({ ...after, ahead: ahead('2026-03-20') }, now, 'none'), []);
});

test('MTX-08 TRN-03 a day that quality approved is not taken away when the change is brought forward; put off beyond it, the work follows', () => {
  const planned = applied(coming('2026-03-16'), decideTraining(coming('2026-03-16'), now, 'none'));
  const extended = { ...planned, open: planned.open.map((one) => ({ ...one, ahead: one.ahead === null ? null : { ...one.ahead, dueOn: day('2026-03-24'), extended: true } })) };
  const moved = (startsOn: string) => decideTraining({ ...extended, ahead: ahead(startsOn) }, now, 'transfer').map((change) => (change.kind === 'restate-ahead' ? `${change.from.toString()} → ${change.dueOn.toString()}` : change.kind));
  assert.deepEqual([moved('2026-03-11'), moved('2026-03-20'), moved('2026-03-26')], [['2026-03-24 → 2026-03-24'], ['2026-03-24 → 2026-03-24'], ['2026-03-24 → 2026-03-26']]);
});

test('MTX-08 what today’s role asks for goes first; leave waits; a retired document is not prepared', () => {
  assert.deepEqual(decideTraining(coming('2026-03-16', { required: because, obligation: { id: 'o', reasons: because }, open: [open('v1')] }), now, 'none'), []);
  assert.deepEqual(decideTraining(coming('2026-03-16', { person: person({ onLeave: true }) }), now, 'none'), []);
  assert.deepEqual(decideTraining(coming('2026-03-16', { person: person({ onLeave: true }), open: [{ ...open('v1'), ahead: { startsOn: day('2026-03-16'), reasons: because, dueOn: day('2026-03-16'), assignedOn: day('2026-03-02'), zone: 'UTC', extended: false } }] }), now, 'none'), []);
  assert.deepEqual(decideTraining(coming('2026-03-16', { document: { ...document(version(1)), retired: true } }), now, 'none'), []);
  const leaving = coming('2026-03-16', { obligation: { id: 'o', reasons: because }, open: [open('v1')] });
  assert.deepEqual(kinds(decideTraining(leaving, now, 'transfer')), ['end-obligation'], 'asked again later: the open work stays');
});

test('MTX-08 people are decided alike only when the same lies ahead of them', () => {
  const decide = decideAlike(now, 'none');
  const shared = ahead('2026-03-16');
  const base = coming('2026-03-16', { ahead: shared });
  assert.equal(decide(base), decide({ ...base }));
  assert.deepEqual([decide({ ...base, ahead: null }).length, decide({ ...base, ahead: ahead('2026-03-09') }).map((change) => change.kind === 'assign' && change.dueOn.toString())], [0, ['2026-03-09']]);
});
