import { createHash } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import { dayIn, endOfDay } from '../../../kernel/day.ts';
import { canonicalJson } from '../../../kernel/json.ts';
import type { AuditedTx, Context } from '../../../platform/context.ts';
import { bytesColumn, column } from '../../../platform/db/bulk.ts';
import type { Tx } from '../../../platform/db/pool.ts';
import { holdsAt } from '../../people/store-placement.ts';
import type { MatrixRule, Position, Reason } from '../../matrix/types.ts';
import { CARRIED_FORWARD_FORMAT, carriedForwardContent, type CarriedForward } from '../rules-record.ts';
import type { Change, DocumentFact, OpenAssignment, PausedWork, PersonFact, PlannedChange, Scope, TrainedVersion, VersionFact } from './types.ts';

export type LoadedPerson = { readonly person: PersonFact; readonly position: Position | null };
export type LoadedState = {
  /** Documents on which a person has an obligation or an assignment open. */
  busyWith: Map<string, Set<string>>;
  obligations: Map<string, { id: string; reasons: Reason[] }>;
  open: Map<string, OpenAssignment[]>;
  trained: Map<string, TrainedVersion[]>;
};

export const pairKey = (personId: string, documentId: string): string => `${personId} ${documentId}`;

/** One reconciliation at a time: what each reads, no other writes. */
export async function lockReconciliation(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('readback.reconcile'))`.execute(tx);
}

/** For acts that change what a reconciliation reads: many at a time, none while one runs. Take it before any row lock. */
export async function lockOutReconciliation(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtext('readback.reconcile'))`.execute(tx);
}

/** The people whom this scope can concern: in an audience that names the documents, or with something open on them. */
function candidates(now: Temporal.Instant, scope: Scope, rules: readonly MatrixRule[]): RawBuilder<unknown> {
  if (scope.personIds !== null) return sql`select id from unnest(${[...scope.personIds]}::uuid[]) as asked (id)`;
  const documents = scope.documentIds === null ? sql`true` : sql`document_id = any(${[...scope.documentIds]}::uuid[])`;
  if (scope.obligedOnly === true) return sql`select person_id as id from obligation where until is null and ${documents} union select person_id from assignment where closed_at is null and ${documents}`;
  const audiences = JSON.stringify(rules.map((rule) => ({ roles: rule.audience.roleIds, departments: rule.audience.departmentIds, sites: rule.audience.siteIds })));
  return sql`
    select e.person_id as id from employment e join site s on s.id = e.site_id join department d on d.id = e.department_id
      where ${holdsAt(now)} and exists (
        select from (select array(select jsonb_array_elements_text(a -> 'roles'))::uuid[] as roles, array(select jsonb_array_elements_text(a -> 'departments'))::uuid[] as departments,
          array(select jsonb_array_elements_text(a -> 'sites'))::uuid[] as sites from jsonb_array_elements(${audiences}::jsonb) a offset 0) a
        where (cardinality(a.sites) = 0 or e.site_id = any(a.sites)) and (cardinality(a.departments) = 0 or d.path && a.departments)
          and (cardinality(a.roles) = 0 or exists (select from person_role pr where pr.person_id = e.person_id and pr.role_id = any(a.roles) and lower(pr.during) <= (${now}::timestamptz at time zone s.zone)::date and (upper(pr.during) is null or upper(pr.during) > (${now}::timestamptz at time zone s.zone)::date))))
    union select person_id from obligation where until is null and ${documents}
    union select person_id from assignment where closed_at is null and ${documents}`;
}

type SiteRow = { id: string; name: string; zone: string; working_days: number[]; holidays: Temporal.PlainDate[] };

/** What every person of a site shares, and the names that sentences use; loaded once for all people. */
export type Surroundings = { readonly sites: ReadonlyMap<string, SiteFact>; readonly departments: ReadonlyMap<string, { readonly name: string; readonly path: readonly string[] }>; readonly roles: ReadonlyMap<string, string> };
type SiteFact = { readonly name: string; readonly zone: string; readonly day: Temporal.PlainDate; readonly calendar: PersonFact['calendar'] };

