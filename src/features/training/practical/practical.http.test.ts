// A practical from the checklist in the module to the verdict in the record.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { grantRole } from '../../access/contract.ts';
import { getVersion } from '../../documents/contract.ts';
import { canonicalJson } from '../../../kernel/json.ts';
import type { Client } from '../../../../test/kit/client.ts';
import { approveProcedure, hireColleague, PASSWORD, requireOfOperators, seedCompany, type Colleague } from '../../../../test/kit/company.ts';
import { attempt, driftOf, oneDue, read, sign } from '../../../../test/kit/learner.ts';
import { openTestServer } from '../../../../test/kit/server.ts';
import { getAssignment, getRecord, getTrainingStatement } from '../contract.ts';
import { getQualification } from '../qualification/contract.ts';
import { getPractical, listToAssess, proposeAssessors, proposeRepetition, putAssessors, recordRepetition } from './contract.ts';

const server = await openTestServer();
after(() => server.close());
const company = await seedCompany(server);
const [orla, sean] = company.operators;
const { quality } = company;
const { db } = server.database;
const assessor = await hireColleague(server, company, { number: 'E-1', name: 'Fiona Egan', roles: ['assessor'] });
const { documentId, versionId } = await approveProcedure(company, { number: 'SOP-001', risk: 'critical', practical: { items: [{ text: 'Puts on the hood', critical: true }, { text: 'Tidies up', critical: false }], repetitions: { observe: 0, guided: 1, independent: 1 } } });
await requireOfOperators(company, [documentId]);

type Stage = 'observe' | 'guided' | 'independent';
const bodyFor = async (client: Client, id: string, stage: Stage, done = true, corrects: string | null = null) => {
  const { practical } = await client.call(getPractical, { params: { id } });
  return { stage, place: 'Line 2', batch: 'B-7', correctsId: corrects, reason: corrects === null ? null : 'the wrong person', items: practical.items.map((item) => ({ id: item.id, done: done || !item.critical, remark: done || !item.critical ? null : 'the hair showed' })) };
};
const assess = async ({ client }: Colleague, id: string, stage: Stage, done = true, corrects: string | null = null) => {
  const body = await bodyFor(client, id, stage, done, corrects);
  const { statement } = await client.call(proposeRepetition, { params: { id }, body });
  return client.call(recordRepetition, { params: { id }, body: { ...body, statement, password: PASSWORD } });
};
const refusedTo = async ({ client }: Colleague, id: string, stage: Stage, corrects: string | null = null) => (await client.refused(proposeRepetition, { params: { id }, body: await bodyFor(assessor.client, id, stage, true, corrects) })).code;
const waiting = async () => (await assessor.client.call(listToAssess, { query: {} })).items.map((row) => [row.person.name, row.mine, row.last]);

test('ASM-07 the digest of the practical is part of what is signed about the version', async () => {
  const { signatures } = await quality.client.call(getVersion, { params: { id: versionId } });
  assert.deepEqual(signatures.map((one) => /with its practical \(SHA-256 [0-9a-f]{64}\)/u.test(one.statement)), [true, true]);
  await assert.rejects(sql`update module set practical = null, practical_sha256 = null where version_id = ${versionId}`.execute(db), /audit|no longer a draft/u);
});

test('TRN-04 ASM-07 read → quiz → practical → sign: the server refuses each before its predecessor, and who may not assess', async () => {
  const { id } = await oneDue(orla.client, 'SOP-001');
  assert.equal(await refusedTo(assessor, id, 'guided'), 'assessor-not-qualified');
  const list = { personIds: [assessor.id], reason: 'Wrote the procedure and ran the trials' };
  assert.equal((await quality.client.refused(proposeAssessors, { params: { id: versionId }, body: { ...list, personIds: [quality.id] } })).code, 'own-listing');
  assert.equal((await quality.client.refused(proposeAssessors, { params: { id: versionId }, body: { ...list, personIds: [orla.id] } })).code, 'unknown-assessor');
  assert.equal((await company.trainer.client.refused(proposeAssessors, { params: { id: versionId }, body: list })).code, 'not-permitted');
  const { statement } = await quality.client.call(proposeAssessors, { params: { id: versionId }, body: list });
  await quality.client.call(putAssessors, { params: { id: versionId }, body: { ...list, statement, password: PASSWORD } });

  await read(orla.client, id);
  assert.equal(await refusedTo(assessor, id, 'guided'), 'practical-not-ready');
  assert.deepEqual(await waiting(), []);
  await attempt(orla.client, id, 'right');
  const mine = await orla.client.call(getAssignment, { params: { id } });
  assert.deepEqual([mine.step, mine.steps, mine.practical?.assessors.map(({ name }) => name)], ['practical', ['read', 'quiz', 'practical', 'sign'], ['Fiona Egan']]);
  assert.equal((await orla.client.refused(getTrainingStatement, { params: { id } })).code, 'practical-not-passed');
  for (const other of [orla, company.manager, quality]) assert.equal(await refusedTo(other, id, 'guided'), 'not-permitted');
  assert.deepEqual(await waiting(), [['Orla Fitzgerald', true, null]]);
});

