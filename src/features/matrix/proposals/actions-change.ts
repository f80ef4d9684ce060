import { sql } from 'kysely';
import type { z } from 'zod';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import { canonicalJson, type JsonObject } from '../../../kernel/json.ts';
import type { ChangeEffect } from '../../../kernel/effect.ts';
import type { AuditedTx, Context, TriedChange } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { sha256 } from '../../../platform/secret.ts';
import { contentOf, organisationDay, readyRule, readyRuleEnd, type Readied } from '../actions.ts';
import { triedRule, triedRuleEnd } from '../actions-try.ts';
import { readyCurriculum } from '../curricula/actions.ts';
import { triedCurriculum } from '../curricula/actions-try.ts';
import { loadRule } from '../store.ts';
import type { zChange } from './contract.ts';
import { settleChange } from './rules.ts';
import type { KeptProposal } from './store.ts';
import type { ProposedChange } from './types.ts';

type Sent = z.output<typeof zChange>;

export function changeOf(sent: Sent): ProposedChange {
  if (sent.kind === 'rule') return { kind: 'rule', ruleId: sent.ruleId, ownerId: sent.rule.ownerId ?? null, content: contentOf(sent.rule) };
  if (sent.kind === 'rule_end') return { kind: 'rule_end', ruleId: sent.ruleId, lastDay: Temporal.PlainDate.from(sent.lastDay), reason: sent.reason };
  return { kind: 'curriculum', curriculumId: sent.curriculumId, content: { name: sent.curriculum.name, documentIds: [...new Set(sent.curriculum.documentIds)] } };
}

/** As it is kept: days as text. */
export function keptContent(change: ProposedChange): JsonObject {
  if (change.kind === 'rule_end') return { lastDay: change.lastDay.toString(), reason: change.reason };
  return JSON.parse(JSON.stringify(change.content)) as JsonObject; // plain values and days, which say themselves as text
}

export function keptChange({ kind, ruleId, curriculumId, ownerId, content }: KeptProposal): ProposedChange {
  const kept = content as { name: string; audience: never; documentIds: string[]; curriculumIds: string[]; from: string; until: string | null; lastDay: string; reason: string }; // written by keptContent; each kind has its own of these
  if (kind === 'rule') return { kind, ruleId, ownerId, content: contentOf(kept) };
  if (kind === 'rule_end') return { kind, ruleId: ruleId ?? '', lastDay: Temporal.PlainDate.from(kept.lastDay), reason: kept.reason };
  return { kind, curriculumId, content: kept };
}

export type ReadiedChange = Omit<Readied, 'save'> & { readonly change: ProposedChange; readonly save: (tx: AuditedTx, by: { ownerId: string; signatureId: string; proposalId: string }) => Promise<void> };

/** The change as it can hold today, decided by the same rules as one that is signed at once. */
export async function readyChange(ctx: Context, tx: Tx, asked: ProposedChange): Promise<Outcome<ReadiedChange>> {
  const change = await settledChange(ctx, tx, asked);
  if (change.kind === 'curriculum') {
    const readied = await readyCurriculum(ctx, tx, change.curriculumId, change.content);
    return readied.ok ? done({ ...readied.reply, change }) : readied;
  }
  const readied = change.kind === 'rule' ? await readyRule(ctx, tx, change.ruleId, change.content, change.ownerId) : await readyRuleEnd(ctx, tx, change.ruleId, change.lastDay, change.reason);
  if (!readied.ok) return readied;
  return done({ ...readied.reply, change, save: (audited: AuditedTx, by: { ownerId: string; signatureId: string; proposalId: string }) => readied.reply.save(audited, { ...by, ownerId: (change.kind === 'rule' ? change.ownerId : null) ?? by.ownerId }) });
}

async function settledChange(ctx: Context, db: Db | Tx, change: ProposedChange): Promise<ProposedChange> {
  const rule = change.kind === 'curriculum' || change.ruleId === null ? null : await loadRule(db, change.ruleId);
  return settleChange(change, rule?.from ?? null, await organisationDay(db, ctx));
}

/** MTX-05: who gains and loses what by it, worked out now. It takes the engine's lock, so never within a transaction. */
export async function effectOfProposal(ctx: Context, asked: ProposedChange): Promise<Outcome<ChangeEffect>> {
  const tried = await triedChange(ctx, await settledChange(ctx, ctx.db, asked));
  return tried.ok ? done(await ctx.effect(ctx, tried.reply)) : tried;
}

async function triedChange(ctx: Context, change: ProposedChange): Promise<Outcome<TriedChange>> {
  if (change.kind === 'curriculum') return triedCurriculum(ctx, change.curriculumId, change.content);
  if (change.kind === 'rule') return triedRule(ctx, change.ruleId, change.content);
  const rule = await loadRule(ctx.db, change.ruleId);
  return rule === null ? refuse('not-found', { what: 'rule' }) : done(await triedRuleEnd(ctx, rule, change.lastDay));
}

/** Stands for everything that was shown of an effect. */
export function nameOfEffect(effect: ChangeEffect): string {
  return sha256(canonicalJson(effect)).toString('hex');
}

export async function nameOfChange(db: Db | Tx, change: ProposedChange): Promise<string> {
  if (change.kind !== 'rule_end') return change.content.name;
  return (await sql<{ name: string }>`select name from matrix_rule_version where rule_id = ${change.ruleId}::uuid and superseded_at is null`.execute(db)).rows[0]?.name ?? '';
}
