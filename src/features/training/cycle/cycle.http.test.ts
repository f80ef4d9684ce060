// One revision and everybody it concerns: what the approver was shown, what happened, and what the report says of it afterwards.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { readXlsx } from 'hucre/xlsx';
import { listEvents } from '../../audit/contract.ts';
import { createRule, getRuleStatement } from '../../matrix/contract.ts';
import { createDepartment, endEmployment, hirePerson, movePerson, setAbsence } from '../../people/contract.ts';
import { PASSWORD, passTime, PROCEDURE_TEXT, seedCompany, type Colleague } from '../../../../test/kit/company.ts';
import { approve, complete, draftProcedure, driftOf, dueOf, oneDue } from '../../../../test/kit/learner.ts';
import { openTestServer } from '../../../../test/kit/server.ts';
import { getRecord, getTrainingFile, listAssignments, listRecords, previewApproval } from '../contract.ts';
import { getQualification } from '../qualification/contract.ts';
import { listLapses } from '../lapse/contract.ts';
import { exportCycle, getCycle, listCycle } from './contract.ts';

const server = await openTestServer();
after(() => server.close());
const company = await seedCompany(server);
const [orla] = company.operators;
const { administrator, approver, trainer, quality, inspector, manager } = company;
const { documentId, versionId: first } = await draftProcedure(company, { number: 'SOP-001' });
await approve(company, first, { effectiveOn: '2026-03-02' });
const rule = { name: 'All of production', audience: { roleIds: [], departmentIds: [company.departmentId], siteIds: [] }, documentIds: [documentId], from: '2026-03-02', until: null };
await trainer.client.call(createRule, { body: { ...rule, statement: (await trainer.client.call(getRuleStatement, { body: rule })).statement, password: PASSWORD } });
const elsewhere = (await administrator.client.call(createDepartment, { body: { code: 'OFF', name: 'Office', parentId: null } })).id;

const tom = (await administrator.client.call(hirePerson, { body: { employeeNumber: 'X-1', name: 'Tom Reid', from: '2026-03-01', siteId: company.siteId, departmentId: company.departmentId, managerId: null, roleIds: [] } })).id;

const train = async (colleague: Colleague): Promise<string> => complete(colleague.client, (await oneDue(colleague.client, 'SOP-001')).id);
const people = async (versionId: string, query: { asOf?: string; outcome?: 'late' | 'absent' | 'in_time'; search?: string; limit?: number } = {}) => (await quality.client.call(listCycle, { params: { id: versionId }, query })).items;
const inShort = (lines: Awaited<ReturnType<typeof people>>): string[] => lines.map((line) => `${line.person.name}: ${line.outcome}${line.path === null ? '' : ` ${line.path}`}`);
const cycleOf = (versionId: string, asOf?: string) => quality.client.call(getCycle, { params: { id: versionId }, query: asOf === undefined ? {} : { asOf } });
const changed = PROCEDURE_TEXT.replace('call the supervisor', 'call the supervisor and quality').replace('How vials', 'How all vials');
let second = '';
let third = '';

