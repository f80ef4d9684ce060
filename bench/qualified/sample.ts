import type pg from 'pg';
import { BEGINS } from '../world/open.ts';

/** A question for the gate, and what plain SQL says to it. */
export type Sample = { readonly person: string; readonly document: string; readonly qualified: boolean };

/**
 * For each of so many people, leavers among them, one procedure that is required of them and one picked from all. The answer
 * is worked out without the product's code: employed, and a record of the version in force that has not ended.
 */
export async function samplePairs(superuser: pg.Client, people: number): Promise<Sample[]> {
  const found = await superuser.query<Sample>(`with who as materialized (select id, employee_number from person where employee_number like 'W-%' order by md5(id::text) limit $1),
      picked as materialized (select id, row_number() over (order by md5(id::text)) as place from document where number like 'W-%'), numbered as (select who.*, row_number() over () as place from who),
      pairs as (select n.id as person_id, n.employee_number, o.document_id from numbered n cross join lateral (select document_id from obligation where person_id = n.id and until is null order by md5(id::text) limit 1) o
        union all select n.id, n.employee_number, p.id from numbered n join picked p on p.place = 1 + n.place * 17 % (select count(*) from picked))
    select pairs.employee_number as person, d.number as document, exists (select from employment e where e.person_id = pairs.person_id and e.during @> $2::date)
      and exists (select from document_version v join training_record r on r.version_id = v.id where v.document_id = d.id and v.state = 'effective' and r.person_id = pairs.person_id and (r.valid_until is null or r.valid_until > $2::timestamptz)) as qualified
    from pairs join document d on d.id = pairs.document_id order by md5(pairs.person_id::text || d.id::text)`, [people, BEGINS]);
  return found.rows;
}
