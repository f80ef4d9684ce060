// When versions take effect: by date, held at a gate, when everybody is trained; with what quality and approvers may do about it.
import { SETTINGS } from '../features/documents/policy/rules.ts';
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PASSWORD, PROCEDURE_TEXT, passTime, requireOfOperators, seedCompany } from '../../test/kit/company.ts';
import { approve, complete, draftProcedure, driftOf, dueOf, oneDue, refusalsOf } from '../../test/kit/learner.ts';
import { putPolicy } from '../../test/kit/policies.ts';
import { openTestServer } from '../../test/kit/server.ts';
import { listEvents } from '../features/audit/contract.ts';
import { getApprovalStatement, getDocument, getVersion, withdrawVersion } from '../features/documents/contract.ts';
import { getDateChange, getOverrideStatement, getTakingEffect, moveDate, overrideHold } from '../features/documents/lifecycle/contract.ts';
import { getPolicyHistory, listPolicies, proposePolicy, signPolicy } from '../features/documents/policy/contract.ts';
import { setAbsence } from '../features/people/contract.ts';
import { getQualityEvent, listQualityEvents } from '../features/quality/contract.ts';
import { getMyTraining, previewApproval } from '../features/training/contract.ts';
import { listUntrained, previewDate } from '../features/training/readiness/contract.ts';

const server = await openTestServer();
after(() => server.close());
const company = await seedCompany(server);
const { quality, approver, author, trainer, inspector } = company;
const [orla, sean] = company.operators;
const revised = PROCEDURE_TEXT.replace('call the supervisor', 'call the supervisor and quality');

const taking = (id: string, client = quality.client) => client.call(getTakingEffect, { params: { id } });
const stateOf = async (id: string) => (await quality.client.call(getVersion, { params: { id } })).state;
const trail = async (action: string) => (await quality.client.call(listEvents, { query: { action, limit: 100 } })).items;
const override = async (id: string, reason = 'the old procedure is unsafe') => {
  const { statement } = await quality.client.call(getOverrideStatement, { params: { id } });
  return quality.client.call(overrideHold, { params: { id }, body: { statement, reason, password: PASSWORD } });
};

/** A procedure in force before anybody had to know it, then required of both operators. */
async function inForce(number: string, risk: 'critical' | 'high'): Promise<string> {
  const { documentId, versionId } = await draftProcedure(company, { number, risk });
  await approve(company, versionId, { effectiveOn: (await today()) });
  await requireOfOperators(company, [documentId], await today());
  return documentId;
}
const today = async () => (await server.installation.clock.now()).toZonedDateTimeISO('Europe/Dublin').toPlainDate().toString();
const inDays = async (days: number) => Temporal.PlainDate.from(await today()).add({ days }).toString();
const toDay = (day: string, time = '09:00') => passTime(server, company, `${day}T${time}:00Z`);

async function revise(documentId: string, label: string, effectiveOn: string): Promise<string> {
  const { versionId } = await draftProcedure(company, { documentId, label, changeClass: 'minor', text: `${revised}\n\nRevision ${label}.\n` });
  await approve(company, versionId, { effectiveOn });
  return versionId;
}

const gated = await inForce('SOP-100', 'critical');
for (const { client } of [orla, sean]) await complete(client, (await oneDue(client, 'SOP-100')).id);
let held = '';
let later = '';

test('DOC-06 at its date a critical version with too few trained is held: approved, visibly, and the old one stays in force', async () => {
  held = await revise(gated, '1.1', await inDays(14));
  await complete(orla.client, (await oneDue(orla.client, 'SOP-100')).id);
  await toDay(await inDays(15));
  const shown = await taking(held);
  assert.deepEqual([shown.state, shown.takesEffect, shown.threshold, shown.now], ['approved', 'gate', 90, { required: 2, present: 2, trained: 1, percent: 50 }]);
  assert.deepEqual([shown.hold?.since, shown.hold?.trained, shown.hold?.present, shown.hold?.percent, shown.hold?.gatePercent], ['2026-03-16T00:00:00Z', 1, 2, 50, 90]);
  assert.equal(await stateOf(held), 'approved');
  const document = await quality.client.call(getDocument, { params: { id: gated }, query: {} });
  assert.deepEqual([document.inForce?.label, document.coming?.label, document.coming?.state], ['1.0', '1.1', 'approved']);
  assert.deepEqual((await trainer.client.call(listUntrained, { params: { id: held }, query: {} })).items.map((row) => row.name), ['Sean Murphy']);
  assert.equal((await trail('VersionHeld')).length, 1);
  assert.equal(await driftOf(company), 0);
});

