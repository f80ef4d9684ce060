import type { z } from 'zod';
import { done, refuse, type Outcome, type Refused } from '../../../kernel/decision.ts';
import { dayIn, type Day } from '../../../kernel/day.ts';
import { permits } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { problemOf } from '../../../platform/http/problem.ts';
import type { Loose } from '../../../platform/http/route.ts';
import { act, commit } from '../../audit/actions.ts';
import { prepareSignature, proveSigner, saveSignature } from '../../signatures/actions.ts';
import { loadSignaturesById } from '../../signatures/store.ts';
import { switchDue } from '../lifecycle/actions-switch.ts';
import { may as mayReview } from '../review/permissions.ts';
import { isContentIntact, loadDocument, lockDocument } from '../store.ts';
import type { Subject } from '../types.ts';
import { REFUSALS, type getReview as shownReview, type zReviewState } from './contract.ts';
import { may } from './permissions.ts';
import { escalatedTo, waitsFor } from './rules-escalation.ts';
import { review, reviewDueOn, reviewStanding, reviewStatement } from './rules.ts';
import { loadEscalations, type EscalationRow } from './store-escalation.ts';
import { loadReviewRows, loadReviews, saveReview, type ReviewRow } from './store.ts';
import type { DocumentVerdict, EscalationStage, ModuleVerdict, ReviewStanding, ReviewState, Verdicts } from './types.ts';

export type ListInput = { readonly cursor?: string | undefined; readonly limit: number; readonly search?: string | undefined; readonly state?: z.output<typeof zReviewState> | undefined; readonly ownerId?: string | undefined; readonly waiting?: 'me' | undefined; readonly asOf?: string | undefined };
type Row = Omit<ReviewRow, 'zone' | 'hasModule' | 'facts'> & ReviewStanding & { readonly reviewMonths: number; readonly lastOn: Day | null; readonly escalatedTo: EscalationStage | null };

/** All documents in force are decided by the rule and then paged: there are thousands at the most, and the rule is not SQL. */
export async function listReviews(ctx: Context, input: ListInput): Promise<Outcome<{ items: Row[]; nextCursor: string | null; total: number; counts: Record<ReviewState, number> }>> {
  const at = input.asOf === undefined ? ctx.now : Temporal.Instant.from(input.asOf);
  const words = (input.search ?? '').toLowerCase().split(/\s+/u).filter(Boolean);
  const found = (await loadReviewRows(ctx.db, at, null)).filter((row) => words.every((word) => `${row.number} ${row.title}`.toLowerCase().includes(word)) && (input.ownerId === undefined || row.owner.id === input.ownerId));
  const standings = found.map((row) => ({ row, standing: reviewStanding(row.facts, dayIn(at, row.zone)) }));
  const escalations = await loadEscalations(ctx.db, standings.filter(({ standing }) => standing.state === 'overdue').map(({ row }) => row.version.id), at);
  const everything = standings.map(({ row, standing }) => rowOf(row, standing, escalations));
  const all = input.waiting === 'me' ? everything.filter((row) => waitsFor({ ...row, ownerId: row.owner.id }, { personId: ctx.principal.id, controls: permits(ctx.principal, mayReview.controlReviews, { siteId: row.site?.id ?? null }) })) : everything;
  const counts: Record<ReviewState, number> = { none: 0, planned: 0, soon: 0, overdue: 0, revision_needed: 0, retirement_needed: 0 };
  for (const row of all) counts[row.state] += 1;
  const wanted = all.filter((row) => input.state === undefined || row.state === input.state).toSorted(byDueDay);
  const start = input.cursor === undefined ? 0 : wanted.findIndex((row) => row.id === input.cursor) + 1;
  const items = wanted.slice(start, start + input.limit);
  return done({ items, total: wanted.length, counts, nextCursor: start + input.limit < wanted.length ? (items.at(-1)?.id ?? null) : null });
}

function byDueDay(a: Row, b: Row): number {
  return String(a.dueOn).localeCompare(String(b.dueOn)) || a.number.localeCompare(b.number, 'en', { numeric: true });
}

function rowOf({ zone: _zone, hasModule: _module, facts, ...row }: ReviewRow, standing: ReviewStanding, escalations: readonly EscalationRow[]): Row {
  const taken = standing.state === 'overdue' ? escalationsOf(escalations, row.version.id, standing.dueOn).map((one) => one.stage) : [];
  return { ...row, ...standing, reviewMonths: facts.reviewMonths, lastOn: facts.last?.on ?? null, escalatedTo: escalatedTo(taken) };
}

function escalationsOf(escalations: readonly EscalationRow[], versionId: string, dueOn: Day | null): EscalationRow[] {
  return escalations.filter((one) => one.versionId === versionId && dueOn !== null && one.dueOn.equals(dueOn));
}

