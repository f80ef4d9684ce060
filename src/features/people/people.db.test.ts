import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { openTestDatabase } from '../../../test/kit/database.ts';
import { nextId, personPrincipal, testContext } from '../../../test/kit/context.ts';
import { makeDepartment, makeOrganisation, makePerson, makePlace, makeRole, write, type Place } from '../../../test/kit/world.ts';
import type { Outcome } from '../../kernel/decision.ts';
import { endEmployment, getPerson, hirePerson, listPeople, movePerson, returnFromAbsence, setAbsence } from './actions.ts';
import { createDepartment, createSite, listAttributes, listDepartments } from './actions-organisation.ts';
import { loadManagerIds, loadTarget } from './store.ts';
import { loadAttributes } from './store-attributes.ts';

const database = await openTestDatabase();
const { db } = database;
after(() => database.close());
const ctx = testContext({ db }); // Monday 2026-03-02 09:00 UTC
let place: Place;
before(async () => {
  await makeOrganisation(db);
  place = await makePlace(db);
});

function reply<Reply>(outcome: Outcome<Reply>): Reply {
  assert.ok(outcome.ok, outcome.ok ? '' : JSON.stringify(outcome.refusal));
  return outcome.reply;
}
const code = (outcome: Outcome<unknown>): string => (outcome.ok ? 'accepted' : outcome.refusal.code);
const hiring = (number: string, more: object = {}) => ({ employeeNumber: number, name: `Worker ${number}`, email: null, from: '2025-01-06', siteId: place.siteId, departmentId: place.departmentId, managerId: null, roleIds: [place.roleId], ...more });
const page = { limit: 50 };

test('MTX-01 overlapping employment and role periods are refused by the database', async () => {
  const personId = await makePerson(db, place);
  const again = (table: string) => write(db, (tx) => table === 'employment'
    ? sql`insert into employment (id, person_id, during, state, site_id, department_id) values (${nextId()}, ${personId}, '[2025-06-01,2025-07-01)', 'active', ${place.siteId}, ${place.departmentId})`.execute(tx)
    : sql`insert into person_role (id, person_id, role_id, during) values (${nextId()}, ${personId}, ${place.roleId}, '[2025-06-01,2025-07-01)')`.execute(tx));
  await assert.rejects(again('employment'), /employment__one_at_a_time/);
  await assert.rejects(again('person_role'), /person_role__no_overlap/);
});

test('MTX-01 nothing about people is written without an audit event', async () => {
  await assert.rejects(sql`insert into person (id, employee_number, name) values (${nextId()}, 'X1', 'Nobody')`.execute(db), /without an audit event/);
});

test('MTX-01 hire, move, leave, return and leaving are kept as history, each with its event', async () => {
  const pack = await makeDepartment(db, { name: 'Packing' });
  const lead = await makeRole(db, { name: 'Line lead' });
  const { id } = reply(await hirePerson(ctx, hiring('100')));
  reply(await movePerson(ctx, id, { from: '2026-04-01', departmentId: pack, roleIds: [lead] }));
  reply(await setAbsence(ctx, id, { from: '2026-02-01', until: null }));
  assert.equal(reply(await getPerson(ctx, id, {})).state, 'on_leave');
  reply(await returnFromAbsence(ctx, id, { on: '2026-03-02' }));
  reply(await endEmployment(ctx, id, { lastDay: '2026-12-31' }));
  const person = reply(await getPerson(ctx, id, {}));
  assert.equal(person.state, 'active');
  assert.deepEqual(person.employments.map((row) => [row.from.toString(), row.until?.toString(), row.state, row.department.name]).map(String), [
    `2025-01-06,2026-02-01,active,${person.employments[0]?.department.name}`, `2026-02-01,2026-03-02,on_leave,${person.employments[0]?.department.name}`,
    `2026-03-02,2026-04-01,active,${person.employments[0]?.department.name}`, '2026-04-01,2027-01-01,active,Packing',
  ]);
  assert.deepEqual(person.rolePeriods.map((row) => [row.from.toString(), row.until?.toString()]).map(String), ['2025-01-06,2026-04-01', '2026-04-01,2027-01-01']);
  for (const [asOf, state] of [['2024-12-31T12:00:00Z', 'future'], ['2026-02-10T12:00:00Z', 'on_leave'], ['2026-12-31T23:30:00Z', 'active'], ['2027-01-01T00:30:00Z', 'left']] as const) assert.equal(reply(await getPerson(ctx, id, { asOf })).state, state, asOf);
  const events = await sql<{ action: string }>`select action from audit_event where subject_id = ${id} order by id`.execute(db);
  assert.deepEqual(events.rows.map((row) => row.action), ['PersonHired', 'PersonMoved', 'PersonAbsent', 'PersonReturned', 'EmploymentEnded']);
});