test('DOC-06 the hold begins once, however often the clock looks', async () => {
  await toDay(await inDays(2));
  assert.equal((await trail('VersionHeld')).length, 1);
  assert.equal((await taking(held)).past.length, 0);
});

test('DOC-06 when the share is reached it takes effect by itself, from then on and not before', async () => {
  await complete(sean.client, (await oneDue(sean.client, 'SOP-100')).id);
  const before = (await server.installation.clock.now()).toString();
  await toDay(await today(), '15:00');
  assert.equal(await stateOf(held), 'effective');
  const document = await quality.client.call(getDocument, { params: { id: gated }, query: {} });
  assert.equal(document.inForce?.label, '1.1');
  assert.ok(Temporal.Instant.compare(document.inForce.effectiveAt, before) >= 0, 'not earlier than the last one was trained');
  const { hold, past, now } = await taking(held);
  assert.deepEqual([hold, now, past.map((one) => one.endedAs)], [null, null, ['reached']]);
  const [superseded] = document.versions.filter((version) => version.state === 'superseded');
  assert.equal(superseded?.inForceUntil, document.inForce.effectiveAt); // no instant without a version in force
  assert.equal(await driftOf(company), 0);
});

test('DOC-06 who is absent is not waited for', async () => {
  const second = await revise(gated, '1.2', await inDays(14));
  await complete(orla.client, (await oneDue(orla.client, 'SOP-100')).id);
  await trainer.client.call(setAbsence, { params: { id: sean.id }, body: { from: await inDays(3), until: await inDays(60) } });
  await toDay(await inDays(14), '00:30');
  assert.equal(await stateOf(second), 'effective');
});

test('DOC-06 an override is quality’s, signed, with a reason, and opens a quality event in the same act', async () => {
  later = await revise(gated, '1.3', await inDays(14));
  await toDay(await inDays(14));
  assert.deepEqual((await taking(later)).override, { allowed: true, why: null });
  assert.match((await taking(later, approver.client)).override.why ?? '', /quality/u);
  assert.equal((await approver.client.refused(overrideHold, { params: { id: later }, body: { statement: 'x', reason: 'x', password: PASSWORD } })).code, 'not-permitted');
  const { statement } = await quality.client.call(getOverrideStatement, { params: { id: later } });
  assert.match(statement, /0 of the 1 people required and present are trained on it \(0 %\); the policy asks for 90 %/u);
  assert.equal((await quality.client.refused(overrideHold, { params: { id: later }, body: { statement, reason: ' ', password: PASSWORD } })).status, 400);
  assert.equal((await quality.client.refused(overrideHold, { params: { id: later }, body: { statement, reason: 'x', password: 'wrong' } })).code, 'password-wrong');
  assert.equal((await quality.client.refused(overrideHold, { params: { id: later }, body: { statement: `Yes. ${statement}`, reason: 'x', password: PASSWORD } })).code, 'statement-changed');
  assert.equal(await stateOf(later), 'approved');
  assert.equal((await override(later)).state, 'effective');
  const { items, total } = await quality.client.call(listQualityEvents, { query: {} });
  assert.deepEqual([total, items[0]?.number, items[0]?.kind, items[0]?.state, items[0]?.document?.number, items[0]?.version?.label, items[0]?.openedBy?.name], [1, 'QE-0001', 'deviation', 'open', 'SOP-100', '1.3', 'Cian Daly']);
  assert.match(items[0]?.text ?? '', /Reason given: the old procedure is unsafe$/u);
  const [past] = (await taking(later)).past;
  assert.deepEqual([past?.endedAs, past?.reason, past?.signature?.printedName], ['overridden', 'the old procedure is unsafe', 'Cian Daly']);
  assert.equal((await quality.client.refused(getOverrideStatement, { params: { id: later } })).code, 'not-held');
  const acts = ['HoldOverridden', 'QualityEventOpened', 'VersionBecameEffective'];
  const times = await Promise.all(acts.map(async (action) => (await trail(action))[0]?.at));
  assert.equal(new Set(times).size, 1); // one act, one moment
});