test('TRN-06 ASM-07 repetitions are signed and never change; a correction takes the place of what it corrects; the record holds verdict and digests', async () => {
  const { id } = await oneDue(orla.client, 'SOP-001');
  assert.equal(await refusedTo(assessor, id, 'independent'), 'stage-too-early');
  assert.deepEqual(await assess(assessor, id, 'guided', false).then(({ competent, passed }) => [competent, passed]), [false, false]);
  const wrong = await assess(assessor, id, 'guided');
  assert.deepEqual(await assess(assessor, id, 'independent').then(({ competent, passed }) => [competent, passed]), [true, true]);
  assert.equal(await refusedTo(assessor, id, 'independent'), 'practical-passed');
  assert.deepEqual(await assess(assessor, id, 'guided', false, wrong.id).then(({ passed }) => passed), false);
  assert.equal((await orla.client.refused(getTrainingStatement, { params: { id } })).code, 'practical-not-passed');
  assert.deepEqual(await waiting(), [['Orla Fitzgerald', true, false]]);
  const body = await bodyFor(assessor.client, id, 'guided');
  assert.equal((await assessor.client.refused(recordRepetition, { params: { id }, body: { ...body, statement: 'I have seen it.', password: PASSWORD } })).code, 'statement-changed');
  assert.equal((await assess(assessor, id, 'guided')).passed, true);
  assert.deepEqual(await waiting(), []);

  const record = await orla.client.call(getRecord, { params: { id: await sign(orla.client, id) } });
  assert.deepEqual(record.practical?.repetitions.map(({ number, stage, competent, assessor: { name } }) => [number, stage, competent, name]), [[1, 'guided', false, 'Fiona Egan'], [2, 'guided', true, 'Fiona Egan'], [3, 'independent', true, 'Fiona Egan'], [4, 'guided', false, 'Fiona Egan'], [5, 'guided', true, 'Fiona Egan']]);
  assert.match(record.signature?.statement ?? '', /and its practical was assessed as competent by Fiona Egan on 2026-03-0\d/u);
  const kept = await sql<{ format: number; practical: { repetitions: { id: string; digest: string }[] } }>`select digest_format as format, practical from training_record where id = ${record.id}`.execute(db);
  assert.equal(kept.rows[0]?.format, 4);
  const stored = await sql<{ one: { id: string }; digest: string }>`select jsonb_build_object('id', x.id, 'assignment', assignment_id, 'person', x.person_id, 'version', x.version_id, 'number', number, 'stage', stage, 'place', place, 'batch', batch, 'items', items, 'competent', competent,
    'assessor', assessor_id, 'assessorBy', assessor_by, 'assessorBasis', assessor_basis, 'corrects', corrects_id, 'reason', reason, 'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'signature', signature_id, 'practicalSha256', encode(m.practical_sha256, 'hex')) as one, encode(digest, 'hex') as digest
    from practical_repetition x join module m on m.version_id = x.version_id where assignment_id = ${id} order by number`.execute(db);
  assert.deepEqual(stored.rows.map(({ one }) => one.id), kept.rows[0]?.practical.repetitions.map((one) => one.id));
  for (const { one, digest } of stored.rows) {
    const withTime = { ...one, at: (await sql<{ at: Temporal.Instant }>`select at from practical_repetition where id = ${one.id}`.execute(db)).rows[0]?.at.toString() ?? '' };
    assert.equal(createHash('sha256').update(canonicalJson(withTime)).digest('hex'), digest, 'anybody can work out the digest of a repetition from what is stored');
  }
  assert.equal((await orla.client.call(getQualification, { query: { person: orla.id, document: documentId } })).qualified, true);
  assert.equal(await refusedTo(assessor, id, 'guided', stored.rows[0]?.one.id ?? ''), 'practical-closed');
  await assert.rejects(sql`update practical_repetition set competent = true`.execute(db), /audit|permission|change/u);
});

test('ASM-07 whoever is qualified on the same version assesses, but never themselves', async () => {
  await company.administrator.client.call(grantRole, { params: { id: orla.id }, body: { role: 'assessor' } });
  await company.administrator.client.call(grantRole, { params: { id: sean.id }, body: { role: 'assessor' } });
  const { id } = await oneDue(sean.client, 'SOP-001');
  await read(sean.client, id);
  await attempt(sean.client, id, 'right');
  assert.equal(await refusedTo(sean, id, 'guided'), 'own-practical');
  assert.equal((await assess(orla, id, 'guided')).competent, true);
  assert.equal((await assess(orla, id, 'independent')).passed, true);
  await sign(sean.client, id);
  const bases = await sql<{ by: string }>`select distinct assessor_by as by from practical_repetition where assignment_id = ${id}`.execute(db);
  assert.deepEqual(bases.rows, [{ by: 'qualified' }]);
  assert.equal(await driftOf(company), 0);
});
