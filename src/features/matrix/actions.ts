import { sql } from 'kysely';
import type { z } from 'zod';
import { done, refuse, type Outcome } from '../../kernel/decision.ts';
import { dayIn, type Day } from '../../kernel/day.ts';
import type { Context } from '../../platform/context.ts';
import type { Db, Tx } from '../../platform/db/pool.ts';
import { act, commit } from '../audit/actions.ts';
import { prepareSignature, proveSigner, saveSignature } from '../signatures/actions.ts';
import type { zRule, zRuleInput } from './contract.ts';
import { createRule, endRule, reviseRule, ruleStatement } from './rules.ts';
import { listRuleRows, loadNames, loadRuleForChange, nextRuleNumber, saveRule, saveRuleEnd, saveRuleVersion } from './store.ts';
import type { RuleContent } from './types.ts';

type RuleInput = z.output<typeof zRuleInput>;
type Signed = { readonly statement: string; readonly password: string };
type Reply = { id: string; number: number; version: number };

export async function listRules(ctx: Context, at: Temporal.Instant): Promise<Outcome<{ items: z.input<typeof zRule>[] }>> {
  return done({ items: (await listRuleRows(ctx.db, at)) as z.input<typeof zRule>[] }); // the query builds exactly this shape; the reply schema checks it
}

export async function showRuleStatement(ctx: Context, input: RuleInput): Promise<Outcome<{ statement: string }>> {
  const content = contentOf(input);
  const named = await statementFor(ctx.db, content);
  return named === null ? refuse('unknown-reference') : done({ statement: named });
}

export async function addRule(ctx: Context, input: RuleInput & Signed): Promise<Outcome<Reply>> {
  const signer = await proveSigner(ctx, input.password);
  if (!signer.ok) return signer;
  return act(ctx, async (tx) => {
    const content = contentOf(input);
    const statement = await statementFor(tx, content);
    if (statement === null) return refuse('unknown-reference');
    const id = ctx.newId();
    const number = await nextRuleNumber(tx);
    const decision = createRule(content, { id, number, today: await organisationDay(tx, ctx) });
    if (!decision.ok) return decision;
    const signature = prepareSignature(ctx, signer.reply, { meaning: 'approved', subject: { kind: 'rule', id }, statement, shown: input.statement, facts: { number, version: 1 } });
    if (!signature.ok) return signature;
    const [event] = decision.events;
    await commit(ctx, tx, [{ ...event, data: { ...event.data, signature: signature.reply.eventData } }], async (audited) => {
      await saveSignature(audited, signature.reply);
      await saveRule(audited, ctx, id, number);
      await saveRuleVersion(audited, ctx, { id, version: 1 }, content, signature.reply.id);
    });
    return done({ id, number, version: 1 });
  });
}

export async function changeRule(ctx: Context, id: string, input: RuleInput & Signed): Promise<Outcome<Reply>> {
  const signer = await proveSigner(ctx, input.password);
  if (!signer.ok) return signer;
  return act(ctx, async (tx) => {
    const rule = await loadRuleForChange(tx, id);
    if (rule === null) return refuse('not-found', { what: 'rule' });
    const content = contentOf(input);
    const statement = await statementFor(tx, content);
    if (statement === null) return refuse('unknown-reference');
    const decision = reviseRule(rule, content, await organisationDay(tx, ctx));
    if (!decision.ok) return decision;
    const version = rule.version + 1;
    const signature = prepareSignature(ctx, signer.reply, { meaning: 'approved', subject: { kind: 'rule', id }, statement, shown: input.statement, facts: { number: rule.number, version } });
    if (!signature.ok) return signature;
    const [event] = decision.events;
    await commit(ctx, tx, [{ ...event, data: { ...event.data, signature: signature.reply.eventData } }], async (audited) => {
      await saveSignature(audited, signature.reply);
      await saveRuleVersion(audited, ctx, { id, version }, content, signature.reply.id);
    });
    return done({ id, number: rule.number, version });
  });
}

export function stopRule(ctx: Context, id: string, input: { lastDay: string; reason: string }): Promise<Outcome<{ id: string }>> {
  return act(ctx, async (tx) => {
    const rule = await loadRuleForChange(tx, id);
    if (rule === null) return refuse('not-found', { what: 'rule' });
    const lastDay = Temporal.PlainDate.from(input.lastDay);
    const decision = endRule(rule, lastDay, input.reason, await organisationDay(tx, ctx));
    if (!decision.ok) return decision;
    await commit(ctx, tx, decision.events, (audited) => saveRuleEnd(audited, ctx, id, lastDay));
    return done({ id });
  });
}

export function contentOf(input: { name: string; audience: RuleContent['audience']; documentIds: readonly string[]; from: string; until: string | null }): RuleContent {
  return {
    name: input.name, audience: input.audience, documentIds: [...new Set(input.documentIds)],
    from: Temporal.PlainDate.from(input.from), until: input.until === null ? null : Temporal.PlainDate.from(input.until),
  };
}

/** The rule in words, or null when it names something that does not exist. */
async function statementFor(db: Db | Tx, content: RuleContent): Promise<string | null> {
  const names = await loadNames(db, content);
  const { roleIds, departmentIds, siteIds } = content.audience;
  if ([...roleIds, ...departmentIds, ...siteIds, ...content.documentIds].some((id) => !names.has(id))) return null;
  const say = (ids: readonly string[]): string => ids.map((id) => names.get(id) ?? id).toSorted().join(' or ');
  const audience = `${roleIds.length === 0 ? 'everyone' : say(roleIds)}${departmentIds.length === 0 ? '' : ` in ${say(departmentIds)}`}${siteIds.length === 0 ? '' : ` at ${say(siteIds)}`}`;
  return ruleStatement(content, { audience, documents: content.documentIds.map((id) => names.get(id) ?? id).toSorted() });
}

async function organisationDay(tx: Tx, ctx: Context): Promise<Day> {
  const found = await sql<{ zone: string }>`select zone from organisation`.execute(tx);
  return dayIn(ctx.now, found.rows[0]?.zone ?? 'UTC');
}
