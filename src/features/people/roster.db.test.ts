import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { openTestDatabase } from '../../../test/kit/database.ts';
import { nextId, personPrincipal, testContext } from '../../../test/kit/context.ts';
import { makeOrganisation, makePerson, makePlace } from '../../../test/kit/world.ts';
import type { DomainEvent, Outcome } from '../../kernel/decision.ts';
import { endEmployment, getPerson, listPeople } from './actions.ts';
import { importRoster, previewRoster, setRosterHold } from './actions-roster.ts';
import { confirmHeld, discardHeld, getHeld, listHeld } from './held/actions.ts';
import type { RosterMapping } from './types-roster.ts';

const database = await openTestDatabase();
const { db } = database;
after(() => database.close());
before(() => makeOrganisation(db));
const committed: DomainEvent[][] = [];
const ctx = testContext({ db, react: (_ctx, _tx, events) => { committed.push([...events]); return Promise.resolve(); } });
const mapping: RosterMapping = {
  employeeNumber: 'Number', name: ['Name'], email: 'E-mail', from: 'First day', lastDay: 'Last day', dateFormat: 'D.M.YYYY', site: 'Site', department: 'Department', role: 'Role', manager: 'Manager',
  status: null, statusValues: {}, createMissing: { departments: true, roles: true, sites: { Zürich: 'Europe/Zurich' } },
};
const HEADING = 'Number;Name;E-mail;First day;Last day;Site;Department;Role;Manager';
const FILE = [
  HEADING,
  'A1;Urs Frei;urs@w.example;1.2.2020;;Zürich;Abfüllung;Leiter;',
  'A2;Vreni Graf;vreni@w.example;1.3.2021;;Zürich;Abfüllung;Operator;Urs Frei',
  'A3;Beat Huber;;31.2.2021;;Zürich;Abfüllung;Operator;A1',
  'A4;Nora Iten;nora@w.example;1.6.2026;;Zürich;Labor;Laborantin;vreni@w.example',
  'A5;Otto Jost;;1.6.2020;31.1.2026;Zürich;Labor;Laborantin;Niemand',
  'A6;Pia Kern;;1.6.2020;;Basel;Keller;Küfer;',
].join('\n');
const csv = (text: string, name = 'roster.csv') => ({ name, bytes: Buffer.from(text, 'latin1') });
function reply<Reply>(outcome: Outcome<Reply>): Reply {
  assert.ok(outcome.ok, outcome.ok ? '' : JSON.stringify(outcome.refusal));
  return outcome.reply;
}
const count = async (table: string): Promise<unknown> => (await database.asOwner(`select count(*)::int as n from ${table}`))[0]?.['n'];

test('HR-01 a preview tells all and saves nothing', async () => {
  const before = await count('audit_event');
  const first = reply(await previewRoster(ctx, csv(FILE), undefined));
  assert.deepEqual([first.rows, first.columns[3]?.dateFormats, first.mappingErrors], [6, [], []]);
  const preview = reply(await previewRoster(ctx, csv(FILE), mapping));
  assert.deepEqual(preview.counts, { hired: 4, changed: 0, leaving: 0, unchanged: 0, rejected: 2 });
  assert.deepEqual(preview.rejected.map((fault) => [fault.row, fault.field, fault.value]), [[4, 'First day', '31.2.2021'], [7, 'Site', 'Basel']]);
  assert.deepEqual([await count('person'), await count('department'), await count('audit_event')], [0, 0, before]);
});

