import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideExtension, MOST_EXTENSIONS, requestExtension } from './rules.ts';
import type { Extendable, Waiting } from './types.ts';

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const week = { workingDays: [1, 2, 3, 4, 5], holidays: [day('2026-03-17')] };
/** Due on Tuesday 10 March; today is Thursday 5 March. */
const work = (more: Partial<Extendable> = {}): Extendable => ({ id: 'a', personId: 'orla', dueOn: day('2026-03-10'), today: day('2026-03-05'), closed: false, closedWhy: null, approved: 0, waits: false, ...more });
const asked = (wanted: string, more: Partial<Extendable> = {}, by = 'maeve') => {
  const decision = requestExtension(work(more), by, day(wanted), week, 'the line was down');
  return decision.ok ? decision.events[0].data['to'] : decision.refusal.code;
};

test('TRN-03 the manager asks for a later working day at the site, before the due date or after it', () => {
  assert.equal(asked('2026-03-20'), '2026-03-20');
  assert.equal(asked('2026-03-22'), '2026-03-20'); // a Sunday
  assert.equal(asked('2026-03-17'), '2026-03-16'); // a holiday
  assert.equal(asked('2026-03-10'), 'not-later');
  assert.equal(asked('2026-03-11'), '2026-03-11');
  assert.equal(asked('2026-03-12', { today: day('2026-03-13') }), 'not-later');
  assert.equal(asked('2026-03-13', { today: day('2026-03-13') }), '2026-03-13');
  assert.equal(asked('2026-03-15', { dueOn: day('2026-03-13') }), 'not-later'); // the weekend after a Friday
});

test('TRN-03 at most two, one at a time, never for oneself, never for what is closed', () => {
  assert.equal(asked('2026-03-20', { approved: MOST_EXTENSIONS - 1 }), '2026-03-20');
  assert.equal(asked('2026-03-20', { approved: MOST_EXTENSIONS }), 'extensions-used-up');
  assert.equal(asked('2026-03-20', { waits: true }), 'extension-waits');
  assert.equal(asked('2026-03-20', {}, 'orla'), 'own-extension');
  assert.equal(asked('2026-03-20', { closed: true }), 'assignment-closed');
});

test('TRN-03 quality decides with a reason, once, and never what they asked for themselves or about themselves', () => {
  const waiting = (more: Partial<Waiting> = {}): Waiting => ({ id: 'x', assignmentId: 'a', personId: 'orla', requestedBy: 'maeve', fromDueOn: day('2026-03-10'), toDueOn: day('2026-03-20'), dueOn: day('2026-03-10'), today: day('2026-03-11'), closed: false, closedWhy: null, decided: false, ...more });
  const decided = (how: 'approved' | 'declined', more: Partial<Waiting> = {}, by = 'cian') => {
    const decision = decideExtension(waiting(more), by, how, 'it is safe to wait');
    return decision.ok ? decision.events[0].type : decision.refusal.code;
  };
  assert.equal(decided('approved'), 'ExtensionApproved');
  assert.equal(decided('declined'), 'ExtensionDeclined');
  for (const by of ['maeve', 'orla']) assert.equal(decided('approved', {}, by), 'own-request');
  assert.equal(decided('approved', { decided: true }), 'decided-already');
  assert.equal(decided('approved', { closed: true }), 'assignment-closed');
  assert.equal(decided('declined', { closed: true }), 'ExtensionDeclined');
  assert.equal(decided('approved', { today: day('2026-03-21') }), 'extension-past');
  assert.equal(decided('approved', { dueOn: day('2026-03-24') }), 'not-later'); // moved further by a leave meanwhile
});
