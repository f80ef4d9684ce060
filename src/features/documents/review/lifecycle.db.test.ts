// Whatever people do to a document, in whatever order: what must hold holds after every act.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { openTestDatabase } from '../../../../test/kit/database.ts';
import { openReviewWorld, REVIEW_PASSWORD, routeOf, step } from '../../../../test/kit/review-world.ts';
import type { Outcome } from '../../../kernel/decision.ts';
import type { Principal } from '../../../kernel/permission.ts';
import { approveVersion, getApprovalStatement, retireDocument, sendBackVersion, withdrawVersion } from '../actions.ts';
import { makeEffective } from '../lifecycle/actions-switch.ts';
import { discardDraft } from '../drafting/actions.ts';
import { addComment } from './actions-comments.ts';
import { takeBackSubmission } from './actions.ts';

const database = await openTestDatabase();
after(() => database.close());
const { db } = database;
const world = await openReviewWorld(db);
const { cast, as } = world;

const ROUTES = [routeOf([]), routeOf([[step({ who: { kind: 'people', personIds: [cast.expert.id] } }), step()]]), routeOf([[step({ need: 'all' })], [step({ name: 'Second', meaning: 'approved' })]], { sameSigner: true })];
const PEOPLE = ['author', 'reviewer', 'second', 'quality', 'approver', 'expert', 'outsider'] as const;
const ACTS = ['upload', 'submit', 'sign', 'sign', 'sign', 'approve', 'approve', 'sendBack', 'takeBack', 'comment', 'withdraw', 'switch', 'discard', 'retire'] as const;
type Try = { readonly act: (typeof ACTS)[number]; readonly who: (typeof PEOPLE)[number]; readonly pick: number; readonly days: number };

const someTry = fc.record({ act: fc.constantFrom(...ACTS), who: fc.constantFrom(...PEOPLE), pick: fc.nat(5), days: fc.nat(3) });
/** Most orders get nowhere; one that goes the right way, cut short at random, leads deep into the life of a version. */
const wayThrough: readonly Try[] = (['submit', 'sign', 'sign', 'sign', 'sign', 'approve', 'switch', 'upload', 'submit', 'sign', 'sign', 'sign', 'sign', 'approve', 'switch'] as const)
  .map((act, index) => ({ act, who: act === 'sign' ? (['reviewer', 'expert', 'second', 'quality'] as const)[index % 4] ?? 'expert' : act === 'approve' ? 'approver' : 'author', pick: 0, days: 1 }));
const history = fc.tuple(fc.nat(ROUTES.length - 1), fc.nat(wayThrough.length), fc.array(someTry, { minLength: 4, maxLength: 10 }), fc.boolean()).map(([route, cut, tries, straight]) => ({ route, tries: straight ? [...wayThrough.slice(0, cut), ...tries] : tries }));

type Frozen = Map<string, string>;

test('DOC-02 DOC-04 DOC-09 no order of acts gives two effective versions, changes approved content or leaves a review running', async () => {
  const reached = new Set<string>();
  await fc.assert(fc.asyncProperty(history, async ({ route, tries }) => {
    const { documentId } = await world.draft(ROUTES[route] ?? routeOf([]));
    const frozen: Frozen = new Map();
    let now = Temporal.Instant.from('2026-03-02T09:00:00Z');
    let label = 1;
    for (const one of tries) {
      now = now.add({ hours: 24 * one.days + 1 });
      if (one.act === 'upload') label += 1;
      const outcome = await attempt(documentId, one, now.toString(), `${label}.0`);
      if (outcome.ok) reached.add(one.act);
      await check(documentId, frozen);
    }
  }), { numRuns: 14, endOnFailure: true, examples: [[{ route: 1, tries: [...wayThrough] }]] });
  for (const act of ['submit', 'sign', 'approve', 'upload'] as const) assert.ok(reached.has(act), `the histories never got to ${act}`);
});

async function attempt(documentId: string, { act, who, pick, days }: Try, now: string, label: string): Promise<Outcome<unknown>> {
  const person: Principal = cast[who];
  const versions = (await sql<{ id: string }>`select id from document_version where document_id = ${documentId} order by ordinal desc`.execute(db)).rows;
  const id = (versions[pick % Math.max(1, Math.min(versions.length, 2))] ?? versions[0])?.id ?? '018f0000-0000-7000-8000-000000000000';
  const steps = await world.stepIds(id);
  switch (act) {
    case 'upload': return world.tryUpload(documentId, label, now);
    case 'submit': return world.trySubmit(id, now);
    case 'sign': return trySignAny(person, steps, now);
    case 'approve': return tryApprove(person, id, days, now);
    case 'sendBack': return sendBackVersion(as(person, now), id, { reason: 'Unclear' });
    case 'takeBack': return takeBackSubmission(as(person, now), id, { reason: 'Too early' });
    case 'comment': return addComment(as(person, now), id, { sectionOrdinal: 1, quote: null, text: 'Why?' });
    case 'withdraw': return withdrawVersion(as(person, now), id, { reason: 'Wrong file' });
    case 'switch': return makeEffective(as(cast.approver, now), id);
    case 'discard': return discardDraft(as(person, now), id);
    case 'retire': return retireDocument(as(person, now), documentId, { reason: 'No longer made' });
  }
}

/** The first of the steps that this person may sign, whichever it is. */
async function trySignAny(person: Principal, steps: readonly string[], now: string): Promise<Outcome<unknown>> {
  let outcome: Outcome<unknown> = { ok: false, refusal: { code: 'nothing-to-sign' } };
  for (const id of steps) {
    outcome = await world.trySign(person, id, now);
    if (outcome.ok) return outcome;
  }
  return outcome;
}

async function tryApprove(person: Principal, versionId: string, days: number, now: string): Promise<Outcome<unknown>> {
  const effectiveOn = Temporal.Instant.from(now).toZonedDateTimeISO('Europe/Dublin').toPlainDate().add({ days });
  const shown = await getApprovalStatement(as(person, now), versionId, { effectiveOn, decision: 'retrain' });
  return approveVersion(as(person, now), versionId, { effectiveOn, decision: 'retrain', reason: null, statement: shown.ok ? shown.reply.statement : 'as it was', password: REVIEW_PASSWORD });
}

async function check(documentId: string, frozen: Frozen): Promise<void> {
  const { rows } = await sql<{ id: string; state: string; running: number; content: string }>`select v.id, v.state,
      (select count(*) from review r where r.version_id = v.id and r.ended_at is null) as running,
      encode(sha256(f.bytes), 'hex') || ' ' || (select string_agg(s.html || encode(s.sha256, 'hex'), '' order by s.ordinal) from document_section s where s.version_id = v.id) as content
    from document_version v join content_file f on f.sha256 = v.content_sha256 where v.document_id = ${documentId}`.execute(db);
  assert.ok(rows.filter((row) => row.state === 'effective').length <= 1, 'two versions are effective');
  for (const row of rows) {
    assert.equal(row.running, row.state === 'in_review' ? 1 : 0, `${row.running} reviews run on a version that is ${row.state}`);
    if (row.state === 'draft' || row.state === 'in_review') continue;
    assert.equal(row.content, frozen.get(row.id) ?? row.content, 'approved content changed');
    frozen.set(row.id, row.content);
  }
  assert.ok([...frozen.keys()].every((id) => rows.some((row) => row.id === id)), 'an approved version is gone');
  const orphans = await sql`select from review r where r.ended_at is null and not exists (select from document_version v where v.id = r.version_id)`.execute(db);
  assert.equal(orphans.rows.length, 0, 'a review runs on a version that is gone');
}