test('HR-01 an import takes the clean rows in one transaction, one event per person, and the same file again nothing', async () => {
  const done = reply(await importRoster(ctx, csv(FILE), mapping));
  assert.deepEqual(done.counts, { hired: 4, changed: 0, leaving: 0, unchanged: 0, rejected: 2 });
  assert.equal(committed.length, 1);
  assert.deepEqual(committed[0]?.map((event) => event.type), ['RosterImported', 'SiteCreated', 'DepartmentCreated', 'DepartmentCreated', 'JobRoleCreated', 'JobRoleCreated', 'JobRoleCreated', 'PersonHired', 'PersonHired', 'PersonHired', 'PersonHired']);
  assert.deepEqual([await count('person'), await count('department'), await count('job_role')], [4, 2, 3]);
  const people = reply(await listPeople(ctx, { limit: 50 })).items;
  assert.deepEqual(people.map((person) => [person.name, person.state, person.department?.name, person.manager?.name ?? null]), [
    ['Nora Iten', 'future', 'Labor', 'Vreni Graf'], ['Otto Jost', 'left', 'Labor', null], ['Urs Frei', 'active', 'Abfüllung', null], ['Vreni Graf', 'active', 'Abfüllung', 'Urs Frei'],
  ]);
  assert.equal(reply(await getPerson(ctx, people[1]?.id ?? '', {})).employments[0]?.managerName, 'Niemand');
  const rows = () => sql`select id from employment union all select id from person_role order by 1`.execute(db);
  const before = await rows();
  const again = reply(await importRoster(ctx, csv(FILE), mapping));
  assert.deepEqual(again.counts, { hired: 0, changed: 0, leaving: 0, unchanged: 4, rejected: 2 });
  assert.match(again.warnings.map((warning) => warning.message).join(), /Nothing was changed/);
  assert.deepEqual((await rows()).rows, before.rows);
  assert.deepEqual([await count('person'), await count('roster_import')], [4, 2]);
});

test('HR-02 a changed file becomes moves, returns and last days, in one commit', async () => {
  committed.length = 0;
  const changed = [HEADING, 'A1;Urs Frei;neu@w.example;1.2.2020;31.12.2026;Zürich;Abfüllung;Leiter;', 'A2;Vreni Graf;urs@w.example;1.3.2021;;Zürich;Labor;Operator;Urs Frei'].join('\n');
  const done = reply(await importRoster(ctx, csv(changed), mapping));
  assert.deepEqual(done.counts, { hired: 0, changed: 1, leaving: 1, unchanged: 0, rejected: 0 });
  assert.deepEqual(committed.map((events) => events.map((event) => event.type)), [['RosterImported', 'EmploymentEnded', 'PersonMoved']]);
  const vreni = reply(await listPeople(ctx, { limit: 1, search: 'A2' })).items[0];
  assert.deepEqual([vreni?.department?.name, vreni?.email], ['Labor', 'urs@w.example']);
  const history = reply(await getPerson(ctx, vreni?.id ?? '', {}));
  assert.deepEqual(history.employments.map((row) => [row.from.toString(), row.department.name]), [['2021-03-01', 'Abfüllung'], ['2026-03-02', 'Labor']]);
  assert.deepEqual(reply(await importRoster(ctx, csv(changed), mapping)).counts, { hired: 0, changed: 0, leaving: 0, unchanged: 2, rejected: 0 });
});

test('HR-01 a file or mapping that does not fit is refused whole, and needs the permission for everywhere', async () => {
  const before = await count('roster_import');
  const refusal = async (file: ReturnType<typeof csv> | null, map = mapping): Promise<string> => {
    const outcome = await importRoster(ctx, file, map);
    return outcome.ok ? 'imported' : `${outcome.refusal.code} ${JSON.stringify(outcome.refusal.detail ?? {})}`;
  };
  assert.match(await refusal(csv(FILE), { ...mapping, site: 'Plant' }), /^roster-mapping .*no column “Plant”/);
  assert.match(await refusal(csv(`${HEADING}\nA9;"Open`, 'bad.csv')), /^roster-unreadable .*bad.csv.*quote is opened/);
  assert.match(await refusal(null), /^roster-unreadable/);
  const place = await makePlace(db);
  const clerk = await makePerson(db, place);
  const local = { ...personPrincipal(clerk, 'Clerk'), grants: [{ role: 'training_administrator' as const, siteId: place.siteId, departmentId: null }] };
  const outcome = await importRoster(testContext({ db, principal: local }), csv(FILE), mapping);
  assert.equal(outcome.ok ? '' : outcome.refusal.code, 'not-permitted');
  assert.equal(await count('roster_import'), before);
});