test('QEV-01 quality events are for quality, approvers and inspectors', async () => {
  const id = (await quality.client.call(listQualityEvents, { query: { search: 'sop-100 trained' } })).items[0]?.id ?? '';
  assert.equal((await inspector.client.call(getQualityEvent, { params: { id } })).number, 'QE-0001');
  for (const { client } of [author, orla]) {
    assert.equal((await client.refused(listQualityEvents, { query: {} })).code, 'not-permitted');
    assert.equal((await client.refused(getQualityEvent, { params: { id } })).code, 'not-permitted');
  }
  assert.equal((await quality.client.call(listQualityEvents, { query: { search: 'nothing like it' } })).total, 0);
  assert.ok((await refusalsOf(company, author.id)).some((refusal) => refusal.attempted === 'GET /quality-events'));
});

let dated = '';
let moving = '';

test('DOC-07 moving the date later moves open due dates, keeps what is completed, and is shown before', async () => {
  dated = await inForce('SOP-200', 'high');
  await complete(orla.client, (await oneDue(orla.client, 'SOP-200')).id);
  moving = await revise(dated, '2.0', await inDays(10));
  const to = await inDays(14);
  const shown = await approver.client.call(getDateChange, { params: { id: moving }, query: { effectiveOn: to } });
  assert.deepEqual([shown.needsSignature, shown.earlier, shown.days, shown.minimumDays], [false, false, 14, 7]);
  const before = (await dueOf(orla.client, 'SOP-200')).map((row) => row.dueOn);
  const preview = await approver.client.call(previewDate, { params: { id: moving }, query: { effectiveOn: to } });
  assert.deepEqual(preview.items.map((item) => [item.person.name, item.from, item.to]), [['Orla Fitzgerald', before[0], to]]);
  assert.deepEqual((await dueOf(orla.client, 'SOP-200')).map((row) => row.dueOn), before); // nothing was saved
  await approver.client.call(moveDate, { params: { id: moving }, body: { effectiveOn: to, reason: 'the filter comes later' } });
  assert.deepEqual((await dueOf(orla.client, 'SOP-200')).map((row) => row.dueOn), [to]);
  assert.equal((await quality.client.call(getVersion, { params: { id: moving } })).effectiveOn, to);
  assert.deepEqual((await trail('EffectiveDateMoved')).map((event) => event.why), ['the filter comes later']);
  assert.equal(await driftOf(company), 0);
});

test('DOC-07 earlier below the minimum is signed for, the past refused, and whoever completed stays completed', async () => {
  await complete(orla.client, (await oneDue(orla.client, 'SOP-200')).id);
  const soon = await inDays(3);
  assert.equal((await approver.client.refused(moveDate, { params: { id: moving }, body: { effectiveOn: await inDays(-1), reason: 'x' } })).code, 'effective-date-past');
  assert.equal((await author.client.refused(moveDate, { params: { id: moving }, body: { effectiveOn: soon, reason: 'x' } })).code, 'not-permitted');
  assert.equal((await approver.client.refused(moveDate, { params: { id: moving }, body: { effectiveOn: soon, reason: 'x' } })).code, 'move-needs-signature');
  const { statement, needsSignature } = await approver.client.call(getDateChange, { params: { id: moving }, query: { effectiveOn: soon } });
  assert.ok(needsSignature && statement.includes('That leaves 3 days for training; the policy for high documents asks for 7.'));
  await approver.client.call(moveDate, { params: { id: moving }, body: { effectiveOn: soon, reason: 'recall', signing: { statement, password: PASSWORD } } });
  await toDay(soon, '00:30');
  assert.equal(await stateOf(moving), 'effective');
  assert.deepEqual(await dueOf(orla.client, 'SOP-200'), []);
  assert.equal((await approver.client.refused(moveDate, { params: { id: moving }, body: { effectiveOn: await inDays(3), reason: 'x' } })).code, 'wrong-state');
});

