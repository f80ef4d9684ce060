import { done, refuse } from '../../../kernel/decision.ts';
import { permits } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import { problemOf } from '../../../platform/http/problem.ts';
import { act } from '../../audit/actions.ts';
import { may } from '../permissions.ts';
import { whyNot } from '../rules.ts';
import { documentOf, loadDocument, loadSections } from '../store.ts';
import type { Subject } from '../types.ts';
import { findWritable, findWriter, shownHolder, type Answer, type ShownHolder } from './actions.ts';
import { REFUSALS } from './contract.ts';
import { checkFigure } from './figures.ts';
import { currentRevision, holderOf, isAhead } from './rules.ts';
import { startFrom } from './start.ts';
import { loadCoAuthors, loadFigures, loadLock, loadPersonName, loadKeptTexts, loadKeptContent, loadWorkingText, saveFigures, sizeOfFigures, type KeptRow } from './store.ts';

type Ref = { readonly id: string; readonly name: string };
type Text = { readonly type: 'doc'; readonly [member: string]: unknown };
export type Writing = {
  readonly number: string; readonly title: string; readonly label: string; readonly documentId: string; readonly state: string; readonly mediaType: string;
  readonly mayWrite: boolean; readonly why: string | null; readonly author: Ref; readonly coAuthors: readonly Ref[]; readonly holder: ShownHolder | null;
  readonly revision: number; readonly savedBy: Ref | null; readonly savedAt: Temporal.Instant | null; readonly ahead: boolean;
  readonly text: Text | null; readonly start: string | null; readonly keptTexts: readonly KeptRow[];
};

/** What whoever opens the draft sees: the newest text, who writes it, and whether the version has it. */
export async function getWriting(ctx: Context, versionId: string, input: { readonly after?: number | undefined; readonly client?: string | undefined }): Answer<Writing> {
  const found = await findReadable(ctx, versionId);
  if (found === null) return refuse('not-found', { what: 'version' });
  const { document, version } = found;
  const personId = ctx.principal.kind === 'person' ? ctx.principal.id : null;
  const [copy, lock, coAuthors, authorName, keptTexts, mediaType] = await Promise.all([
    loadWorkingText(ctx.db, versionId), loadLock(ctx.db, versionId), loadCoAuthors(ctx.db, versionId), loadPersonName(ctx.db, version.authorId), loadKeptTexts(ctx.db, versionId),
    ctx.db.selectFrom('document_version').select('media_type').where('id', '=', versionId).executeTakeFirst(),
  ]);
  const why = personId === null || !permits(ctx.principal, may.writeText, { siteId: document.siteId }) ? refuse('not-permitted') : whyNot('replace', found, personId);
  const writes = personId !== null && (version.authorId === personId || version.coAuthorIds.includes(personId));
  const revision = currentRevision(copy, version.contentSha256);
  const holder = holderOf(lock, ctx.now);
  const current = revision === 0 ? null : copy;
  return done({
    number: document.number, title: document.title, label: version.label, documentId: document.id, state: version.state, mediaType: mediaType?.media_type ?? '',
    mayWrite: why === null, why: why === null ? null : problemOf(why.refusal, REFUSALS).detail,
    author: { id: version.authorId, name: authorName ?? '' }, coAuthors, holder: holder === null ? null : shownHolder(holder, input.client),
    revision, savedBy: current?.savedBy ?? null, savedAt: current?.savedAt ?? null, ahead: isAhead(copy, version.contentSha256),
    text: current !== null && revision > (input.after ?? 0) ? (current.content as Text) : null, // was a document of the editor when it was saved
    start: revision === 0 ? await startOf(ctx, found) : null,
    keptTexts: writes ? keptTexts : [],
  });
}

/** Figures that a file carries become figures of the draft the first time its text is opened. */
async function startOf(ctx: Context, { version }: Subject): Promise<string> {
  const { html, figures } = startFrom(await loadSections(ctx.db, version.id));
  if (version.state === 'draft') await ctx.db.transaction().execute((tx) => saveFigures(tx, version.id, figures));
  return html;
}

export async function getKeptText(ctx: Context, versionId: string, copyId: string): Answer<{ text: Text }> {
  const found = await findWriter(ctx, ctx.db, versionId);
  if (!found.ok) return found;
  const text = await loadKeptContent(ctx.db, versionId, copyId);
  return text === null ? refuse('not-found', { what: 'text kept aside' }) : done({ text: text as Text }); // was a document of the editor when it was kept
}

/** As much as the pictures of one file may have together. */
const ALL_FIGURES_BYTES = 20 * 1024 * 1024;

export function addFigure(ctx: Context, versionId: string, bytes: Buffer): Answer<{ figure: string }> {
  const checked = checkFigure(bytes);
  if (!checked.ok) return Promise.resolve(refuse('figure-refused', { fault: checked.fault }));
  return act(ctx, async (tx) => {
    const found = await findWritable(ctx, tx, versionId);
    if (!found.ok) return found;
    if ((await sizeOfFigures(tx, versionId)) + bytes.length > ALL_FIGURES_BYTES) return refuse('figures-too-many');
    await saveFigures(tx, versionId, [checked.figure]);
    return done({ figure: checked.figure.sha256 });
  });
}

export async function getFigure(ctx: Context, versionId: string, digest: string): Answer<{ readonly bytes: Buffer; readonly mediaType: string }> {
  const found = await findReadable(ctx, versionId);
  const [figure] = found === null ? [] : await loadFigures(ctx.db, versionId, [digest]);
  return figure === undefined ? refuse('not-found', { what: 'figure' }) : done({ bytes: figure.bytes, mediaType: figure.mediaType });
}

async function findReadable(ctx: Context, versionId: string): Promise<Subject | null> {
  const documentId = await documentOf(ctx.db, versionId);
  const document = documentId === null ? null : await loadDocument(ctx.db, documentId);
  const version = document?.versions.find((candidate) => candidate.id === versionId);
  if (document === null || version === undefined || !permits(ctx.principal, may.readAllVersions, { siteId: document.siteId })) return null;
  return { document, version };
}
