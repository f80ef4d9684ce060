import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TrainingState } from '../types.ts';
import { stateOf, type Standing } from './rules.ts';

const now = Temporal.Instant.from('2026-03-02T12:00:00Z');
const soon = now.add({ hours: 1 });
const past = now.subtract({ hours: 1 });
const standing = (more: Partial<Standing> = {}): Standing => ({ required: true, employed: true, onLeave: false, inForceId: 'v1', covered: false, trainedBefore: false, trainedAhead: false, openInForce: false, openOther: false, lateSince: null, ...more });
const open = (inForce: boolean, lateSince = soon): Partial<Standing> => ({ openInForce: inForce, openOther: !inForce, lateSince });

describe('the state of a person and a document', () => {
  const table: readonly [name: string, standing: Partial<Standing>, state: TrainingState][] = [
    ['nothing asks for it', { required: false, covered: true, ...open(true, past) }, 'not_required'],
    ['left', { employed: false, ...open(true, past) }, 'not_required'],
    ['on leave, late before', { onLeave: true, ...open(true, past) }, 'absent'],
    ['on leave, trained', { onLeave: true, covered: true }, 'absent'],
    ['late with the version in force, or since a version before (IMP-07)', open(true, past), 'overdue'],
    ['late with the one before it comes into force, still covered by the old', { covered: true, ...open(false, past) }, 'overdue'],
    ['due exactly now', open(true, now), 'overdue'],
    ['as of a moment before it was late', open(true, soon), 'due'],
    ['trained on the version in force', { covered: true, trainedBefore: true }, 'qualified'],
    ['trained, refreshing what is in force', { covered: true, ...open(true) }, 'qualified'],
    ['trained, next version in its window', { covered: true, trainedBefore: true, ...open(false) }, 'in_window'],
    ['new document in its window', { inForceId: null, ...open(false) }, 'in_window'],
    ['nothing in force and nothing to do', { inForceId: null }, 'not_required'],
    ['trained on an earlier version', { trainedBefore: true, ...open(true) }, 'previous_version'],
    ['trained on the coming version only', { trainedAhead: true }, 'in_window'],
    ['trained on the coming version, still due on the one in force', { trainedAhead: true, ...open(true) }, 'due'],
    ['trained on the coming and the earlier version, due on the one in force', { trainedAhead: true, trainedBefore: true, ...open(true) }, 'previous_version'],
    ['new document, trained before its day', { inForceId: null, trainedAhead: true }, 'in_window'],
    ['never trained', open(true), 'due'],
    ['never trained, next version in its window', open(false), 'due'],
  ];
  for (const [name, more, state] of table) it(`ANA-02 ${name}: ${state}`, () => assert.equal(stateOf(standing(more), now), state));
});
