import { done, refuse, type Outcome, type Refused } from '../../../kernel/decision.ts';
import { permits } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import type { Tx } from '../../../platform/db/pool.ts';
import { act, commit } from '../../audit/actions.ts';
import { getDocument, sightOf } from '../library/actions.ts';
import { may } from '../permissions.ts';
import { plainNumber } from '../search/rules.ts';
import { loadDocument } from '../store.ts';
import type { DocumentFacts, DocumentRefusal } from '../types.ts';
import { mentionsIn, relate, relationOf, seenFrom, unrelate } from './rules.ts';
import { deleteRelation, loadMentioned, loadRelation, loadRelationsOf, loadText, lockRelations, saveRelation, type Other } from './store.ts';
import type { Relation, RelationRefusal, RelationSeen } from './types.ts';

type Answer<Reply> = Promise<Outcome<Reply, RelationRefusal | DocumentRefusal | 'not-found' | 'not-permitted'>>;
type Shown = { readonly id: string; readonly type: RelationSeen; readonly document: Other };

/** DOC-21: seen from this document; and what the text that the reader sees mentions besides. */
export async function listRelations(ctx: Context, documentId: string): Answer<{ items: Shown[]; mentioned: Other[] }> {
  const found = await getDocument(ctx, documentId, {});
  if (!found.ok) return found;
  const sight = sightOf(ctx.principal);
  const relations = await loadRelationsOf(ctx.db, sight, documentId);
  const versionId = found.reply.coming?.id ?? found.reply.inForce?.id;
  const numbers = versionId === undefined ? [] : mentionsIn(await loadText(ctx.db, versionId)).map(plainNumber);
  const mentioned = numbers.length === 0 ? [] : await loadMentioned(ctx.db, sight, documentId, [...new Set(numbers)]);
  const known = new Set(relations.map((relation) => relation.other.id));
  return done({
    items: relations.map((relation) => ({ id: relation.id, type: seenFrom(documentId, relation), document: relation.other })),
    mentioned: mentioned.filter((other) => !known.has(other.id)),
  });
}

export function addRelation(ctx: Context, documentId: string, input: { readonly type: RelationSeen; readonly otherId: string }): Answer<{ id: string }> {
  return act(ctx, async (tx) => {
    const both = await loadBoth(ctx, tx, relationOf(documentId, input.type, input.otherId));
    if (!both.ok) return both;
    const { relation, from, to } = both;
    const decision = relate(relation, await lockRelations(tx, relation.type), { from: from.number, to: to.number });
    if (!decision.ok) return decision;
    const id = ctx.newId();
    await commit(ctx, tx, decision.events, (audited) => saveRelation(audited, id, relation, ctx.now));
    return done({ id });
  });
}

export function removeRelation(ctx: Context, id: string): Answer<Record<string, never>> {
  return act(ctx, async (tx) => {
    const relation = await loadRelation(tx, id);
    if (relation === null) return refuse('not-found', { what: 'relation' });
    const both = await loadBoth(ctx, tx, relation);
    if (!both.ok) return both;
    const decision = unrelate(relation, { from: both.from.number, to: both.to.number });
    if (!decision.ok) return decision;
    await commit(ctx, tx, decision.events, (audited) => deleteRelation(audited, id));
    return done({});
  });
}

type Both = { readonly ok: true; readonly relation: Relation; readonly from: DocumentFacts; readonly to: DocumentFacts };

/** Whoever may write the document that says it may say it; both documents exist. */
async function loadBoth(ctx: Context, tx: Tx, relation: Relation): Promise<Both | Refused<'not-found' | 'not-permitted' | 'document-retired'>> {
  const [from, to] = [await loadDocument(tx, relation.fromId), await loadDocument(tx, relation.toId)];
  if (from === null || to === null) return refuse('not-found', { what: 'document' });
  if (!permits(ctx.principal, may.writeDocuments, { siteId: from.siteId })) return refuse('not-permitted');
  if (from.retired) return refuse('document-retired', { number: from.number });
  return { ok: true, relation, from, to };
}