test('DOC-07 approving with less than the minimum is named in what is signed', async () => {
  const { versionId } = await draftProcedure(company, { documentId: dated, label: '3.0', text: revised });
  const short = await approver.client.call(getApprovalStatement, { params: { id: versionId }, query: { effectiveOn: await inDays(2), decision: 'retrain' } });
  assert.equal(short.shortWindow, 'That leaves 2 days for training; the policy for high documents asks for 7.');
  assert.ok(short.statement.endsWith(short.shortWindow));
  const enough = await approver.client.call(getApprovalStatement, { params: { id: versionId }, query: { effectiveOn: await inDays(7), decision: 'retrain' } });
  assert.deepEqual([enough.shortWindow, enough.takesEffect], [null, 'date']);
  await approve(company, versionId, { effectiveOn: await inDays(7) });
  assert.equal((await dueOf(orla.client, 'SOP-200')).length, 1);
  await approver.client.call(withdrawVersion, { params: { id: versionId }, body: { reason: 'a page is missing' } });
  const [cancelled] = (await orla.client.call(getMyTraining)).done;
  assert.deepEqual([cancelled?.closedAs, cancelled?.closedWhy], ['cancelled', 'version 3.0 was withdrawn']);
});

test('DOC-06 all trained: it waits for everybody without a hold, and is due by the days of the policy', async () => {
  await putPolicy(company, 'high', { effectiveDate: 'date' }).catch(() => undefined); // nothing to sign: it is so already
  await putPolicy(company, 'critical', { effectiveDate: 'all_trained' });
  const documentId = await inForce('SOP-300', 'critical');
  await complete(orla.client, (await oneDue(orla.client, 'SOP-300')).id);
  const { versionId: id } = await draftProcedure(company, { documentId, label: '2.0', text: revised });
  const shown = await approver.client.call(previewApproval, { params: { id }, query: { effectiveOn: await today(), decision: 'retrain' } });
  assert.deepEqual([shown.assigned, shown.people[0]?.dueOn], [1, await workingDay(await inDays(30))]); // it does not take effect at once
  await approve(company, id, { effectiveOn: await today() });
  assert.equal(await stateOf(id), 'approved');
  const [row] = await dueOf(orla.client, 'SOP-300');
  assert.equal(row?.dueOn, await workingDay(await inDays(30)));
  await toDay(await inDays(4));
  assert.deepEqual([(await taking(id)).hold, (await taking(id)).threshold], [null, 100]);
  await complete(orla.client, (await oneDue(orla.client, 'SOP-300')).id);
  await toDay(await today(), '16:00');
  assert.equal(await stateOf(id), 'effective');
  assert.equal(await driftOf(company), 0);
});

async function workingDay(day: string): Promise<string> {
  const date = Temporal.PlainDate.from(day);
  return Promise.resolve(date.dayOfWeek > 5 ? date.subtract({ days: date.dayOfWeek - 5 }).toString() : day);
}

test('DOC-06 a running window keeps the policy of its approval; what is approved after a new policy follows that one', async () => {
  await putPolicy(company, 'critical', { effectiveDate: 'gate', gatePercent: 100 });
  const documentId = await inForce('SOP-400', 'critical');
  const [before] = await dueOf(orla.client, 'SOP-400');
  await complete(orla.client, (await oneDue(orla.client, 'SOP-400')).id);
  const id = await revise(documentId, '2.0', await inDays(14));
  const dueBefore = (await dueOf(orla.client, 'SOP-400')).map((row) => row.dueOn);
  await putPolicy(company, 'critical', { effectiveDate: 'date', revisionDays: 5, initialDays: 5 }, 'as strict as high');
  assert.ok(before !== undefined);
  assert.deepEqual((await dueOf(orla.client, 'SOP-400')).map((row) => row.dueOn), dueBefore); // dates once given stay
  assert.equal(await driftOf(company), 0);
  await toDay(await inDays(14));
  assert.deepEqual([(await taking(id)).takesEffect, (await taking(id)).threshold, (await taking(id)).hold?.gatePercent], ['gate', 100, 100]);
  const next = await draftProcedure(company, { number: 'SOP-401', risk: 'critical' });
  await approve(company, next.versionId, { effectiveOn: await inDays(1) });
  assert.equal((await taking(next.versionId)).takesEffect, 'date');
});