test('IMP-02 IMP-03 what the panel shows of a revision is what happens, name by name: full, refresher, absent, lapsing', async () => {
  for (const colleague of [orla, quality, manager]) await train(colleague);
  await passTime(server, company, '2026-03-09T09:00:00Z');
  await train(approver);
  await administrator.client.call(movePerson, { params: { id: manager.id }, body: { from: '2026-03-09', departmentId: elsewhere } });
  await administrator.client.call(setAbsence, { params: { id: inspector.id }, body: { from: '2026-03-30', until: null } });
  await administrator.client.call(endEmployment, { params: { id: tom }, body: { lastDay: '2026-04-10' } });
  await passTime(server, company, '2026-04-06T09:00:00Z');
  second = (await draftProcedure(company, { documentId, label: '1.1', changeClass: 'minor', text: changed })).versionId;
  const effect = await approver.client.call(previewApproval, { params: { id: second }, query: { effectiveOn: '2026-04-20', decision: 'refresher' } });
  assert.deepEqual(effect.people.map((line) => `${line.name}: ${line.effect} ${line.dueOn ?? ''}`.trim()), [
    'Ada Quinn: full 2026-04-20', 'Aoife Walsh: full 2026-04-20', 'Brian Keane: refresher 2026-04-20', 'Cian Daly: refresher 2026-04-20', 'Ingrid Vos: absent', 'Maeve Byrne: lapses',
    'Orla Fitzgerald: refresher 2026-04-20', 'Sean Murphy: full 2026-04-20', 'Tara Nolan: full 2026-04-20', 'Tom Reid: full 2026-04-20',
  ]);
  assert.deepEqual([effect.full, effect.refresher, effect.absent, effect.lapses, effect.driftLimit], [5, 3, 1, 1, 0]);
  await approve(company, second, { effectiveOn: '2026-04-20', decision: 'refresher' });
  const made = (await quality.client.call(listAssignments, { query: { versionId: second, limit: 500 } })).items;
  assert.deepEqual(made.map((row) => `${row.person.name}: ${row.path} ${row.dueOn}`).toSorted(), effect.people.filter((line) => line.effect === 'full' || line.effect === 'refresher').map((line) => `${line.name}: ${line.effect} ${line.dueOn}`));
  const { items: told } = await quality.client.call(listEvents, { query: { action: 'LapseAnnounced', limit: 500 } });
  assert.deepEqual(told.map((event) => event.data['person']), [manager.id]);
  assert.deepEqual(inShort(await people(second, { outcome: 'absent' })), ['Ingrid Vos: absent']);
  assert.equal(await driftOf(company), 0);
});

test('IMP-02 the forecast rests on how long these people took before, and another date gives another forecast and other due dates', async () => {
  const draft = (await draftProcedure(company, { documentId, label: '1.2', changeClass: 'minor', text: `${changed}\n\n# 4 Cleaning\n\nWipe the line.\n` })).versionId;
  third = draft;
  const at = async (effectiveOn: string) => approver.client.call(previewApproval, { params: { id: draft }, query: { effectiveOn, decision: 'retrain' } });
  const [early, late] = [await at('2026-04-21'), await at('2026-05-18')];
  // four completed: three on the day, one after 7 days; six others have had it open for 35 days, the absent one among them
  assert.deepEqual(late.forecast?.basis, { person: { people: 0, trainings: 0 }, department: { people: 0, trainings: 0 }, site: { people: 0, trainings: 0 }, everyone: { people: 8, trainings: 4 } });
  assert.deepEqual([late.forecast?.people, late.forecast?.ready, late.forecast?.few], [8, 0, true]);
  // on the first day 3 of 10 were done; on the eighth 1 of the 7 left: 1 - 7/10 × 6/7
  assert.deepEqual([early.forecast?.expected, late.forecast?.expected], [40, 40]);
  assert.deepEqual(late.forecast?.dates.slice(0, 3).map((date) => [date.effectiveOn, date.expected]), [['2026-04-07', 0], ['2026-04-09', 30], ['2026-04-13', 30]]);
  assert.deepEqual(late.forecast?.dates.find((date) => date.effectiveOn === '2026-05-18')?.expected, late.forecast?.expected);
  assert.deepEqual([early, late].map((effect) => new Set(effect.people.flatMap((line) => line.dueOn ?? []))), [new Set(['2026-04-21']), new Set(['2026-05-06'])], 'at the latest 30 days after it is assigned');
  assert.deepEqual([late.forecast?.target, late.forecast?.targetOn], [90, null]);
  assert.deepEqual(late.untested.map((section) => section.number), ['1', '4'], 'against 1.0, which is in force; section 3 has its question');
});

