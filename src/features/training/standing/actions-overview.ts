import { sql } from 'kysely';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import type { Context } from '../../../platform/context.ts';
import { heldOn, holdsAt } from '../../people/store-placement.ts';
import type * as contract from '../contract.ts';
import { may } from '../permissions.ts';
import type { TrainingState } from '../types.ts';
import { atOf, exists, refOf, type Reply } from './actions.ts';
import { countStates, stateOf } from './rules.ts';
import { loadGroups, loadMembers, type Place } from './store-document.ts';
import { equals } from './store-lists.ts';
import { visiblePeople } from './store-visible.ts';
import { loadStandings, type StandingRow } from './store.ts';

type DocumentQuery = { state?: TrainingState | undefined; asOf?: string | undefined; limit: number; cursor?: string | undefined };

/** Counts are of everyone; only the people of one page are looked at closely. */
export async function documentTraining(ctx: Context, documentId: string, query: DocumentQuery): Promise<Outcome<Reply<typeof contract.getDocumentTraining>>> {
  if (!(await exists(ctx, 'document', documentId))) return refuse('not-found', { what: 'document' });
  const at = atOf(ctx, query.asOf);
  const visible = visiblePeople(ctx.principal, may.readOverview, ctx.now);
  const groups = (await loadGroups(ctx.db, documentId, at, visible)).map((group) => ({ ...group, state: stateOf(group, at) }));
  const keys = groups.filter((group) => query.state === undefined || group.state === query.state).map((group) => group.key);
  const found = await loadMembers(ctx.db, documentId, at, visible, keys, placeIn(query.cursor), query.limit + 1);
  const members = found.slice(0, query.limit);
  const standings = await loadStandings(ctx.db, at, sql`d.id = ${documentId}::uuid and p.id = any(${members.map(({ id }) => id)}::uuid[])`);
  const byId = new Map(standings.map((standing) => [standing.personId, standing]));
  const total = (some: readonly { readonly people: number }[]): number => some.reduce((sum, group) => sum + group.people, 0);
  return done({
    items: members.flatMap(({ id }) => byId.get(id) ?? []).map((standing) => memberRow(standing, at)), nextCursor: nextPage(found, query.limit),
    counts: countStates(groups), required: total(groups), qualified: total(groups.filter((group) => group.covered)),
  });
}

function memberRow(standing: StandingRow, at: Temporal.Instant) {
  return {
    person: { id: standing.personId, name: standing.personName }, department: standing.department, site: standing.site, state: stateOf(standing, at),
    dueOn: standing.dueOn, trainedOn: refOf(standing.trainedOnId, standing.trainedOnLabel), recordId: standing.recordId,
  };
}

export async function grid(ctx: Context, query: { search?: string | undefined; siteId?: string | undefined; departmentId?: string | undefined; roleId?: string | undefined; asOf?: string | undefined; limit: number; cursor?: string | undefined }): Promise<Outcome<Reply<typeof contract.getGrid>>> {
  const at = atOf(ctx, query.asOf);
  const matching = sql`exists (select from employment e join site s on s.id = e.site_id join department dep on dep.id = e.department_id where e.person_id = p.id and ${holdsAt(at)}
    and ${equals('e.site_id', query.siteId)} and ${query.departmentId === undefined ? sql`true` : sql`dep.path @> array[${query.departmentId}::uuid]`}
    and ${query.roleId === undefined ? sql`true` : sql`exists (select from person_role pr where pr.person_id = p.id and pr.role_id = ${query.roleId}::uuid and ${heldOn(sql`(${at}::timestamptz at time zone s.zone)::date`)})`})
    and ${query.search === undefined ? sql`true` : sql`strpos(p.search, lower(${query.search})) > 0`} and ${visiblePeople(ctx.principal, may.readOverview, ctx.now)}`;
  const after = placeIn(query.cursor);
  const total = await sql<{ total: number }>`select count(*) as total from person p where ${matching}`.execute(ctx.db);
  const people = await sql<{ id: string; name: string; sortedAs: string; department: string | null; site: string | null }>`select p.id, p.name, lower(p.name) as "sortedAs", here.department, here.site from person p
    left join lateral (select dep.name as department, s.name as site from employment e join site s on s.id = e.site_id join department dep on dep.id = e.department_id where e.person_id = p.id and ${holdsAt(at)} limit 1) here on true
    where ${matching} and ${after === null ? sql`true` : sql`(lower(p.name), p.id) > (${after.name}, ${after.id}::uuid)`} order by lower(p.name), p.id limit ${query.limit + 1}`.execute(ctx.db);
  const shown = people.rows.slice(0, query.limit);
  const standings = await loadStandings(ctx.db, at, sql`p.id = any(${shown.map((person) => person.id)}::uuid[])`);
  const documents = await sql<{ id: string; number: string; title: string; risk: 'critical' | 'high' | 'medium' | 'low' }>`select id, number, title, risk from document where retired_at is null and exists (select from obligation o where o.document_id = document.id and o.until is null) order by number`.execute(ctx.db);
  const rows = shown.map((person) => {
    const mine = standings.filter((standing) => standing.personId === person.id);
    return { person: { id: person.id, name: person.name }, department: person.department, site: person.site, cells: mine.map((standing) => ({ documentId: standing.documentId, state: stateOf(standing, at), dueOn: standing.dueOn, recordId: standing.recordId })) };
  });
  const last = shown.at(-1);
  return done({ documents: documents.rows, rows, total: total.rows[0]?.total ?? 0, nextCursor: people.rows.length > query.limit && last !== undefined ? cursorAt({ name: last.sortedAs, id: last.id }) : null });
}

function nextPage(found: readonly Place[], limit: number): string | null {
  const last = found[limit - 1];
  return found.length > limit && last !== undefined ? cursorAt(last) : null;
}

/** Pages of people go by name, so a cursor holds the last name with its id. */
function cursorAt({ name, id }: Place): string {
  return Buffer.from(JSON.stringify([name, id])).toString('base64url');
}

function placeIn(cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  try {
    const [name, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, string]; // checked by the query's own types
    return { name, id };
  } catch {
    return null;
  }
}
