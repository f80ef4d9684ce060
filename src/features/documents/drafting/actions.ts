import { createHash } from 'node:crypto';
import { done, refuse, type Outcome, type Refused } from '../../../kernel/decision.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { permits } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import type { Tx } from '../../../platform/db/pool.ts';
import { act, commit } from '../../audit/actions.ts';
import { carryAttachments, type CarryChoice } from '../attachments/carry.ts';
import { beingWritten } from '../authoring/actions-unfinished.ts';
import type { ConvertResult, Upload } from '../convert/types.ts';
import { numberFor } from '../kinds/actions.ts';
import { may } from '../permissions.ts';
import { discard, draft, replaceContent as decideReplacing } from '../rules.ts';
import { renumbered } from '../rules-sections.ts';
import { documentOf, loadDocument, loadSections, lockDocument } from '../store.ts';
import type { ChangeClass, DocumentEvent, DocumentFacts, DocumentRefusal, Risk, Subject } from '../types.ts';
import { deleteDraft, loadForRegistering, loadSiteOf, lockNumbers, saveContent, saveDocument, saveVersion, type NewFile, type NewSection } from './store.ts';

export type Convert = (upload: Upload) => Promise<ConvertResult>;
type File = { readonly name: string; readonly bytes: Buffer };
type Refusals = DocumentRefusal | 'not-found' | 'not-permitted';
type Answer<Reply> = Promise<Outcome<Reply, Refusals>>;
type Uploaded = { readonly id: string; readonly sections: number; readonly contentSha256: string; readonly warnings: readonly string[] };

export type CreateInput = { readonly number?: string | undefined; readonly title: string; readonly type: string; readonly risk: Risk; readonly reviewMonths: number; readonly ownerId?: string | undefined; readonly siteId: string | null };

export function createDocument(ctx: Context, input: CreateInput): Answer<{ id: string; number: string }> {
  return act(ctx, async (tx) => {
    if (!permits(ctx.principal, may.writeDocuments, { siteId: input.siteId })) return refuse('not-permitted');
    const ownerId = input.ownerId ?? (ctx.principal.kind === 'person' ? ctx.principal.id : null);
    if (ownerId === null) return refuse('owner-needed');
    await lockNumbers(tx);
    const numbered = await numberFor(tx, { type: input.type, number: input.number ?? null, siteId: input.siteId });
    if (!numbered.ok) return numbered;
    const { number } = numbered;
    const found = await loadForRegistering(tx, number, ownerId, input.siteId);
    if (found.numberTaken) return refuse('number-taken', { number });
    if (!found.ownerKnown) return refuse('owner-unknown', { ownerId });
    if (!found.siteKnown) return refuse('site-unknown', { siteId: input.siteId });
    const id = ctx.newId();
    const { title, type, risk, reviewMonths, siteId } = input;
    const event: DocumentEvent = { type: 'DocumentCreated', subject: { kind: 'document', id }, data: { number, title, type, risk, reviewMonths, siteId, ownerId } };
    await commit(ctx, tx, [event], (audited) => saveDocument(audited, { id, number, title, type, risk, reviewMonths, siteId, ownerId }, ctx.now));
    return done({ id, number });
  });
}

export type UploadInput = { readonly label: string; readonly changeClass: ChangeClass; readonly changeSummary: string; readonly attachments?: CarryChoice };

/** DOC-03: the file as it is, and what was read from it. Reading happens before the transaction: it may take seconds. */
export async function uploadVersion(ctx: Context, convert: Convert, documentId: string, file: File, input: UploadInput): Answer<Uploaded> {
  const site = await loadSiteOf(ctx.db, documentId);
  if (site === null) return refuse('not-found', { what: 'document' });
  if (!permits(ctx.principal, may.writeDocuments, site)) return refuse('not-permitted');
  const read = await readFile(convert, file);
  if (!read.ok) return read;
  return act(ctx, async (tx) => {
    const document = (await lockDocument(tx, documentId)) ? await loadDocument(tx, documentId) : null;
    if (document === null) return refuse('not-found', { what: 'document' });
    const id = ctx.newId();
    const authorId = authorOf(ctx, document);
    const { attachments = 'none', ...fields } = input;
    const carried = await carryAttachments(ctx, tx, document, attachments);
    const decision = draft(document, id, input.label, { changeClass: input.changeClass, changeSummary: input.changeSummary, authorId, ...read.facts, ...carried.facts });
    if (!decision.ok) return decision;
    await commit(ctx, tx, decision.events, async (audited) => {
      await saveVersion(audited, { id, documentId, authorId, ...fields }, read.file, read.sections, ctx.now);
      await carried.save(audited, id);
    });
    return done({ id, ...read.reply });
  });
}