export async function loadSurroundings(tx: Tx, now: Temporal.Instant): Promise<Surroundings> {
  const sites = await sql<SiteRow>`select id, name, zone, working_days, holidays from site`.execute(tx);
  const departments = await sql<{ id: string; name: string; path: string[] }>`select id, name, path from department`.execute(tx);
  const roles = await sql<{ id: string; name: string }>`select id, name from job_role`.execute(tx);
  return {
    sites: new Map(sites.rows.map((site) => [site.id, { name: site.name, zone: site.zone, day: dayIn(now, site.zone), calendar: { workingDays: site.working_days, holidays: site.holidays } }])),
    departments: new Map(departments.rows.map((department) => [department.id, department])),
    roles: new Map(roles.rows.map((role) => [role.id, role.name])),
  };
}

type PersonRow = { id: string; state: string | null; site_id: string | null; department_id: string | null; roles: string[] | null };

/** Everyone in scope with what holds of them today, in the day of their own site. */
export async function loadPeople(tx: Tx, now: Temporal.Instant, scope: Scope, rules: readonly MatrixRule[], around: Surroundings): Promise<LoadedPerson[]> {
  const found = await sql<PersonRow>`
    with who as materialized (${candidates(now, scope, rules)}),
    here as materialized (
      select e.person_id, e.state, e.site_id, e.department_id, (${now}::timestamptz at time zone s.zone)::date as day from who join employment e on e.person_id = who.id join site s on s.id = e.site_id
      where ${holdsAt(now)}
    ), held as (
      select pr.person_id, array_agg(pr.role_id) as roles from here h join person_role pr on pr.person_id = h.person_id and lower(pr.during) <= h.day and (upper(pr.during) is null or upper(pr.during) > h.day) group by pr.person_id
    )
    select who.id, h.state, h.site_id, h.department_id, held.roles from who left join here h on h.person_id = who.id left join held on held.person_id = who.id`.execute(tx);
  return [...new Map(found.rows.map((row) => [row.id, loadedPerson(row, around)])).values()];
}

const NOT_EMPLOYED = { employed: false, onLeave: false, day: Temporal.PlainDate.from('1970-01-01'), zone: 'UTC', calendar: { workingDays: [], holidays: [] } };