test('HR-01 two imports at once, and an act in between, end as if one came after the other', async () => {
  const file = [HEADING, ...Array.from({ length: 300 }, (_, index) => `B${index};Worker ${index};;1.1.2024;;Zürich;Lager;Staplerfahrer;`)].join('\n');
  const otto = reply(await listPeople(ctx, { limit: 1, search: 'A4' })).items[0];
  const [one, two] = await Promise.all([importRoster(ctx, csv(file), mapping), importRoster(ctx, csv(file), mapping), endEmployment(ctx, otto?.id ?? '', { lastDay: '2026-07-31' })]);
  const hired = [reply(one).counts, reply(two).counts].map((counts) => counts.hired).toSorted((a, b) => a - b);
  assert.deepEqual(hired, [0, 300]);
  assert.equal(reply(await listPeople(ctx, { limit: 1, search: 'worker' })).total, 300);
});

async function discardAll(reason: string): Promise<void> {
  for (const { id } of reply(await listHeld(ctx)).items.filter(({ state }) => state === 'waiting')) reply(await discardHeld(ctx, id, reason));
}

test('HR-02 a file that would change many is held, audited, and let through by an entitled person with a reason; its columns are remembered', async () => {
  const place = await makePlace(db);
  const { site, department } = (await database.asOwner(`select s.code as site, d.code as department from site s, department d where s.id = '${place.siteId}' and d.id = '${place.departmentId}'`))[0] as { site: string; department: string };
  const plain: RosterMapping = { ...mapping, email: null, lastDay: null, role: null, manager: null, createMissing: { departments: true, roles: false, sites: {} } };
  const file = (where: string) => csv(['Number;Name;First day;Site;Department', ...Array.from({ length: 12 }, (_, at) => `H${at};Held ${at};1.2.2020;${site};${where}`)].join('\n'), 'feed.csv');
  reply(await importRoster(ctx, file(department), plain));
  assert.equal(reply(await setRosterHold(ctx, { share: 1, reason: 'Feeds are new here' })).share, 1);
  const before = await count('employment');
  const moving = reply(await previewRoster(ctx, file('Elsewhere'), plain));
  assert.deepEqual([moving.hold?.touched, moving.hold?.share, moving.rejected], [12, 1, []]);
  assert.deepEqual(moving.changes[0]?.aspects, ['department']);
  const held = await importRoster(ctx, file('Elsewhere'), plain);
  assert.deepEqual([held.ok ? '' : held.refusal.code, await count('employment')], ['roster-held', before]);
  await discardAll('Sent at once with its reason');
  const service = { ...ctx, principal: personPrincipal(nextId(), 'Ada Quinn', 'system_administrator') };
  const tried = await importRoster(service, file('Elsewhere'), plain, null, { reason: 'The feed says so' });
  assert.equal(tried.ok ? '' : tried.refusal.code, 'not-permitted');
  reply(await importRoster(ctx, file('Elsewhere'), plain, null, { reason: 'The department was renamed' }));
  const events = await database.asOwner(`select action, body::jsonb ->> 'why' as why from audit_event where action in ('RosterHeld', 'RosterImported', 'RosterDiscarded') order by id desc limit 3`);
  assert.deepEqual(events.map((event) => [event['action'], event['why']]), [['RosterImported', 'The department was renamed'], ['RosterDiscarded', 'Sent at once with its reason'], ['RosterHeld', null]]);
  const again = reply(await previewRoster(ctx, file('Elsewhere'), undefined));
  assert.deepEqual([again.remembered, again.proposed?.department, again.proposed?.dateFormat], ['feed.csv', 'Department', 'D.M.YYYY']);
  assert.equal(reply(await setRosterHold(ctx, { share: 100, reason: 'Restructuring' })).share, 100);
  assert.equal(reply(await previewRoster(ctx, file(department), plain)).hold, null);
});

