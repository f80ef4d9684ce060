import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import { permits } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import { act, commit } from '../../audit/actions.ts';
import { may as documents } from '../permissions.ts';
import { lockDocument } from '../store.ts';
import type { Risk } from '../types.ts';
import { may } from './permissions.ts';
import { changeFacts, changesOf } from './rules.ts';
import { hasVersionInForce, loadChanges, loadFacts, loadNames, saveFacts, type ChangeRow } from './store.ts';
import type { Facts } from './types.ts';

export type FactsInput = { readonly title?: string | undefined; readonly ownerId?: string | undefined; readonly risk?: Risk | undefined; readonly reviewMonths?: number | undefined; readonly reason: string };

export function putFacts(ctx: Context, documentId: string, input: FactsInput): Promise<Outcome<{ id: string }>> {
  return act(ctx, async (tx) => {
    if (!(await lockDocument(tx, documentId))) return refuse('not-found', { what: 'document' });
    const before = await loadFacts(tx, documentId);
    if (before === null) return refuse('not-found', { what: 'document' });
    if (!permits(ctx.principal, may.changeFacts, { siteId: before.siteId })) return refuse('not-permitted');
    const after: Facts = { title: input.title ?? before.title, ownerId: input.ownerId ?? before.ownerId, risk: input.risk ?? before.risk, reviewMonths: input.reviewMonths ?? before.reviewMonths };
    const names = await loadNames(tx, [before.ownerId, after.ownerId]);
    if (!names.has(after.ownerId)) return refuse('owner-unknown', { ownerId: after.ownerId });
    const changes = changesOf(before, after, (id) => names.get(id) ?? id);
    const decision = changeFacts({ id: documentId, number: before.number, retired: before.retired }, changes, input.reason);
    if (!decision.ok) return decision;
    await commit(ctx, tx, decision.events, (audited) => saveFacts(audited, ctx, documentId, after, { reason: input.reason, changes }));
    return done({ id: documentId });
  });
}

export async function factsHistory(ctx: Context, documentId: string): Promise<Outcome<{ items: ChangeRow[] }>> {
  const facts = await loadFacts(ctx.db, documentId);
  const visible = facts !== null && (permits(ctx.principal, documents.readAllVersions, { siteId: facts.siteId }) || (await hasVersionInForce(ctx.db, documentId, ctx.now)));
  return visible ? done({ items: await loadChanges(ctx.db, documentId) }) : refuse('not-found', { what: 'document' });
}