function loadedPerson(row: PersonRow, around: Surroundings): LoadedPerson {
  const site = around.sites.get(row.site_id ?? '');
  const department = around.departments.get(row.department_id ?? '');
  if (site === undefined || department === undefined || row.site_id === null) return { person: { id: row.id, ...NOT_EMPLOYED }, position: null };
  const { day, zone, calendar } = site;
  const roles = (row.roles ?? []).map((id) => ({ id, name: around.roles.get(id) ?? id })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return {
    person: { id: row.id, employed: true, onLeave: row.state === 'on_leave', day, zone, calendar },
    position: { personId: row.id, day, siteId: row.site_id, siteName: site.name, departmentPath: department.path, departmentName: department.name, roles },
  };
}

export async function loadDocuments(tx: Tx, ids: readonly string[] | null): Promise<Map<string, DocumentFact>> {
  const which = ids === null ? sql`true` : sql`d.id = any(${[...ids]}::uuid[])`;
  const found = await sql<{ id: string; number: string; risk: DocumentFact['risk']; retired: boolean; versions: (Omit<VersionFact, 'effectiveOn'> & { effectiveOn: string })[] }>`
    select d.id, d.number, d.risk, d.retired_at is not null as retired,
      coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'ordinal', v.ordinal, 'label', v.label, 'changeClass', v.change_class, 'decision', v.training_decision, 'effectiveOn', v.effective_on, 'state', v.state) order by v.ordinal) filter (where v.approved_at is not null), '[]') as versions
    from document d left join document_version v on v.document_id = d.id where ${which} group by d.id`.execute(tx);
  return new Map(found.rows.map((row) => [row.id, { ...row, versions: row.versions.map((version) => ({ ...version, effectiveOn: Temporal.PlainDate.from(version.effectiveOn) })) }]));
}

/** Open obligations and assignments, and the versions trained on, of these people (and documents). */
export async function loadState(tx: Tx, personIds: readonly string[], documentIds: readonly string[] | null): Promise<LoadedState> {
  const who = sql`person_id = any(${[...personIds]}::uuid[]) and ${documentIds === null ? sql`true` : sql`document_id = any(${[...documentIds]}::uuid[])`}`;
  const obligations = await sql<{ id: string; person_id: string; document_id: string; reasons: Reason[] }>`select id, person_id, document_id, reasons from obligation where until is null and ${who}`.execute(tx);
  const open = await sql<{ id: string; person_id: string; document_id: string; version_id: string; path: OpenAssignment['path']; due_at: Temporal.Instant; overdue_since: Temporal.Instant | null }>`select id, person_id, document_id, version_id, path, due_at, overdue_since from assignment where closed_at is null and ${who}`.execute(tx);
  const trained = await sql<{ person_id: string; document_id: string; version_id: string; valid_until: Temporal.Instant | null }>`select distinct on (person_id, document_id, version_id) person_id, document_id, version_id, valid_until from training_record where ${who} order by person_id, document_id, version_id, event_at desc, id desc`.execute(tx);
  const paused = await loadPaused(tx, who);
  const state: LoadedState = { busyWith: new Map(), obligations: new Map(), open: new Map(), trained: new Map() };
  for (const row of [...obligations.rows, ...open.rows]) {
    const documents = state.busyWith.get(row.person_id) ?? new Set();
    state.busyWith.set(row.person_id, documents.add(row.document_id));
  }
  for (const row of obligations.rows) state.obligations.set(pairKey(row.person_id, row.document_id), { id: row.id, reasons: row.reasons });
  for (const row of open.rows) push(state.open, pairKey(row.person_id, row.document_id), { id: row.id, versionId: row.version_id, path: row.path, dueAt: row.due_at, overdueSince: row.overdue_since, paused: paused.get(row.id) ?? null });
  for (const row of trained.rows) push(state.trained, pairKey(row.person_id, row.document_id), { versionId: row.version_id, validUntil: row.valid_until });
  return state;
}

/** Open work whose person has been on leave since it was assigned, and may be back: few, so the rest carries none of this. */
async function loadPaused(tx: Tx, who: RawBuilder<unknown>): Promise<Map<string, PausedWork>> {
  const found = await sql<Omit<PausedWork, 'leaves'> & { id: string; leaves: { from: string; until: string }[] }>`
    select id, due_on as "dueOn", (assigned_at at time zone zone)::date as "assignedOn", zone, leave_counted_until as "countedUntil", leaves from assignment
    join lateral (select jsonb_agg(jsonb_build_object('from', lower(e.during), 'until', upper(e.during))) as leaves from employment e
      where e.person_id = assignment.person_id and e.state = 'on_leave' and upper(e.during) > (assigned_at at time zone zone)::date) away on leaves is not null
    where closed_at is null and overdue_since is null and ${who} and person_id in (select person_id from employment where state = 'on_leave' and upper(during) is not null)`.execute(tx);
  const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
  return new Map(found.rows.map((row) => [row.id, { ...row, leaves: row.leaves.map(({ from, until }) => ({ from: day(from), until: day(until) })) }]));
}

function push<Item>(map: Map<string, Item[]>, key: string, item: Item): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}

type Kind<K extends Change['kind']> = PlannedChange & { readonly id: string; readonly change: Extract<Change, { kind: K }> };

