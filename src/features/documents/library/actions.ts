import { createHash } from 'node:crypto';
import { done, refuse, type Outcome, type Refusal, type Refused } from '../../../kernel/decision.ts';
import type { Instant } from '../../../kernel/day.ts';
import { permits, type Permission, type Principal } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import { problemOf } from '../../../platform/http/problem.ts';
import { loadHolders, type Holder } from '../../access/store.ts';
import { recordEvent } from '../../audit/actions.ts';
import { loadSignaturesOf, type ShownSignature } from '../../signatures/store.ts';
import { REFUSALS } from '../contract.ts';
import { may } from '../permissions.ts';
import { withReviews, type WithReview } from '../periodic/actions-standing.ts';
import { judges, namedToApprove, whyNotApproval } from '../review/follow.ts';
import { may as mayReview } from '../review/permissions.ts';
import { whyNot } from '../rules.ts';
import { changedSections } from '../rules-sections.ts';
import { documentOf, loadDocument, loadSections } from '../store.ts';
import type { DocumentRefusal, Risk, Subject, VersionAct, VersionState } from '../types.ts';
import { countDocuments, loadDocuments, loadFile, loadModuleFacts, loadVersionRows, type DocumentRow, type Filter, type Sight, type VersionRow } from './store.ts';

type Answer<Reply> = Promise<Outcome<Reply, DocumentRefusal | 'not-found'>>;

export type ListInput = { readonly cursor?: string | undefined; readonly limit: number; readonly search?: string | undefined; readonly type?: string | undefined; readonly risk?: Risk | undefined; readonly state?: VersionState | undefined; readonly asOf?: string | undefined };

export async function listDocuments(ctx: Context, input: ListInput): Answer<{ items: WithReview<DocumentRow>[]; nextCursor: string | null; total: number }> {
  const filter: Filter = { at: momentOf(ctx, input.asOf), words: (input.search ?? '').split(/[\s\0]+/u).filter(Boolean), type: input.type ?? null, risk: input.risk ?? null, state: input.state ?? null, id: null };
  const sight = sightOf(ctx.principal);
  const after = input.cursor === undefined ? null : Buffer.from(input.cursor, 'base64url').toString().replaceAll('\0', '');
  const [rows, total] = await Promise.all([loadDocuments(ctx.db, sight, filter, { after, limit: input.limit + 1 }), countDocuments(ctx.db, sight, filter)]);
  const items = rows.slice(0, input.limit);
  const last = items.at(-1);
  return done({ items: await withReviews(ctx.db, items, filter.at), total, nextCursor: rows.length > input.limit && last !== undefined ? Buffer.from(last.number).toString('base64url') : null });
}

export async function getDocument(ctx: Context, id: string, input: { readonly asOf?: string | undefined }): Answer<WithReview<DocumentRow> & { versions: VersionRow[] }> {
  const at = momentOf(ctx, input.asOf);
  const [row] = await loadDocuments(ctx.db, sightOf(ctx.principal), { at, words: [], type: null, risk: null, state: null, id }, { after: null, limit: 1 });
  if (row === undefined) return refuse('not-found', { what: 'document' });
  const versions = await loadVersionRows(ctx.db, id, at);
  const [reviewed = { ...row, review: { dueOn: null, state: 'none' } }] = await withReviews(ctx.db, [row], at);
  return done({ ...reviewed, versions: row.seesAll ? versions : versions.filter((version) => version.id === row.inForce?.id) });
}

type Change = { readonly ordinal: number | null; readonly number: string | null; readonly heading: string | null; readonly kind: 'changed' | 'added' | 'removed'; readonly oldHtml: string | null };
type Section = { readonly ordinal: number; readonly number: string | null; readonly heading: string | null; readonly level: number; readonly html: string; readonly sha256: string };
type ShownAct = 'submit' | 'sendBack' | 'takeBack' | 'approve' | 'withdraw' | 'discard' | 'replace';
type VersionPage = VersionRow & {
  readonly sections: Section[]; readonly changes: Change[]; readonly previous: { readonly id: string; readonly label: string } | null; readonly signatures: ShownSignature[]; readonly approvers: { readonly id: string; readonly name: string }[];
  readonly module: Awaited<ReturnType<typeof loadModuleFacts>>; readonly acts: { readonly act: ShownAct; readonly allowed: boolean; readonly why: string | null }[];
};

export async function getVersion(ctx: Context, id: string): Answer<VersionPage> {
  const found = await findVisible(ctx, id);
  if (found === null) return refuse('not-found', { what: 'version' });
  const { version, versions } = found;
  const previous = versions.find((other) => other.ordinal < version.ordinal && other.state !== 'withdrawn') ?? null;
  const [sections, older, signatures, module, about] = await Promise.all([
    loadSections(ctx.db, id), previous === null ? [] : loadSections(ctx.db, previous.id), loadSignaturesOf(ctx.db, version.baseline === null ? [id] : [id, version.baseline.id]), loadModuleFacts(ctx.db, id), aboutActs(ctx, id),
  ]);
  const oldHtml = new Map(older.map((section) => [section.ordinal, section.html]));
  const changes = previous === null ? [] : changedSections(older, sections).map(({ ordinal, oldOrdinal, number, heading, kind }) => ({ ordinal, number, heading, kind, oldHtml: oldOrdinal === null ? null : (oldHtml.get(oldOrdinal) ?? null) }));
  return done({
    ...version, changes, signatures, module, ...about,
    sections: sections.map(({ ordinal, number, heading, level, html, sha256 }) => ({ ordinal, number, heading, level, html, sha256: sha256.toString('hex') })),
    previous: previous === null ? null : { id: previous.id, label: previous.label },
  });
}

