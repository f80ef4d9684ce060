import { sql, type RawBuilder } from 'kysely';
import type { Place } from './rules-attributes.ts';
import { momentOf, type Comparison, type Filter, type Value } from './rules-filter.ts';

/** A filter as a condition in SQL. Names come from our own table of attributes, values are parameters. */

type Expression = RawBuilder<unknown>;
export type Columns = {
  /** An attribute that has a column of its own. */
  readonly column: (steps: readonly string[]) => Expression | null;
  /** The values of a list that is kept in rows: a table expression with one jsonb column `value`. */
  readonly rows: (list: string) => Expression | null;
  readonly json: Expression;
  /** Conditions that an index serves. */
  readonly quick: (steps: readonly string[], how: Comparison, value: Value) => RawBuilder<boolean> | null;
};

const always = (truth: boolean): RawBuilder<boolean> => (truth ? sql<boolean>`true` : sql<boolean>`false`);

export function filterSql(filter: Filter, at: Columns): RawBuilder<boolean> {
  switch (filter.is) {
    case 'and': return sql<boolean>`(${sql.join(filter.parts.map((part) => filterSql(part, at)), sql` and `)})`;
    case 'or': return sql<boolean>`(${sql.join(filter.parts.map((part) => filterSql(part, at)), sql` or `)})`;
    case 'not': return sql<boolean>`(${filterSql(filter.part, at)}) is not true`;
    case 'some': return someSql(filter, at);
    case 'present': return presentSql(filter.place, at);
    case 'compare': return compareSql(filter, at);
  }
}

function someSql({ place, part }: Extract<Filter, { is: 'some' }>, at: Columns): RawBuilder<boolean> {
  if (place.list === -1) return filterSql(part, within(jsonAt(at.json, place.steps)));
  const exact = sql<boolean>`exists (select from ${elements(place, at)} where ${filterSql(part, within(sql`x.value`))})`;
  // what one value of the list must equal, an index may find first
  const implied = (part.is === 'and' ? part.parts : [part]).flatMap((one) => (one.is === 'compare' ? (at.quick([...place.steps, ...one.place.steps], one.how, one.value) ?? []) : []));
  return implied.length === 0 ? exact : sql<boolean>`(${sql.join([...implied, exact], sql` and `)})`;
}

/** The order of a list of resources; null when it cannot be sorted by that. */
export function sortSql(place: Place, at: Columns): Expression | null {
  if (place.kind === 'complex' && place.list === -1) return null;
  const value = place.list === -1 ? (at.column(place.steps) ?? textAt(at.json, place.steps)) : sql`(select ${textAt(sql`x.value`, place.steps.slice(place.list + 1).length === 0 ? ['value'] : place.steps.slice(place.list + 1))} from ${elements(place, at)} order by x.value ->> 'primary' desc nulls last limit 1)`;
  return place.kind === 'text' || place.kind === 'complex' ? sql`lower(${value})` : value;
}

function within(json: Expression): Columns {
  return { column: () => null, rows: () => null, json, quick: () => null };
}

function jsonAt(json: Expression, steps: readonly string[]): Expression {
  return steps.reduce<Expression>((at, step) => sql`${at} -> ${sql.lit(step)}`, json);
}

function textAt(json: Expression, steps: readonly string[]): Expression {
  return sql`${jsonAt(json, steps.slice(0, -1))} ->> ${sql.lit(steps.at(-1) ?? '')}`;
}

function elements(place: Place, at: Columns): Expression {
  const steps = place.steps.slice(0, place.list + 1);
  const json = jsonAt(at.json, steps);
  return at.rows(steps[0] ?? '') ?? sql`jsonb_array_elements(case when jsonb_typeof(${json}) = 'array' then ${json} else '[]' end) x (value)`;
}

function presentSql(place: Place, at: Columns): RawBuilder<boolean> {
  if (place.list !== -1) {
    const rest = place.steps.slice(place.list + 1);
    return sql<boolean>`exists (select from ${elements(place, at)} where ${rest.length === 0 ? sql`true` : sql`coalesce(${textAt(sql`x.value`, rest)}, '') <> ''`})`;
  }
  const column = at.column(place.steps);
  return column === null ? sql<boolean>`coalesce(${textAt(at.json, place.steps)}, '') not in ('', '{}', '[]')` : sql<boolean>`(${column}) is not null`;
}

function compareSql({ place, how, value }: Extract<Filter, { is: 'compare' }>, at: Columns): RawBuilder<boolean> {
  const quick = at.quick(place.steps, how, value);
  if (quick !== null) return quick;
  if (place.list === -1) return oneSql(at.column(place.steps) ?? textAt(at.json, place.steps), place.kind, how, value);
  if (value === null) return how === 'eq' ? sql<boolean>`not ${presentSql(place, at)}` : presentSql(place, at);
  const meets = oneSql(textAt(sql`x.value`, place.steps.slice(place.list + 1)), place.kind, how === 'ne' ? 'eq' : how, value);
  return sql<boolean>`${how === 'ne' ? sql`not ` : sql``}exists (select from ${elements(place, at)} where ${meets})`;
}

function oneSql(found: Expression, kind: Place['kind'], how: Comparison, value: Value): RawBuilder<boolean> {
  if (value === null) return how === 'eq' ? sql<boolean>`(${found}) is null` : sql<boolean>`(${found}) is not null`;
  if (kind === 'time') return ordered(sql`(${found})::timestamptz`, how, sql`${momentOf(value)}::timestamptz`);
  const folds = kind === 'text' || kind === 'truth';
  const [one, other] = folds ? [sql`lower((${found})::text)`, String(value).toLowerCase()] : [sql`(${found})::text`, String(value)];
  switch (how) {
    case 'co': return sql<boolean>`strpos(${one}, ${other}) > 0`;
    case 'sw': return sql<boolean>`starts_with(${one}, ${other})`;
    case 'ew': return sql<boolean>`right(${one}, length(${other}::text)) = ${other}`;
    case 'eq': return sql<boolean>`${one} = ${other}`;
    default: return ordered(sql`${one} collate "C"`, how, sql`${other}::text`);
  }
}

function ordered(one: Expression, how: Comparison, other: Expression): RawBuilder<boolean> {
  switch (how) {
    case 'eq': return sql<boolean>`${one} = ${other}`;
    case 'ne': return sql<boolean>`${one} is distinct from ${other}`;
    case 'gt': return sql<boolean>`${one} > ${other}`;
    case 'ge': return sql<boolean>`${one} >= ${other}`;
    case 'lt': return sql<boolean>`${one} < ${other}`;
    case 'le': return sql<boolean>`${one} <= ${other}`;
    default: return always(false); // parts of a text: asked of no time
  }
}
