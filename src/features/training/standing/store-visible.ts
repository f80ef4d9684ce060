import { sql, type RawBuilder } from 'kysely';
import { permits, type Permission, type Principal } from '../../../kernel/permission.ts';
import { holdsAt } from '../../people/store-placement.ts';

/**
 * A condition on person p: whom the principal may see with this permission. By role everyone, or everyone who has worked
 * within the site and the department of one grant; otherwise oneself and those below in the line of management today.
 */
export function visiblePeople(principal: Principal, permission: Permission, now: Temporal.Instant): RawBuilder<unknown> {
  if (principal.kind === 'system') return sql`true`;
  const grants = principal.grants.filter((grant) => permission.roles.includes(grant.role));
  if (grants.some((grant) => grant.siteId === null && grant.departmentId === null)) return sql`true`;
  const within = grants.map((grant) => sql`(${grant.siteId}::uuid is null or e.site_id = ${grant.siteId}::uuid) and (${grant.departmentId}::uuid is null or ${grant.departmentId}::uuid = any(dep.path))`);
  const byGrant = within.length === 0 ? [] : [sql`exists (select from employment e join department dep on dep.id = e.department_id where e.person_id = p.id and (${sql.join(within, sql` or `)}))`];
  const own = principal.id !== null && permits(principal, permission, { personId: principal.id }) ? [sql`p.id = ${principal.id}::uuid`] : [];
  const below = permission.reports === true && principal.id !== null ? [sql`p.id in (${everyoneBelow(principal.id, now)})`] : [];
  const any = [...byGrant, ...own, ...below];
  return any.length === 0 ? sql`false` : sql`(${sql.join(any, sql` or `)})`;
}

export function everyoneBelow(managerId: string, now: Temporal.Instant): RawBuilder<unknown> {
  const today = sql`${holdsAt(now)}`;
  return sql`with recursive below as (
    select e.person_id from employment e join site s on s.id = e.site_id where e.manager_id = ${managerId}::uuid and ${today}
    union select e.person_id from below b join employment e on e.manager_id = b.person_id join site s on s.id = e.site_id where ${today}
  ) select person_id from below`;
}
