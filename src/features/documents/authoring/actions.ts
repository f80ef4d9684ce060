import { done, refuse, type Outcome, type Refused } from '../../../kernel/decision.ts';
import { permits } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { loadHolders } from '../../access/store.ts';
import { act, commit } from '../../audit/actions.ts';
import { carryAttachments, type CarryChoice } from '../attachments/carry.ts';
import { readFile, type Convert } from '../drafting/actions.ts';
import { loadSiteOf, saveContent, saveVersion } from '../drafting/store.ts';
import { may } from '../permissions.ts';
import { draft, replaceContent, whyNot } from '../rules.ts';
import { renumbered } from '../rules-sections.ts';
import { documentOf, loadDocument, loadSections, lockDocument } from '../store.ts';
import type { ChangeClass, DocumentEvent, DocumentRefusal, Subject } from '../types.ts';
import { dataAddress } from './figures.ts';
import { holderOf, mayHold, outcomeOfSave } from './rules.ts';
import { fileOf, htmlOf } from './rules-html.ts';
import { templateHtml } from './rules-template.ts';
import { figuresIn, readText } from './rules-text.ts';
import { fileBodyOf } from './start.ts';
import { findKeptText, isSameText, loadFigures, loadLock, loadPersonName, loadProgress, loadWorkingText, lockWriting, markPut, releaseLock, saveCoAuthor, saveLock, saveKeptText, saveWorkingText } from './store.ts';
import type { AsideCause, AuthoringRefusal, Lock } from './types.ts';

export type Refusals = DocumentRefusal | AuthoringRefusal | 'not-found' | 'not-permitted';
export type Answer<Reply> = Promise<Outcome<Reply, Refusals>>;
type Put = { readonly sections: number; readonly contentSha256: string; readonly warnings: readonly string[] };

export type BeginInput = { readonly label: string; readonly changeClass: ChangeClass; readonly changeSummary: string; readonly from: 'in-force' | 'template'; readonly attachments?: CarryChoice };

/** DOC-12: a draft that begins with the text in force or with the standard headings, as a controlled file from its first moment. */
export async function beginWriting(ctx: Context, convert: Convert, documentId: string, input: BeginInput): Answer<Put & { id: string }> {
  const site = await loadSiteOf(ctx.db, documentId);
  if (site === null) return refuse('not-found', { what: 'document' });
  const authorId = ctx.principal.kind === 'person' ? ctx.principal.id : null;
  if (authorId === null || !permits(ctx.principal, may.writeText, site)) return refuse('not-permitted');
  const present = await loadDocument(ctx.db, documentId);
  const inForce = present?.versions.find((version) => version.state === 'effective');
  if (input.from === 'in-force' && inForce === undefined) return refuse('nothing-in-force');
  const body = input.from === 'in-force' && inForce !== undefined ? fileBodyOf(await loadSections(ctx.db, inForce.id)) : templateHtml();
  const read = await readFile(convert, fileFor(present?.number ?? '', present?.title ?? '', input.label, body));
  if (!read.ok) return read;
  const { label, changeClass, changeSummary } = input;
  return act(ctx, async (tx) => {
    const document = (await lockDocument(tx, documentId)) ? await loadDocument(tx, documentId) : null;
    if (document === null) return refuse('not-found', { what: 'document' });
    const id = ctx.newId();
    const carried = await carryAttachments(ctx, tx, document, input.attachments ?? 'none');
    const decision = draft(document, id, label, { changeClass, changeSummary, authorId, writtenFrom: input.from, ...read.facts, ...carried.facts });
    if (!decision.ok) return decision;
    await commit(ctx, tx, decision.events, async (audited) => {
      await saveVersion(audited, { id, documentId, authorId, label, changeClass, changeSummary }, read.file, read.sections, ctx.now);
      await carried.save(audited, id);
    });
    return done({ id, ...read.reply });
  });
}

function fileFor(number: string, title: string, label: string, body: string): { readonly name: string; readonly bytes: Buffer } {
  const name = `${number} v${label}`.replaceAll(/[^\p{L}\p{N} ._-]/gu, '_');
  return { name: `${name}.html`, bytes: Buffer.from(fileOf(`${number} ${title}`, body)) };
}

export type HoldReply = { readonly held: boolean; readonly holder: ShownHolder; readonly revision: number };
export type ShownHolder = { readonly personId: string; readonly name: string; readonly since: Temporal.Instant; readonly mine: boolean };

export function shownHolder(lock: Lock, client: string | undefined): ShownHolder {
  return { personId: lock.personId, name: lock.name, since: lock.since, mine: lock.client === client };
}

