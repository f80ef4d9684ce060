// Curricula, exemptions and additions, and why: changed, followed by obligations at once, and explained as of any moment.
import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import { PASSWORD, approveProcedure, passTime, requireOfOperators, seedCompany } from '../../../test/kit/company.ts';
import { driftOf, dueOf } from '../../../test/kit/learner.ts';
import { openTestServer } from '../../../test/kit/server.ts';
import type { Client } from '../../../test/kit/client.ts';
import type { z } from 'zod';
import { getTrainingFile } from '../training/contract.ts';
import { getMatrixHealth } from '../training/health/contract.ts';
import { previewCurriculum, previewException, previewMoves } from '../training/preview/contract.ts';
import { createRule, getRuleHistory, getRuleStatement, reviseRule } from './contract.ts';
import { createCurriculum, getCurriculum, listCurricula, proposeCurriculum, reviseCurriculum } from './curricula/contract.ts';
import { endException, getExceptionStatement, grantException, listExceptions } from './exceptions/contract.ts';
import { getWhy } from './why/contract.ts';

const server = await openTestServer();
after(() => server.close());
const company = await seedCompany(server);
const { trainer, quality, operators: [orla, sean] } = company;
const [gowning, filling, cleaning] = [await approveProcedure(company, { number: 'SOP-001', risk: 'critical' }), await approveProcedure(company, { number: 'SOP-002' }), await approveProcedure(company, { number: 'SOP-003' })];
const reasons = async (personId: string): Promise<string[]> => (await trainer.client.call(getTrainingFile, { params: { id: personId }, query: {} })).obligations.filter(({ until }) => until === null).map(({ document, reasons: all }) => `${document.number}: ${all.map(({ text }) => text).join(' | ')}`).toSorted();
const why = async (client: Client, person: string, document: string, at?: string): Promise<string> => (await client.call(getWhy, { query: { person, document, ...(at === undefined ? {} : { at }) } })).sentence;
const exempt = async (client: Client, body: { personId: string; documentId: string; kind: 'exemption' | 'addition'; from: string; until: string; reason: string }): Promise<string> => {
  const { statement } = await client.call(getExceptionStatement, { body });
  return (await client.call(grantException, { body: { ...body, statement, password: PASSWORD } })).id;
};

afterEach(async () => {
  assert.equal(await driftOf(company), 0, 'MTX-04: the sweep found something that the act should have done');
});

test('MTX-02 MTX-04 a rule leads to a curriculum; its next version is followed at once, and both keep their history', async () => {
  const saved = { name: 'Aseptic', documentIds: [gowning.documentId] };
  const first = await trainer.client.call(createCurriculum, { body: { ...saved, ...(await trainer.client.call(proposeCurriculum, { body: saved })), password: PASSWORD } });
  const groups = [{ all: [{ kind: 'role' as const, ids: [company.operatorRoleId] }], none: [] }];
  const rule = { name: 'Operators', audience: groups, curriculumIds: [first.id], from: '2026-03-02' };
  const { id } = await trainer.client.call(createRule, { body: { ...rule, ...(await trainer.client.call(getRuleStatement, { body: rule })), password: PASSWORD } });
  assert.deepEqual(await reasons(orla.id), ['SOP-001: Production operator → Aseptic curriculum, rule 1 v1']);
  const next = { name: 'Aseptic', documentIds: [gowning.documentId, filling.documentId] };
  const statement = await trainer.client.call(proposeCurriculum, { body: { ...next, curriculumId: first.id } });
  assert.match(statement.statement, /New: SOP-002\./u);
  await trainer.client.call(reviseCurriculum, { params: { id: first.id }, body: { ...next, ...statement, password: PASSWORD } });
  assert.deepEqual(await reasons(orla.id), ['SOP-001: Production operator → Aseptic curriculum, rule 1 v1', 'SOP-002: Production operator → Aseptic curriculum, rule 1 v1']);
  const shown = await trainer.client.call(getCurriculum, { params: { id: first.id }, query: {} });
  assert.deepEqual([shown.rules.map(({ number }) => number), shown.versions.map(({ version, added, signature }) => [version, added.map(({ number }) => number), signature?.printedName])], [[1], [[2, ['SOP-002'], 'Tara Nolan'], [1, [], 'Tara Nolan']]]);
  const all = { ...rule, audience: [{ all: groups[0]?.all ?? [], none: [] }, { all: [], none: [{ kind: 'role' as const, ids: [company.operatorRoleId] }] }] };
  await trainer.client.call(reviseRule, { params: { id }, body: { ...all, ...(await trainer.client.call(getRuleStatement, { body: all })), password: PASSWORD } });
  assert.deepEqual((await reasons(company.author.id))[0], 'SOP-001: Everyone → Aseptic curriculum, rule 1 v2');
  assert.deepEqual((await trainer.client.call(getRuleHistory, { params: { id }, query: {} })).items.map(({ version, groups: shownGroups, signature }) => [version, shownGroups.length, signature?.printedName]), [[2, 2, 'Tara Nolan'], [1, 1, 'Tara Nolan']]);
});