test('DOC-06 a held version can be withdrawn, or be given a later date: the hold ends and its end is kept', async () => {
  const { items } = await quality.client.call(listQualityEvents, { query: {} });
  assert.equal(items.length, 1); // neither opens a quality event
  const document = (await quality.client.call(getVersion, { params: { id: later } })).documentId;
  const second = await (async () => { await putPolicy(company, 'critical', { effectiveDate: 'gate', gatePercent: 90 }); return revise(document, '1.4', await inDays(3)); })();
  await toDay(await inDays(3));
  assert.ok((await taking(second)).hold);
  await approver.client.call(moveDate, { params: { id: second }, body: { effectiveOn: await inDays(10), reason: 'wait for the night shift' } });
  assert.deepEqual([(await taking(second)).hold, (await taking(second)).past[0]?.endedAs], [null, 'moved']);
  await toDay(await inDays(10));
  const third = await revise(document, '1.5', await inDays(1));
  await toDay(await inDays(1));
  assert.deepEqual([(await taking(second)).hold === null, (await taking(third)).hold], [false, null]); // none overtakes one that waits
  await approver.client.call(withdrawVersion, { params: { id: second }, body: { reason: 'superseded by events' } });
  assert.deepEqual((await taking(second)).past.map((one) => one.endedAs), ['withdrawn', 'moved']);
  await toDay(await today(), '15:00');
  assert.ok((await taking(third)).hold); // now it is its turn, and its own gate
});

test('DOC-06 policies are read by everyone, signed by quality alone, kept with their signatures, and checked', async () => {
  const { items } = await orla.client.call(listPolicies, { query: {} });
  assert.deepEqual(items.map((item) => item.risk), ['critical', 'high', 'medium', 'low']);
  assert.equal(items[0]?.sentences.length, SETTINGS.length);
  const history = (await orla.client.call(getPolicyHistory, { params: { risk: 'critical' }, query: {} })).items;
  assert.deepEqual(history.map((version) => version.version), [5, 4, 3, 2, 1]);
  assert.deepEqual([history[0]?.signature?.printedName, history[0]?.until, history[4]?.signature, history[4]?.signedAt], ['Cian Daly', null, null, null]);
  assert.equal(history[4]?.until, history[3]?.signedAt);
  const { settings } = history[0] ?? assert.fail('no policy');
  for (const { client } of [approver, trainer, author]) assert.equal((await client.refused(proposePolicy, { params: { risk: 'critical' }, body: { settings } })).code, 'not-permitted');
  const code = async (change: Partial<typeof settings>) => (await quality.client.refused(proposePolicy, { params: { risk: 'critical' }, body: { settings: { ...settings, ...change } } })).code;
  assert.equal(await code({}), 'policy-unchanged');
  assert.equal(await code({ gatePercent: 101 }), 'policy-out-of-range');
  assert.equal(await code({ minimumTrainingDays: 0 }), 'weaker-than-high');
  const proposed = await quality.client.call(proposePolicy, { params: { risk: 'critical' }, body: { settings: { ...settings, gatePercent: 80 } } });
  assert.deepEqual(proposed.changes.map((change) => change.setting), ['gatePercent']);
  assert.equal(proposed.documents, 4);
  const stale = await quality.client.refused(signPolicy, { params: { risk: 'critical' }, body: { settings: { ...settings, gatePercent: 70 }, reason: 'x', statement: proposed.statement, password: PASSWORD } });
  assert.equal(stale.code, 'statement-changed');
});