export async function replaceContent(ctx: Context, convert: Convert, versionId: string, file: File): Answer<Uploaded> {
  const found = await findDraft(ctx, ctx.db as Tx, versionId); // reads only, so that no transaction is needed
  if (!found.ok) return found;
  const read = await readFile(convert, file);
  if (!read.ok) return read;
  return act(ctx, async (tx) => {
    await lockDocument(tx, found.subject.document.id);
    const present = await findDraft(ctx, tx, versionId);
    if (!present.ok) return present;
    const busy = await beingWritten(ctx, tx, present.subject);
    if (busy !== null) return busy;
    const decision = decideReplacing(present.subject, ctx.principal.kind === 'person' ? ctx.principal.id : null, { ...read.facts, renumbered: renumbered(await loadSections(tx, versionId), read.sections) });
    if (!decision.ok) return decision;
    await commit(ctx, tx, decision.events, (audited) => saveContent(audited, versionId, read.file, read.sections));
    return done({ id: versionId, ...read.reply });
  });
}

export function discardDraft(ctx: Context, versionId: string): Answer<Record<string, never>> {
  return act(ctx, async (tx) => {
    const documentId = await documentOf(tx, versionId);
    if (documentId !== null) await lockDocument(tx, documentId);
    const found = await findDraft(ctx, tx, versionId);
    if (!found.ok) return found;
    const decision = discard(found.subject);
    if (!decision.ok) return decision;
    await commit(ctx, tx, decision.events, (audited) => deleteDraft(audited, versionId));
    return done({});
  });
}

export async function findDraft(ctx: Context, tx: Tx, versionId: string): Promise<{ readonly ok: true; readonly subject: Subject } | Refused<'not-found' | 'not-permitted'>> {
  const documentId = await documentOf(tx, versionId);
  const document = documentId === null ? null : await loadDocument(tx, documentId);
  const version = document?.versions.find((candidate) => candidate.id === versionId);
  if (document === null || version === undefined) return refuse('not-found', { what: 'version' });
  if (!permits(ctx.principal, may.writeDocuments, { siteId: document.siteId })) return refuse('not-permitted');
  return { ok: true, subject: { document, version } };
}

/** A version that another system uploads has the document's owner as its author, who then submits it. */
function authorOf(ctx: Context, document: DocumentFacts): string {
  return ctx.principal.kind === 'person' ? ctx.principal.id : document.ownerId;
}

export type Read = { readonly ok: true; readonly file: NewFile; readonly sections: readonly NewSection[]; readonly facts: JsonObject; readonly reply: Omit<Uploaded, 'id'> };

export async function readFile(convert: Convert, file: File): Promise<Read | Refused<'file-refused'>> {
  const result = await convert({ fileName: file.name, bytes: file.bytes });
  if (!result.ok) return refuse('file-refused', { reason: result.refusal.code, sentence: result.refusal.sentence });
  const { sections, mediaType, warnings } = result.document;
  const sha256 = createHash('sha256').update(file.bytes).digest();
  const contentSha256 = sha256.toString('hex');
  return {
    ok: true, sections,
    file: { sha256, bytes: file.bytes, fileName: file.name, mediaType },
    facts: { fileName: file.name, mediaType, contentSha256, size: file.bytes.length, sections: sections.length },
    reply: { sections: sections.length, contentSha256, warnings },
  };
}
