import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { describe as group, test } from 'node:test';
import { approvalStatement, submitStatement } from '../rules-statements.ts';
import type { Subject, VersionFacts, VersionState } from '../types.ts';
import { mediaOf } from './media.ts';
import { add, changeOf, cleanName, describe, MOST_ATTACHMENTS, MOST_BYTES, order, remove, removedSince } from './rules.ts';
import type { Attachment } from './types.ts';

const file = (fileName: string, more: Partial<Attachment> = {}): Attachment => ({ id: `id of ${fileName}`, ordinal: 1, fileName, description: '', mediaType: 'application/pdf', size: 10, sha256: `sha of ${fileName}`, ...more });

function subject(state: VersionState = 'draft', attachments: VersionFacts['attachments'] = []): Subject {
  const version: VersionFacts = { id: 'v', label: '1.0', ordinal: 1, state, changeClass: 'major', authorId: 'aoife', coAuthorIds: ['cora'], contentSha256: 'aa', attachments, decision: null, effectiveOn: null, effectiveAt: null };
  return { version, document: { id: 'd', number: 'SOP-001', title: 'Gowning', risk: 'high', siteId: null, ownerId: 'aoife', zone: 'Europe/Dublin', retired: false, versions: [version] } };
}

const codeOf = (decision: { readonly ok: boolean; readonly refusal?: { readonly code: string } }): string => (decision.ok ? 'ok' : (decision.refusal?.code ?? ''));

test('DOC-22 author, co-author and another system attach to a draft; nobody to what was submitted, and nobody else', () => {
  const by = (person: string | null, state: VersionState = 'draft') => codeOf(add(subject(state), person, [], 'x', file('form.pdf')));
  assert.deepEqual([by('aoife'), by('cora'), by(null), by('brian')], ['ok', 'ok', 'ok', 'not-the-author']);
  for (const state of ['in_review', 'approved', 'effective', 'superseded', 'withdrawn', 'retired'] as const) {
    const one = file('form.pdf');
    const codes = [add(subject(state), 'aoife', [], 'x', one), describe(subject(state), 'aoife', one, 'new'), remove(subject(state), 'aoife', one), order(subject(state), 'aoife', [one], [one.id])].map(codeOf);
    assert.deepEqual(codes, ['wrong-state', 'wrong-state', 'wrong-state', 'wrong-state'], state);
  }
});

test('DOC-22 each name and each content is attached once, up to the limits of number and size', () => {
  const present = [file('Form.pdf')];
  assert.equal(codeOf(add(subject(), 'aoife', present, 'x', file('form.PDF', { sha256: 'other' }))), 'attachment-name-taken');
  assert.equal(codeOf(add(subject(), 'aoife', present, 'x', file('copy.pdf', { sha256: 'sha of Form.pdf' }))), 'attachment-there');
  const many = Array.from({ length: MOST_ATTACHMENTS }, (_, index) => file(`${index}.pdf`));
  assert.deepEqual([codeOf(add(subject(), 'aoife', many.slice(1), 'x', file('last.pdf'))), codeOf(add(subject(), 'aoife', many, 'x', file('last.pdf')))], ['ok', 'attachments-many']);
  const size = (bytes: number): string => codeOf(add(subject(), 'aoife', present, 'x', file('big.pdf', { size: bytes })));
  assert.deepEqual([size(MOST_BYTES - 10), size(MOST_BYTES - 9)], ['ok', 'attachments-large']);
});

test('DOC-22 a new order names every attachment once', () => {
  const [a, b] = [file('a.pdf'), file('b.pdf')];
  const put = (...ids: string[]): string => codeOf(order(subject(), 'aoife', [a, b], ids));
  assert.deepEqual([put(b.id, a.id), put(a.id), put(a.id, a.id), put(a.id, b.id, 'c'), put(a.id, b.id, b.id)], ['ok', 'attachments-order', 'attachments-order', 'attachments-order', 'attachments-order']);
});

