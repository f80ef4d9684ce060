import { sql } from 'kysely';
import type { Loading } from './load.ts';
import { chance, NOUNS, texts, VERBS } from './size.ts';

const TEXTS = 8;

/**
 * Documents of all risk classes: most with a version that was replaced and one in force; of a hundred, two have a version in
 * its training window, one was retired, one is a first draft, three have the next draft. Each version has its sections and module.
 */
export async function writeDocuments({ tx, size, now, authorId, approverId }: Loading): Promise<void> {
  await sql.raw(`insert into content_file (sha256, bytes) select sha256(text::bytea), text::bytea from (select '# 1 Purpose' || E'\\n' || 'Text ' || n as text from generate_series(1, ${TEXTS}) n) t`).execute(tx);
  await sql.raw(`create temp table world_document on commit drop as select n, uuidv7() as id, case when c < 5 then 'critical' when c < 30 then 'high' when c < 75 then 'medium' else 'low' end as risk,
      case n % 100 when 37 then 'retired' when 53 then 'draft' when 7 then 'coming' when 57 then 'coming' when 13 then 'redraft' when 43 then 'redraft' when 83 then 'redraft' else 'usual' end as kind
    from (select n, ${chance('n', 20, 100)} as c from generate_series(1, ${size.documents}) n) d`).execute(tx);
  await sql.raw(`insert into document (id, number, title, type, owner_id, risk, review_months, created_at, retired_at)
    select id, 'W-' || lpad(n::text, 5, '0'), (${texts(VERBS)})[1 + n % ${VERBS.length}] || ' of the ' || (${texts(NOUNS)})[1 + n % ${NOUNS.length}] || ' ' || n, case when n % 4 = 0 then 'WI' else 'SOP' end, '${authorId}', risk, 24, timestamptz '2019-01-07 09:00Z', case when kind = 'retired' then timestamptz '2026-01-12 09:00Z' end from world_document`).execute(tx);
  await sql.raw(`create temp table world_version on commit drop as
    select uuidv7() as id, d.id as document, d.n, d.risk, v.*, (select sha256(('# 1 Purpose' || E'\\n' || 'Text ' || (1 + d.n % ${TEXTS}))::bytea)) as sha, ${chance('d.n', 21, 100)} as c
    from world_document d cross join lateral (
      select 1 as ordinal, 'superseded' as state, timestamptz '2019-03-04 09:00Z' as starts, timestamptz '2025-02-03 00:00Z' as ends where kind <> 'draft'
      union all select 2, case when kind = 'retired' then 'retired' else 'effective' end, timestamptz '2025-02-03 00:00Z', case when kind = 'retired' then timestamptz '2026-01-12 09:00Z' end where kind <> 'draft'
      union all select 3, 'approved', timestamptz '${now.add({ hours: 24 * 21 }).toString().slice(0, 10)} 00:00Z', null where kind = 'coming'
      union all select 3, 'draft', null, null where kind = 'redraft' union all select 1, 'draft', null, null where kind = 'draft') v`).execute(tx);
  await writeVersions({ tx, authorId, approverId });
}

async function writeVersions({ tx, authorId, approverId }: Pick<Loading, 'tx' | 'authorId' | 'approverId'>): Promise<void> {
  await sql.raw(`insert into document_version (id, document_id, label, ordinal, change_class, change_summary, author_id, state, file_name, media_type, content_sha256, created_at, submitted_at, approved_at, approver_id, training_decision, effective_on, effective_at, in_force, policy_id, takes_effect)
    select v.id, document, ordinal || '.0', ordinal, case when ordinal = 1 or c < 20 then 'major' else 'minor' end, case when ordinal = 1 then 'First version' else 'Clearer steps' end, '${authorId}', state, 'procedure.md', 'text/markdown', sha,
      coalesce(starts, '2026-02-16 09:00Z') - interval '30 days', case when state <> 'draft' then starts - interval '25 days' end, case when state <> 'draft' then starts - interval '23 days' end, case when state <> 'draft' then '${approverId}'::uuid end,
      case when state <> 'draft' then case when ordinal = 1 or c < 50 then 'retrain' when c < 85 then 'refresher' when c < 95 then 'notify' else 'none' end end,
      case when state <> 'draft' then (starts at time zone 'UTC')::date end, case when state <> 'draft' then starts end, case when state in ('superseded', 'effective', 'retired') then tstzrange(starts, ends) end,
      case when state <> 'draft' then p.id end, 'date'
    from world_version v join risk_policy p on p.risk = v.risk and p.version = 1`).execute(tx);
  await sql.raw(`insert into document_section (version_id, ordinal, number, heading, level, text, html, sha256)
    select id, s, s::text, (array['Purpose', 'Steps', 'Records'])[s], 1, 'Step ' || s || '. The ' || (${texts(NOUNS)})[1 + (n + s) % ${NOUNS.length}] || ' is looked at before the next batch.', '<p>Step ' || s || '</p>', sha256((n || ' ' || s)::bytea)
    from world_version cross join generate_series(1, 3) s`).execute(tx);
  await sql.raw(`insert into module (id, version_id, pass_mark, max_attempts, minutes) select uuidv7(), id, 80, 3, 10 + n % 30 from world_version`).execute(tx);
  await sql.raw(`insert into question (id, module_id, ordinal, kind, text, options, answer_key, sections)
    select uuidv7(), m.id, q, 'true_false', 'Is step ' || q || ' done before the next batch?', '[{"id":"a","text":"Yes","feedback":null},{"id":"b","text":"No","feedback":null}]', '["a"]', array[q::text] from module m join world_version v on v.id = m.version_id cross join generate_series(1, 2) q`).execute(tx);
}
