import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PASSWORD, seedCompany } from '../../../../test/kit/company.ts';
import { approve, draftProcedure } from '../../../../test/kit/learner.ts';
import { openTestServer } from '../../../../test/kit/server.ts';
import { compareVersions } from '../compare/contract.ts';
import { createDocument, discardDraft, getApprovalStatement, getSubmitStatement, getVersion, replaceContent, submitVersion, uploadVersion } from '../contract.ts';
import { pdfFile } from '../convert/test-files.ts';
import { getTranscript, putTranscript } from './contract.ts';

const server = await openTestServer({ tickSeconds: 0 });
after(() => server.close());
const company = await seedCompany(server);
const { author, approver, quality } = company;
const scan = Buffer.from(await pdfFile({ text: false }));
const TEXT = '## 1 Purpose\n\nHow vials are filled.\n\n## 2 Gowning\n\n1. Put on gloves.\n2. Check them.\n';
const { id: documentId } = await author.client.call(createDocument, { body: { number: 'SOP-050', title: 'Scanned', type: 'SOP', risk: 'low', siteId: null } });
const upload = (label: string, bytes: Uint8Array = scan) => author.client.call(uploadVersion, { params: { id: documentId }, body: { label, changeClass: 'minor', changeSummary: 'x' }, file: { name: 'scan.pdf', bytes } });
const put = (id: string, text: string, follows: string | null, client = author.client) => client.call(putTranscript, { params: { id }, body: { text, follows } });
const refused = async (id: string, client = author.client, follows: string | null = null, text = TEXT) => (await client.refused(putTranscript, { params: { id }, body: { text, follows } })).code;
const sectionsOf = async (id: string) => (await author.client.call(getVersion, { params: { id } })).sections.map(({ number, heading }) => `${number} ${heading}`);
let first = '';

test('DOC-23 the typed text of a scan becomes its sections, while the scan stays the content', async () => {
  first = (await upload('1.0')).id;
  const begun = await author.client.call(getTranscript, { params: { id: first } });
  assert.deepEqual([begun.scanned, begun.allowed, begun.written], [true, true, null]);
  assert.ok(begun.start.startsWith('## Page 1\n\n## Page 2'));
  const { sha256, sections } = await put(first, `<script>alert(1)</script>\n\n${TEXT}`, null);
  assert.equal(sections, 2);
  assert.deepEqual(await sectionsOf(first), ['1 Purpose', '2 Gowning']);
  const shown = await author.client.call(getVersion, { params: { id: first } });
  assert.deepEqual([shown.mediaType, shown.transcriptSha256], ['application/pdf', sha256]);
  assert.doesNotMatch(JSON.stringify(shown.sections), /script/u);
});

test('DOC-23 two windows: the one that did not see the other’s text is refused, and nothing is lost', async () => {
  assert.equal(await refused(first), 'transcript-changed');
  const { written } = await author.client.call(getTranscript, { params: { id: first } });
  await put(first, TEXT, written?.sha256 ?? null);
  assert.equal(await refused(first, author.client, written?.sha256 ?? null), 'transcript-changed');
});

test('DOC-23 only who writes the draft types it, and only where the file has no text', async () => {
  assert.equal(await refused(first, company.operators[0].client), 'not-permitted');
  assert.equal(await refused(first, approver.client), 'not-permitted');
  assert.equal((await company.operators[0].client.refused(getTranscript, { params: { id: first } })).code, 'not-permitted');
  const other = await draftProcedure(company, { number: 'SOP-051' });
  assert.equal(await refused(other.versionId), 'wrong-state');
  const { id: withText } = await author.client.call(createDocument, { body: { number: 'SOP-052', title: 'Text', type: 'SOP', risk: 'low', siteId: null } });
  const { id } = await author.client.call(uploadVersion, { params: { id: withText }, body: { label: '1', changeClass: 'minor', changeSummary: 'x' }, file: { name: 'text.pdf', bytes: Buffer.from(await pdfFile()) } });
  assert.equal(await refused(id), 'not-scanned');
  assert.equal(await refused(id, author.client, null, ' '), 'not-scanned');
});

test('DOC-23 a replaced file takes the typed text with it, a discarded draft too', async () => {
  const { written } = await author.client.call(getTranscript, { params: { id: first } });
  await author.client.call(replaceContent, { params: { id: first }, body: {}, file: { name: 'scan.pdf', bytes: scan } });
  assert.equal((await author.client.call(getTranscript, { params: { id: first } })).written, null);
  assert.equal(await refused(first, author.client, written?.sha256 ?? null), 'transcript-changed');
  await put(first, TEXT, null);
  await author.client.call(discardDraft, { params: { id: first } });
  first = (await upload('1.0')).id;
  await put(first, TEXT, null);
});

test('DOC-23 DOC-09 both are signed together, and frozen with the version', async () => {
  const { transcriptSha256, contentSha256 } = await author.client.call(getVersion, { params: { id: first } });
  const { statement } = await author.client.call(getSubmitStatement, { params: { id: first } });
  assert.ok(statement.includes(`(content SHA-256 ${contentSha256}, typed text SHA-256 ${transcriptSha256})`), statement);
  await author.client.call(submitVersion, { params: { id: first }, body: { statement, password: PASSWORD } });
  assert.equal(await refused(first, author.client, transcriptSha256), 'wrong-state');
  assert.ok((await approver.client.call(getApprovalStatement, { params: { id: first }, query: {} })).statement.includes(String(transcriptSha256)));
  await approve(company, first, { effectiveOn: '2026-03-02' });
  const seen = await quality.client.call(getTranscript, { params: { id: first } });
  assert.deepEqual([seen.allowed, seen.written?.by, seen.written?.text], [false, author.name, TEXT]);
});

test('DOC-23 the next scan is compared by its typed words', async () => {
  const { id } = await upload('1.1', Buffer.from(await pdfFile({ text: false, script: '1' })));
  await put(id, TEXT.replace('Check them', 'Check them twice'), null);
  const { entries } = await author.client.call(compareVersions, { params: { id: first, otherId: id } });
  assert.deepEqual(entries.map((entry) => entry.kind), ['unchanged', 'changed']);
});
