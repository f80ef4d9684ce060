import { createHash } from 'node:crypto';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import type { Context } from '../../../platform/context.ts';
import { recordEvent } from '../../audit/actions.ts';
import { findVisible } from '../library/actions.ts';
import { loadFile, type VersionRow } from '../library/store.ts';
import { loadSections } from '../store.ts';
import type { DocumentRefusal } from '../types.ts';
import { copyFileName, furnitureOf } from './rules.ts';
import type { CopyEvent, CopyFacts, CopyRefusal, PrintResult, PrintTask } from './types.ts';

export type Print = (task: PrintTask) => Promise<PrintResult>;
export type Copy = { readonly bytes: Buffer; readonly fileName: string };
type Answer<Reply> = Promise<Outcome<Reply, DocumentRefusal | CopyRefusal | 'not-found'>>;

/** DOC-10: a copy for whoever may read the version; that it was made, by whom and of what, is in the audit trail before it leaves. */
export async function makeCopy(ctx: Context, print: Print, versionId: string, purpose: 'print' | 'download', controlled: CopyFacts['controlled'] = null): Answer<Copy> {
  const found = await findVisible(ctx, versionId);
  if (found === null) return refuse('not-found', { what: 'version' });
  const { version, zone } = found;
  const facts: CopyFacts = { ...version, zone, madeAt: ctx.now, madeBy: ctx.principal.name, controlled };
  const task = await taskFor(ctx, version, facts);
  if (task === null) return refuse('content-damaged', { label: version.label, contentSha256: version.contentSha256 });
  const result = await print(task);
  if (!result.ok) return refuse('copy-failed', { why: result.why });
  const { bytes, pages } = result.printed;
  const { documentId, number, label, state, contentSha256 } = version;
  const event: CopyEvent = { type: 'CopyMade', subject: { kind: 'version', id: versionId }, data: {
    documentId, number, label, state, contentSha256, purpose, pages, from: task.kind, copySha256: createHash('sha256').update(bytes).digest('hex'), controlled: controlled === null ? null : { ...controlled },
  } };
  await recordEvent(ctx, event);
  return done({ bytes: Buffer.from(bytes), fileName: copyFileName(facts) });
}

/** The pages of a PDF for whoever may read the version, while they are what was stored (DOC-03). Reading is no copy. */
export async function readPages(ctx: Context, versionId: string): Answer<{ readonly bytes: Buffer }> {
  const found = await findVisible(ctx, versionId);
  if (found === null) return refuse('not-found', { what: 'version' });
  const { contentSha256, mediaType, label } = found.version;
  if (mediaType !== 'application/pdf') return refuse('no-pages', { label });
  const bytes = await loadIntact(ctx, contentSha256);
  return bytes === null ? refuse('content-damaged', { label, contentSha256 }) : done({ bytes });
}

async function loadIntact(ctx: Context, contentSha256: string): Promise<Buffer | null> {
  const bytes = await loadFile(ctx.db, contentSha256);
  return bytes === null || createHash('sha256').update(bytes).digest('hex') !== contentSha256 ? null : bytes;
}

/** A PDF keeps its pages; of everything else the text is set. Either only while the stored file is what was signed (DOC-03). */
async function taskFor(ctx: Context, version: VersionRow, facts: CopyFacts): Promise<PrintTask | null> {
  const { contentSha256, mediaType, id } = version;
  const bytes = await loadIntact(ctx, contentSha256);
  if (bytes === null) return null;
  const furniture = furnitureOf(facts);
  if (mediaType === 'application/pdf') return { kind: 'original', furniture, bytes };
  const sections = (await loadSections(ctx.db, id)).map(({ number, heading, level, html }) => ({ number, heading, level, html }));
  return { kind: 'text', furniture, title: version.title, sections, madeAtMs: facts.madeAt.epochMilliseconds };
}
