import { sql } from 'kysely';
import type { Instant } from '../../../kernel/day.ts';
import type { Db } from '../../../platform/db/pool.ts';
import { employedToday } from '../../access/store.ts';
import type { Subject } from '../types.ts';
import type { Surroundings } from './rules-route.ts';
import type { Ref, ReviewRole, Route } from './types.ts';

/** The route of the document's type, as it stands now. */
export async function loadRoute(db: Db, documentId: string): Promise<Route> {
  const found = await sql<{ route: Route }>`select t.route from document d join document_type t on t.code = d.type where d.id = ${documentId}`.execute(db);
  const route = found.rows[0]?.route;
  if (route === undefined) throw new Error(`document ${documentId} has no type`); // a foreign key of the table
  return route;
}

/** Who is who around a version: its author and owner with their managers, who holds which role for its site, whom the route names. */
export async function loadSurroundings(db: Db, { document, version }: Subject, route: Route, now: Instant): Promise<Surroundings> {
  const whos = [...route.stages.flatMap((stage) => stage.steps.map((step) => step.who)), route.approval.who];
  const roles = whos.flatMap((who) => (who.kind === 'role' ? [who.role] : []));
  const named = whos.flatMap((who) => (who.kind === 'people' ? who.personIds : []));
  const [held, people] = await Promise.all([
    sql<Ref & { role: ReviewRole }>`select distinct g.role, p.id, p.name from role_grant g join person p on p.id = g.person_id left join account a on a.person_id = p.id
      where g.role = any(${roles}::text[]) and g.revoked_at is null and (g.site_id is null or g.site_id = ${document.siteId}) and a.disabled_at is null and ${employedToday('p.id', now)} order by p.name`.execute(db),
    sql<Ref & { employed: boolean; managerId: string | null; managerName: string | null }>`select p.id, p.name, ${employedToday('p.id', now)} as employed, m.id as "managerId", m.name as "managerName"
      from person p
      left join lateral (select e.manager_id from employment e join site s on s.id = e.site_id where e.person_id = p.id and e.during @> (${now}::timestamptz at time zone s.zone)::date limit 1) works on true
      left join person m on m.id = works.manager_id and ${employedToday('m.id', now)}
      where p.id = any(${[...named, version.authorId, document.ownerId]}::uuid[])`.execute(db),
  ]);
  const byId = new Map(people.rows.map((row) => [row.id, row]));
  const refOf = (id: string): Ref => ({ id, name: byId.get(id)?.name ?? '' });
  const managerOf = (id: string): Ref | null => {
    const row = byId.get(id);
    return row === undefined || row.managerId === null || row.managerName === null ? null : { id: row.managerId, name: row.managerName };
  };
  return {
    author: refOf(version.authorId), coAuthorIds: version.coAuthorIds, owner: refOf(document.ownerId), authorsManager: managerOf(version.authorId), ownersManager: managerOf(document.ownerId),
    people: new Map(people.rows.filter((row) => row.employed).map((row) => [row.id, row.name])),
    holders: new Map(Map.groupBy(held.rows, (row) => row.role).entries().map(([role, rows]) => [role, rows.map(({ id, name }) => ({ id, name }))])),
  };
}
