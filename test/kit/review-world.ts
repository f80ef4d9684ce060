import { sql } from 'kysely';
import { draftModule } from '../../src/features/learning/actions.ts';
import { approveVersion, getApprovalStatement, getSubmitStatement, submitVersion } from '../../src/features/documents/actions.ts';
import { convertBytes } from '../../src/features/documents/convert/convert.ts';
import { defaultLimits } from '../../src/features/documents/convert/limits.ts';
import { createDocument, uploadVersion } from '../../src/features/documents/drafting/actions.ts';
import { getStepStatement, signReviewStep } from '../../src/features/documents/review/actions.ts';
import type { Route, RouteStep } from '../../src/features/documents/review/types.ts';
import type { Outcome } from '../../src/kernel/decision.ts';
import type { Principal } from '../../src/kernel/permission.ts';
import type { Context } from '../../src/platform/context.ts';
import type { Db } from '../../src/platform/db/pool.ts';
import { hashPassword } from '../../src/platform/secret.ts';
import { nextId, personPrincipal, testContext } from './context.ts';
import { makeOrganisation, makePlace, makePerson, write } from './world.ts';

export const REVIEW_PASSWORD = 'nine calm herons at dusk';
const NOW = '2026-03-02T09:00:00Z'; // a Monday

type Roles = Parameters<typeof personPrincipal>[2][];
type Cast = Readonly<Record<'author' | 'manager' | 'reviewer' | 'second' | 'quality' | 'approver' | 'expert' | 'deputy' | 'outsider', Principal & { readonly kind: 'person' }>>;

/** A small plant for the tests of reviews: people with accounts and roles, and documents whose type has the route asked for. */
export type ReviewWorld = Awaited<ReturnType<typeof openReviewWorld>>;

export async function openReviewWorld(db: Db) {
  await makeOrganisation(db);
  const place = await makePlace(db);
  const hash = await hashPassword(REVIEW_PASSWORD, { memory: 8, passes: 1, parallelism: 1 }); // tests sign hundreds of times
  const person = async (name: string, roles: Roles, managerId?: string): Promise<Cast['author']> => {
    const id = await makePerson(db, { ...place, name, ...(managerId === undefined ? {} : { managerId }) });
    await write(db, async (tx) => {
      await tx.insertInto('account').values({ person_id: id, password_hash: hash, agreement_accepted_at: Temporal.Instant.from('2026-01-01T00:00:00Z') }).execute();
      for (const role of roles) await tx.insertInto('role_grant').values({ id: nextId(), person_id: id, role, granted_at: Temporal.Instant.from('2026-01-01T00:00:00Z') }).execute();
    });
    return personPrincipal(id, name, ...roles) as Cast['author']; // of its two kinds, this one
  };
  const manager = await person('Maeve Byrne', []);
  const cast: Cast = {
    manager, author: await person('Aoife Walsh', ['author', 'quality', 'approver'], manager.id), reviewer: await person('Rory Flynn', ['quality']), second: await person('Una Roche', ['quality']), quality: await person('Cian Daly', ['quality']),
    approver: await person('Brian Keane', ['approver']), expert: await person('Orla Fitzgerald', []), deputy: await person('Dara Quinn', []), outsider: await person('Sean Murphy', []),
  };
  const react: Context['react'] = async (ctx, tx, events) => {
    for (const event of events) if (event.type === 'VersionDrafted' || event.type === 'VersionContentReplaced') await draftModule(ctx, tx, event.subject.id);
  };
  const as = (who: Principal, now = NOW): Context => testContext({ db, principal: who, now, react });
  return { db, place, cast, as, ...documents(db, cast, as) };
}

export const step = (more: Partial<RouteStep> = {}): RouteStep => ({ name: 'Review by quality', meaning: 'reviewed', who: { kind: 'role', role: 'quality' }, need: 'any', days: 5, deputies: false, ...more });

export const routeOf = (stages: readonly (readonly RouteStep[])[], more: Partial<Route> = {}): Route => ({
  stages: stages.map((steps) => ({ steps })), approval: { who: { kind: 'role', role: 'approver' }, days: 10 }, commentsBlock: false, sameSigner: false, ...more,
});

export function ok<Reply>(outcome: Outcome<Reply>): Reply {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.refusal)}`);
  return outcome.reply;
}

export const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'done' : outcome.refusal.code);

function documents(db: Db, cast: Cast, as: (who: Principal, now?: string) => Context) {
  let made = 0;
  const draft = async (route: Route, more: { readonly siteId?: string; readonly ownerId?: string } = {}): Promise<{ documentId: string; versionId: string }> => {
    made += 1;
    const type = `T${made}`;
    await write(db, (tx) => sql`insert into document_type (id, code, name, numbering, risk, review_months, route, created_at) values (${nextId()}, ${type}, ${type}, ${`${type}-{000}`}, 'medium', 24, ${JSON.stringify(route)}, now())`.execute(tx));
    const document = ok(await createDocument(as(cast.author), { title: 'Gowning', type, risk: 'medium', reviewMonths: 24, siteId: more.siteId ?? null, ...(more.ownerId === undefined ? {} : { ownerId: more.ownerId }) }));
    return { documentId: document.id, versionId: ok(await tryUpload(document.id, '1.0')).id };
  };
  const tryUpload = (documentId: string, label: string, now?: string) => {
    const file = { name: 'procedure.md', bytes: Buffer.from(`# 1 Purpose\n\nWhy we gown.\n\n# 2 Gowning\n\nWear a hood and sterile gloves. ${label} ${documentId}\n`) };
    return uploadVersion(as(cast.author, now), (one) => convertBytes(one, defaultLimits), documentId, file, { label, changeClass: 'major', changeSummary: 'As needed' });
  };
  const trySubmit = async (versionId: string, now?: string) => {
    const shown = await getSubmitStatement(as(cast.author, now), versionId);
    return submitVersion(as(cast.author, now), versionId, { statement: shown.ok ? shown.reply.statement : 'as it was', password: REVIEW_PASSWORD });
  };
  const submitted = async (route: Route, more: Parameters<typeof draft>[1] = {}, now?: string) => {
    const made = await draft(route, more);
    ok(await trySubmit(made.versionId, now));
    return made;
  };
  const trySign = async (who: Principal, stepId: string, now?: string) => {
    const shown = await getStepStatement(as(who, now), stepId);
    return signReviewStep(as(who, now), stepId, { statement: shown.ok ? shown.reply.statement : 'as it was', password: REVIEW_PASSWORD });
  };
  const tryApprove = async (who: Principal, versionId: string, now?: string) => {
    const effectiveOn = Temporal.PlainDate.from('2026-04-01');
    const shown = await getApprovalStatement(as(who, now), versionId, { effectiveOn, decision: 'retrain' });
    return approveVersion(as(who, now), versionId, { effectiveOn, decision: 'retrain', reason: null, statement: shown.ok ? shown.reply.statement : 'as it was', password: REVIEW_PASSWORD });
  };
  const stepIds = async (versionId: string): Promise<string[]> => (await sql<{ id: string }>`select s.id from review_step s join review r on r.id = s.review_id where r.version_id = ${versionId} and r.ended_at is null order by stage, ordinal`.execute(db)).rows.map((row) => row.id);
  return { draft, tryUpload, trySubmit, submitted, trySign, tryApprove, stepIds };
}