test('MTX-10 a refused act changes nothing; rejoining keeps the person', async () => {
  const { id } = reply(await hirePerson(ctx, hiring('110', { email: 'one@works.example' })));
  assert.equal(code(await hirePerson(ctx, hiring('110'))), 'employee-number-taken');
  assert.equal(code(await hirePerson(ctx, hiring('111', { email: 'ONE@works.example' }))), 'email-taken');
  assert.equal(code(await movePerson(ctx, nextId(), { from: '2026-03-02' })), 'not-found');
  reply(await endEmployment(ctx, id, { lastDay: '2026-01-31' }));
  assert.equal(reply(await hirePerson(ctx, hiring('110', { from: '2026-06-01' }))).id, id);
  assert.equal(reply(await getPerson(ctx, id, {})).state, 'future');
});

test('MTX-01 a person moving across time zones is never without a place', async () => {
  const osaka = reply(await createSite(ctx, { code: 'OSA', name: 'Osaka', zone: 'Asia/Tokyo', locale: 'ja', workingDays: [1, 2, 3, 4, 5], holidays: ['2026-01-01'] }));
  const hawaii = reply(await createSite(ctx, { code: 'HNL', name: 'Honolulu', zone: 'Pacific/Honolulu', locale: 'en', workingDays: [5, 1], holidays: [] }));
  assert.deepEqual(hawaii.workingDays, [1, 5]);
  const { id } = reply(await hirePerson(ctx, hiring('120', { siteId: osaka.id })));
  reply(await movePerson(ctx, id, { from: '2026-03-10', siteId: hawaii.id }));
  for (const [asOf, site] of [['2026-03-09T14:00:00Z', 'Osaka'], ['2026-03-09T16:00:00Z', 'Osaka'], ['2026-03-10T09:00:00Z', 'Osaka'], ['2026-03-10T10:00:00Z', 'Honolulu']] as const) {
    const person = reply(await getPerson(ctx, id, { asOf }));
    assert.deepEqual([person.site?.name, person.state], [site, 'active'], asOf);
  }
});

test('MTX-01 two hires at once under one number make one person', async () => {
  const both = await Promise.all([hirePerson(ctx, hiring('140')), hirePerson(ctx, hiring('140'))]);
  assert.deepEqual(both.map(code).toSorted(), ['accepted', 'employee-number-taken']);
});

test('MTX-01 codes are used once, zones are checked, departments know their way from the root', async () => {
  const site = { code: 'Z1', name: 'Z', zone: 'Mars/Olympus', locale: 'en', workingDays: [1], holidays: [] };
  assert.equal(code(await createSite(ctx, site)), 'unknown-zone');
  const root = reply(await createDepartment(ctx, { code: 'OPS', name: 'Operations', parentId: null }));
  const child = reply(await createDepartment(ctx, { code: 'OPS-F', name: 'Filling', parentId: root.id }));
  assert.deepEqual(child.path, [root.id, child.id]);
  assert.equal(code(await createDepartment(ctx, { code: 'OPS', name: 'Again', parentId: null })), 'code-taken');
  assert.equal(code(await createDepartment(ctx, { code: 'OPS-X', name: 'Orphan', parentId: nextId() })), 'unknown-reference');
  assert.ok(reply(await listDepartments(ctx)).items.some((department) => department.code === 'OPS-F'));
});

test('MTX-01 on the day of a move across time zones, the line of management is that of each person’s own site', async () => {
  const [old, next] = [await makePerson(db, place), await makePerson(db, place)];
  const id = await makePerson(db, { ...place, managerId: old, until: '2026-03-05' });
  const auckland = await makePlace(db, 'Pacific/Auckland');
  await write(db, (tx) => sql`insert into employment (id, person_id, during, state, site_id, department_id, manager_id)
    values (${nextId()}, ${id}, daterange('2026-03-05', null), 'active', ${auckland.siteId}, ${auckland.departmentId}, ${next})`.execute(tx));
  const above = async (at: string) => { const target = await loadTarget(db, id, Temporal.Instant.from(at)); return [target?.siteId, target?.managerIds]; };
  assert.deepEqual(await above('2026-03-04T10:00:00Z'), [place.siteId, [old]]);
  assert.deepEqual(await above('2026-03-04T12:00:00Z'), [auckland.siteId, [next]]); // the 5th has begun in Auckland
});

test('MTX-01 the line of management is found upward, also when it closes in a circle', async () => {
  const noon = Temporal.Instant.from('2026-03-02T12:00:00Z');
  const top = await makePerson(db, place);
  const middle = await makePerson(db, { ...place, managerId: top });
  const low = await makePerson(db, { ...place, managerId: middle });
  assert.deepEqual(await loadManagerIds(db, low, noon), [middle, top]);
  assert.equal(code(await movePerson(ctx, top, { from: '2026-03-02', managerId: low })), 'own-manager');
  await write(db, (tx) => tx.updateTable('employment').set({ manager_id: low }).where('person_id', '=', top).execute());
  assert.deepEqual(await loadManagerIds(db, low, noon), [middle, top]);
  const target = await loadTarget(db, low, noon);
  assert.deepEqual(target, { personId: low, managerIds: [middle, top], siteId: place.siteId, departmentPath: [place.departmentId] });
  assert.equal(await loadTarget(db, nextId(), noon), null);
});

