// Who can do what, who stands alone, and how somebody stood over time.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createSite, movePerson, setAbsence } from '../../people/contract.ts';
import { approveProcedure, passTime, requireOfOperators, seedCompany } from '../../../../test/kit/company.ts';
import { complete, oneDue } from '../../../../test/kit/learner.ts';
import { openTestServer } from '../../../../test/kit/server.ts';
import { getMatrixHealth } from '../health/contract.ts';
import { createTask } from '../tasks/contract.ts';
import { getTimeline } from '../timeline/contract.ts';
import { getCoverage, listCovering, listSinglePoints } from './contract.ts';

const server = await openTestServer();
after(() => server.close());
const company = await seedCompany(server);
const [orla, sean] = company.operators;
const { administrator, manager, quality, trainer } = company;
const { documentId } = await approveProcedure(company, { number: 'SOP-001', risk: 'critical' });
await requireOfOperators(company, [documentId]);
const { id } = await trainer.client.call(createTask, { body: { code: 'FILL', name: 'Run the filling line', documentIds: [documentId] } });
await administrator.client.call(movePerson, { params: { id: orla.id }, body: { from: '2026-03-02', attributes: [{ key: 'shift', value: 'night' }] } });

test('MTX-11 coverage by shift counts who is qualified and who is required but not; every number opens its people', async () => {
  await complete(orla.client, (await oneDue(orla.client, 'SOP-001')).id);
  await passTime(server, company, '2026-03-03T09:00:00Z');
  const [item] = (await quality.client.call(getCoverage)).items;
  assert.deepEqual([item?.task.code, item?.qualified, item?.missing, item?.cover], ['FILL', 1, 1, 'one']);
  assert.deepEqual(item?.shifts, [{ shift: 'night', qualified: 1, missing: 0, cover: 'one' }, { shift: null, qualified: 0, missing: 1, cover: 'nobody' }]);
  const list = async (query: { shift?: string; is?: 'qualified' | 'missing' }) => (await quality.client.call(listCovering, { params: { id }, query })).items.map((row) => [row.person.name, row.missing.map((one) => one.number).join()]);
  assert.deepEqual(await list({}), [['Orla Fitzgerald', ''], ['Sean Murphy', 'SOP-001']]);
  assert.deepEqual([await list({ shift: 'night' }), await list({ shift: '' }), await list({ is: 'missing' })], [[['Orla Fitzgerald', '']], [['Sean Murphy', 'SOP-001']], [['Sean Murphy', 'SOP-001']]]);
  assert.deepEqual((await quality.client.call(listSinglePoints)).items.map((one) => [one.document.number, one.cover, one.person?.name]), [['SOP-001', 'one', 'Orla Fitzgerald']]);
});

test('MTX-11 what hangs on one person is asked of each site: whoever is qualified elsewhere does not help it', async () => {
  const basel = await administrator.client.call(createSite, { body: { code: 'BSL', name: 'Basel', zone: 'Europe/Zurich' } });
  await administrator.client.call(movePerson, { params: { id: sean.id }, body: { from: '2026-03-03', siteId: basel.id } });
  const [there, here] = [{ siteId: basel.id }, { siteId: company.siteId }];
  const points = async (query: { siteId: string }) => (await quality.client.call(listSinglePoints, { query })).items.map((one) => [one.cover, one.person?.name ?? null]);
  assert.deepEqual([await points(here), await points(there)], [[['one', 'Orla Fitzgerald']], [['nobody', null]]]);
  const health = async (query: { siteId?: string }) => (await quality.client.call(getMatrixHealth, { query })).singlePoints.items.map((one) => one.person.name);
  assert.deepEqual([await health({}), await health(here), await health(there)], [['Orla Fitzgerald'], ['Orla Fitzgerald'], []]);
  const page = await quality.client.call(listCovering, { params: { id }, query: { limit: 1 } });
  assert.deepEqual([page.items.length, page.total, page.nextCursor], [1, 2, '1']);
  assert.deepEqual((await quality.client.call(listCovering, { params: { id }, query: { limit: 1, cursor: '1' } })).items.map((row) => row.person.name), ['Sean Murphy']);
});

test('SEC-01 a manager sees the people they manage; who manages nobody sees no coverage', async () => {
  assert.equal((await manager.client.call(getCoverage)).items[0]?.qualified, 1);
  assert.equal((await sean.client.refused(getCoverage)).status, 403);
  assert.equal((await orla.client.call(getTimeline, { params: { id: orla.id } })).lanes.length, 1);
  assert.equal((await sean.client.refused(getTimeline, { params: { id: orla.id } })).code, 'not-permitted');
});

test('MTX-09 MTX-11 who is on leave is left out of coverage, and the time line shows the absence', async () => {
  await administrator.client.call(setAbsence, { params: { id: orla.id }, body: { from: '2026-03-04', until: null } });
  await passTime(server, company, '2026-03-05T09:00:00Z');
  assert.deepEqual((await quality.client.call(getCoverage)).items.map((item) => [item.qualified, item.cover]), [[0, 'nobody']]);
  assert.deepEqual((await quality.client.call(getCoverage, { query: { asOf: '2026-03-03T10:00:00Z' } })).items[0]?.qualified, 1);
  assert.deepEqual((await quality.client.call(listSinglePoints)).items.map((one) => [one.cover, one.person]), [['nobody', null]]);
  const [lane] = (await quality.client.call(getTimeline, { params: { id: orla.id } })).lanes;
  assert.deepEqual(lane?.segments.map((segment) => segment.state).slice(-2), ['qualified', 'absent']);
});
