import { sql } from 'kysely';
import { done } from '../kernel/decision.ts';
import { dayIn, earlierDay, isBefore, isEarlier, startOfDay, type Instant } from '../kernel/day.ts';
import type { Context } from '../platform/context.ts';
import type { Db, Tx } from '../platform/db/pool.ts';
import { endRolesOfLeavers } from '../features/access/grants/actions-leaving.ts';
import { act, commit } from '../features/audit/actions.ts';
import { makeEffective } from '../features/documents/lifecycle/actions-switch.ts';
import { escalateReviews, nextEscalation } from '../features/documents/periodic/actions-escalation.ts';
import { loadDueVersions } from '../features/documents/store.ts';
import { reconcile } from '../features/training/reconcile/actions.ts';
import { renewDue } from '../features/training/recurrence/actions-clock.ts';
import { loadNextRenewalDay } from '../features/training/recurrence/store-clock.ts';
import { markOverdue } from '../features/training/reconcile/actions-overdue.ts';

/**
 * Everything that happens because time has come, in its order: a new day begins at a site (people start, move, leave,
 * rules begin and end), assignments become overdue, versions take effect. Nothing is queued: what is due is read from
 * the state itself, so a server that was down does what it missed, and each thing is done once over all nodes.
 */
export async function runDue(contextAt: (now: Instant) => Context, now: Instant): Promise<void> {
  for (const zone of await loadZonesBehind(contextAt(now).db, now)) await beginDays(contextAt, zone, now);
  await markOverdue(contextAt(now));
  for (const version of await loadDueVersions(contextAt(now).db, now)) await makeEffective(contextAt(now), version.id);
  await escalateReviews(contextAt(now)); // after the switch: a new version in force begins a cycle of its own
}

/** The next moment after `after`, and not after `until`, at which something is due; null when there is none. */
export async function nextDue(db: Db, after: Instant, until: Instant): Promise<Instant | null> {
  const found = await sql<{ at: Instant | null }>`select min(at) as at from (
    select min(effective_at) as at from document_version where state = 'approved' and effective_at > ${after}
    union all select min(due_at) from assignment where closed_at is null and overdue_since is null and due_at > ${after}) moments`.execute(db);
  const moments = [found.rows[0]?.at ?? null, await nextEscalation(db, after)];
  for (const zone of await loadZones(db)) {
    const day = await loadNextDay(db, zone, dayIn(after, zone));
    moments.push(day === null ? null : startOfDay(day, zone));
  }
  return moments.filter((at) => at !== null && !isEarlier(until, at)).toSorted((a, b) => (a === null || b === null ? 0 : Temporal.Instant.compare(a, b)))[0] ?? null;
}

async function loadNextDay(db: Db | Tx, zone: string, after: Temporal.PlainDate): Promise<Temporal.PlainDate | null> {
  const [change, renewal] = [await loadNextChangeDay(db, zone, after), await loadNextRenewalDay(db, zone, after)];
  return change === null || renewal === null ? (change ?? renewal) : earlierDay(change, renewal);
}

/** The first day after `after` on which someone's employment or role, or a matrix rule, begins or ends in this zone. */
async function loadNextChangeDay(db: Db | Tx, zone: string, after: Temporal.PlainDate): Promise<Temporal.PlainDate | null> {
  const found = await sql<{ day: Temporal.PlainDate | null }>`select min(day) as day from (
    (select lower(e.during) as day from employment e join site s on s.id = e.site_id where s.zone = ${zone} and lower(e.during) > ${after} order by 1 limit 1)
    union all (select upper(e.during) from employment e join site s on s.id = e.site_id where s.zone = ${zone} and upper(e.during) > ${after} order by 1 limit 1)
    union all (select lower(during) from person_role where lower(during) > ${after} order by 1 limit 1)
    union all (select upper(during) from person_role where upper(during) > ${after} order by 1 limit 1)
    union all (select lower(during) from person_attribute where lower(during) > ${after} order by 1 limit 1)
    union all (select upper(during) from person_attribute where upper(during) > ${after} order by 1 limit 1)
    union all (select lower(during) from person_exception where ended_at is null and lower(during) > ${after} order by 1 limit 1)
    union all (select upper(during) from person_exception where ended_at is null and upper(during) > ${after} order by 1 limit 1)
    union all select min(lower(effective)) from matrix_rule_version where superseded_at is null and lower(effective) > ${after}
    union all select min(upper(effective)) from matrix_rule_version where superseded_at is null and upper(effective) > ${after}) days`.execute(db);
  return found.rows[0]?.day ?? null;
}

async function loadZones(db: Db): Promise<string[]> {
  const found = await sql<{ zone: string }>`select zone from site union select zone from organisation order by zone`.execute(db);
  return found.rows.map((row) => row.zone);
}

/** Where a day has begun that was not handled yet: one look, since at nearly every turn it is nowhere. */
async function loadZonesBehind(db: Db, now: Instant): Promise<string[]> {
  const found = await sql<{ zone: string; through: Instant | null }>`select zone, through from (select zone from site union select zone from organisation) z
    left join clock_mark on name = zone order by zone`.execute(db);
  return found.rows.filter(({ zone, through }) => through === null || isBefore(dayIn(through, zone), dayIn(now, zone))).map(({ zone }) => zone);
}