export async function getReview(ctx: Context, documentId: string): Promise<Outcome<Loose<z.input<typeof shownReview.reply>>>> {
  const document = await loadDocument(ctx.db, documentId);
  const [row] = await loadReviewRows(ctx.db, ctx.now, [documentId]);
  if (document === null || (row === undefined && !document.versions.some((version) => version.state === 'retired' || version.state === 'effective'))) return refuse('not-found', { what: 'review' });
  const reviews = await loadReviews(ctx.db, documentId);
  const signatures = await loadSignaturesById(ctx.db, reviews.map((one) => one.signatureId));
  const history = reviews.map(({ signatureId, ...one }) => ({ ...one, signature: signatures.find(({ id }) => id === signatureId) ?? null }));
  if (row === undefined) return done({ dueOn: null, state: 'none' as const, version: null, hasModule: false, reviewMonths: 0, act: { allowed: false, why: null }, escalations: [], history });
  const allowed = permits(ctx.principal, may.reviewDocument, { siteId: row.site?.id ?? null, personId: row.owner.id });
  const why = allowed ? null : problemOf({ code: 'not-permitted', detail: { needs: `${may.reviewDocument.roles.join(' or ')} or the owner of the document` } }, REFUSALS).detail;
  const standing = reviewStanding(row.facts, dayIn(ctx.now, row.zone));
  const escalations = standing.state === 'overdue' ? escalationsOf(await loadEscalations(ctx.db, [row.version.id], ctx.now), row.version.id, standing.dueOn) : [];
  return done({ ...standing, escalations: escalations.map(({ stage, at, owner }) => ({ stage, at, owner })), version: row.version, hasModule: row.hasModule, reviewMonths: row.facts.reviewMonths, act: { allowed, why }, history });
}

type Found = { readonly ok: true; readonly subject: Subject; readonly row: ReviewRow; readonly dueOn: Day } | Refused<string>;

async function find(ctx: Context, db: Db | Tx, documentId: string): Promise<Found> {
  const document = await loadDocument(db, documentId);
  if (document === null) return refuse('not-found', { what: 'document' });
  if (!permits(ctx.principal, may.reviewDocument, { siteId: document.siteId, personId: document.ownerId })) return refuse('not-permitted');
  const [row] = await loadReviewRows(db, ctx.now, [documentId]);
  const version = document.versions.find((candidate) => candidate.id === row?.version.id);
  const dueOn = row === undefined ? null : reviewDueOn(row.facts);
  if (row === undefined || version === undefined || dueOn === null) return refuse('nothing-in-force', { number: document.number });
  if (!(await isContentIntact(db, version.contentSha256))) return refuse('content-damaged', { label: version.label, contentSha256: version.contentSha256 });
  return { ok: true, subject: { document, version }, row, dueOn };
}

export async function getReviewStatement(ctx: Context, documentId: string, verdicts: { readonly document: DocumentVerdict; readonly module: ModuleVerdict | null }): Promise<Outcome<{ statement: string }>> {
  const found = await find(ctx, ctx.db, documentId);
  if (!found.ok) return found;
  const decision = review(found.subject, { ...verdicts, comment: '' }, { module: found.row.hasModule, dueOn: found.dueOn });
  return decision.ok ? done({ statement: reviewStatement(ctx.principal.name, found.subject, verdicts) }) : decision;
}

export type ReviewInput = Verdicts & { readonly statement: string; readonly password: string };

/** DOC-08: signed by whoever answers for it; confirming begins the next cycle. */
export async function reviewDocument(ctx: Context, documentId: string, input: ReviewInput): Promise<Outcome<{ id: string } & ReviewStanding>> {
  const signer = await proveSigner(ctx, input.password);
  if (!signer.ok) return signer;
  return act(ctx, async (tx) => {
    if (!(await lockDocument(tx, documentId))) return refuse('not-found', { what: 'document' });
    await switchDue(ctx, tx, documentId);
    const found = await find(ctx, tx, documentId);
    if (!found.ok) return found;
    const { subject, row, dueOn } = found;
    const verdicts: Verdicts = { document: input.document, module: input.module, comment: input.comment === '' ? null : input.comment };
    const decision = review(subject, verdicts, { module: row.hasModule, dueOn });
    if (!decision.ok) return decision;
    const id = ctx.newId();
    const signature = prepareSignature(ctx, signer.reply, { meaning: 'reviewed', subject: { kind: 'review', id }, statement: reviewStatement(signer.reply.printedName, subject, verdicts), shown: input.statement, facts: { documentId, versionId: subject.version.id, contentSha256: subject.version.contentSha256, ...verdicts } });
    if (!signature.ok) return signature;
    const on = dayIn(ctx.now, row.zone);
    const [event] = decision.events;
    await commit(ctx, tx, [{ ...event, data: { ...event.data, review: id, signature: signature.reply.eventData } }], async (audited) => {
      await saveSignature(audited, signature.reply);
      await saveReview(audited, ctx, { id, documentId, versionId: subject.version.id, dueOn, on, reviewerId: signer.reply.personId, signatureId: signature.reply.id }, verdicts);
    });
    return done({ id, ...reviewStanding({ ...row.facts, last: { on, at: ctx.now, document: verdicts.document, module: verdicts.module } }, on) });
  });
}
