import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { readXlsx } from 'hucre/xlsx';
import { approveProcedure, PASSWORD, requireOfOperators, seedCompany } from '../../../../test/kit/company.ts';
import { approve, complete, draftProcedure, oneDue } from '../../../../test/kit/learner.ts';
import { openTestServer } from '../../../../test/kit/server.ts';
import { listEvents } from '../../audit/contract.ts';
import { createCurriculum, proposeCurriculum } from '../../matrix/curricula/contract.ts';
import { getExceptionStatement, grantException } from '../../matrix/exceptions/contract.ts';
import { exportGrid, getCell, getCells, getGrid, getSums } from './contract.ts';

const server = await openTestServer();
after(() => server.close());
const company = await seedCompany(server);
const { quality, manager, operators: [orla, sean] } = company;
const first = await approveProcedure(company, { number: 'SOP-001', title: 'Sterile filling' });
const second = await approveProcedure(company, { number: 'SOP-002', title: '=Gowning', risk: 'low' });
await requireOfOperators(company, [first.documentId, second.documentId]);
const recordId = await complete(orla.client, (await oneDue(orla.client, 'SOP-001')).id);
const coming = await draftProcedure(company, { documentId: first.documentId, label: '2.0' });
await approve(company, coming.versionId, { effectiveOn: '2026-03-20' });

const documents = [first.documentId, second.documentId];
const rowsOf = async (people: readonly string[], asOf?: string) => (await quality.client.call(getCells, { query: asOf === undefined ? {} : { asOf }, body: { people: [...people], documents } })).rows;
const keptOf = async (action: string) => (await quality.client.call(listEvents, { query: { action, actorId: manager.id, limit: 50 } })).items;

test('ANA-02 the grid has everybody who works here, and the procedures required of one of them', async () => {
  const all = await quality.client.call(getGrid, {});
  assert.deepEqual([all.total, all.people.length, all.documents.map(([, number]) => number), all.groups], [9, 9, ['SOP-001', 'SOP-002'], [{ name: null, people: 9 }]]);
  const some = await quality.client.call(getGrid, { query: { roleId: company.operatorRoleId, risk: 'low', group: 'role' } });
  assert.deepEqual([some.people.map(([, name]) => name), some.documents.map(([, number]) => number), some.groups], [['Orla Fitzgerald', 'Sean Murphy'], ['SOP-002'], [{ name: 'Production operator', people: 2 }]]);
  assert.deepEqual((await quality.client.call(getGrid, { query: { search: 'nobody of this name' } })).people, []);
});

test('ANA-02 a cell costs a character, as of any moment', async () => {
  assert.deepEqual(await rowsOf([sean.id, orla.id, quality.id]), ['nn', 'wn', '..']);
  assert.deepEqual(await rowsOf([orla.id], '2026-03-01T09:00:00Z'), ['..'], 'before anything was required');
});

test('ANA-02 sums of rows and columns, and people by a state', async () => {
  const sums = await quality.client.call(getSums, { query: { roleId: company.operatorRoleId } });
  assert.deepEqual([sums.people.map(([, ...own]) => own), sums.documents.map(([, ...own]) => own), sums.all], [[[2, 1, 0], [2, 0, 0]], [[2, 1, 0], [2, 0, 0]], [4, 1, 0]]);
  const waiting = await quality.client.call(getGrid, { query: { state: 'in_window' } });
  assert.deepEqual([waiting.people.map(([id]) => id), waiting.total], [[orla.id], 1]);
  const worst = await quality.client.call(getGrid, { query: { roleId: company.operatorRoleId, sort: 'share' } });
  assert.deepEqual(worst.people.map(([id]) => id), [sean.id, orla.id]);
});

test('MTX-07 a cell says its state, why, the record with its signer, and what is due', async () => {
  const cell = await quality.client.call(getCell, { query: { person: orla.id, document: first.documentId } });
  assert.deepEqual([cell.state, cell.versionInForce, cell.record?.id, cell.record?.signedBy, cell.dueOn], ['in_window', '1.0', recordId, 'Orla Fitzgerald', '2026-03-20']);
  assert.match(cell.reasons[0] ?? '', /Operators/u);
  const none = await quality.client.call(getCell, { query: { person: quality.id, document: first.documentId } });
  assert.deepEqual([none.state, none.reasons, none.record], ['not_required', [], null]);
});

