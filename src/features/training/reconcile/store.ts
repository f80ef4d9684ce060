import { sql, type RawBuilder } from 'kysely';
import { dayIn } from '../../../kernel/day.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { PREPARED } from '../../../platform/db/prepared.ts';
import { loadPolicies } from '../../documents/policy/store.ts';
import { heldOn, holdsAt, saidOn } from '../../people/store-placement.ts';
import { candidatesOf, idsNamed, keysNamed } from '../../matrix/rules-audience.ts';
import type { MatrixRule, Position, Reason } from '../../matrix/types.ts';
import { recurrenceOf } from '../recurrence/rules.ts';
import { loadSettings } from '../recurrence/store.ts';
import type { AheadWork, DocumentFact, Facts, Leave, OpenAssignment, PausedWork, PersonFact, Scope, TrainedVersion, VersionFact } from './types.ts';

/** How somebody stands today: one object for all who stand alike, so that what follows from it is worked out once. */
export type Standing = { readonly person: PersonFact; readonly position: Position | null };
export type LoadedPerson = { readonly id: string; readonly standing: Standing };
/** What one person has on one document. */
export type Held = { obligation: { readonly id: string; readonly reasons: readonly Reason[] } | null; readonly open: OpenAssignment[]; readonly trained: TrainedVersion[]; readonly noticed: string[]; failed: Facts['failed'] };
/** By person, then by document; and the last leave of those who were long away. */
export type LoadedState = { readonly held: ReadonlyMap<string, ReadonlyMap<string, Held>>; readonly away: ReadonlyMap<string, Leave> };

/** One reconciliation at a time: what each reads, no other writes. */
export async function lockReconciliation(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('readback.reconcile'))`.execute(tx);
}

/** For acts that change what a reconciliation reads: many at a time, none while one runs. Take it before any row lock. */
export async function lockOutReconciliation(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtext('readback.reconcile'))`.execute(tx);
}

/** The people whom this scope can concern: in an audience that names the documents, with something open on them, or once trained on them. */
function candidates(now: Temporal.Instant, scope: Scope, rules: readonly MatrixRule[] | null): RawBuilder<unknown> {
  if (scope.personIds !== null) return sql`select distinct id from unnest(${[...scope.personIds]}::uuid[]) as asked (id)`;
  if (scope.documentIds === null) return sql`select id from person`;
  const documents = sql`document_id = any(${[...scope.documentIds]}::uuid[])`;
  const trained = sql`select r.person_id from training_record r join document_version v on v.id = r.version_id where v.document_id = any(${[...scope.documentIds]}::uuid[])`; // IMP-03, IMP-04
  const bound = sql`select person_id as id from obligation where until is null and ${documents} union select person_id from assignment where closed_at is null and ${documents}
    union select person_id from person_exception where ended_at is null and ${documents} union ${trained}`;
  if (scope.obligedOnly === true) return bound;
  const audiences = `[${[...new Set((rules ?? []).flatMap((rule) => rule.audience.map((group) => JSON.stringify(candidatesOf(group)))))].join()}]`; // many rules have the same
  const day = sql`(${now}::timestamptz at time zone s.zone)::date`;
  return sql`
    select e.person_id as id from employment e join site s on s.id = e.site_id join department d on d.id = e.department_id
      where ${holdsAt(now)} and exists (
        select from (select array(select jsonb_array_elements_text(a -> 'roles'))::uuid[] as roles, array(select jsonb_array_elements_text(a -> 'departments'))::uuid[] as departments,
          array(select jsonb_array_elements_text(a -> 'sites'))::uuid[] as sites, a ->> 'key' as key, array(select jsonb_array_elements_text(a -> 'values')) as values from jsonb_array_elements(${audiences}::jsonb) a offset 0) a
        where (cardinality(a.sites) = 0 or e.site_id = any(a.sites)) and (cardinality(a.departments) = 0 or d.path && a.departments)
          and (cardinality(a.roles) = 0 or exists (select from person_role pr where pr.person_id = e.person_id and pr.role_id = any(a.roles) and ${heldOn(day)}))
          and (a.key is null or exists (select from person_attribute pa where pa.person_id = e.person_id and pa.key = a.key and pa.value = any(a.values) and ${saidOn(day)})))
    union ${bound}`;
}

type SiteRow = { id: string; name: string; zone: string; working_days: number[]; holidays: Temporal.PlainDate[] };

/** What every person of a site shares, and the names that sentences use; loaded once for all people, or for those who are named. */
export type Surroundings = { readonly sites: ReadonlyMap<string, SiteFact>; readonly departments: ReadonlyMap<string, { readonly name: string; readonly path: readonly string[] }>; readonly roles: ReadonlyMap<string, string> };
type SiteFact = { readonly name: string; readonly zone: string; readonly day: Temporal.PlainDate; readonly calendar: PersonFact['calendar'] };

