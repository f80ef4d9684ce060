import { accept, refuse, type Decision } from '../../../kernel/decision.ts';
import { isBefore, laterDay, type Day } from '../../../kernel/day.ts';
import type { ChangeEffect } from '../../../kernel/effect.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { statementText } from '../../signatures/rules.ts';
import type { Proposal, ProposalDecision, ProposalEvent, ProposalRefusal, ProposedChange } from './types.ts';

const TYPES = { approved: 'MatrixChangeApproved', returned: 'MatrixChangeReturned', withdrawn: 'MatrixChangeWithdrawn' } as const;

/** MTX-02: whoever wrote a change withdraws it; approved or returned it is by somebody else. Once. */
export function decideProposal(proposal: Proposal, by: string, decision: ProposalDecision, data: JsonObject, reason?: string): Decision<ProposalEvent, ProposalRefusal> {
  if (proposal.decision !== null) return refuse('proposal-decided', { decision: proposal.decision });
  if (decision === 'withdrawn' && proposal.proposedBy !== by) return refuse('others-proposal');
  if (decision !== 'withdrawn' && proposal.proposedBy === by) return refuse('own-proposal');
  return accept({ type: TYPES[decision], subject: { kind: 'proposal', id: proposal.id }, data, ...(reason === undefined ? {} : { why: reason }) });
}

/**
 * MTX-02: a change counts from its approval. A first day that has passed while it waited becomes the day of the approval; a rule
 * that goes on keeps the first day it has; an end that has passed becomes yesterday, which is at once.
 */
export function settleChange(change: ProposedChange, currentFrom: Day | null, today: Day): ProposedChange {
  if (change.kind === 'rule_end') return { ...change, lastDay: laterDay(change.lastDay, today.subtract({ days: 1 })) };
  if (change.kind === 'curriculum') return change;
  const { from } = change.content;
  const goesOn = currentFrom !== null && currentFrom.equals(from);
  return goesOn || !isBefore(from, today) ? change : { ...change, content: { ...change.content, from: today } };
}

export function proposalStatement(signerName: string, text: string): string {
  return statementText(signerName, 'authored', 'a change of the training matrix', [`It is: ${text}.`, 'Nothing of it holds before a second person approves it.']);
}

/** What the second person signs: the change, who wrote it, and what it does to whom (SIG-01). */
export function approvalStatement(signerName: string, writer: { readonly name: string; readonly on: Day }, text: string, effect: ChangeEffect): string {
  return statementText(signerName, 'approved', `the change of the training matrix that ${writer.name} proposed on ${writer.on.toString()}`, [`It is: ${text}.`, effectText(effect)]);
}

const many = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;

export function effectText({ obligationsAdded, obligationsEnded, assigned, cancelled, hours }: ChangeEffect): string {
  return `By it ${many(obligationsAdded, 'obligation begins', 'obligations begin')} and ${many(obligationsEnded, 'ends', 'end')}; ${many(assigned, 'training is assigned', 'trainings are assigned')} (${hours} h) and ${cancelled} cancelled.`;
}

export type EffectLine = { readonly id: string; readonly name: string; readonly document: string; readonly effect: ChangeEffect['people'][number]['effect'] };
export type EffectDifference = { readonly same: boolean; /** Only so many people are named in an effect; beyond, numbers alone are compared. */ readonly namesCompared: boolean; readonly gained: readonly EffectLine[]; readonly gone: readonly EffectLine[] };

const COUNTS = ['obligationsAdded', 'obligationsEnded', 'assigned', 'cancelled', 'absent', 'lapses', 'more'] as const;

/** MTX-05: what a change does now that it did not do when it was proposed, and the other way round. Due dates move with the days and are left out. */
export function compareEffects(before: ChangeEffect, after: ChangeEffect): EffectDifference {
  const counts = COUNTS.every((count) => before[count] === after[count]);
  if (before.more > 0 || after.more > 0) return { same: counts, namesCompared: false, gained: [], gone: [] };
  const key = (line: EffectLine): string => `${line.id} ${line.document} ${line.effect}`;
  const without = (lines: readonly EffectLine[], others: readonly EffectLine[]): EffectLine[] => {
    const there = new Set(others.map(key));
    return lines.filter((line) => !there.has(key(line))).map(({ id, name, document, effect }) => ({ id, name, document, effect }));
  };
  const [gained, gone] = [without(after.people, before.people), without(before.people, after.people)];
  return { same: counts && gained.length + gone.length === 0, namesCompared: true, gained, gone };
}