test('IMP-03 whoever is no longer required is told, and their qualification lapses visibly at the switch', async () => {
  const mine = async () => (await manager.client.call(listLapses, { params: { id: manager.id } })).items.map((one) => [one.document.number, one.trainedOn.label, one.version.label, one.state]);
  assert.deepEqual(await mine(), [['SOP-001', '1.0', '1.1', 'lapses']]);
  assert.equal((await quality.client.call(getQualification, { query: { person: manager.id, document: documentId } })).qualified, true);
  assert.deepEqual(await dueOf(manager.client, 'SOP-001'), []);
  assert.equal((await orla.client.refused(listLapses, { params: { id: manager.id } })).code, 'not-permitted');
  await train(orla);
  await passTime(server, company, '2026-04-13T09:00:00Z');
  await train(quality);
  await passTime(server, company, '2026-04-20T09:00:00Z');
  assert.deepEqual(await mine(), [['SOP-001', '1.0', '1.1', 'lapsed']]);
  const answer = await quality.client.call(getQualification, { query: { person: manager.id, document: documentId } });
  assert.deepEqual([answer.qualified, answer.required], [false, false]);
  assert.match(answer.sentence, /trained on version 1\.0 on 2026-03-02, while version 1\.1 was in force/u);
  assert.deepEqual((await quality.client.call(listLapses, { params: { id: manager.id }, query: { asOf: '2026-04-19T12:00:00Z' } })).items.map((one) => one.state), ['lapses']);
  assert.deepEqual((await quality.client.call(listLapses, { params: { id: orla.id } })).items, []);
  assert.equal(await driftOf(company), 0);
});

test('AUD-05 the report says of everybody what came of it, in time or late, with the evidence', async () => {
  await passTime(server, company, '2026-04-23T09:00:00Z');
  const recordId = await train(approver); // three days late
  const lines = await people(second);
  assert.deepEqual(inShort(lines), [
    'Ada Quinn: overdue full', 'Aoife Walsh: overdue full', 'Brian Keane: late refresher', 'Cian Daly: in_time refresher', 'Ingrid Vos: absent', 'Orla Fitzgerald: in_time refresher', 'Sean Murphy: overdue full', 'Tara Nolan: overdue full', 'Tom Reid: cancelled full',
  ]);
  const brian = lines.find((line) => line.person.id === approver.id);
  assert.deepEqual([brian?.recordId, brian?.assignedAt?.slice(0, 10), brian?.dueOn, brian?.completedAt?.slice(0, 10), brian?.covers], [recordId, '2026-04-06', '2026-04-20', '2026-04-23', ['1.1']]);
  assert.deepEqual([(await quality.client.call(getRecord, { params: { id: recordId } })).version.label, lines.find((line) => line.person.id === tom)?.closedWhy], ['1.1', 'left employment']);
  const report = await cycleOf(second);
  assert.deepEqual(report.counts, { in_time: 2, late: 1, carried_forward: 0, open: 0, overdue: 4, absent: 1, superseded: 0, cancelled: 1 });
  assert.deepEqual([report.affected, report.expected, report.trained], [9, 7, 3]);
  assert.deepEqual(report.curve.happened.map((point) => [point.day, point.people, point.share]), [['2026-04-06', 1, 14], ['2026-04-13', 2, 28], ['2026-04-23', 3, 42]]);
  assert.deepEqual([report.curve.effectiveOn, report.curve.forecast[0]?.day, report.curve.forecast[0]?.expected, report.curve.few], ['2026-04-20', '2026-04-23', 43, true]);
  assert.deepEqual([report.version.decision, report.version.approver?.name, report.versions.map((version) => [version.label, version.state])], ['refresher', 'Brian Keane', [['1.1', 'effective'], ['1.0', 'superseded']]]);
});

test('AUD-05 as of an earlier moment nothing that came later shows; before the approval there is nothing', async () => {
  const then = await cycleOf(second, '2026-04-10T12:00:00Z');
  assert.deepEqual([then.counts.in_time, then.counts.open, then.counts.overdue, then.counts.absent, then.counts.cancelled, then.version.state], [1, 7, 0, 1, 0, 'approved']);
  assert.deepEqual(then.curve.happened.map((point) => [point.day, point.people]), [['2026-04-06', 1], ['2026-04-10', 1]]);
  assert.equal((await people(second, { asOf: '2026-04-10T12:00:00Z' })).find((line) => line.person.id === approver.id)?.recordId, null);
  assert.equal((await quality.client.refused(getCycle, { params: { id: second }, query: { asOf: '2026-04-01T00:00:00Z' } })).code, 'not-approved-then');
  assert.equal((await quality.client.refused(getCycle, { params: { id: third } })).code, 'not-approved-then');
});