test('MTX-05 dry runs of a curriculum, an exemption and a move show by name who gains and loses what, and save nothing', async () => {
  const before = [await reasons(orla.id), await reasons(sean.id)];
  const { items: [aseptic] } = await trainer.client.call(listCurricula, { query: {} });
  const named = (effect: z.output<typeof previewMoves.reply>): string[] => effect.people.map(({ name, document, effect: what }) => `${name} ${document} ${what}`).toSorted();
  const swapped = await trainer.client.call(previewCurriculum, { body: { curriculumId: aseptic?.id ?? '', documentIds: [gowning.documentId, cleaning.documentId] } });
  assert.deepEqual([swapped.obligationsAdded, swapped.obligationsEnded, swapped.cancelled], [9, 9, 9]);
  assert.ok(named(swapped).includes('Orla Fitzgerald SOP-003 required') && named(swapped).includes('Orla Fitzgerald SOP-002 no_longer_required'));
  const exempted = await quality.client.call(previewException, { body: { personId: orla.id, documentId: gowning.documentId, kind: 'exemption', from: '2026-03-05', until: '2026-03-09', reason: 'allergic to latex' } });
  assert.deepEqual(named(exempted), ['Orla Fitzgerald SOP-001 cancelled', 'Orla Fitzgerald SOP-001 no_longer_required']);
  const moves = { personIds: [orla.id, sean.id], from: '2026-03-04', roleIds: [] };
  assert.deepEqual(named(await company.administrator.client.call(previewMoves, { body: moves })), []); // the rule reaches everyone but operators too
  assert.equal((await company.administrator.client.refused(previewMoves, { body: { ...moves, personIds: [company.siteId] } })).code, 'not-found');
  assert.equal((await company.author.client.refused(previewMoves, { body: moves })).code, 'not-permitted');
  assert.deepEqual([await reasons(orla.id), await reasons(sean.id)], before);
});

test('MTX-11 health names documents without audience, roles without documents and the reading load', async () => {
  const health = await quality.client.call(getMatrixHealth);
  assert.deepEqual(health.withoutAudience, { total: 1, items: [{ id: cleaning.documentId, number: 'SOP-003', title: 'Sterile filling', risk: 'high' }] });
  assert.deepEqual([health.withoutDocuments.total, health.inSeveralCurricula.total, health.singlePoints.total], [0, 0, 0]);
  assert.deepEqual([health.load.roles.map(({ name, people, documents }) => [name, people, documents]), health.load.everyone.documents], [[['Production operator', 2, 2]], 2]);
});

