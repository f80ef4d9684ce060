import { sql } from 'kysely';
import type { z } from 'zod';
import { done, refuse, type Outcome } from '../../kernel/decision.ts';
import { dayIn, type Day } from '../../kernel/day.ts';
import type { Context } from '../../platform/context.ts';
import type { Db, Tx } from '../../platform/db/pool.ts';
import type { Loose } from '../../platform/http/route.ts';
import { act, commit } from '../audit/actions.ts';
import { loadSignaturesById } from '../signatures/store.ts';
import { prepareSignature, proveSigner, saveSignature } from '../signatures/actions.ts';
import type { getRuleHistory, zRule, zRuleInput } from './contract.ts';
import { audienceText, idsNamed, simpleAudience } from './rules-audience.ts';
import { createRule, endRule, reviseRule, ruleStatement } from './rules.ts';
import { listRuleRows, loadAudienceNames, loadNamed, loadRuleForChange, nextRuleNumber, saveRule, saveRuleEnd, saveRuleVersion, type RuleListRow } from './store.ts';
import type { Condition, RuleContent, SimpleAudience } from './types.ts';

type RuleInput = Omit<z.output<typeof zRuleInput>, 'curriculumIds'> & { readonly curriculumIds?: readonly string[] };
type Signed = { readonly statement: string; readonly password: string };
type Reply = { id: string; number: number; version: number };

export async function listRules(ctx: Context, at: Temporal.Instant): Promise<Outcome<{ items: z.input<typeof zRule>[] }>> {
  return done({ items: await named(ctx.db, await listRuleRows(ctx.db, at)) });
}

export async function ruleHistory(ctx: Context, id: string, at: Temporal.Instant): Promise<Outcome<Loose<z.input<typeof getRuleHistory.reply>>>> {
  const rows = await listRuleRows(ctx.db, at, id);
  if (rows.length === 0) return refuse('not-found', { what: 'rule' });
  const signatures = await loadSignaturesById(ctx.db, rows.flatMap(({ signatureId }) => (typeof signatureId === 'string' ? [signatureId] : [])));
  const shown = await named(ctx.db, rows);
  return done({ items: shown.map((row, index) => ({ ...row, signature: signatures.find((signature) => signature.id === rows[index]?.['signatureId']) ?? null })) });
}

/** Rules with the names of what their audiences ask for. */
async function named(db: Db, rows: readonly RuleListRow[]): Promise<z.input<typeof zRule>[]> {
  const names = await loadAudienceNames(db, rows.map((row) => row.audience));
  const name = (condition: Condition) => (condition.kind === 'attribute' ? condition : { kind: condition.kind, refs: condition.ids.map((id) => ({ id, name: names.get(id) ?? '' })).toSorted((a, b) => a.name.localeCompare(b.name)) });
  return rows.map(({ audience, ...row }) => ({ ...row, groups: audience.map((group) => ({ all: group.all.map(name), none: group.none.map(name) })) }) as unknown as z.input<typeof zRule>); // the query builds exactly this shape; the reply schema checks it
}

export async function showRuleStatement(ctx: Context, input: RuleInput): Promise<Outcome<{ statement: string }>> {
  const content = contentOf(input);
  const worded = await wordsOf(ctx.db, content, input.ownerId ?? null);
  return worded === null ? refuse('unknown-reference') : done({ statement: worded.statement });
}

export async function addRule(ctx: Context, input: RuleInput & Signed): Promise<Outcome<Reply>> {
  const signer = await proveSigner(ctx, input.password);
  if (!signer.ok) return signer;
  return act(ctx, async (tx) => {
    const content = contentOf(input);
    const worded = await wordsOf(tx, content, input.ownerId ?? null);
    if (worded === null) return refuse('unknown-reference');
    const { statement, documentIds } = worded;
    const id = ctx.newId();
    const number = await nextRuleNumber(tx);
    const decision = createRule(content, { id, number, today: await organisationDay(tx, ctx), documentIds });
    if (!decision.ok) return decision;
    const signature = prepareSignature(ctx, signer.reply, { meaning: 'approved', subject: { kind: 'rule', id }, statement, shown: input.statement, facts: { number, version: 1 } });
    if (!signature.ok) return signature;
    const [event] = decision.events;
    await commit(ctx, tx, [{ ...event, data: { ...event.data, signature: signature.reply.eventData } }], async (audited) => {
      await saveSignature(audited, signature.reply);
      await saveRule(audited, ctx, id, number);
      await saveRuleVersion(audited, ctx, { id, version: 1, ownerId: input.ownerId ?? signer.reply.personId }, content, signature.reply.id);
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
    const worded = await wordsOf(tx, content, input.ownerId ?? null);
    if (worded === null) return refuse('unknown-reference');
    const { statement, documentIds } = worded;
    const decision = reviseRule(rule, content, documentIds, await organisationDay(tx, ctx));
    if (!decision.ok) return decision;
    const version = rule.version + 1;
    const signature = prepareSignature(ctx, signer.reply, { meaning: 'approved', subject: { kind: 'rule', id }, statement, shown: input.statement, facts: { number: rule.number, version } });
    if (!signature.ok) return signature;
    const [event] = decision.events;
    await commit(ctx, tx, [{ ...event, data: { ...event.data, signature: signature.reply.eventData } }], async (audited) => {
      await saveSignature(audited, signature.reply);
      await saveRuleVersion(audited, ctx, { id, version, ownerId: input.ownerId ?? signer.reply.personId }, content, signature.reply.id);
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

type ContentInput = { name: string; audience: RuleContent['audience'] | SimpleAudience; documentIds: readonly string[]; curriculumIds?: readonly string[]; from: string; until: string | null };

export function contentOf(input: ContentInput): RuleContent {
  return {
    name: input.name, audience: 'roleIds' in input.audience ? simpleAudience(input.audience) : input.audience, documentIds: [...new Set(input.documentIds)], curriculumIds: [...new Set(input.curriculumIds)],
    from: Temporal.PlainDate.from(input.from), until: input.until === null ? null : Temporal.PlainDate.from(input.until),
  };
}

/** The rule in words and all that it leads to, or null when it names something that does not exist. */
async function wordsOf(db: Db | Tx, content: RuleContent, ownerId: string | null): Promise<{ statement: string; documentIds: string[] } | null> {
  const { names, curriculumDocumentIds } = await loadNamed(db, content);
  if ([...idsNamed(content.audience), ...content.documentIds, ...content.curriculumIds].some((id) => !names.has(id))) return null;
  if (ownerId !== null && !(await personExists(db, ownerId))) return null;
  const say = (ids: readonly string[]): string[] => ids.map((id) => names.get(id) ?? id).toSorted();
  const statement = ruleStatement(content, { audience: audienceText(content.audience, names), documents: say(content.documentIds), curricula: say(content.curriculumIds) });
  return { statement, documentIds: [...content.documentIds, ...curriculumDocumentIds] };
}

async function personExists(db: Db | Tx, id: string): Promise<boolean> {
  return (await sql`select from person where id = ${id}::uuid`.execute(db)).rows.length > 0;
}

export async function organisationDay(tx: Db | Tx, ctx: Context): Promise<Day> {
  const found = await sql<{ zone: string }>`select zone from organisation`.execute(tx);
  return dayIn(ctx.now, found.rows[0]?.zone ?? 'UTC');
}
