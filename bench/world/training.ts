import { sql } from 'kysely';
import type { Loading } from './load.ts';
import { chance } from './size.ts';

/**
 * What became of the obligations: of a hundred, five are open and one of these is overdue, the others have their record; one
 * in ten also has one of the version before. Leavers and people who moved keep records and obligations that have ended. The
 * records were taken over from the system before: they have no assignment and no signature here.
 */
export async function writeTraining({ tx, now }: Loading): Promise<void> {
  const at = `timestamptz '${now.toString()}'`;
  await sql.raw(`create temp table world_live on commit drop as select v.*, m.id as module, b.id as before_id, b.sha as before_sha, bm.id as before_module from world_version v join module m on m.version_id = v.id
      left join world_version b on b.document = v.document and b.ordinal = v.ordinal - 1 left join module bm on bm.version_id = b.id where v.state = 'effective'; analyze world_live`).execute(tx);
  await writeEnded({ tx, at });
  await sql.raw(`create temp table world_held on commit drop as
    select o.person_id as person, o.document_id as document, o.since, ${chance('o.id', 30, 1000)} as c, p.zone, p.state = 'on_leave' as away, p.hired from obligation o join world_person p on p.id = o.person_id where o.until is null`).execute(tx);
  await sql.raw(`insert into training_record (id, kind, person_id, document_id, version_id, module_id, path, content_sha256, covers, attempts, reading, score, event_at, entered_at, zone, digest)
    ${records(`select h.person, h.document, l.id as version, l.module, l.sha, h.zone, greatest(h.since, l.starts - interval '20 days') as since, h.c from world_held h join world_live l on l.document = h.document where h.c >= 50`, at)}
    union all ${records(`select h.person, h.document, l.before_id, l.before_module, l.before_sha, h.zone, h.since, h.c from world_held h join world_live l on l.document = h.document where h.c >= 900 and h.since < l.starts - interval '200 days'`, "timestamptz '2025-01-20 12:00Z'")}
    union all ${records(`select e.person, e.document, l.id, l.module, l.sha, e.zone, timestamptz '2025-02-03 09:00Z', e.c from world_ended e join world_live l on l.document = e.document`, at)}`).execute(tx);
  await writeOpen({ tx, at });
}

/** Records of these pairs, some days after `since` and before `until`; each with the digest of its own content (TRN-06). */
function records(pairs: string, until: string): string {
  const instant = `to_char(r.event_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
  const content = `'{"assignment":null,"attempts":[],"contentSha256":"' || encode(r.sha, 'hex') || '","covers":["' || r.version || '"],"document":"' || r.document || '","enteredAt":"' || ${instant} || '","eventAt":"' || ${instant} || '","id":"' || r.id
    || '","kind":"training","module":"' || r.module || '","path":"full","person":"' || r.person || '","reading":[],"score":100,"signature":null,"version":"' || r.version || '","zone":"' || r.zone || '"}'`;
  return `(select r.id, 'training', r.person, r.document, r.version, r.module, 'full', r.sha, array[r.version], '[]'::jsonb, '[]'::jsonb, 100, r.event_at, r.event_at, r.zone, sha256(convert_to(${content}, 'UTF8'))
    from (select uuidv7() as id, p.*, date_trunc('second', least(p.since + interval '1 day' * (p.c % 19) + interval '7 minutes' * (p.c % 60), ${until} - interval '1 hour')) as event_at from (${pairs}) p (person, document, version, module, sha, zone, since, c)) r)`;
}

/** Obligations that have ended: what leavers had to know, and what some others had to know before they moved. */
async function writeEnded({ tx, at }: { readonly tx: Loading['tx']; readonly at: string }): Promise<void> {
  await sql.raw(`create temp table world_ended on commit drop as select distinct on (p.id, d.id) p.id as person, d.id as document, p.zone, p.hired, ${chance('p.n', 31, 1000)} as c
    from world_person p cross join generate_series(1, 6) k join world_document d on d.n = 1 + ${chance(`p.n || ' ' || k`, 32, 1_000_000)} % (select count(*)::int from world_document)
    where (p.state = 'left' or p.n % 25 = 0) and d.kind in ('usual', 'redraft') and not exists (select from obligation o where o.person_id = p.id and o.document_id = d.id)`).execute(tx);
  await sql.raw(`insert into obligation (id, person_id, document_id, since, until, reasons)
    select uuidv7(), person, document, least(hired::timestamptz, ${at} - interval '400 days'), ${at} - interval '1 day' * (1 + c % 300), '[{"rule":1,"version":1,"text":"Earlier position"}]' from world_ended`).execute(tx);
}

/** Open work on versions in force, some of it overdue, and on those in their training window. */
async function writeOpen({ tx, at }: { readonly tx: Loading['tx']; readonly at: string }): Promise<void> {
  const day = `(${at} at time zone h.zone)::date`;
  const insert = 'insert into assignment (id, person_id, document_id, version_id, path, cause, covers, assigned_at, due_on, due_at, zone, overdue_since)';
  const due = `((due_on + 1)::timestamp at time zone zone)`;
  await sql.raw(`${insert} select uuidv7(), person, document, version, 'full', 'rule', array[version], assigned, due_on, ${due}, zone, case when due_on < today then ${due} end
    from (select h.*, l.id as version, ${day} as today, greatest(h.since, ${at} - interval '1 day' * (15 + h.c % 14)) as assigned, case when h.c < 10 and not h.away then ${day} - 1 - h.c else ${day} + 2 + h.c % 25 end as due_on
      from world_held h join world_live l on l.document = h.document where h.c < 50) a`).execute(tx);
  await sql.raw(`${insert} select uuidv7(), person, document, version, path, 'revision', array[version], ${at} - interval '4 days', due_on, ${due}, zone, null
    from (select h.*, v.id as version, case when h.c < 50 then 'full' when dv.training_decision = 'refresher' then 'refresher' when dv.training_decision = 'notify' then 'notice' else 'full' end as path, ${day} + 18 as due_on from world_held h join world_version v on v.document = h.document and v.state = 'approved'
      join document_version dv on dv.id = v.id where dv.training_decision <> 'none' or h.c < 50) a`).execute(tx);
}
