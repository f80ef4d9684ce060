import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../../platform/db/pool.ts';
import type { Risk } from '../types.ts';
import { plainNumber } from './rules.ts';
import type { Candidate, Query } from './types.ts';

/** Whose drafts and former versions the reader may find. */
type Sight = { readonly everywhere: boolean; readonly siteIds: readonly string[] };
export type Narrowing = { readonly type: string | null; readonly risk: Risk | null; readonly siteId: string | null; readonly allVersions: boolean };

/** Sections weighed for one question at most, and documents taken up in one way of being found: what a reader looks through is far less. */
const MOST_SECTIONS = 1500;
const MOST_ALIKE = 200;

/** All words in one section; the last one may still be at its beginning. */
function tsQuery({ text, words, begun }: Query): RawBuilder<unknown> {
  const whole = sql`websearch_to_tsquery('readback', ${text})`;
  if (begun === null) return whole;
  return sql`(${whole} || (websearch_to_tsquery('readback', ${words.slice(0, -1).join(' ')}) && to_tsquery('readback', ${`${begun}:*`})))`;
}

/**
 * Documents that fit, by name and by text, each once, with what speaks for it. The text looked through is that of versions in
 * force; with `allVersions` also of the others, where the reader may see them.
 */
export async function loadCandidates(db: Db, sight: Sight, query: Query, narrowing: Narrowing): Promise<{ readonly candidates: Candidate[]; readonly capped: boolean }> {
  const rows = await sql<Candidate & { sections: number }>`with
    asked as (select ${tsQuery(query)} as words),
    named as (${named(query)}),
    hit as materialized (
      select s.version_id, v.document_id, s.words from document_section s join document_version v on v.id = s.version_id cross join asked
      where s.words @@ asked.words and ${narrowing.allVersions ? sql`true` : sql`v.state = 'effective'`} limit ${MOST_SECTIONS}),
    weighed as (
      select version_id, document_id, max(ts_rank('{0.1, 0.2, 0.4, 1.0}', hit.words, asked.words)) as weight, bool_or(ts_filter(hit.words, '{a}') @@ asked.words) as in_heading
      from hit cross join asked group by version_id, document_id),
    visible as (
      select distinct on (w.document_id) w.* from weighed w join document_version v on v.id = w.version_id join document d on d.id = w.document_id
      where v.state = 'effective' or ${seesAll(sight)}
      order by w.document_id, (v.state = 'effective') desc, v.ordinal desc),
    best as (select * from visible order by in_heading desc, weight desc limit ${MOST_ALIKE})
    select d.id as "documentId", shown.id as "versionId", d.number, d.title, d.type, d.risk, shown.label, shown.state, d.number_plain as "numberPlain", d.sort_key as "sortKey",
      word_similarity(${query.alike.join(' ')}, d.search)::float8 as similarity, coalesce(best.in_heading, false) as "inHeading", best.weight::float8 as weight,
      (select count(*)::int from hit) as sections
    from document d left join best on best.document_id = d.id
    left join lateral (select v.id, v.label, v.state from document_version v
      where v.document_id = d.id and (v.id = best.version_id or best.version_id is null and (v.state = 'effective' or ${narrowing.allVersions} and ${seesAll(sight)}))
      order by (v.state = 'effective') desc, v.ordinal desc limit 1) shown on true
    where d.id in (select document_id from best union select id from named)
      and (shown.id is not null or ${narrowing.allVersions} and ${seesAll(sight)})
      and (${narrowing.type}::text is null or d.type = ${narrowing.type}) and (${narrowing.risk}::text is null or d.risk = ${narrowing.risk})
      and (${narrowing.siteId}::uuid is null or d.site_id = ${narrowing.siteId})`.execute(db);
  return { candidates: rows.rows, capped: rows.rows.length >= MOST_ALIKE || (rows.rows[0]?.sections ?? 0) >= MOST_SECTIONS };
}

function seesAll(sight: Sight): RawBuilder<boolean> {
  return sql`(${sight.everywhere}::boolean or coalesce(d.site_id = any (${[...sight.siteIds]}::uuid[]), false))`;
}

/** Found by number, by all words in number and title, or by words like these; of each the nearest. */
function named(query: Query): RawBuilder<unknown> {
  const patterns = query.words.map((word) => `%${word.replaceAll(/[\\%_]/gu, '\\$&')}%`);
  const number = plainNumber(query.text);
  const ways = [sql`(select id from document where search like all (${patterns}::text[]) order by sort_key limit ${MOST_ALIKE})`];
  if (number !== '') ways.push(sql`(select id from document where number_plain like ${`${number}%`} order by length(number_plain), sort_key limit ${MOST_ALIKE})`);
  if (query.alike.length > 0) {
    const all = sql.join(query.alike.map((word) => sql`select documents_like(${word}) as id`), sql` intersect `);
    ways.push(sql`(select id from document where id in (${all}) order by word_similarity(${query.alike.join(' ')}, search) desc limit ${MOST_ALIKE})`);
  }
  return sql.join(ways, sql` union `);
}

export type Snippet = { readonly versionId: string; readonly ordinal: number; readonly number: string | null; readonly heading: string | null; readonly snippet: string };

export const OPEN = '\u0002';
export const CLOSE = '\u0003';
const HEADLINE = `StartSel=${OPEN}, StopSel=${CLOSE}, MaxWords=28, MinWords=14, ShortWord=2, MaxFragments=1`;

/** The section of each version that fits best, with the words marked. */
export async function loadSnippets(db: Db, query: Query, versionIds: readonly string[]): Promise<Snippet[]> {
  if (versionIds.length === 0) return [];
  const rows = await sql<Snippet>`with asked as (select ${tsQuery(query)} as words)
    select best.version_id as "versionId", best.ordinal, best.number, best.heading,
      ts_headline('readback', translate(left(best.text, 20000), ${OPEN + CLOSE}, ''), asked.words, ${HEADLINE}) as snippet
    from unnest(${[...versionIds]}::uuid[]) as wanted (id) cross join asked
    cross join lateral (select s.version_id, s.ordinal, s.number, s.heading, s.text from document_section s
      where s.version_id = wanted.id and s.words @@ asked.words order by ts_rank('{0.1, 0.2, 0.4, 1.0}', s.words, asked.words) desc, s.ordinal limit 1) best`.execute(db);
  return rows.rows;
}