test('HR-02 a held file is kept, shown anew to whoever may confirm, and imported once however many confirm', async () => {
  const place = await makePlace(db);
  const { site, department } = (await database.asOwner(`select s.code as site, d.code as department from site s, department d where s.id = '${place.siteId}' and d.id = '${place.departmentId}'`))[0] as { site: string; department: string }; // the columns asked for
  const plain: RosterMapping = { ...mapping, email: null, lastDay: null, role: null, manager: null, createMissing: { departments: true, roles: false, sites: {} } };
  const file = (where: string, numbers = 14) => csv(['Number;Name;First day;Site;Department', ...Array.from({ length: numbers }, (_, at) => `K${at};Kept ${at};1.2.2020;${site};${where}`)].join('\n'), `${where}.csv`);
  reply(await importRoster(ctx, file(department), plain));
  reply(await setRosterHold(ctx, { share: 1, reason: 'Feeds are new here' }));
  const sender = { ...ctx, principal: { kind: 'service' as const, id: nextId(), name: 'Payroll', grants: [{ role: 'service' as const, siteId: null, departmentId: null }] } };
  const sent = await Promise.all([importRoster(sender, file('Annex'), plain), importRoster(sender, file('Annex'), plain)]);
  assert.deepEqual(new Set(sent.map((one) => (one.ok ? 'imported' : `${one.refusal.code} ${String(one.refusal.detail?.['heldId'])}`))).size, 1);
  assert.equal((await importRoster(sender, file('Attic', 11), plain)).ok, false);
  const waiting = reply(await listHeld(ctx)).items.filter(({ state }) => state === 'waiting');
  assert.deepEqual(waiting.map(({ fileName, byName, hold }) => [fileName, byName, hold.touched]).toSorted(), [['Annex.csv', 'Payroll', 14], ['Attic.csv', 'Payroll', 11]]);
  assert.equal((await listHeld(sender)).ok, false);
  const id = waiting.find(({ fileName }) => fileName === 'Annex.csv')?.id ?? '';
  const first = reply(await getHeld(ctx, id));
  assert.deepEqual([first.now?.preview.counts.changed, first.now?.differs], [14, { more: 0, fewer: 0, otherwise: 0 }]);
  const k1 = reply(await listPeople(ctx, { limit: 1, search: 'K1' })).items.find(({ employeeNumber }) => employeeNumber === 'K1');
  reply(await endEmployment(ctx, k1?.id ?? '', { lastDay: '2026-02-27' }));
  const stale = await confirmHeld(ctx, id, { reason: 'Moved to the annex', effect: first.now?.effect ?? '' });
  assert.equal(stale.ok ? '' : stale.refusal.code, 'held-differs');
  const second = reply(await getHeld(ctx, id));
  assert.deepEqual([second.now?.differs, second.now?.difference.fewer[0]?.number], [{ more: 0, fewer: 1, otherwise: 0 }, 'K1']);
  const effect = second.now?.effect ?? '';
  const clerk = { ...ctx, principal: personPrincipal(nextId(), 'Ada Quinn', 'system_administrator') };
  const refused = await confirmHeld(clerk, id, { reason: 'It looks right', effect });
  assert.equal(refused.ok ? '' : refused.refusal.code, 'not-permitted');
  const quality = { ...ctx, principal: personPrincipal(nextId(), 'Cian Daly', 'quality') };
  const later = ctx.now.add({ hours: 1 });
  const both = await Promise.all([confirmHeld({ ...quality, now: later }, id, { reason: 'Moved to the annex', effect }), confirmHeld({ ...ctx, now: later }, id, { reason: 'Moved to the annex', effect })]);
  assert.deepEqual(both.map((one) => (one.ok ? one.reply.counts.changed : one.refusal.code)).toSorted(), [13, 'held-decided']);
  const gone = reply(await getHeld(ctx, id));
  assert.deepEqual([gone.now, gone.file.state], [null, 'imported']);
  const other = waiting.find(({ fileName }) => fileName === 'Attic.csv')?.id ?? '';
  assert.equal(reply(await getHeld(ctx, other)).later?.imported, true);
  reply(await discardHeld(clerk, other, 'The annex it is'));
  const kept = await database.asOwner(`select state, bytes is null and effect is null as emptied, why from roster_held where file_name in ('Annex.csv', 'Attic.csv') order by state`);
  assert.deepEqual(kept, [{ state: 'discarded', emptied: true, why: 'The annex it is' }, { state: 'imported', emptied: true, why: 'Moved to the annex' }]);
  const events = await database.asOwner(`select action from audit_event where action in ('RosterHeld', 'RosterImported', 'RosterDiscarded') order by id desc limit 4`);
  assert.deepEqual(events.map((event) => event['action']), ['RosterDiscarded', 'RosterImported', 'RosterHeld', 'RosterHeld']);
});
