import { createHash } from 'node:crypto';
import { dayIn, type Day } from '../../../kernel/day.ts';
import { done, refuse, type Outcome, type Refused } from '../../../kernel/decision.ts';
import { canonicalJson } from '../../../kernel/json.ts';
import { permits } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import type { Db } from '../../../platform/db/pool.ts';
import { readTable } from '../../../platform/spreadsheet.ts';
import { act, commit } from '../../audit/actions.ts';
import { prepareSignature, proveSigner, saveSignature } from '../../signatures/actions.ts';
import type { SigningRefusal } from '../../signatures/types.ts';
import type { ConvertedDocument } from '../convert/types.ts';
import type { Convert } from '../drafting/actions.ts';
import { lockNumbers } from '../drafting/store.ts';
import { may } from '../permissions.ts';
import { openArchive, type Archive } from './archive.ts';
import { baselineStatement, columnsOf, judge, rowOf } from './rules.ts';
import { loadImportFacts, saveBaseline, saveImported, saveInForce, type Imported, type NewBaseline } from './store.ts';
import type { BaselineEvent, BaselineRefusal, CleanRow, ImportRow, Judged, Verdict } from './types.ts';

type File = { readonly name: string; readonly bytes: Buffer };
type Refusals = BaselineRefusal | SigningRefusal | 'not-permitted';
type ShownRow = Pick<ImportRow, 'line' | 'number' | 'title' | 'label' | 'file'> & { readonly verdict: Verdict; readonly reasons: string[] };
type Counts = Readonly<Record<Verdict, number>>;

const MOST_ROWS = 500;
const LIST_LIMITS = { rows: MOST_ROWS, columns: 50, cell: 4000 };

/** DOC-20: what would be taken over, and what stands against the rest. */
export async function previewBaseline(ctx: Context, convert: Convert, file: File): Promise<Outcome<{ fileName: string; counts: Counts; rows: ShownRow[]; statement: string | null }, Refusals>> {
  if (!permits(ctx.principal, may.importBaseline, { siteId: null })) return refuse('not-permitted');
  const read = await readArchive(ctx, convert, file);
  if (!read.ok) return read;
  const { judged } = read;
  const clean = cleanOf(judged);
  return done({ fileName: file.name, counts: countsOf(judged), rows: judged.map(shown), statement: clean.length === 0 ? null : baselineStatement(ctx.principal.name, file.name, clean, manifestOf(clean).toString('hex')) });
}

/** DOC-20: one signature, one transaction; the same archive again finds everything present. */
export async function importBaseline(ctx: Context, convert: Convert, file: File, signing: { readonly statement: string; readonly password: string }): Promise<Outcome<{ id: string; counts: Counts; rows: ShownRow[] }, Refusals>> {
  if (!permits(ctx.principal, may.importBaseline, { siteId: null })) return refuse('not-permitted');
  const signer = await proveSigner(ctx, signing.password);
  if (!signer.ok) return signer;
  const read = await readArchive(ctx, convert, file);
  if (!read.ok) return read;
  return act(ctx, async (tx) => {
    await lockNumbers(tx);
    const { judged, today } = await judgeAgain(ctx, tx, read);
    const clean = cleanOf(judged);
    if (clean.length === 0) return refuse('nothing-clean');
    const manifestSha256 = manifestOf(clean);
    const baseline: NewBaseline = { id: ctx.newId(), fileName: file.name, sha256: createHash('sha256').update(file.bytes).digest(), manifestSha256, versions: clean.length, signerId: signer.reply.personId };
    const facts = { fileName: file.name, sha256: baseline.sha256.toString('hex'), manifestSha256: manifestSha256.toString('hex'), versions: clean.length };
    const signed = prepareSignature(ctx, signer.reply, { meaning: 'verified', subject: { kind: 'baseline', id: baseline.id }, statement: baselineStatement(signer.reply.printedName, file.name, clean, facts.manifestSha256), shown: signing.statement, facts });
    if (!signed.ok) return signed;
    const imported = clean.map((row) => importedFrom(ctx, row, read));
    const event: BaselineEvent = { type: 'BaselineImported', subject: { kind: 'baseline', id: baseline.id }, data: { ...facts, counts: countsOf(judged), signature: signed.reply.eventData } };
    await commit(ctx, tx, [event, ...imported.flatMap((one) => eventsOf(one, baseline.id))], async (audited) => {
      await saveBaseline(audited, baseline, ctx.now);
      await saveSignature(audited, signed.reply);
      for (const one of imported) await saveImported(audited, one, baseline, ctx.now);
    });
    const [first, ...others] = imported.map((one): BaselineEvent => ({ type: 'VersionBaselined', subject: { kind: 'version', id: one.versionId }, data: { documentId: one.documentId, number: one.row.number, label: one.row.label, effectiveAt: ctx.now.toString(), statedEffectiveOn: one.row.statedEffectiveOn.toString(), baselineId: baseline.id } }));
    if (first !== undefined) await commit(ctx, tx, [first, ...others], (audited) => saveInForce(audited, baseline.id, ctx.now, today));
    return done({ id: baseline.id, counts: countsOf(judged), rows: judged.map(shown) });
  });
}