test('AUD-05 the list goes page by page, filters by outcome and name, and shows only whom the reader may see', async () => {
  const firstPage = await quality.client.call(listCycle, { params: { id: second }, query: { limit: 5 } });
  const rest = await quality.client.call(listCycle, { params: { id: second }, query: { limit: 5, cursor: firstPage.nextCursor ?? '' } });
  assert.deepEqual([...inShort(firstPage.items), ...inShort(rest.items)], inShort(await people(second)));
  assert.equal(rest.nextCursor, null);
  assert.deepEqual([inShort(await people(second, { outcome: 'late' })), inShort(await people(second, { search: 'orla' }))], [['Brian Keane: late refresher'], ['Orla Fitzgerald: in_time refresher']]);
  assert.equal((await quality.client.call(listCycle, { params: { id: second }, query: { cursor: 'not one of ours' } })).items.length, 9);
  const below = await manager.client.call(listCycle, { params: { id: second } });
  assert.deepEqual(inShort(below.items), ['Orla Fitzgerald: in_time refresher', 'Sean Murphy: overdue full'], 'those who report to her');
  assert.equal((await manager.client.call(getCycle, { params: { id: second } })).affected, 2);
  assert.equal((await orla.client.refused(getCycle, { params: { id: second } })).code, 'not-permitted');
});

test('AUD-05 AUD-01 the same leaves as CSV, which the audit trail keeps', async () => {
  const response = await quality.client.send('GET', `/api/v1${exportCycle.path.replace(':id', second)}`);
  assert.equal(response.headers.get('content-type'), 'text/csv; charset=utf-8');
  assert.match(response.headers.get('content-disposition') ?? '', /filename="SOP-001 v1\.1 revision cycle 2026-04-23\.csv"/u);
  const lines = (await response.text()).trimEnd().split('\r\n');
  assert.equal(lines.length, 1 + 9);
  assert.match(lines[0] ?? '', /^Employee number,Person,Department,Site,Outcome/u);
  assert.match(lines[3] ?? '', /^D-2,Brian Keane,Production,Cork,late,refresher,revision,1\.1,2026-04-06T09:\d\d:[\d.]+Z,2026-04-20,2026-04-20T23:00:00Z,2026-04-23T/u);
  const only = await (await quality.client.send('GET', `/api/v1${exportCycle.path.replace(':id', second)}?outcome=absent`)).text();
  assert.deepEqual(only.trimEnd().split('\r\n').length, 2);
  const { items } = await quality.client.call(listEvents, { query: { action: 'CycleExported', limit: 10 } });
  assert.deepEqual(items.map((event) => [event.actor?.id ?? null, event.subject.id, event.data['outcome']]), [[quality.id, second, 'absent'], [quality.id, second, null]]);
});

test('AUD-05 ANA-07 and as a workbook that says what it is', async () => {
  const response = await quality.client.send('GET', `/api/v1${exportCycle.path.replace(':id', second)}?format=xlsx&search=keane`);
  const { sheets } = await readXlsx(new Uint8Array(await response.arrayBuffer()));
  assert.deepEqual(sheets[0]?.rows.map((row) => row[1]), ['Person', 'Brian Keane']);
  assert.deepEqual(sheets[1]?.rows.slice(0, 1), [['What', 'Revision cycle of SOP-001 v1.1']]);
});

