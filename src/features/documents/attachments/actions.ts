import { createHash } from 'node:crypto';
import { done, refuse, type Outcome, type Refused } from '../../../kernel/decision.ts';
import { permits } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { problemOf } from '../../../platform/http/problem.ts';
import { act, commit, recordEvent } from '../../audit/actions.ts';
import { find, lock } from '../actions.ts';
import { REFUSALS } from '../contract.ts';
import { findVisible } from '../library/actions.ts';
import { loadFile } from '../library/store.ts';
import { may } from '../permissions.ts';
import { maySee, reviewerOf } from '../review/follow.ts';
import { loadReviewsOf } from '../review/store.ts';
import { whyNot } from '../rules.ts';
import type { DocumentRefusal, Subject } from '../types.ts';
import { mediaOf } from './media.ts';
import { add, changeOf, cleanName, describe, order, remove, removedSince } from './rules.ts';
import { deleteAttachment, loadAttachments, saveAttachment, saveDescription, saveOrder, versionOfAttachment, type Row } from './store.ts';
import type { Attachment, AttachmentChange, AttachmentRefusal } from './types.ts';

type Answer<Reply> = Promise<Outcome<Reply, AttachmentRefusal | DocumentRefusal | 'not-found' | 'not-permitted'>>;
type Listed = { readonly items: (Row & { readonly change: AttachmentChange | null })[]; readonly removed: { readonly fileName: string }[]; readonly previous: string | null; readonly mayChange: boolean; readonly why: string | null };
export type StoredFile = { readonly bytes: Buffer; readonly fileName: string; readonly mediaType: string };

/** DOC-22: the attachments of a version beside those of the version before, for whoever may see the version. */
export async function listAttachments(ctx: Context, versionId: string): Answer<Listed> {
  const subject = await findReadable(ctx, versionId);
  if (subject === null) return refuse('not-found', { what: 'version' });
  const { document, version } = subject;
  const previous = document.versions.findLast((other) => other.ordinal < version.ordinal && other.state !== 'withdrawn');
  const seesBefore = permits(ctx.principal, may.readAllVersions, { siteId: document.siteId });
  const rows = await loadAttachments(ctx.db, versionId);
  const before = previous === undefined || !seesBefore ? null : previous.attachments;
  const stopped = permits(ctx.principal, may.writeDocuments, { siteId: document.siteId }) ? whyNot('replace', subject, idOf(ctx)) : refuse('not-permitted', { needs: may.writeDocuments.roles.join(' or ') });
  return done({
    items: rows.map((row) => ({ ...row, change: before === null ? null : changeOf(row, before) })),
    removed: removedSince(before ?? [], rows).map(({ fileName }) => ({ fileName })),
    previous: before === null ? null : (previous?.label ?? null),
    mayChange: stopped === null, why: stopped === null ? null : problemOf(stopped.refusal, REFUSALS).detail,
  });
}

export function addAttachment(ctx: Context, versionId: string, file: { readonly name: string; readonly bytes: Buffer }, input: { readonly description: string }): Answer<{ id: string; sha256: string; mediaType: string }> {
  const fileName = cleanName(file.name);
  const media = mediaOf(fileName, file.bytes);
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  return act<{ id: string; sha256: string; mediaType: string }, AttachmentRefusal | DocumentRefusal | 'not-found' | 'not-permitted'>(ctx, async (tx) => {
    const found = await lock(ctx, tx, versionId, may.writeDocuments);
    if (!found.ok) return found;
    if (!media.ok) return refuse('attachment-refused', { sentence: media.sentence });
    const { mediaType } = media;
    const id = ctx.newId();
    const facts = { fileName, mediaType, sha256, size: file.bytes.length, description: input.description };
    const decision = add(found.subject, idOf(ctx), await loadAttachments(tx, versionId), id, facts);
    if (!decision.ok) return decision;
    await commit(ctx, tx, decision.events, (audited) => saveAttachment(audited, versionId, id, { ...facts, bytes: file.bytes }, idOf(ctx), ctx.now));
    return done({ id, sha256, mediaType });
  });
}

export function describeAttachment(ctx: Context, id: string, input: { readonly description: string }): Answer<{ id: string }> {
  return withAttachment(ctx, id, async (tx, subject, attachment) => {
    const decision = describe(subject, idOf(ctx), attachment, input.description);
    if (!decision.ok) return decision;
    await commit(ctx, tx, decision.events, (audited) => saveDescription(audited, id, input.description));
    return done({ id });
  });
}