type ReadArchive = { readonly ok: true; readonly rows: readonly ImportRow[]; readonly judged: readonly Judged[]; readonly archive: Archive; readonly converted: ReadonlyMap<string, ConvertedDocument>; readonly refused: ReadonlyMap<string, string> };

async function readArchive(ctx: Context, convert: Convert, file: File): Promise<ReadArchive | Refused<'archive-refused' | 'list-refused'>> {
  const opened = await openArchive(file.bytes);
  if (!opened.ok) return refuse('archive-refused', { why: opened.why });
  const { archive } = opened;
  if (archive.list === null) return refuse('archive-refused', { why: 'it has no list (.csv)' });
  const table = readTable(archive.list.bytes, LIST_LIMITS);
  if (!table.ok) return refuse('list-refused', { why: table.message });
  const { at, missing } = columnsOf(table.table.header);
  if (missing.length > 0) return refuse('list-refused', { why: `it has no column “${missing.join('”, “')}”. Its first line names the columns.` });
  const rows = table.table.rows.map(({ line, cells }) => rowOf(line, cells, at));
  const { judged } = await judgeAgain(ctx, ctx.db, { rows, archive, refused: new Map() });
  const converted = new Map<string, ConvertedDocument>();
  const refused = new Map<string, string>();
  for (const { file: name } of cleanOf(judged)) {
    const result = await convert({ fileName: name, bytes: archive.files.get(name) ?? Buffer.alloc(0) });
    if (result.ok) converted.set(name, result.document);
    else refused.set(name, result.refusal.sentence);
  }
  return { ok: true, rows, archive, converted, refused, judged: judged.map((one) => withFile(one, refused)) };
}

async function judgeAgain(ctx: Context, db: Db, { rows, archive, refused }: Pick<ReadArchive, 'rows' | 'archive' | 'refused'>): Promise<{ readonly judged: readonly Judged[]; readonly today: Day }> {
  const facts = await loadImportFacts(db, rows.map((row) => row.number));
  const today = dayIn(ctx.now, facts.zone);
  return { today, judged: judge(rows, { ...facts, today, files: archive.digests }).map((one) => withFile(one, refused)) };
}

function withFile(one: Judged, refused: ReadonlyMap<string, string>): Judged {
  const why = one.clean === null ? undefined : refused.get(one.clean.file);
  return why === undefined ? one : { row: one.row, verdict: 'rejected', reasons: [why], clean: null };
}

function importedFrom(ctx: Context, row: CleanRow, { archive, converted }: ReadArchive): Imported {
  const document = converted.get(row.file);
  const bytes = archive.files.get(row.file);
  if (document === undefined || bytes === undefined) throw new Error(`row ${row.line} is clean, but its file was not read`);
  return { row, documentId: ctx.newId(), versionId: ctx.newId(), sections: document.sections, file: { sha256: Buffer.from(row.contentSha256, 'hex'), bytes, fileName: row.file, mediaType: document.mediaType } };
}

function eventsOf({ row, documentId, versionId, sections }: Imported, baselineId: string): BaselineEvent[] {
  const { number, title, type, risk, reviewMonths, siteId, ownerId, label, contentSha256, file, line } = row;
  return [
    { type: 'DocumentCreated', subject: { kind: 'document', id: documentId }, data: { number, title, type, risk, reviewMonths, siteId, ownerId, baselineId } },
    { type: 'VersionImported', subject: { kind: 'version', id: versionId }, data: { documentId, number, label, contentSha256, fileName: file, sections: sections.length, row: line, baselineId, statedEffectiveOn: row.statedEffectiveOn.toString() } },
  ];
}

function cleanOf(judged: readonly Judged[]): CleanRow[] {
  return judged.flatMap((one) => one.clean ?? []);
}

function countsOf(judged: readonly Judged[]): Counts {
  const of = (verdict: Verdict): number => judged.filter((one) => one.verdict === verdict).length;
  return { clean: of('clean'), present: of('present'), fixable: of('fixable'), rejected: of('rejected') };
}

function shown({ row, verdict, reasons }: Judged): ShownRow {
  const { line, number, title, label, file } = row;
  return { line, number, title, label, file, verdict, reasons: [...reasons] };
}

/** The digest of what is signed: every row as it was understood, with the digest of its file. */
function manifestOf(clean: readonly CleanRow[]): Buffer {
  return createHash('sha256').update(canonicalJson(clean.map((row) => ({ ...row, statedEffectiveOn: row.statedEffectiveOn.toString() })))).digest();
}