export async function saveObligations(tx: AuditedTx, now: Temporal.Instant, rows: readonly Kind<'open-obligation'>[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into obligation (id, person_id, document_id, since, reasons)
    select id, person, document, ${now}::timestamptz, reasons from unnest(${column(rows.map((row) => row.id), 'uuid')}, ${column(rows.map((row) => row.personId), 'uuid')}, ${column(rows.map((row) => row.documentId), 'uuid')}, ${column(rows.map((row) => JSON.stringify(row.change.reasons)), 'jsonb')}) as r (id, person, document, reasons)`.execute(tx);
}

export async function saveRestated(tx: AuditedTx, rows: readonly Kind<'restate-obligation'>[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`update obligation o set reasons = r.reasons from unnest(${column(rows.map((row) => row.change.id), 'uuid')}, ${column(rows.map((row) => JSON.stringify(row.change.reasons)), 'jsonb')}) as r (id, reasons) where o.id = r.id`.execute(tx);
}

export async function saveEnded(tx: AuditedTx, now: Temporal.Instant, rows: readonly Kind<'end-obligation'>[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`update obligation set until = ${now} where id = any(${column(rows.map((row) => row.change.id), 'uuid')})`.execute(tx);
}

export async function saveClosed(tx: AuditedTx, now: Temporal.Instant, rows: readonly Kind<'close'>[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`update assignment a set closed_at = ${now}, closed_as = r.closed_as, closed_why = r.why from unnest(${column(rows.map((row) => row.change.assignmentId), 'uuid')}, ${column(rows.map((row) => row.change.as), 'text')}, ${column(rows.map((row) => row.change.why), 'text')}) as r (id, closed_as, why) where a.id = r.id and a.closed_at is null`.execute(tx);
}

export async function saveKeptOverdue(tx: AuditedTx, rows: readonly Kind<'keep-overdue'>[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`update assignment a set overdue_since = r.since from unnest(${column(rows.map((row) => row.change.assignmentId), 'uuid')}, ${column(rows.map((row) => row.change.since.toString()), 'timestamptz')}) as r (id, since) where a.id = r.id`.execute(tx);
}

export async function saveMovedDue(tx: AuditedTx, rows: readonly Kind<'move-due'>[]): Promise<void> {
  if (rows.length === 0) return;
  const of = (value: (change: Kind<'move-due'>['change']) => string): string[] => rows.map((row) => value(row.change));
  await sql`update assignment a set due_on = r.due_on, due_at = r.due_at, leave_counted_until = r.counted
    from unnest(${column(of((change) => change.assignmentId), 'uuid')}, ${column(of((change) => change.dueOn.toString()), 'date')}, ${column(of((change) => endOfDay(change.dueOn, change.zone).toString()), 'timestamptz')}, ${column(of((change) => change.countedUntil.toString()), 'date')})
      as r (id, due_on, due_at, counted) where a.id = r.id`.execute(tx);
}

/** What many assignments of one act share; each row then carries only its own id and person. */
type Terms = { term: number; document: string; version: string; path: string; cause: string; covers: readonly string[]; due_on: string; due_at: string; zone: string; overdue_since: string | null };

function termsOf(rows: readonly Kind<'assign'>[]): { terms: Terms[]; termOf: number[] } {
  const known = new Map<string, Terms>();
  const termOf = rows.map(({ documentId, zone, change }) => {
    const dueOn = change.dueOn.toString();
    const overdue = change.overdueSince?.toString() ?? null;
    const key = `${change.version.id} ${change.path} ${change.cause} ${change.covers.join(',')} ${dueOn} ${zone} ${overdue}`;
    const terms = known.get(key) ?? { term: known.size, document: documentId, version: change.version.id, path: change.path, cause: change.cause, covers: change.covers, due_on: dueOn, due_at: endOfDay(change.dueOn, zone).toString(), zone, overdue_since: overdue };
    known.set(key, terms);
    return terms.term;
  });
  return { terms: [...known.values()], termOf };
}

export async function saveAssignments(tx: AuditedTx, now: Temporal.Instant, rows: readonly Kind<'assign'>[]): Promise<void> {
  if (rows.length === 0) return;
  const { terms, termOf } = termsOf(rows);
  await sql`insert into assignment (id, person_id, document_id, version_id, path, cause, covers, assigned_at, due_on, due_at, zone, overdue_since)
    select r.id, r.person, t.document, t.version, t.path, t.cause, t.covers, ${now}::timestamptz, t.due_on, t.due_at, t.zone, t.overdue_since
    from unnest(${column(rows.map((row) => row.id), 'uuid')}, ${column(rows.map((row) => row.personId), 'uuid')}, ${column(termOf.map(String), 'int')}) as r (id, person, term)
    join jsonb_to_recordset(${JSON.stringify(terms)}::jsonb) as t (term int, document uuid, version uuid, path text, cause text, covers uuid[], due_on date, due_at timestamptz, zone text, overdue_since timestamptz) using (term)`.execute(tx);
}

/** What all records carried forward to one version share. */
type Carried = { id: string; module: string | null; contentSha256: string; reason: string; signature: string | null };

async function loadCarried(tx: Tx, versionIds: readonly string[]): Promise<Map<string, Carried>> {
  const found = await sql<Carried>`select v.id, m.id as module, encode(v.content_sha256, 'hex') as "contentSha256", 'carried forward from the version before: ' || coalesce(v.training_reason, v.change_summary) as reason,
      (select s.id from signature s where s.subject_id = v.id and s.meaning = 'approved' order by s.signed_at desc limit 1) as signature
    from document_version v left join module m on m.version_id = v.id where v.id = any(${[...versionIds]}::uuid[])`.execute(tx);
  return new Map(found.rows.map((row) => [row.id, row]));
}

/** IMP-04: a record for the new version that bears the approver's signature instead of an assessment. */
export async function saveCarriedForward(tx: AuditedTx, ctx: Context, rows: readonly Kind<'carry-forward'>[]): Promise<void> {
  if (rows.length === 0) return;
  const shared = await loadCarried(tx, [...new Set(rows.map((row) => row.change.version.id))]);
  const records = rows.flatMap((row): CarriedForward[] => {
    const version = shared.get(row.change.version.id);
    if (version === undefined) return [];
    return [{ ...version, id: row.id, person: row.personId, document: row.documentId, version: version.id, zone: row.zone, at: ctx.now.toString(), validUntil: row.change.validUntil?.toString() ?? null }];
  });
  const of = (value: (record: CarriedForward) => string | null, type: 'uuid' | 'text' | 'timestamptz') => column(records.map(value), type);
  const digests = records.map((record) => createHash('sha256').update(canonicalJson(carriedForwardContent(record))).digest());
  const terms = JSON.stringify([...shared.values()]);
  await sql`insert into training_record (id, kind, person_id, document_id, version_id, module_id, path, content_sha256, covers, attempts, reading, event_at, entered_at, zone, valid_until, reason, signature_id, digest, digest_format)
    select r.id, 'carry_forward', r.person, r.document, t.id, t.module, 'notice', decode(t."contentSha256", 'hex'), array[t.id], '[]', '[]', ${ctx.now}::timestamptz, ${ctx.now}::timestamptz, r.zone, r.valid_until, t.reason, t.signature, r.digest, ${CARRIED_FORWARD_FORMAT}
    from unnest(${of((r) => r.id, 'uuid')}, ${of((r) => r.person, 'uuid')}, ${of((r) => r.document, 'uuid')}, ${of((r) => r.version, 'uuid')}, ${of((r) => r.zone, 'text')}, ${of((r) => r.validUntil, 'timestamptz')}, ${bytesColumn(digests)})
      as r (id, person, document, version, zone, valid_until, digest)
    join jsonb_to_recordset(${terms}::jsonb) as t (id uuid, module uuid, "contentSha256" text, reason text, signature uuid) on t.id = r.version`.execute(tx);
}
