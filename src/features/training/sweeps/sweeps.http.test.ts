import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { approveProcedure, requireOfOperators, seedCompany } from '../../../../test/kit/company.ts';
import { openTestServer } from '../../../../test/kit/server.ts';
import { testContext } from '../../../../test/kit/context.ts';
import { listEvents } from '../../audit/contract.ts';
import { runSweep } from '../contract.ts';
import { sweepAtNight } from './actions.ts';
import { getSweep, listSweeps, reviewSweep } from './contract.ts';

const server = await openTestServer();
after(() => server.close());
const company = await seedCompany(server);
const { trainer, quality, inspector, operators: [orla, sean] } = company;
const { documentId } = await approveProcedure(company, { number: 'SOP-001', title: 'Sterile filling' });
await requireOfOperators(company, [documentId]);
const listed = () => quality.client.call(listSweeps, {});

test('MTX-04 AUD-01 a check that finds nothing is kept, and waits for nobody', async () => {
  await trainer.client.call(runSweep, {});
  const { items, waiting, missing } = await listed();
  assert.deepEqual([items.map(({ cause, by, people, drift, brokeOff, review }) => ({ cause, by: by?.name, people, drift, brokeOff, review })), waiting, missing], [[{ cause: 'asked', by: 'Tara Nolan', people: 9, drift: 0, brokeOff: false, review: null }], 0, false]);
  assert.equal((await quality.client.refused(reviewSweep, { params: { id: items[0]?.id ?? '' }, body: { note: 'Nothing.' } })).code, 'nothing-found');
});

test('MTX-04 drift is named by person and document, put right, and waits until somebody says what became of it', async () => {
  await server.database.asOwner(`set session_replication_role = replica; update obligation set until = since + interval '1 millisecond' where person_id = '${orla.id}'; delete from assignment where person_id = '${sean.id}'; set session_replication_role = origin`);
  const { drift } = await trainer.client.call(runSweep, {});
  const { items: [last], waiting } = await listed();
  const { items } = await quality.client.call(getSweep, { params: { id: last?.id ?? '' } });
  assert.deepEqual([drift, last?.drift, waiting], [items.length, items.length, 1]);
  const found = items.map(({ person, document, what, version, mended }) => [person.name, document.number, what, version, mended].join(' '));
  assert.ok(found.includes('Orla Fitzgerald SOP-001 open-obligation  true'), found.join('; '));
  assert.ok(found.includes('Sean Murphy SOP-001 assign 1.0 true'), found.join('; '));
  assert.equal((await trainer.client.call(runSweep, {})).drift, 0, 'all was put right');
  const review = { params: { id: last?.id ?? '' }, body: { note: 'Rows were changed by hand during a restore.' } };
  assert.equal((await inspector.client.refused(reviewSweep, review)).code, 'not-permitted');
  assert.equal((await orla.client.refused(listSweeps, {})).code, 'not-permitted');
  await quality.client.call(reviewSweep, review);
  assert.equal((await trainer.client.refused(reviewSweep, review)).code, 'reviewed-already');
  assert.equal((await listed()).waiting, 0);
  const [kept] = (await quality.client.call(listEvents, { query: { action: 'SweepReviewed', limit: 5 } })).items;
  assert.match(JSON.stringify(kept), /by hand during a restore/u);
});

test('MTX-04 OPS-01 at night everything is looked at once, by whichever node comes first', async () => {
  const { db } = server.installation;
  const night = testContext({ db, now: Temporal.Instant.from('2026-03-03T02:10:00Z') });
  await Promise.all([sweepAtNight(night), sweepAtNight(night)]);
  await sweepAtNight({ ...night, now: night.now.add({ minutes: 5 }) });
  assert.equal((await listed()).items.filter(({ cause }) => cause === 'night').length, 1);
});