test('DOC-22 submitting and approving sign over each attachment; without any, the statement is as it always was', () => {
  const plain = submitStatement('Aoife Walsh', subject());
  assert.equal(plain, 'I am Aoife Walsh. I have written SOP-001 v1.0 “Gowning” (content SHA-256 aa) and submit it for review.');
  const one = submitStatement('Aoife Walsh', subject('draft', [{ fileName: 'form.pdf', sha256: 'bb' }]));
  assert.equal(one, 'I am Aoife Walsh. I have written SOP-001 v1.0 “Gowning” (content SHA-256 aa) with its attachment “form.pdf” (SHA-256 bb) and submit it for review.');
  const two = approvalStatement('Brian Keane', subject('in_review', [{ fileName: 'form.pdf', sha256: 'bb' }, { fileName: 'plan.dwg', sha256: 'cc' }]), 'none', Temporal.PlainDate.from('2026-03-02'));
  assert.match(two, /with its 2 attachments “form\.pdf” \(SHA-256 bb\), “plan\.dwg” \(SHA-256 cc\)\. Training: no training/u);
});

test('DOC-22 what changed since the version before goes by content first, then by name', () => {
  const before = [file('form.pdf', { sha256: 'one' }), file('plan.dwg', { sha256: 'two' }), file('gone.pdf', { sha256: 'three' })];
  const now = [file('Form.pdf', { sha256: 'four' }), file('Site plan.dwg', { sha256: 'two' }), file('label.png', { sha256: 'five' })];
  assert.deepEqual(now.map((one) => changeOf(one, before)), ['changed', 'same', 'new']);
  assert.deepEqual(removedSince(before, now).map((one) => one.fileName), ['gone.pdf']);
  assert.deepEqual(removedSince(before, before), []);
});

test('DOC-22 a name keeps no folder, nothing invisible and its ending, however long it is', () => {
  assert.equal(cleanName('C:\\forms\\Gowning  check\u202Efdp.exe.pdf'), 'Gowning checkfdp.exe.pdf');
  assert.equal(cleanName('../../etc/passwd'), 'passwd');
  const long = cleanName(`${'ä'.repeat(300)}.xlsx`);
  assert.deepEqual([long.length, long.endsWith('.xlsx')], [120, true]);
});

group('DOC-22 what a file is, by what it holds', () => {
  const zip = (...parts: string[]): Buffer => Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(40), Buffer.from(parts.join('\0'), 'latin1')]);
  const typeOf = (name: string, bytes: Buffer): string => {
    const media = mediaOf(name, bytes);
    return media.ok ? media.mediaType : media.sentence;
  };
  test('DOC-22 the ending and the content agree', () => {
    assert.equal(typeOf('Form.PDF', Buffer.from('%PDF-1.7 …')), 'application/pdf');
    assert.equal(typeOf('log.xlsx', zip('[Content_Types].xml', 'xl/workbook.xml')), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    assert.equal(typeOf('photo.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0])), 'image/jpeg');
    assert.equal(typeOf('list.csv', Buffer.from('a;b\n1;2')), 'text/csv');
    assert.match(typeOf('form.pdf', Buffer.from('<script>')), /ends in \.pdf, but its content is something else/u);
    assert.match(typeOf('form.docx', zip('xl/workbook.xml')), /something else/u);
    assert.match(typeOf('list.txt', Buffer.from([77, 90, 0, 3])), /something else/u);
  });
  test('DOC-22 what runs when it is opened is not attached, and the sentence says what to do', () => {
    assert.match(typeOf('form.xlsm', zip('xl/workbook.xml')), /save it without macros as \.xlsx/u);
    assert.match(typeOf('form.xlsx', zip('xl/workbook.xml', 'xl/vbaProject.bin')), /it holds macros/u);
    assert.match(typeOf('setup.exe', Buffer.from('MZ')), /files ending in \.exe are not accepted; use one of \.pdf/u);
    assert.match(typeOf('page.html', Buffer.from('<p>')), /save it as PDF/u);
    assert.match(typeOf('constructor', Buffer.from('x')), /its name has no ending/u);
    assert.match(typeOf('empty.pdf', Buffer.alloc(0)), /it is empty/u);
  });
});