/** DOC-03: byte for byte, and only while it still is what was stored. That it left the system is kept in the audit trail. */
export async function downloadFile(ctx: Context, id: string): Answer<{ readonly bytes: Buffer; readonly fileName: string; readonly mediaType: string }> {
  const found = await findVisible(ctx, id);
  if (found === null) return refuse('not-found', { what: 'version' });
  const { fileName, mediaType, contentSha256, label, number, documentId } = found.version;
  const bytes = await loadFile(ctx.db, contentSha256);
  if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== contentSha256) return refuse('content-damaged', { label, contentSha256 });
  await recordEvent(ctx, { type: 'FileDownloaded', subject: { kind: 'version', id }, data: { documentId, number, label, contentSha256, fileName } });
  return done({ bytes, fileName, mediaType });
}

/** The version with all of its document's, if the reader may see it: the one in force, or any with sight of all versions. */
export async function findVisible(ctx: Context, versionId: string): Promise<{ readonly version: VersionRow; readonly versions: VersionRow[]; readonly zone: string } | null> {
  const documentId = await documentOf(ctx.db, versionId);
  if (documentId === null) return null;
  const [document] = await loadDocuments(ctx.db, sightOf(ctx.principal), { at: ctx.now, words: [], type: null, risk: null, state: null, id: documentId }, { after: null, limit: 1 });
  if (document === undefined || !(document.seesAll || document.inForce?.id === versionId)) return null;
  const versions = await loadVersionRows(ctx.db, documentId, ctx.now);
  const version = versions.find((candidate) => candidate.id === versionId);
  return version === undefined ? null : { version, versions, zone: document.zone };
}

const PERMISSION: Readonly<Record<ShownAct, Permission>> = { submit: may.submitVersion, sendBack: mayReview.sendBack, takeBack: mayReview.takeBack, approve: may.approveVersion, withdraw: may.withdrawVersion, discard: may.writeDocuments, replace: may.writeDocuments };

/** The same permissions and rules as the acts themselves, so that a button is greyed out with the sentence that the act would answer. */
async function aboutActs(ctx: Context, versionId: string): Promise<Pick<VersionPage, 'acts' | 'approvers'>> {
  const documentId = await documentOf(ctx.db, versionId);
  const document = documentId === null ? null : await loadDocument(ctx.db, documentId);
  const version = document?.versions.find((candidate) => candidate.id === versionId);
  if (document === null || version === undefined) return { acts: [], approvers: [] };
  const subject = { document, version };
  const inReview = version.state === 'in_review';
  const [waiting, isJudge, approvers] = await Promise.all([inReview ? whyNotApproval(ctx, ctx.db, subject) : null, inReview && judges(ctx, ctx.db, subject), approversOf(ctx, subject)]);
  return { acts: actsFor(ctx.principal, subject, { waiting, isJudge }), approvers };
}

/** `waiting`: what the review says against approving; `isJudge`: a step of it is theirs to sign, so they may send it back. */
function actsFor(principal: Principal, subject: Subject, review: { readonly waiting: Refused<string> | null; readonly isJudge: boolean }): VersionPage['acts'] {
  return (Object.entries(PERMISSION) as [ShownAct & VersionAct, Permission][]).map(([act, permission]) => { // the keys of the record above
    const permitted = permits(principal, permission, { siteId: subject.document.siteId }) || (act === 'sendBack' && review.isJudge);
    const ruled = whyNot(act, subject, principal.kind === 'person' ? principal.id : null)?.refusal;
    const refusal: Refusal | undefined = permitted || ruled?.code === 'author-approves' // which no further role would change
      ? (ruled ?? (act === 'approve' ? review.waiting?.refusal : undefined))
      : { code: 'not-permitted', detail: { needs: permission.roles.join(' or ').replaceAll('_', ' ') } };
    return { act, allowed: refusal === undefined, why: refusal === undefined ? null : problemOf(refusal, REFUSALS).detail };
  });
}

/** Named to whoever waits for the approval; by the same permission, rule and route as the act itself. */
async function approversOf(ctx: Context, subject: Subject): Promise<VersionPage['approvers']> {
  if (subject.version.state !== 'in_review') return [];
  const [holders, named] = await Promise.all([loadHolders(ctx.db, may.approveVersion.roles, ctx.now), namedToApprove(ctx.db, subject.version.id, ctx.now)]);
  const can = ({ id, name, grants }: Holder): boolean =>
    permits({ kind: 'person', id, name, sessionId: '', grants, manages: false }, may.approveVersion, { siteId: subject.document.siteId }) && whyNot('approve', subject, id) === null && (named === null || named.has(id));
  return holders.filter(can).map(({ id, name }) => ({ id, name }));
}

export function sightOf(principal: Principal): Sight {
  const sites = principal.grants.flatMap((grant) => (grant.siteId === null ? [] : [grant.siteId]));
  return {
    everywhere: permits(principal, may.readAllVersions, { siteId: null }),
    siteIds: [...new Set(sites)].filter((siteId) => permits(principal, may.readAllVersions, { siteId })),
  };
}

function momentOf(ctx: Context, asOf: string | undefined): Instant {
  return asOf === undefined ? ctx.now : Temporal.Instant.from(asOf);
}