test('SEC-01 lists and files are limited to what the reader may see', async () => {
  const here = await makePlace(db);
  const boss = await makePerson(db, { ...place, name: 'Boss' });
  const own = await makePerson(db, { ...here, name: 'Report', managerId: boss });
  const other = await makePerson(db, { ...here, name: 'Stranger' });
  const asBoss = testContext({ db, principal: personPrincipal(boss, 'Boss') });
  assert.deepEqual(reply(await listPeople(asBoss, page)).items.map((row) => row.id).toSorted(), [boss, own].toSorted());
  assert.equal(code(await getPerson(asBoss, own, {})), 'accepted');
  assert.equal(code(await getPerson(asBoss, other, {})), 'not-permitted');
  assert.equal(code(await movePerson(asBoss, own, { from: '2026-03-02', departmentId: place.departmentId })), 'not-permitted');
  const principal = personPrincipal(boss, 'Boss');
  const local = testContext({ db, principal: { ...principal, grants: [{ role: 'training_administrator', siteId: here.siteId, departmentId: null }] } });
  assert.deepEqual(reply(await listPeople(local, page)).items.map((row) => row.id).toSorted(), [own, other].toSorted());
  assert.equal(code(await movePerson(local, own, { from: '2026-03-02', siteId: place.siteId })), 'not-permitted');
  assert.equal(code(await hirePerson(local, hiring('130'))), 'not-permitted');
  assert.equal(code(await createSite(local, { code: 'L', name: 'L', zone: 'UTC', locale: 'en', workingDays: [1], holidays: [] })), 'not-permitted');
});

test('MTX-01 people are found by words, filters and pages', async () => {
  const here = await makePlace(db);
  for (const name of ['Cara Quill', 'Abel Quill', 'Bea Quill']) await makePerson(db, { ...here, name });
  await makePerson(db, { ...here, name: 'Gone Quill', from: '2020-01-01', until: '2021-01-01' });
  const first = reply(await listPeople(ctx, { limit: 2, search: 'quill', state: 'active' }));
  assert.deepEqual([first.total, first.items.map((row) => row.name)], [3, ['Abel Quill', 'Bea Quill']]);
  const second = reply(await listPeople(ctx, { limit: 2, search: 'quill', state: 'active', cursor: first.nextCursor ?? '' }));
  assert.deepEqual([second.nextCursor, second.items.map((row) => row.name)], [null, ['Cara Quill']]);
  assert.equal(reply(await listPeople(ctx, { ...page, siteId: here.siteId })).total, 4);
  assert.equal(reply(await listPeople(ctx, { ...page, roleId: here.roleId })).total, 3);
  assert.equal(reply(await listPeople(ctx, { ...page, departmentId: here.departmentId, state: 'left' })).total, 1);
  assert.equal(reply(await listPeople(ctx, { ...page, search: 'bea  QUI' })).total, 1);
  assert.equal(reply(await listPeople(ctx, { ...page, search: '%' })).total, 0);
  assert.equal(reply(await listPeople(ctx, { ...page, search: 'quill', asOf: '2020-06-01T00:00:00Z', state: 'active' })).total, 4);
});

test('MTX-01 attributes are kept as history, found by value, loaded in bulk, and never two values at once', async () => {
  const { id } = reply(await hirePerson(ctx, hiring('700', { attributes: [{ key: 'shift', value: 'day' }] })));
  reply(await movePerson(ctx, id, { from: '2026-02-01', attributes: [{ key: 'shift', value: 'night' }, { key: 'cleanroom', value: 'yes' }] }));
  const others = await makePerson(db, place);
  const person = reply(await getPerson(ctx, id, {}));
  assert.deepEqual(person.attributes, [{ key: 'cleanroom', value: 'yes' }, { key: 'shift', value: 'night' }]);
  assert.deepEqual(reply(await getPerson(ctx, id, { asOf: '2026-01-15T12:00:00Z' })).attributes, [{ key: 'shift', value: 'day' }]);
  assert.deepEqual(reply(await listPeople(ctx, { ...page, attribute: 'shift', value: 'night' })).items.map((row) => row.id), [id]);
  assert.deepEqual([...(await loadAttributes(db, [id, others], ctx.now, ['shift']))], [[id, [{ key: 'shift', value: 'night' }]]]);
  assert.deepEqual(reply(await listAttributes(ctx)).items, [{ key: 'cleanroom', values: ['yes'] }, { key: 'shift', values: ['day', 'night'] }]);
  await assert.rejects(write(db, (tx) => sql`insert into person_attribute (id, person_id, key, value, during) values (${nextId()}, ${id}, 'shift', 'late', '[2026-03-01,)')`.execute(tx)), /one_value_at_a_time/);
});