test('SEC-01 a manager sees their own people, and is refused others, which is kept', async () => {
  assert.deepEqual((await manager.client.call(getGrid, {})).people.map(([, name]) => name), ['Orla Fitzgerald', 'Sean Murphy']);
  const { code } = await manager.client.refused(getCells, { body: { people: [orla.id, quality.id], documents } });
  assert.equal(code, 'not-permitted');
  assert.equal((await manager.client.refused(getCell, { query: { person: quality.id, document: first.documentId } })).code, 'not-permitted');
  assert.equal((await orla.client.refused(getGrid, {})).code, 'not-permitted');
  assert.equal((await keptOf('ActRefused')).length, 2);
});

const exported = (query: string): Promise<Response> => manager.client.send('GET', `/api/v1${exportGrid.path}?${query}`);

test('ANA-07 AUD-01 the grid leaves as a workbook that says what it is, and the trail keeps that it left', async () => {
  const answer = await exported('format=xlsx&risk=high');
  assert.equal(answer.headers.get('content-type'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
  const book = await readXlsx(new Uint8Array(await answer.arrayBuffer()));
  assert.deepEqual(book.sheets[0]?.rows, [
    ['Person', 'Employee number', 'Department', 'Site', 'SOP-001 Sterile filling'],
    ['Orla Fitzgerald', 'P-1', 'Production', 'Cork', 'In training window'], ['Sean Murphy', 'P-2', 'Production', 'Cork', 'Not qualified'],
  ]);
  const about = new Map(book.sheets[1]?.rows.map(([label, value]) => [label, value]));
  assert.deepEqual([about.get('Exported by'), about.get('Risk'), about.get('People')], ['Maeve Byrne', 'high', '2 of 2']);
  assert.match(JSON.stringify(await keptOf('GridExported')), /"format":"xlsx"/u);
});

test('ANA-07 as CSV, nothing in it runs', async () => {
  const lines = (await (await exported('format=csv&search=murphy')).text()).split('\r\n');
  assert.deepEqual(lines, ['Person,Employee number,Department,Site,SOP-001 Sterile filling,SOP-002 =Gowning', 'Sean Murphy,P-2,Production,Cork,Not qualified,Not qualified', '']);
});

test('ANA-02 MTX-06 whoever is exempted is shown as that, from then on, and left out of the sums', async () => {
  const exception = { personId: sean.id, documentId: second.documentId, kind: 'exemption' as const, from: '2026-03-02', until: '2026-06-30', reason: 'Does not gown until the summer.' };
  const { statement } = await quality.client.call(getExceptionStatement, { body: exception });
  await quality.client.call(grantException, { body: { ...exception, statement, password: PASSWORD } });
  assert.deepEqual(await rowsOf([sean.id]), ['ne']);
  assert.deepEqual(await rowsOf([sean.id], '2026-03-01T09:00:00Z'), ['..']);
  const sums = await quality.client.call(getSums, { query: { search: 'Murphy' } });
  assert.deepEqual(sums.all, [1, 0, 0]);
});

test('ANA-02 ANA-07 the procedures of a curriculum, as it was at the moment asked about, on the screen and in the file', async () => {
  const { trainer } = company;
  const made = { name: 'Gowning', documentIds: [second.documentId] };
  const { id: curriculumId } = await trainer.client.call(createCurriculum, { body: { ...made, ...(await trainer.client.call(proposeCurriculum, { body: made })), password: PASSWORD } });
  assert.deepEqual((await quality.client.call(getGrid, { query: { curriculumId } })).documents.map(([, number]) => number), ['SOP-002']);
  assert.deepEqual((await quality.client.call(getGrid, { query: { curriculumId, asOf: '2026-03-01T09:00:00Z' } })).documents, []);
  const book = await readXlsx(new Uint8Array(await (await exported(`format=xlsx&curriculumId=${curriculumId}`)).arrayBuffer()));
  assert.equal(new Map(book.sheets[1]?.rows.map(([label, value]) => [label, value])).get('Curriculum'), 'Gowning');
});
