import { sql } from 'kysely';
import type { Instant } from '../../kernel/day.ts';
import type { Db, Tx } from '../../platform/db/pool.ts';
import { holdsAt, saidOn } from './store-placement.ts';
import type { Attribute } from './types.ts';

/** Enough for choosing from; values beyond it can still be typed. */
const MOST = 2000;

export type AttributeValues = { readonly key: string; readonly values: readonly string[] };

/** Keys in use with their values, each step one look into the index, however many people have them. */
export async function loadAttributeValues(db: Db | Tx): Promise<AttributeValues[]> {
  const { rows } = await sql<Attribute>`with recursive used as (
    (select key, value from person_attribute order by key, value limit 1)
    union all select n.key, n.value from used u, lateral (select key, value from person_attribute where (key, value) > (u.key, u.value) order by key, value limit 1) n
  ) select key, value from used limit ${MOST}`.execute(db);
  return [...Map.groupBy(rows, ({ key }) => key)].map(([key, values]) => ({ key, values: values.map(({ value }) => value) }));
}

/**
 * The attributes of many people at an instant, by the day at the site of each; with `keys` only those. Who has none is not in the map.
 * Whoever joins people by themselves uses `saidOn` of store-placement.
 */
export async function loadAttributes(db: Db | Tx, personIds: readonly string[], at: Instant, keys: readonly string[] | null = null): Promise<Map<string, Attribute[]>> {
  const which = keys === null ? sql`true` : sql`pa.key = any(${[...keys]}::text[])`;
  const { rows } = await sql<Attribute & { id: string }>`select pa.person_id as id, pa.key, pa.value from unnest(${[...personIds]}::uuid[]) as asked (id)
    join employment e on e.person_id = asked.id join site s on s.id = e.site_id join person_attribute pa on pa.person_id = asked.id
    where ${holdsAt(at)} and ${which} and ${saidOn(sql`(${at}::timestamptz at time zone s.zone)::date`)} order by pa.person_id, pa.key`.execute(db);
  const found = new Map<string, Attribute[]>();
  for (const { id, key, value } of rows) found.set(id, [...(found.get(id) ?? []), { key, value }]);
  return found;
}