/** Every day that has begun in this zone since the last time and changes something, one transaction each; the mark's row lock keeps other nodes out. */
async function beginDays(contextAt: (now: Instant) => Context, zone: string, now: Instant): Promise<void> {
  const today = dayIn(now, zone);
  for (;;) {
    const ctx = contextAt(now);
    const outcome = await act(ctx, async (tx) => {
      await sql`insert into clock_mark (name, through) values (${zone}, ${startOfDay(today, zone)}) on conflict do nothing`.execute(tx);
      const mark = await sql<{ through: Instant }>`select through from clock_mark where name = ${zone} for update`.execute(tx);
      const handled = dayIn(mark.rows[0]?.through ?? now, zone);
      if (!isBefore(handled, today)) return done(false);
      const day = (await loadNextDay(tx, zone, handled)) ?? today;
      const reached = earlierDay(day, today);
      await sql`update clock_mark set through = ${startOfDay(reached, zone)} where name = ${zone}`.execute(tx);
      if (!isBefore(today, day)) await beginDay(ctx, tx, zone, day);
      if (!isBefore(today, day)) await renewDue(ctx, tx, zone, handled, day);
      return done(isBefore(reached, today));
    });
    if (!outcome.ok || !outcome.reply) return;
  }
}

async function beginDay(ctx: Context, tx: Tx, zone: string, day: Temporal.PlainDate): Promise<void> {
  const people = await loadPeopleOf(tx, zone, day);
  const rules = await sql<{ documents: string[] }>`select v.document_ids || coalesce((select array_agg(d) from curriculum_version c, unnest(c.document_ids) d where c.superseded_at is null and c.curriculum_id = any(v.curriculum_ids)), '{}') as documents
    from matrix_rule_version v where v.superseded_at is null and (lower(v.effective) = ${day} or upper(v.effective) = ${day})`.execute(tx);
  const exceptions = await loadExceptionsOf(tx, zone, day);
  if (people.length === 0 && rules.rows.length === 0 && exceptions.length === 0) return;
  await commit(ctx, tx, [{ type: 'DayBegan', subject: { kind: 'day', id: `${day.toString()} ${zone}` }, data: { people: people.length, rules: rules.rows.length, exceptions: exceptions.length } }], async (audited) => {
    for (const hint of ['hire', 'return', 'transfer'] as const) {
      const personIds = people.filter((person) => person.hint === hint).map((person) => person.id);
      if (personIds.length > 0) await reconcile(ctx, audited, { personIds, documentIds: null }, hint);
    }
    await endRolesOfLeavers(ctx, audited, people.map((person) => person.id), false);
    if (rules.rows.length > 0) await reconcile(ctx, audited, { personIds: null, documentIds: [...new Set(rules.rows.flatMap((row) => row.documents))] }, 'rule');
    if (exceptions.length > 0) await reconcile(ctx, audited, { personIds: [...new Set(exceptions.map(({ person }) => person))], documentIds: [...new Set(exceptions.map(({ document }) => document))] }, 'rule');
  });
}

/** Exemptions and additions that begin or have expired here on this day (MTX-06). */
async function loadExceptionsOf(tx: Tx, zone: string, day: Temporal.PlainDate): Promise<{ person: string; document: string }[]> {
  const found = await sql<{ person: string; document: string }>`select x.person_id as person, x.document_id as document from person_exception x join employment e on e.person_id = x.person_id join site s on s.id = e.site_id
    where x.ended_at is null and (lower(x.during) = ${day} or upper(x.during) = ${day}) and s.zone = ${zone} and lower(e.during) <= ${day} and (upper(e.during) is null or upper(e.during) > ${day})`.execute(tx);
  return found.rows;
}

/** For whom something begins or ends here on this day: the first day after a gap is a hire, the first after leave a return. */
async function loadPeopleOf(tx: Tx, zone: string, day: Temporal.PlainDate): Promise<{ id: string; hint: 'hire' | 'return' | 'transfer' }[]> {
  const onDay = sql`lower(e.during) <= ${day} and (upper(e.during) is null or upper(e.during) > ${day})`; // by bounds: the GiST index of the constraint knows no order of people
  const found = await sql<{ id: string; hint: 'hire' | 'return' | 'transfer' }>`
    with changing as (
      select e.person_id from employment e join site s on s.id = e.site_id where s.zone = ${zone} and (lower(e.during) = ${day} or upper(e.during) = ${day})
      union select pr.person_id from person_role pr join employment e on e.person_id = pr.person_id and ${onDay} join site s on s.id = e.site_id
        where s.zone = ${zone} and (lower(pr.during) = ${day} or upper(pr.during) = ${day})
      union select pa.person_id from person_attribute pa join employment e on e.person_id = pa.person_id and ${onDay} join site s on s.id = e.site_id
        where s.zone = ${zone} and (lower(pa.during) = ${day} or upper(pa.during) = ${day}))
    select c.person_id as id, case
      when exists (select from employment e where e.person_id = c.person_id and upper(e.during) = ${day} and e.state = 'on_leave') then 'return'
      when exists (select from employment e where e.person_id = c.person_id and lower(e.during) <= ${day}::date - 1 and (upper(e.during) is null or upper(e.during) > ${day}::date - 1)) then 'transfer' else 'hire' end as hint
    from changing c`.execute(tx);
  return found.rows;
}