test('MTX-06 an exemption ends the obligation at once and until its last day; only quality exempts from a critical document, nobody themselves', async () => {
  const asked = { personId: orla.id, documentId: gowning.documentId, kind: 'exemption' as const, from: '2026-03-02', until: '2026-03-09', reason: 'allergic to latex' };
  const { statement } = await quality.client.call(getExceptionStatement, { body: asked });
  assert.equal((await trainer.client.refused(getExceptionStatement, { body: asked })).code, 'quality-signs-critical');
  assert.equal((await trainer.client.refused(grantException, { body: { ...asked, statement, password: PASSWORD } })).code, 'quality-signs-critical');
  assert.equal((await quality.client.refused(grantException, { body: { ...asked, personId: quality.id, statement, password: PASSWORD } })).code, 'own-exception');
  await exempt(quality.client, asked);
  assert.equal((await quality.client.refused(grantException, { body: { ...asked, statement, password: PASSWORD } })).code, 'exception-overlaps');
  assert.deepEqual((await reasons(orla.id)).map((text) => text.slice(0, 7)), ['SOP-002']);
  assert.deepEqual(await dueOf(orla.client, 'SOP-001'), []);
  assert.match(await why(orla.client, orla.id, gowning.documentId), /^Not required: Orla Fitzgerald is exempted until 2026-03-09: allergic to latex\. Without that: Production operator/u);
  assert.match(await why(trainer.client, orla.id, gowning.documentId, '2026-03-09T23:30:00Z'), /is exempted/u);
  assert.match(await why(trainer.client, orla.id, gowning.documentId, '2026-03-10T00:30:00Z'), /^Required because/u);
});

test('MTX-06 an addition is a reason of its own until it is taken back; whoever may not see a person does not see theirs', async () => {
  const id = await exempt(trainer.client, { personId: sean.id, documentId: cleaning.documentId, kind: 'addition', from: '2026-03-02', until: '2026-12-31', reason: 'covers the night shift' });
  assert.equal((await reasons(sean.id))[2], 'SOP-003: Added for this person until 2026-12-31: covers the night shift');
  assert.equal((await dueOf(sean.client, 'SOP-003')).length, 1);
  assert.deepEqual((await sean.client.call(listExceptions, { query: {} })).items.map(({ document, state, signature }) => [document.number, state, signature?.printedName]), [['SOP-003', 'in_force', 'Tara Nolan']]);
  assert.equal((await orla.client.refused(listExceptions, { query: { personId: sean.id } })).code, 'not-permitted');
  assert.equal((await orla.client.refused(getWhy, { query: { person: sean.id, document: cleaning.documentId } })).code, 'not-permitted');
  await trainer.client.call(endException, { params: { id }, body: { reason: 'back on days' } });
  assert.equal((await reasons(sean.id)).length, 2);
  assert.deepEqual(await dueOf(sean.client, 'SOP-003'), []);
  assert.equal((await trainer.client.refused(endException, { params: { id }, body: { reason: 'again' } })).code, 'exception-ended');
});

test('MTX-06 MTX-07 the clock ends what has expired, and what was said of the past stays', async () => {
  const before = '2026-03-02T09:30:00Z';
  await passTime(server, company, '2026-03-12T09:00:00Z');
  assert.equal((await dueOf(orla.client, 'SOP-001')).length, 1);
  assert.equal(await why(trainer.client, sean.id, cleaning.documentId), 'Not required: no rule leads to SOP-003.');
  assert.equal(await why(trainer.client, sean.id, gowning.documentId, '2026-03-01T12:00:00Z'), 'Not required: no rule leads to SOP-001.');
  await requireOfOperators(company, [cleaning.documentId], '2026-03-12');
  assert.equal(await why(trainer.client, company.author.id, cleaning.documentId), 'Not required: no rule reaches Aoife Walsh. The nearest is rule 2 v1, which asks for Production operator; Aoife Walsh holds no job role.');
  const moved = await company.administrator.client.call(previewMoves, { body: { personIds: [orla.id, sean.id], from: '2026-03-14', roleIds: [] } });
  assert.deepEqual(moved.people.map(({ name, document, effect }) => `${name} ${document} ${effect}`).toSorted(), ['Orla Fitzgerald SOP-003 cancelled', 'Orla Fitzgerald SOP-003 no_longer_required', 'Sean Murphy SOP-003 cancelled', 'Sean Murphy SOP-003 no_longer_required']);
  assert.equal(await why(trainer.client, sean.id, cleaning.documentId, before), 'Not required: no rule leads to SOP-003.');
});