/** DOC-12: one window writes at a time. Taking over is on record; whoever wrote before keeps what they had as their own copy. */
export function holdWriting(ctx: Context, versionId: string, input: { readonly client: string; readonly takeOver: boolean }): Answer<HoldReply> {
  return act(ctx, async (tx) => {
    await lockWriting(tx, versionId);
    const found = await findWritable(ctx, tx, versionId);
    if (!found.ok) return found;
    const { subject, personId } = found;
    const me = { personId, client: input.client };
    const lock = await loadLock(tx, versionId);
    const holder = holderOf(lock, ctx.now);
    const free = mayHold(lock, me, ctx.now);
    if (!free && input.takeOver && holder !== null) {
      const event: DocumentEvent = { type: 'WritingTakenOver', subject: { kind: 'version', id: versionId }, data: { documentId: subject.document.id, number: subject.document.number, label: subject.version.label, from: holder.personId, since: holder.since.toString() } };
      await commit(ctx, tx, [event], (audited) => saveLock(audited, versionId, personId, input.client, ctx.now));
    } else if (free) await saveLock(tx, versionId, personId, input.client, ctx.now);
    const present = await loadLock(tx, versionId);
    if (present === null) return refuse('not-found', { what: 'version' });
    const copy = await loadProgress(tx, versionId);
    return done({ held: present.client === input.client, holder: shownHolder(present, input.client), revision: copy?.baseSha256 === subject.version.contentSha256 ? copy.revision : 0 });
  });
}

export function leaveWriting(ctx: Context, versionId: string, input: { readonly client: string }): Answer<Record<string, never>> {
  return act(ctx, async (tx) => {
    if (ctx.principal.kind === 'person') await releaseLock(tx, versionId, ctx.principal.id, input.client);
    return done({});
  });
}

export type SaveInput = { readonly client: string; readonly base: number; readonly text: unknown };
export type SaveReply =
  | { readonly outcome: 'saved'; readonly revision: number; readonly savedAt: Temporal.Instant }
  | { readonly outcome: 'kept-aside'; readonly cause: AsideCause; readonly copyId: string; readonly holder: ShownHolder | null };

export function saveWriting(ctx: Context, versionId: string, input: SaveInput): Answer<SaveReply> {
  const read = readText(input.text);
  if (!read.ok) return Promise.resolve(refuse('text-unreadable', { fault: read.fault }));
  const content = JSON.stringify(input.text);
  return act<SaveReply, Refusals>(ctx, async (tx) => {
    await lockWriting(tx, versionId);
    const found = await findWriter(ctx, tx, versionId);
    if (!found.ok) return found;
    const { subject: { document, version }, personId } = found;
    const [lock, copy] = [await loadLock(tx, versionId), await loadWorkingText(tx, versionId)];
    const isDraft = version.state === 'draft' && !document.retired;
    const outcome = outcomeOfSave({ isDraft, versionSha256: version.contentSha256, lock, copy }, { personId, client: input.client, base: input.base }, ctx.now, await isSameText(tx, versionId, content));
    if (outcome.kind === 'saved-before' && copy !== null) return done({ outcome: 'saved', revision: copy.revision, savedAt: copy.savedAt });
    if (outcome.kind === 'aside') {
      const copyId = (await findKeptText(tx, versionId, personId, content)) ?? ctx.newId();
      await keepAside(ctx, tx, { id: copyId, versionId, content, personId, cause: outcome.cause });
      const holder = holderOf(lock, ctx.now);
      return done({ outcome: 'kept-aside', cause: outcome.cause, copyId, holder: holder === null ? null : shownHolder(holder, input.client) });
    }
    if (copy !== null && copy.baseSha256 !== version.contentSha256) await keepAside(ctx, tx, { id: ctx.newId(), versionId, content: JSON.stringify(copy.content), personId: copy.savedBy.id, cause: 'file_replaced' });
    const revision = outcome.kind === 'save' ? outcome.revision : 1;
    await saveWorkingText(tx, { versionId, revision, content, client: input.client, personId, baseSha256: version.contentSha256 }, ctx.now);
    await saveLock(tx, versionId, personId, input.client, ctx.now);
    return done({ outcome: 'saved', revision, savedAt: ctx.now });
  });
}

async function keepAside(ctx: Context, tx: Tx, copy: Parameters<typeof saveKeptText>[1]): Promise<void> {
  if ((await findKeptText(tx, copy.versionId, copy.personId, copy.content)) === null) await saveKeptText(tx, copy, ctx.now);
}

