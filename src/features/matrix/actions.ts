import { sql } from 'kysely';
import type { z } from 'zod';
import { done, refuse, type DomainEvent, type Outcome } from '../../kernel/decision.ts';
import { dayIn, type Day } from '../../kernel/day.ts';
import type { AuditedTx, Context } from '../../platform/context.ts';
import type { Db, Tx } from '../../platform/db/pool.ts';
import type { Loose } from '../../platform/http/route.ts';
import { act, commit } from '../audit/actions.ts';
import { loadSignaturesById } from '../signatures/store.ts';
import { prepareSignature, proveSigner, saveSignature } from '../signatures/actions.ts';
import { mayHoldAtOnce } from './approval/store.ts';
import type { getRuleHistory, zRule, zRuleInput } from './contract.ts';
import { audienceText, idsNamed, simpleAudience } from './rules-audience.ts';
import { createRule, endRule, reviseRule, ruleEndText, ruleText } from './rules.ts';
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
  return worded === null ? refuse('unknown-reference') : done({ statement: `I approve ${worded.text}.` });
}

export function addRule(ctx: Context, input: RuleInput & Signed): Promise<Outcome<Reply>> {
  return putRule(ctx, null, input);
}

export function changeRule(ctx: Context, id: string, input: RuleInput & Signed): Promise<Outcome<Reply>> {
  return putRule(ctx, id, input);
}

/** Signed by whoever wrote it, where the company asks for no second person. */
async function putRule(ctx: Context, ruleId: string | null, input: RuleInput & Signed): Promise<Outcome<Reply>> {
  const signer = await proveSigner(ctx, input.password);
  if (!signer.ok) return signer;
  return act(ctx, async (tx) => {
    const alone = await mayHoldAtOnce(tx, { ruleId });
    if (!alone.ok) return alone;
    const readied = await readyRule(ctx, tx, ruleId, contentOf(input), input.ownerId ?? null);
    if (!readied.ok) return readied;
    const { id, number, version, text, event, save } = readied.reply;
    const signature = prepareSignature(ctx, signer.reply, { meaning: 'approved', subject: { kind: 'rule', id }, statement: `I approve ${text}.`, shown: input.statement, facts: { number, version } });
    if (!signature.ok) return signature;
    await commit(ctx, tx, [{ ...event, data: { ...event.data, signature: signature.reply.eventData } }], async (audited) => {
      await saveSignature(audited, signature.reply);
      await save(audited, { ownerId: input.ownerId ?? signer.reply.personId, signatureId: signature.reply.id, proposalId: null });
    });
    return done({ id, number, version });
  });
}

/** A change that its rule allows today: what it says, what happened when it holds, and how it is kept. */
export type Readied = {
  readonly id: string; readonly number: number; readonly version: number; readonly text: string; readonly event: DomainEvent;
  readonly save: (tx: AuditedTx, by: { readonly ownerId: string | null; readonly signatureId: string; readonly proposalId: string | null }) => Promise<void>;
};

export async function readyRule(ctx: Context, tx: Tx, ruleId: string | null, content: RuleContent, ownerId: string | null): Promise<Outcome<Readied>> {
  const rule = ruleId === null ? null : await loadRuleForChange(tx, ruleId);
  if (ruleId !== null && rule === null) return refuse('not-found', { what: 'rule' });
  const worded = await wordsOf(tx, content, ownerId);
  if (worded === null) return refuse('unknown-reference');
  const [id, number, version, today] = [rule?.id ?? ctx.newId(), rule?.number ?? (await nextRuleNumber(tx)), (rule?.version ?? 0) + 1, await organisationDay(tx, ctx)];
  const decision = rule === null ? createRule(content, { id, number, today, documentIds: worded.documentIds }) : reviseRule(rule, content, worded.documentIds, today);
  if (!decision.ok) return decision;
  return done({ id, number, version, text: worded.text, event: decision.events[0], save: async (audited, by) => {
    if (rule === null) await saveRule(audited, ctx, id, number);
    await saveRuleVersion(audited, ctx, { id, version, ownerId: by.ownerId, proposalId: by.proposalId }, content, by.signatureId);
  } });
}

export function stopRule(ctx: Context, id: string, input: { lastDay: string; reason: string }): Promise<Outcome<{ id: string }>> {
  return act(ctx, async (tx) => {
    const alone = await mayHoldAtOnce(tx, { ruleId: id });
    if (!alone.ok) return alone;
    const readied = await readyRuleEnd(ctx, tx, id, Temporal.PlainDate.from(input.lastDay), input.reason);
    if (!readied.ok) return readied;
    await commit(ctx, tx, [readied.reply.event], readied.reply.save);
    return done({ id });
  });
}

export async function readyRuleEnd(ctx: Context, tx: Tx, id: string, lastDay: Day, why: string): Promise<Outcome<Omit<Readied, 'save'> & { readonly save: (tx: AuditedTx) => Promise<void> }>> {
  const rule = await loadRuleForChange(tx, id);
  if (rule === null) return refuse('not-found', { what: 'rule' });
  const decision = endRule(rule, lastDay, why, await organisationDay(tx, ctx));
  if (!decision.ok) return decision;
  return done({ id, number: rule.number, version: rule.version, text: ruleEndText(rule, lastDay, why), event: decision.events[0], save: (audited) => saveRuleEnd(audited, ctx, id, lastDay) });
}

type ContentInput = { name: string; audience: RuleContent['audience'] | SimpleAudience; documentIds: readonly string[]; curriculumIds?: readonly string[]; from: string; until: string | null };

export function contentOf(input: ContentInput): RuleContent {
  return {
    name: input.name, audience: 'roleIds' in input.audience ? simpleAudience(input.audience) : input.audience, documentIds: [...new Set(input.documentIds)], curriculumIds: [...new Set(input.curriculumIds)],
    from: Temporal.PlainDate.from(input.from), until: input.until === null ? null : Temporal.PlainDate.from(input.until),
  };
}

/** The rule in words and all that it leads to; null when it names something that does not exist. */
async function wordsOf(db: Db | Tx, content: RuleContent, ownerId: string | null): Promise<{ text: string; documentIds: string[] } | null> {
  const { names, curriculumDocumentIds } = await loadNamed(db, content);
  if ([...idsNamed(content.audience), ...content.documentIds, ...content.curriculumIds].some((id) => !names.has(id))) return null;
  if (ownerId !== null && !(await personExists(db, ownerId))) return null;
  const say = (ids: readonly string[]): string[] => ids.map((id) => names.get(id) ?? id).toSorted();
  const text = ruleText(content, { audience: audienceText(content.audience, names), documents: say(content.documentIds), curricula: say(content.curriculumIds) });
  return { text, documentIds: [...content.documentIds, ...curriculumDocumentIds] };
}

async function personExists(db: Db | Tx, id: string): Promise<boolean> {
  return (await sql`select from person where id = ${id}::uuid`.execute(db)).rows.length > 0;
}

export async function organisationDay(tx: Db | Tx, ctx: Context): Promise<Day> {
  const found = await sql<{ zone: string }>`select zone from organisation`.execute(tx);
  return dayIn(ctx.now, found.rows[0]?.zone ?? 'UTC');
}
