import { done, refuse, type DomainEvent, type Outcome } from '../../kernel/decision.ts';
import { scopeOf, type Scope } from '../../kernel/permission.ts';
import type { AuditedTx, Context } from '../../platform/context.ts';
import { commit } from '../audit/actions.ts';
import { may } from './permissions.ts';
import { eventOfOverride, numberText, opened } from './rules.ts';
import { countEvents, loadEvents, nextEventNumber, saveEvent, type EventRow, type Filter } from './store.ts';
import type { State } from './types.ts';

export type ShownEvent = Omit<EventRow, 'number'> & { readonly number: string };
export type ListInput = { readonly cursor?: string | undefined; readonly limit: number; readonly search?: string | undefined; readonly state?: State | undefined; readonly documentId?: string | undefined; readonly asOf?: string | undefined };

const shown = (row: EventRow): ShownEvent => ({ ...row, number: numberText(row.number) });
const NOWHERE: Scope = { siteIds: [], departmentIds: [] };

export async function listEvents(ctx: Context, input: ListInput): Promise<Outcome<{ items: ShownEvent[]; nextCursor: string | null; total: number }>> {
  const filter: Filter = {
    scope: scopeOf(ctx.principal, may.readEvents) ?? NOWHERE, at: input.asOf === undefined ? ctx.now : Temporal.Instant.from(input.asOf),
    words: (input.search ?? '').split(/[\s\0]+/u).filter(Boolean), state: input.state ?? null, documentId: input.documentId ?? null, id: null,
  };
  const before = /^\d{1,9}$/u.test(input.cursor ?? '') ? Number(input.cursor) : null;
  const [rows, total] = await Promise.all([loadEvents(ctx.db, filter, { before, limit: input.limit + 1 }), countEvents(ctx.db, filter)]);
  const page = rows.slice(0, input.limit);
  return done({ items: page.map(shown), nextCursor: rows.length > input.limit ? String(page.at(-1)?.number ?? '') : null, total });
}

export async function showEvent(ctx: Context, id: string): Promise<Outcome<ShownEvent>> {
  const filter: Filter = { scope: scopeOf(ctx.principal, may.readEvents) ?? NOWHERE, at: ctx.now, words: [], state: null, documentId: null, id };
  const [row] = await loadEvents(ctx.db, filter, { before: null, limit: 1 });
  return row === undefined ? refuse('not-found', { what: 'quality event' }) : done(shown(row));
}

/** DOC-06: follows from going ahead with a held version, in the transaction of that act. */
export async function openHoldOverridden(ctx: Context, tx: AuditedTx, overridden: DomainEvent): Promise<void> {
  const event = eventOfOverride(overridden, ctx.now);
  const id = ctx.newId();
  const number = await nextEventNumber(tx);
  await commit(ctx, tx, [opened(event, id, number)], (audited) => saveEvent(audited, ctx, id, number, event));
}