export async function loadSurroundings(tx: Tx, now: Temporal.Instant, personIds: readonly string[] | null = null): Promise<Surroundings> {
  const of = (column: 'site_id' | 'department_id' | 'role_id', table: 'employment' | 'person_role') => (personIds === null ? sql`true` : sql`id in (select ${sql.ref(column)} from ${sql.table(table)} where person_id = any(${[...personIds]}::uuid[]))`);
  const sites = await sql<SiteRow>`${PREPARED} select id, name, zone, working_days, holidays from site where ${of('site_id', 'employment')}`.execute(tx);
  const departments = await sql<{ id: string; name: string; path: string[] }>`${PREPARED} select id, name, path from department where ${of('department_id', 'employment')}`.execute(tx);
  const roles = await sql<{ id: string; name: string }>`${PREPARED} select id, name from job_role where ${of('role_id', 'person_role')}`.execute(tx);
  return {
    sites: new Map(sites.rows.map((site) => [site.id, { name: site.name, zone: site.zone, day: dayIn(now, site.zone), calendar: { workingDays: site.working_days, holidays: site.holidays } }])),
    departments: new Map(departments.rows.map((department) => [department.id, department])),
    roles: new Map(roles.rows.map((role) => [role.id, role.name])),
  };
}

type PersonRow = { id: string; state: string | null; site_id: string | null; department_id: string | null; roles: string[] | null; said: Position['attributes'] | null };

/** Everyone in scope with what holds of them today, in the day of their own site. Of their roles and attributes only those that a rule names count; all, where the rules are not known yet. */
export async function loadPeople(tx: Tx, now: Temporal.Instant, scope: Scope, rules: readonly MatrixRule[] | null, around: Surroundings): Promise<LoadedPerson[]> {
  const named = rules === null ? sql`true` : sql`pr.role_id = any(${[...new Set(rules.flatMap((rule) => idsNamed(rule.audience, 'role')))]}::uuid[])`;
  const keyed = rules === null ? sql`true` : sql`pa.key = any(${[...new Set(rules.flatMap((rule) => keysNamed(rule.audience)))]}::text[])`;
  const found = await sql<PersonRow>`${scope.personIds === null ? sql`` : PREPARED}
    with who as materialized (${candidates(now, scope, rules)}),
    here as materialized (
      select who.id, h.state, h.site_id, h.department_id, h.day from who left join lateral (
        select e.state, e.site_id, e.department_id, (${now}::timestamptz at time zone s.zone)::date as day from employment e join site s on s.id = e.site_id
        where e.person_id = who.id and ${holdsAt(now)}) h on true
    ), held as (
      select pr.person_id, array_agg(pr.role_id) as roles from here h join person_role pr on pr.person_id = h.id
      where ${named} and ${heldOn(sql`h.day`)} group by pr.person_id
    ), told as (
      select pa.person_id, jsonb_agg(jsonb_build_object('key', pa.key, 'value', pa.value) order by pa.key) as said from here h join person_attribute pa on pa.person_id = h.id
      where ${keyed} and ${saidOn(sql`h.day`)} group by pa.person_id
    )
    select h.id, h.state, h.site_id, h.department_id, held.roles, told.said from here h left join held on held.person_id = h.id left join told on told.person_id = h.id order by h.id`.execute(tx);
  const standings = new Map<string, Standing>();
  const standing = (row: PersonRow): Standing => {
    const key = `${row.state} ${row.site_id} ${row.department_id} ${row.roles?.toSorted().join() ?? ''}${row.said === null ? '' : ` ${JSON.stringify(row.said)}`}`;
    const known = standings.get(key) ?? standingOf(row, around);
    standings.set(key, known);
    return known;
  };
  return [...new Map(found.rows.map((row) => [row.id, { id: row.id, standing: standing(row) }])).values()];
}

const NOT_EMPLOYED = { employed: false, onLeave: false, day: Temporal.PlainDate.from('1970-01-01'), zone: 'UTC', calendar: { workingDays: [], holidays: [] } };