test('IMP-04 AUD-05 a version without training: everybody qualified is carried forward, required or not, each by a record with the approver’s signature', async () => {
  await approve(company, third, { effectiveOn: '2026-04-24', decision: 'none', reason: 'A section was moved' });
  await passTime(server, company, '2026-04-24T09:00:00Z');
  const lines = await people(third);
  assert.deepEqual(inShort(lines).filter((line) => line.includes('carried')), ['Brian Keane: carried_forward', 'Cian Daly: carried_forward', 'Orla Fitzgerald: carried_forward']);
  for (const line of lines.filter((one) => one.outcome === 'carried_forward')) {
    const record = await quality.client.call(getRecord, { params: { id: line.recordId ?? '' } });
    assert.deepEqual([record.kind, record.version.label, record.signature?.printedName, record.signature?.meaning], ['carry_forward', '1.2', 'Brian Keane', 'approved']);
    assert.match(record.reason ?? '', /A section was moved/u);
  }
  const counted = await cycleOf(second);
  assert.deepEqual([counted.counts.superseded, counted.counts.overdue, counted.curve.forecast.length], [4, 0, 0]);
  assert.deepEqual((await quality.client.call(getTrainingFile, { params: { id: orla.id } })).obligations.map((row) => row.state), ['qualified']);
  assert.equal(await driftOf(company), 0);
});

test('IMP-04 of whom nothing is required any more is carried forward too', async () => {
  await administrator.client.call(movePerson, { params: { id: orla.id }, body: { from: '2026-04-24', departmentId: elsewhere } });
  const fourth = (await draftProcedure(company, { documentId, label: '1.3', changeClass: 'editorial', text: changed })).versionId;
  const effect = await approver.client.call(previewApproval, { params: { id: fourth }, query: { effectiveOn: '2026-04-24', decision: 'none' } });
  assert.deepEqual([effect.people.filter((line) => line.effect === 'carried_forward').map((line) => line.name), effect.forecast?.ready], [['Brian Keane', 'Cian Daly', 'Orla Fitzgerald'], 2]);
  await approve(company, fourth, { effectiveOn: '2026-04-24', decision: 'none', reason: 'A spelling' });
  const records = (await quality.client.call(listRecords, { query: { personId: orla.id } })).items;
  assert.deepEqual(records.map((record) => [record.version.label, record.kind]), [['1.3', 'carry_forward'], ['1.2', 'carry_forward'], ['1.1', 'training'], ['1.0', 'training']]);
  assert.equal((await quality.client.call(getQualification, { query: { person: orla.id, document: documentId } })).qualified, true);
  assert.equal(await driftOf(company), 0);
});

test('IMP-05 after three versions carried forward the next one is trained in full, and the panel says of how many', async () => {
  const next = async (label: string, decision: 'none' | 'refresher') => {
    const { versionId } = await draftProcedure(company, { documentId, label, changeClass: 'editorial', text: changed.replace('all vials', `vials ${label}`) });
    const effect = await approver.client.call(previewApproval, { params: { id: versionId }, query: { effectiveOn: '2026-04-24', decision } });
    await approve(company, versionId, { effectiveOn: '2026-04-24', decision, ...(decision === 'none' ? { reason: 'A spelling' } : {}) });
    return { versionId, effect };
  };
  assert.equal((await next('1.4', 'none')).effect.driftLimit, 0);
  const { versionId, effect } = await next('1.5', 'none');
  assert.equal(effect.driftLimit, 2);
  assert.deepEqual(inShort(await people(versionId)).filter((line) => line.startsWith('Brian') || line.startsWith('Cian')), ['Brian Keane: open full', 'Cian Daly: open full']);
  assert.deepEqual((await quality.client.call(listLapses, { params: { id: orla.id } })).items.map((one) => [one.trainedOn.label, one.version.label, one.state]), [['1.4', '1.5', 'lapsed']]);
  const { items } = await quality.client.call(listEvents, { query: { action: 'TrainingAssigned', limit: 500 } });
  assert.deepEqual(items.filter((event) => event.data['driftLimit'] === true).map((event) => event.data['person']).toSorted(), [approver.id, quality.id].toSorted());
  assert.equal(await driftOf(company), 0);
});
