import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import yazl from 'yazl';
import { PASSWORD, approveProcedure, requireOfOperators, seedCompany } from '../../../../test/kit/company.ts';
import { driftOf, dueOf } from '../../../../test/kit/learner.ts';
import { openTestServer } from '../../../../test/kit/server.ts';
import { write } from '../../../../test/kit/world.ts';
import { listEvents } from '../../audit/contract.ts';
import { getDocument, getVersion, listDocuments } from '../contract.ts';
import { closePrinters } from '../print/run.ts';
import { importBaseline, previewBaseline } from './contract.ts';

const server = await openTestServer({ tickSeconds: 0 });
after(async () => {
  await server.close();
  await closePrinters();
});
const company = await seedCompany(server);
const { quality, author } = company;

const LIST = `number,title,type,risk,owner,version,effective date,file
SOP-101,Gowning,SOP,high,D-1,4.0,2024-05-01,gowning.md
SOP-102,Line clearance,SOP,high,D-1,2.1,2025-01-15,clearance.md
SOP-103,No such file,SOP,high,D-1,1.0,2025-01-15,missing.md
SOP-104,No Word file,SOP,high,D-1,1.0,2025-01-15,broken.docx
`;
async function archive(list: string): Promise<{ name: string; bytes: Buffer }> {
  const zip = new yazl.ZipFile();
  const files: Record<string, string> = { 'list.csv': list, 'gowning.md': '# 1 Purpose\n\nHow to gown.\n\n# 2 Steps\n\nWash hands first.\n', 'clearance.md': '# 1 Purpose\n\nClear the line.\n', 'broken.docx': 'no Word file' };
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name, { mtime: new Date('2026-01-01T00:00:00Z') });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk as Buffer));
  return { name: 'procedures.zip', bytes: Buffer.concat(chunks) };
}
const file = await archive(LIST);
const before = Temporal.Instant.from('2026-03-01T12:00:00Z').toString();
const documentOf = async (number: string) => {
  const { items: [row] } = await author.client.call(listDocuments, { query: { search: number } });
  assert.ok(row);
  return author.client.call(getDocument, { params: { id: row.id } });
};

test('DOC-20 the preview judges every row and saves nothing; only quality may', async () => {
  const { counts, rows, statement } = await quality.client.call(previewBaseline, { file, body: {} });
  assert.deepEqual(counts, { clean: 2, present: 0, fixable: 1, rejected: 1 });
  assert.match(rows[2]?.reasons[0] ?? '', /no file “missing.md”/u);
  assert.match(rows[3]?.reasons[0] ?? '', /broken\.docx/u);
  assert.match(statement ?? '', /list of 2 documents in “procedures.zip”/u);
  assert.equal((await author.client.call(listDocuments)).total, 0);
  assert.equal((await author.client.refused(previewBaseline, { file, body: {} })).status, 403);
});

test('DOC-20 what was shown is signed, else nothing is imported', async () => {
  const { statement } = await quality.client.call(previewBaseline, { file, body: {} });
  assert.equal((await quality.client.refused(importBaseline, { file, body: { statement: `${statement} And more.`, password: PASSWORD } })).code, 'statement-changed');
  assert.equal((await quality.client.refused(importBaseline, { file, body: { statement: statement ?? '', password: 'wrong' } })).code, 'password-wrong');
  assert.equal((await author.client.call(listDocuments)).total, 0);
});

test('DOC-20 imported versions are in force from the import on, with their origin and without an approval', async () => {
  const { statement } = await quality.client.call(previewBaseline, { file, body: {} });
  const { id } = await quality.client.call(importBaseline, { file, body: { statement: statement ?? '', password: PASSWORD } });
  const { inForce, versions: [version] } = await documentOf('SOP-101');
  assert.equal(inForce?.label, '4.0');
  assert.deepEqual([version?.state, version?.approver, version?.approvedAt, version?.trainingDecision, version?.submittedAt], ['effective', null, null, null, null]);
  assert.deepEqual(version?.baseline, { id, fileName: 'procedures.zip', row: 2, statedEffectiveOn: '2024-05-01', signer: { id: quality.id, name: quality.name } });
  const page = await author.client.call(getVersion, { params: { id: version?.id ?? '' } });
  assert.deepEqual(page.signatures.map((one) => [one.printedName, one.meaning]), [[quality.name, 'verified']]);
  assert.equal(page.module?.questions, 0);
  const { items } = await quality.client.call(listEvents, { query: { limit: 500 } });
  assert.ok(!items.some((event) => event.action === 'VersionApproved'));
  assert.equal(items.filter((event) => event.action === 'VersionBaselined').length, 2);
});

test('DOC-20 before the import nothing was in force here, whatever the list states', async () => {
  const { items: [row] } = await author.client.call(listDocuments, { query: { search: 'SOP-101' } });
  assert.equal((await author.client.refused(getDocument, { params: { id: row?.id ?? '' }, query: { asOf: before } })).status, 404);
  assert.equal((await author.client.call(listDocuments, { query: { asOf: before } })).total, 0);
});

test('DOC-20 the same archive again creates nothing twice, a corrected one only what was missing', async () => {
  const again = await quality.client.call(previewBaseline, { file, body: {} });
  assert.deepEqual(again.counts, { clean: 0, present: 2, fixable: 1, rejected: 1 });
  assert.equal(again.statement, null);
  assert.equal((await quality.client.refused(importBaseline, { file, body: { statement: 'x', password: PASSWORD } })).code, 'nothing-clean');
  const corrected = await archive(LIST.replace('missing.md', 'clearance.md'));
  const { statement, counts } = await quality.client.call(previewBaseline, { file: corrected, body: {} });
  assert.equal(counts.clean, 1);
  await quality.client.call(importBaseline, { file: corrected, body: { statement: statement ?? '', password: PASSWORD } });
  assert.equal((await author.client.call(listDocuments)).total, 3);
});

test('DOC-20 people train on an imported version, and a revision supersedes it', async () => {
  const { id } = await documentOf('SOP-101');
  await requireOfOperators(company, [id]);
  const [due] = await dueOf(company.operators[0].client, 'SOP-101');
  assert.equal(due?.version.label, '4.0');
  await approveProcedure(company, { documentId: id, label: '5.0' });
  const { versions } = await documentOf('SOP-101');
  assert.deepEqual(versions.map((version) => [version.label, version.state]), [['5.0', 'effective'], ['4.0', 'superseded']]);
  assert.equal(await driftOf(company), 0);
});

test('DOC-20 the database keeps where a version came from, and no approval can be added to it', async () => {
  const { db } = server.installation;
  await assert.rejects(write(db, (tx) => sql`update document_version set stated_effective_on = '2020-01-01' where baseline_id is not null`.execute(tx)), /where a version came from cannot change/u);
  await assert.rejects(write(db, (tx) => sql`update document_version set approved_at = now() where baseline_id is not null`.execute(tx)), /approval_decides/u);
  await assert.rejects(write(db, (tx) => sql`delete from document_baseline`.execute(tx)), /append-only|permission denied/u);
});