function standingOf(row: PersonRow, around: Surroundings): Standing {
  const site = around.sites.get(row.site_id ?? '');
  const department = around.departments.get(row.department_id ?? '');
  if (site === undefined || department === undefined || row.site_id === null) return { person: NOT_EMPLOYED, position: null };
  const { day, zone, calendar } = site;
  const roles = (row.roles ?? []).map((id) => ({ id, name: around.roles.get(id) ?? id })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return {
    person: { employed: true, onLeave: row.state === 'on_leave', day, zone, calendar },
    position: { day, siteId: row.site_id, siteName: site.name, departmentPath: department.path, departmentName: department.name, roles, attributes: row.said ?? [] },
  };
}

export async function loadDocuments(tx: Db | Tx, ids: readonly string[] | null): Promise<Map<string, DocumentFact>> {
  const which = ids === null ? sql`true` : sql`d.id = any(${[...ids]}::uuid[])`;
  const found = await sql<{ id: string; number: string; risk: DocumentFact['risk']; retired: boolean; versions: (Omit<VersionFact, 'effectiveOn'> & { effectiveOn: string })[] }>`
    select d.id, d.number, d.risk, d.retired_at is not null as retired,
      coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'ordinal', v.ordinal, 'label', v.label, 'changeClass', v.change_class, 'decision', coalesce(v.training_decision, 'retrain'), 'effectiveOn', v.effective_on, 'takesEffect', v.takes_effect, 'practical', m.practical is not null, 'state', v.state) order by v.ordinal) filter (where v.state not in ('draft', 'in_review')), '[]') as versions
    from document d left join document_version v on v.document_id = d.id left join module m on m.version_id = v.id where ${which} group by d.id`.execute(tx);
  const policies = await loadPolicies(tx);
  const settings = await loadSettings(tx, ids);
  return new Map(found.rows.map((row) => [row.id, { ...row, policy: policies[row.risk], recurrence: recurrenceOf(settings.get(row.id) ?? null, policies[row.risk]), versions: row.versions.map((version) => ({ ...version, effectiveOn: Temporal.PlainDate.from(version.effectiveOn) })) }]));
}

type ObligationRow = { id: string; person_id: string; document_id: string; reasons: string };
type OpenRow = { id: string; person_id: string; document_id: string; version_id: string; overdue_since: Temporal.Instant | null; /** Of few. */ ahead: { startsOn: string; reasons: readonly Reason[]; dueOn: string; assignedOn: string; zone: string; extended: boolean } | null };
type TrainedRow = { person_id: string; document_id: string; version_id: string; valid_until: Temporal.Instant | null; carried: boolean; event_at: Temporal.Instant };
type FailedRow = { person_id: string; document_id: string; overdue_since: Temporal.Instant | null };
type NoticedRow = { person_id: string; document_id: string; version_id: string };

/** Open obligations and assignments, and the versions trained on, of the people and documents in scope; read by document where nobody is named. */
export async function loadState(tx: Tx, scope: Scope): Promise<LoadedState> {
  const { obligations, open, trained } = largeQueries(scope);
  const few = loadFew(tx, scope);
  const rows: LargeRows = { obligations: (await obligations.execute(tx)).rows, open: (await open.execute(tx)).rows, trained: (await trained.execute(tx)).rows };
  return stateOf(rows, await few, new Map());
}

function conditions({ personIds, documentIds }: Scope) {
  return {
    people: personIds === null ? sql`true` : sql`person_id = any(${[...personIds]}::uuid[])`,
    documents: documentIds === null ? sql`true` : sql`document_id = any(${[...documentIds]}::uuid[])`,
    often: personIds !== null && documentIds === null ? PREPARED : sql``, // else the best plan hangs on how many there are
  };
}

/** What there is of everyone, in the order of people where nobody is named. */
export function largeQueries(scope: Scope): { obligations: RawBuilder<ObligationRow>; open: RawBuilder<OpenRow>; trained: RawBuilder<TrainedRow> } {
  const { people, documents, often } = conditions(scope);
  const versions = scope.documentIds === null ? sql`true` : sql`version_id in (select id from document_version where ${documents})`;
  const inOrder = scope.personIds === null ? sql`order by person_id` : sql``;
  return {
    obligations: sql<ObligationRow>`${often} select id, person_id, document_id, reasons::text from obligation where until is null and ${people} and ${documents} ${inOrder}`,
    open: sql<OpenRow>`${often} select id, person_id, document_id, version_id, overdue_since,
      case when ahead_on is not null then jsonb_build_object('startsOn', ahead_on, 'reasons', ahead_reasons, 'dueOn', due_on, 'assignedOn', (assigned_at at time zone zone)::date, 'zone', zone,
        'extended', exists (select from extension_request x where x.assignment_id = assignment.id and x.decision = 'approved')) end as ahead
      from assignment where closed_at is null and ${people} and ${documents} ${inOrder}`,
    trained: sql<TrainedRow>`${often} select distinct on (person_id, version_id) person_id, document_id, version_id, valid_until, kind = 'carry_forward' or path = 'notice' as carried, event_at from training_record
      where ${people} and ${versions} order by person_id, version_id, event_at desc, id desc`,
  };
}

/** What only few people have. */
export async function loadFew(tx: Tx, scope: Scope): Promise<FewRows> {
  const { people, documents, often } = conditions(scope);
  const [paused, noticed, failed, away] = await Promise.all([
    loadPaused(tx, sql`${people} and ${documents}`, often),
    sql<NoticedRow>`${often} select person_id, document_id, version_id from lapse_notice where ${people} and ${documents}`.execute(tx),
    sql<FailedRow>`${often} select person_id, document_id, min(case when not_competent_at is not null then overdue_since end) as overdue_since from assignment a where failed_at is not null and ${people} and ${documents}
      and not exists (select from training_record r where r.person_id = a.person_id and r.document_id = a.document_id and r.kind = 'training' and r.event_at > a.failed_at) group by person_id, document_id`.execute(tx),
    loadAway(tx, people, 28, often),
  ]);
  return { noticed: noticed.rows, failed: failed.rows, paused, away };
}

/** Open work whose person has been on leave since it was assigned, and may be back: few, so the rest carries none of this, and their work is found by them. */
async function loadPaused(tx: Tx, who: RawBuilder<unknown>, often: RawBuilder<unknown>): Promise<Map<string, PausedWork>> {
  const found = await sql<Omit<PausedWork, 'leaves'> & { id: string; leaves: { from: string; until: string }[] }>`${often}
    select id, due_on as "dueOn", (assigned_at at time zone zone)::date as "assignedOn", zone, leave_counted_until as "countedUntil", leaves from assignment
    join lateral (select jsonb_agg(jsonb_build_object('from', lower(e.during), 'until', upper(e.during))) as leaves from employment e
      where e.person_id = assignment.person_id and e.state = 'on_leave' and upper(e.during) > (assigned_at at time zone zone)::date) away on leaves is not null
    where closed_at is null and overdue_since is null and ${who} and person_id = any(array(select person_id from employment where state = 'on_leave' and upper(during) is not null))`.execute(tx);
  const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
  return new Map(found.rows.map((row) => [row.id, { ...row, leaves: row.leaves.map(({ from, until }) => ({ from: day(from), until: day(until) })) }]));
}

/** The last leave of each that has an end, where it is long enough to matter to any policy: few. Pieces that follow one another day by day are one: a leave goes on through a change of manager or another entry. */
export async function loadAway(tx: Tx, people: RawBuilder<unknown>, leastDays = 28, often: RawBuilder<unknown> = sql``): Promise<Map<string, Leave>> {
  const found = await sql<Leave & { id: string }>`${often} select distinct on (person_id) person_id as id, lower(leave) as from, upper(leave) as until
    from (select person_id, unnest(range_agg(during)) as leave from employment where state = 'on_leave' and ${people} group by person_id) leaves
    where upper(leave) - lower(leave) >= ${leastDays} order by person_id, lower(leave) desc`.execute(tx);
  return new Map(found.rows.map(({ id, from, until }) => [id, { from, until }]));
}

type LargeRows = { readonly obligations: readonly ObligationRow[]; readonly open: readonly OpenRow[]; readonly trained: readonly TrainedRow[] };
type FewRows = { readonly noticed: readonly NoticedRow[]; readonly failed: readonly FailedRow[]; readonly paused: ReadonlyMap<string, PausedWork>; readonly away: ReadonlyMap<string, Leave> };

/** `reasons`: those met before by their text, since thousands have the same. */
export function stateOf({ obligations, open, trained }: LargeRows, { noticed, failed, paused, away }: FewRows, reasons: Map<string, readonly Reason[]>): LoadedState {
  const state = new Map<string, Map<string, Held>>();
  const held = (row: { person_id: string; document_id: string }): Held => {
    const ofPerson = state.get(row.person_id) ?? new Map<string, Held>();
    if (ofPerson.size === 0) state.set(row.person_id, ofPerson);
    const known = ofPerson.get(row.document_id) ?? { obligation: null, open: [], trained: [], noticed: [], failed: null };
    ofPerson.set(row.document_id, known);
    return known;
  };
  const reasonsOf = (text: string): readonly Reason[] => {
    const known = reasons.get(text) ?? (JSON.parse(text) as readonly Reason[]); // written by saveObligations in this shape
    reasons.set(text, known);
    return known;
  };
  for (const row of obligations) held(row).obligation = { id: row.id, reasons: reasonsOf(row.reasons) };
  for (const row of open) held(row).open.push({ id: row.id, versionId: row.version_id, overdueSince: row.overdue_since, paused: paused.get(row.id) ?? null, ahead: aheadOf(row) });
  for (const row of trained) held(row).trained.push({ versionId: row.version_id, validUntil: row.valid_until, carried: row.carried, at: row.event_at });
  for (const row of noticed) held(row).noticed.push(row.version_id);
  for (const row of failed) held(row).failed = { overdueSince: row.overdue_since };
  return { held: state, away };
}

function aheadOf({ ahead }: OpenRow): AheadWork | null {
  if (ahead === null) return null;
  const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
  return { ...ahead, startsOn: day(ahead.startsOn), dueOn: day(ahead.dueOn), assignedOn: day(ahead.assignedOn) };
}