/** The text becomes the content of the draft: a file with its SHA-256, read into sections like any other (DOC-03). */
export async function putWriting(ctx: Context, convert: Convert, versionId: string, input: { readonly client?: string | undefined }): Answer<Put> {
  const found = await findWritable(ctx, ctx.db as Tx, versionId); // reads only, so that no transaction is needed
  if (!found.ok) return found;
  const { document, version } = found.subject;
  const copy = await loadWorkingText(ctx.db, versionId);
  if (copy === null || copy.baseSha256 !== version.contentSha256) return refuse('nothing-written');
  const written = await fileOfText(ctx.db, versionId, copy.content);
  if (!written.ok) return written;
  const read = await readFile(convert, fileFor(document.number, document.title, version.label, written.body));
  if (!read.ok) return read;
  return act(ctx, async (tx) => {
    await lockDocument(tx, document.id);
    await lockWriting(tx, versionId);
    const present = await findWritable(ctx, tx, versionId);
    if (!present.ok) return present;
    const holder = holderOf(await loadLock(tx, versionId), ctx.now);
    if (holder !== null && holder.client !== input.client && holder.personId !== present.personId) return refuse('text-moved-on', { name: holder.name });
    const same = await loadProgress(tx, versionId);
    if (same?.revision !== copy.revision || present.subject.version.contentSha256 !== version.contentSha256) return refuse('text-moved-on', { name: same?.savedBy.name ?? copy.savedBy.name });
    const decision = replaceContent(present.subject, present.personId, { ...read.facts, written: true, renumbered: renumbered(await loadSections(tx, versionId), read.sections) });
    if (!decision.ok) return decision;
    await commit(ctx, tx, decision.events, async (audited) => {
      await saveContent(audited, versionId, read.file, read.sections);
      await markPut(audited, versionId, copy.revision, read.reply.contentSha256);
    });
    return done({ ...read.reply });
  });
}

async function fileOfText(db: Db, versionId: string, content: unknown): Promise<{ readonly ok: true; readonly body: string } | Refused<'text-unreadable' | 'figure-missing'>> {
  const read = readText(content);
  if (!read.ok) return refuse('text-unreadable', { fault: read.fault });
  const wanted = figuresIn(read.doc);
  const figures = new Map((await loadFigures(db, versionId, wanted)).map((figure) => [figure.sha256, dataAddress(figure)]));
  if (wanted.some((digest) => !figures.has(digest))) return refuse('figure-missing');
  return { ok: true, body: htmlOf(read.doc, (figure) => figures.get(figure) ?? null) };
}

export function nameCoAuthor(ctx: Context, versionId: string, input: { readonly personId: string }): Answer<{ id: string; name: string }> {
  return act(ctx, async (tx) => {
    const documentId = await documentOf(tx, versionId);
    if (documentId !== null) await lockDocument(tx, documentId);
    const found = await findWritable(ctx, tx, versionId);
    if (!found.ok) return found;
    const { document, version } = found.subject;
    const name = await loadPersonName(tx, input.personId);
    if (name === null) return refuse('not-found', { what: 'person' });
    if (version.authorId === input.personId || version.coAuthorIds.includes(input.personId)) return refuse('already-author', { name });
    const holder = (await loadHolders(tx, may.writeText.roles, ctx.now)).find(({ id }) => id === input.personId);
    if (holder === undefined || !permits({ kind: 'person', sessionId: '', manages: false, ...holder }, may.writeText, { siteId: document.siteId })) return refuse('cannot-write', { name });
    const event: DocumentEvent = { type: 'CoAuthorNamed', subject: { kind: 'version', id: versionId }, data: { documentId: document.id, number: document.number, label: version.label, personId: input.personId } };
    await commit(ctx, tx, [event], (audited) => saveCoAuthor(audited, versionId, input.personId, found.personId, ctx.now));
    return done({ id: input.personId, name });
  });
}

type Found = { readonly ok: true; readonly subject: Subject; readonly personId: string } | Refused<Refusals>;

/** The version with somebody who writes it, in whatever state it is. */
export async function findWriter(ctx: Context, tx: Db, versionId: string): Promise<Found> {
  const documentId = await documentOf(tx, versionId);
  const document = documentId === null ? null : await loadDocument(tx, documentId);
  const version = document?.versions.find((candidate) => candidate.id === versionId);
  if (document === null || version === undefined) return refuse('not-found', { what: 'version' });
  if (ctx.principal.kind !== 'person' || !permits(ctx.principal, may.writeText, { siteId: document.siteId })) return refuse('not-permitted');
  const personId = ctx.principal.id;
  if (version.authorId !== personId && !version.coAuthorIds.includes(personId)) return refuse('not-the-author', { act: 'replace' });
  return { ok: true, subject: { document, version }, personId };
}

/** As `findWriter`, for a draft that can be changed now. */
export async function findWritable(ctx: Context, tx: Db, versionId: string): Promise<Found> {
  const found = await findWriter(ctx, tx, versionId);
  if (!found.ok) return found;
  return whyNot('replace', found.subject, found.personId) ?? found;
}