export function removeAttachment(ctx: Context, id: string): Answer<Record<string, never>> {
  return withAttachment(ctx, id, async (tx, subject, attachment) => {
    const decision = remove(subject, idOf(ctx), attachment);
    if (!decision.ok) return decision;
    await commit(ctx, tx, decision.events, (audited) => deleteAttachment(audited, id));
    return done({});
  });
}

export function orderAttachments(ctx: Context, versionId: string, ids: readonly string[]): Answer<Record<string, never>> {
  return act(ctx, async (tx) => {
    const found = await lock(ctx, tx, versionId, may.writeDocuments);
    if (!found.ok) return found;
    const decision = order(found.subject, idOf(ctx), await loadAttachments(tx, versionId), ids);
    if (!decision.ok) return decision;
    await commit(ctx, tx, decision.events, (audited) => saveOrder(audited, versionId, ids));
    return done({});
  });
}

export async function downloadAttachment(ctx: Context, id: string): Answer<StoredFile> {
  const versionId = await versionOfAttachment(ctx.db, id);
  const subject = versionId === null ? null : await findReadable(ctx, versionId);
  return subject === null ? refuse('not-found', { what: 'attachment' }) : attachmentFile(ctx, subject.version.id, id);
}

/** The bytes, only while they still are what was stored, and on record that they left. Whether the reader may see the version the caller has asked. */
export async function attachmentFile(ctx: Context, versionId: string, id: string): Promise<Outcome<StoredFile, 'not-found' | 'content-damaged'>> {
  const found = await find(ctx, ctx.db, versionId, null);
  const attachment = (await loadAttachments(ctx.db, versionId)).find((one) => one.id === id);
  if (!found.ok || attachment === undefined) return refuse('not-found', { what: 'attachment' });
  const { document, version } = found.subject;
  const { fileName, mediaType, sha256 } = attachment;
  const bytes = await loadFile(ctx.db, sha256);
  if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== sha256) return refuse('content-damaged', { label: version.label, contentSha256: sha256, attachment: fileName });
  await recordEvent(ctx, { type: 'AttachmentDownloaded', subject: { kind: 'version', id: versionId }, data: { documentId: document.id, number: document.number, label: version.label, attachment: id, fileName, sha256 } });
  return done({ bytes, fileName, mediaType });
}

/** Who may see the version: in the library, or because they wrote it or review it. */
async function findReadable(ctx: Context, versionId: string): Promise<Subject | null> {
  const found = await find(ctx, ctx.db, versionId, null);
  if (!found.ok) return null;
  if ((await findVisible(ctx, versionId)) !== null) return found.subject;
  const [reviews, reviewer] = await Promise.all([loadReviewsOf(ctx.db, versionId, ctx.now), reviewerOf(ctx, ctx.db, found.subject)]);
  return maySee(ctx, found.subject, reviews, reviewer) ? found.subject : null;
}

type Then<Reply> = (tx: Tx, subject: Subject, attachment: Attachment) => Answer<Reply>;

function withAttachment<Reply>(ctx: Context, id: string, then: Then<Reply>): Answer<Reply> {
  return act<Reply, AttachmentRefusal | DocumentRefusal | 'not-found' | 'not-permitted'>(ctx, async (tx) => {
    const place = await findAttachment(ctx, tx, id);
    return 'ok' in place ? place : then(tx, place.subject, place.attachment);
  });
}

async function findAttachment(ctx: Context, tx: Tx & Db, id: string): Promise<{ readonly subject: Subject; readonly attachment: Attachment } | Refused<'not-found' | 'not-permitted'>> {
  const versionId = await versionOfAttachment(tx, id);
  if (versionId === null) return refuse('not-found', { what: 'attachment' });
  const found = await lock(ctx, tx, versionId, may.writeDocuments);
  if (!found.ok) return found;
  const attachment = (await loadAttachments(tx, versionId)).find((one) => one.id === id);
  return attachment === undefined ? refuse('not-found', { what: 'attachment' }) : { subject: found.subject, attachment };
}

function idOf(ctx: Context): string | null {
  return ctx.principal.kind === 'person' ? ctx.principal.id : null;
}
