import type { z } from 'zod';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import { permits } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import { act, commit } from '../../audit/actions.ts';
import { may } from '../permissions.ts';
import { makeCopy, type Copy, type Print } from '../print/actions.ts';
import type { CopyRefusal } from '../print/types.ts';
import { documentOf, loadDocument, lockDocument } from '../store.ts';
import type { DocumentRefusal } from '../types.ts';
import type { zControlledCopy } from './contract.ts';
import { end, isToRecall, issue } from './rules.ts';
import { loadCopies, saveCopy, saveEnd, type CopyRow } from './store.ts';
import type { ControlledCopyRefusal, CopyEnd } from './types.ts';

type Answer<Reply> = Promise<Outcome<Reply, ControlledCopyRefusal | CopyRefusal | DocumentRefusal | 'not-found' | 'not-permitted'>>;
type Shown = Omit<z.output<typeof zControlledCopy>, 'issuedAt' | 'endedAt'> & { readonly issuedAt: CopyRow['issuedAt']; readonly endedAt: CopyRow['endedAt'] };

export async function listCopies(ctx: Context, documentId: string | undefined): Answer<{ items: Shown[] }> {
  const rows = await loadCopies(ctx.db, documentId === undefined ? 'to-recall' : { documentId });
  return done({ items: rows.filter((row) => permits(ctx.principal, may.issueCopies, { siteId: row.siteId })).map(shown) });
}

/** DOC-10: numbered per document, under the document's lock, so that no number is given twice. */
export function issueCopy(ctx: Context, versionId: string, holder: string): Answer<{ id: string; number: number }> {
  return act(ctx, async (tx) => {
    const documentId = await documentOf(tx, versionId);
    const document = documentId !== null && (await lockDocument(tx, documentId)) ? await loadDocument(tx, documentId) : null;
    const version = document?.versions.find((candidate) => candidate.id === versionId);
    if (document === null || version === undefined) return refuse('not-found', { what: 'version' });
    if (ctx.principal.kind !== 'person' || !permits(ctx.principal, may.issueCopies, { siteId: document.siteId })) return refuse('not-permitted');
    const issuerId = ctx.principal.id;
    const others = await loadCopies(tx, { documentId: document.id });
    const number = Math.max(0, ...others.map((other) => other.number)) + 1;
    const copy = { id: ctx.newId(), documentId: document.id, versionId, number, holder };
    const decision = issue({ ...copy, docNumber: document.number, label: version.label, state: version.state }, others);
    if (!decision.ok) return decision;
    await commit(ctx, tx, decision.events, (audited) => saveCopy(audited, { ...copy, issuerId }, ctx.now));
    return done({ id: copy.id, number });
  });
}

export function endCopy(ctx: Context, id: string, as: CopyEnd, note: string | null): Answer<{ id: string }> {
  return act(ctx, async (tx) => {
    const [found] = await loadCopies(tx, { id });
    if (found === undefined) return refuse('not-found', { what: 'controlled copy' });
    await lockDocument(tx, found.documentId);
    const [copy] = await loadCopies(tx, { id });
    if (copy === undefined) return refuse('not-found', { what: 'controlled copy' });
    if (!permits(ctx.principal, may.issueCopies, { siteId: copy.siteId })) return refuse('not-permitted');
    const decision = end(copy, as, note === '' ? null : note);
    if (!decision.ok) return decision;
    await commit(ctx, tx, decision.events, (audited) => saveEnd(audited, id, as, note === '' ? null : note, ctx.now));
    return done({ id });
  });
}

/** The paper itself, as long as its version is in force and the copy is out. */
export async function printControlledCopy(ctx: Context, print: Print, id: string): Answer<Copy> {
  const [copy] = await loadCopies(ctx.db, { id });
  if (copy === undefined) return refuse('not-found', { what: 'controlled copy' });
  if (!permits(ctx.principal, may.issueCopies, { siteId: copy.siteId })) return refuse('not-permitted');
  if (copy.endedAs !== null) return refuse('copy-ended', { number: copy.number, as: copy.endedAs });
  if (isToRecall(copy)) return refuse('copy-not-in-force', { label: copy.label });
  return makeCopy(ctx, print, copy.versionId, 'print', { number: copy.number, holder: copy.holder });
}

function shown(row: CopyRow): Shown {
  const { id, documentId, docNumber, title, versionId, label, versionState, number, holder, issuerId, issuerName, issuedAt, endedAt, endedAs, note } = row;
  return {
    id, document: { id: documentId, number: docNumber, title }, version: { id: versionId, label, state: versionState }, number, holder,
    issuer: { id: issuerId, name: issuerName }, issuedAt, endedAt, endedAs, note, toRecall: isToRecall(row),
  };
}
