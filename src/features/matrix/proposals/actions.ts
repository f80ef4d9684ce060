import type { z } from 'zod';
import { done, refuse, type DomainEvent, type Outcome } from '../../../kernel/decision.ts';
import { dayIn } from '../../../kernel/day.ts';
import type { ChangeEffect } from '../../../kernel/effect.ts';
import type { Context } from '../../../platform/context.ts';
import { act, commit } from '../../audit/actions.ts';
import { prepareSignature, proveSigner, saveSignature } from '../../signatures/actions.ts';
import { isWaiting } from '../approval/store.ts';
import { changeOf, effectOfProposal, keptChange, keptContent, nameOfChange, nameOfEffect, readyChange, type ReadiedChange } from './actions-change.ts';
import type { zChange } from './contract.ts';
import { approvalStatement, decideProposal, proposalStatement } from './rules.ts';
import { loadProposal, lockProposal, proposalOf, saveProposal, saveProposalDecision, type KeptProposal } from './store.ts';
import type { ProposedChange } from './types.ts';

type Sent = z.output<typeof zChange>;
type Signed = { readonly statement: string; readonly password: string };

/** Decided in a transaction that writes nothing: a change that cannot hold is refused before anybody signs it. */
export async function showProposalStatement(ctx: Context, sent: Sent): Promise<Outcome<{ statement: string }>> {
  const readied = await lookAt(ctx, changeOf(sent));
  return readied.ok ? done({ statement: proposalStatement(ctx.principal.name, readied.reply.text) }) : readied;
}

export function lookAt(ctx: Context, change: ProposedChange): Promise<Outcome<ReadiedChange>> {
  return ctx.db.transaction().execute((tx) => readyChange(ctx, tx, change));
}

export async function propose(ctx: Context, sent: Sent, signed: Signed): Promise<Outcome<{ id: string }>> {
  const signer = await proveSigner(ctx, signed.password);
  if (!signer.ok) return signer;
  const change = changeOf(sent);
  const effect = await effectOfProposal(ctx, change);
  if (!effect.ok) return effect;
  return act(ctx, async (tx) => {
    const readied = await readyChange(ctx, tx, change);
    if (!readied.ok) return readied;
    if (await isWaiting(tx, change.kind === 'curriculum' ? { curriculumId: change.curriculumId } : { ruleId: change.ruleId })) return refuse('proposal-waits');
    const { version, text, number } = readied.reply;
    const [id, name, content, by] = [ctx.newId(), await nameOfChange(tx, change), keptContent(change), signer.reply.personId];
    const subject = { kind: 'proposal', id };
    const signature = prepareSignature(ctx, signer.reply, { meaning: 'authored', subject, statement: proposalStatement(signer.reply.printedName, text), shown: signed.statement, facts: { change: change.kind, content, effect: nameOfEffect(effect.reply) } });
    if (!signature.ok) return signature;
    const about = change.kind === 'curriculum' ? { curriculumId: change.curriculumId } : { ruleId: change.ruleId };
    const known = Object.values(about)[0] === null ? {} : { ...about, number };
    await commit(ctx, tx, [{ type: 'MatrixChangeProposed', subject, data: { change: change.kind, name, ...known, version, content, signature: signature.reply.eventData } }], async (audited) => {
      await saveSignature(audited, signature.reply);
      await saveProposal(audited, ctx, { id, change, version, name, content, effect: effect.reply, by, signatureId: signature.reply.id });
    });
    return done({ id });
  });
}

/** What an approver signs: the same text for whoever looks and whoever signs. */
export function statementFor(signerName: string, proposal: KeptProposal, text: string, effect: ChangeEffect): string {
  return approvalStatement(signerName, { name: proposal.proposedBy.name, on: dayIn(Temporal.Instant.from(proposal.proposedAt), 'UTC') }, text, effect);
}

/** MTX-02: the change counts from here on, decided anew by today's facts and signed with the effect that was seen. */
export async function approve(ctx: Context, id: string, input: Signed & { readonly seen: string }): Promise<Outcome<{ id: string; number: number; version: number }>> {
  const signer = await proveSigner(ctx, input.password);
  if (!signer.ok) return signer;
  const by = signer.reply.personId;
  const shown = await loadProposal(ctx.db, id);
  if (shown === null) return refuse('not-found', { what: 'proposal' });
  const allowed = decideProposal(proposalOf(shown), by, 'approved', {});
  if (!allowed.ok) return allowed;
  const effect = await effectOfProposal(ctx, keptChange(shown));
  if (!effect.ok) return effect;
  return act(ctx, async (tx) => {
    await lockProposal(tx, id);
    const proposal = (await loadProposal(tx, id)) ?? shown;
    const readied = await readyChange(ctx, tx, keptChange(proposal));
    if (!readied.ok) return readied;
    const { id: subjectId, number, version, text, event, save } = readied.reply;
    const decision = decideProposal(proposalOf(proposal), by, 'approved', { change: proposal.kind, name: proposal.name, number, version, proposedBy: proposal.proposedBy.name });
    if (!decision.ok) return decision;
    const seen = nameOfEffect(effect.reply);
    if (seen !== input.seen) return refuse('effect-changed');
    const { people: _people, byDepartment: _departments, bySite: _sites, byRole: _roles, ...numbers } = effect.reply;
    const subject = { kind: proposal.kind === 'curriculum' ? 'curriculum' : 'rule', id: subjectId };
    const signature = prepareSignature(ctx, signer.reply, { meaning: 'approved', subject, statement: statementFor(signer.reply.printedName, proposal, text, effect.reply), shown: input.statement, facts: { number, version, proposal: id, content: keptContent(readied.reply.change), effect: { ...numbers, digest: seen } } });
    if (!signature.ok) return signature;
    const held: DomainEvent = { ...event, data: { ...event.data, proposal: id, signature: signature.reply.eventData } };
    await commit(ctx, tx, [decision.events[0], held], async (audited) => {
      await saveSignature(audited, signature.reply);
      await save(audited, { ownerId: proposal.proposedBy.id, signatureId: signature.reply.id, proposalId: id });
      await saveProposalDecision(audited, ctx, proposal, { decision: 'approved', by, reason: null, approved: { signatureId: signature.reply.id, effect: effect.reply, subjectId } });
    });
    return done({ id: subjectId, number, version });
  });
}

export function returnToWriter(ctx: Context, id: string, reason: string): Promise<Outcome<Record<string, never>>> {
  return settle(ctx, id, 'returned', reason);
}

export function withdraw(ctx: Context, id: string): Promise<Outcome<Record<string, never>>> {
  return settle(ctx, id, 'withdrawn', null);
}

function settle(ctx: Context, id: string, outcome: 'returned' | 'withdrawn', reason: string | null): Promise<Outcome<Record<string, never>>> {
  return act(ctx, async (tx) => {
    await lockProposal(tx, id);
    const proposal = await loadProposal(tx, id);
    if (proposal === null) return refuse('not-found', { what: 'proposal' });
    if (ctx.principal.kind !== 'person') return refuse('not-permitted');
    const by = ctx.principal.id;
    const decision = decideProposal(proposalOf(proposal), by, outcome, { change: proposal.kind, name: proposal.name, proposedBy: proposal.proposedBy.name }, reason ?? undefined);
    if (!decision.ok) return decision;
    await commit(ctx, tx, decision.events, (audited) => saveProposalDecision(audited, ctx, proposal, { decision: outcome, by, reason }));
    return done({});
  });
}
