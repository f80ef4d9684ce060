import { sql, type RawBuilder } from 'kysely';
import type { z } from 'zod';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import { permits } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import type { Loose } from '../../../platform/http/route.ts';
import { act, commit } from '../../audit/actions.ts';
import { loadTarget } from '../../people/store.ts';
import { loadWork, refuseDecidingAttempts } from '../completion/actions.ts';
import { isOutOfAttempts } from '../completion/rules.ts';
import { may } from '../permissions.ts';
import { reconcile } from '../reconcile/actions.ts';
import { lockOutReconciliation, lockReconciliation } from '../reconcile/store.ts';
import { equals } from '../standing/store-lists.ts';
import { visiblePeople } from '../standing/store-visible.ts';
import type * as contract from './contract.ts';
import * as rules from './rules.ts';
import { loadExtendable, loadExtensions, loadFailed, loadOpenWork, loadWaiting, saveDecision, saveNotCompetent, saveRequest, type Row } from './store.ts';

type Reply<E extends { reply: z.ZodType }> = Loose<z.input<E['reply']>>;

export function requestExtension(ctx: Context, assignmentId: string, input: { dueOn: string; reason: string }): Promise<Outcome<Reply<typeof contract.requestExtension>>> {
  return act(ctx, async (tx) => {
    await lockOutReconciliation(tx);
    const work = await loadExtendable(tx, assignmentId, ctx.now);
    if (work === null) return refuse('not-found', { what: 'assignment' });
    if (ctx.principal.kind !== 'person') return refuse('not-permitted');
    if (work.personId === ctx.principal.id) return refuse('own-extension');
    if (!permits(ctx.principal, may.requestExtension, (await loadTarget(tx, work.personId, ctx.now)) ?? { personId: work.personId })) return refuse('not-permitted');
    const decision = rules.requestExtension(work, ctx.principal.id, Temporal.PlainDate.from(input.dueOn), work.calendar, input.reason);
    if (!decision.ok) return decision;
    const [event] = decision.events;
    const request = { id: ctx.newId(), assignmentId, by: ctx.principal.id, reason: input.reason, from: work.dueOn, to: String(event.data['to']) };
    await commit(ctx, tx, [{ ...event, data: { ...event.data, request: request.id } }], (audited) => saveRequest(audited, ctx, request));
    return done({ id: request.id, dueOn: request.to });
  });
}

export function decideExtension(ctx: Context, id: string, input: { decision: 'approved' | 'declined'; reason: string }): Promise<Outcome<Record<string, never>>> {
  return act(ctx, async (tx) => {
    await lockOutReconciliation(tx);
    const waiting = await loadWaiting(tx, id, ctx.now);
    if (waiting === null) return refuse('not-found', { what: 'extension' });
    if (ctx.principal.kind !== 'person' || !permits(ctx.principal, may.decideExtension, (await loadTarget(tx, waiting.personId, ctx.now)) ?? { personId: waiting.personId })) return refuse('not-permitted');
    const by = ctx.principal.id;
    const decision = rules.decideExtension(waiting, by, input.decision, input.reason);
    if (!decision.ok) return decision;
    await commit(ctx, tx, decision.events, (audited) => saveDecision(audited, ctx, waiting, { by, ...input }));
    return done({});
  });
}

type ListQuery = z.output<NonNullable<typeof contract.listExtensions.query>>;

export async function extensions(ctx: Context, query: ListQuery): Promise<Outcome<Reply<typeof contract.listExtensions>>> {
  const one = query.assignmentId !== undefined || query.recordId !== undefined;
  const waiting = !one && query.state === 'waiting';
  const ofRecord = query.recordId === undefined ? sql`true` : sql`a.id = (select r.assignment_id from training_record r where r.id = ${query.recordId}::uuid)`;
  const state = one ? sql`true` : waiting ? sql`x.decision is null` : sql`x.decision is not null`;
  const after = query.cursor === undefined ? sql`true` : waiting ? sql`x.id > ${query.cursor}::uuid` : sql`x.id < ${query.cursor}::uuid`;
  const rows = await loadExtensions(ctx.db, sql`${state} and ${ofRecord} and ${equals('a.id', query.assignmentId)} and ${visiblePeople(ctx.principal, may.readTraining, ctx.now)} and ${after}`, waiting ? sql`x.id` : sql`x.id desc`, query.limit + 1);
  return done(pageOf(rows, query.limit, (row) => row.id) as unknown as Reply<typeof contract.listExtensions>); // rows are JSON built to the contract
}

function pageOf<Item>(rows: Item[], limit: number, cursorOf: (row: Item) => string): { items: Item[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}

/** Who is locked is for the rule to say (ASM-05): open work on which an assessment was failed is little, so it is asked about each. */
async function inState(ctx: Context, state: z.output<NonNullable<typeof contract.listOpenWork.query>>['state'], visible: RawBuilder<unknown>): Promise<RawBuilder<unknown>> {
  if (state === 'all') return sql`true`;
  if (state === 'late') return sql`a.overdue_since is not null`;
  const locked = (await loadFailed(ctx.db, visible)).filter(({ attempts }) => isOutOfAttempts(attempts)).map(({ id }) => id);
  return sql`a.id = any(${locked}::uuid[])`;
}

/** Whoever supervises: those below in the line of management, or those within one's scope; never oneself. */
export async function openWork(ctx: Context, query: z.output<NonNullable<typeof contract.listOpenWork.query>>): Promise<Outcome<Reply<typeof contract.listOpenWork>>> {
  const [dueAt, id] = (query.cursor ?? '').split(' ');
  const after = dueAt === undefined || id === undefined ? null : { dueAt, id };
  const visible = sql`${visiblePeople(ctx.principal, may.supervise, ctx.now)} and p.id is distinct from ${ctx.principal.id}::uuid`;
  const where = sql`${await inState(ctx, query.state, visible)} and ${visible}`;
  const { items, nextCursor } = pageOf(await loadOpenWork(ctx.db, ctx.now, where, after, query.limit + 1), query.limit, (row) => `${row.dueAt} ${row.id}`);
  const shown = items.map(({ attempts, dueAt: _place, ...row }): Row => ({ ...row, attemptsUsed: attempts.used, locked: attempts.used > 0 && isOutOfAttempts(attempts) }));
  return done({ items: shown, nextCursor } as unknown as Reply<typeof contract.listOpenWork>); // as above
}

/** ASM-05, TRN-02: the assignment ends, and the training is assigned again in full; lateness stays. */
export function markNotCompetent(ctx: Context, id: string, input: { reason: string }): Promise<Outcome<Record<string, never>>> {
  return act(ctx, async (tx) => {
    await lockReconciliation(tx);
    const work = await loadWork(tx, id, ctx.now, true);
    if (work === null) return refuse('not-found', { what: 'assignment' });
    const refused = await refuseDecidingAttempts(ctx, tx, work);
    if (refused !== null) return refused;
    const { assignment } = work;
    const event = { type: 'MarkedNotCompetent', subject: { kind: 'assignment', id }, data: { person: assignment.personId, document: assignment.documentId, version: assignment.versionId }, why: input.reason };
    await commit(ctx, tx, [event], async (audited) => {
      await saveNotCompetent(audited, ctx, id, input.reason);
      await reconcile(ctx, audited, { personIds: [assignment.personId], documentIds: [assignment.documentId] }, 'none');
    });
    return done({});
  });
}
