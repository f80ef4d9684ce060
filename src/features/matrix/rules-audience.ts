import type { JsonObject } from '../../kernel/json.ts';
import type { Audience, Condition, Group, Position, SimpleAudience } from './types.ts';

/** MTX-02: whoever is in any of the groups: all of its conditions hold and none of its exceptions does. */
export function audienceIncludes(audience: Audience, position: Position): boolean {
  return groupOf(audience, position) !== null;
}

/** The first group that includes the person; null when none does. */
export function groupOf(audience: Audience, position: Position): Group | null {
  return audience.find((group) => unmetOf(group, position).length === 0) ?? null;
}

/** What keeps a person out of a group: the conditions that do not hold, and the exceptions that do. */
export function unmetOf(group: Group, position: Position): { readonly condition: Condition; readonly wanted: boolean }[] {
  return [
    ...group.all.filter((condition) => !holds(condition, position)).map((condition) => ({ condition, wanted: true })),
    ...group.none.filter((condition) => holds(condition, position)).map((condition) => ({ condition, wanted: false })),
  ];
}

export function holds(condition: Condition, position: Position): boolean {
  switch (condition.kind) {
    case 'role': return position.roles.some((role) => condition.ids.includes(role.id));
    case 'department': return position.departmentPath.some((id) => condition.ids.includes(id));
    case 'site': return condition.ids.includes(position.siteId);
    case 'attribute': return position.attributes.some(({ key, value }) => key === condition.key && condition.values.includes(value));
  }
}

export function simpleAudience({ roleIds, departmentIds, siteIds }: SimpleAudience): Audience {
  const of = (kind: 'role' | 'department' | 'site', ids: readonly string[]): Condition[] => (ids.length === 0 ? [] : [{ kind, ids }]);
  return [{ all: [...of('role', roleIds), ...of('department', departmentIds), ...of('site', siteIds)], none: [] }];
}

/** In an order that does not depend on how it was written, so that two audiences can be compared. */
export function writtenAudience(audience: Audience): { all: JsonObject[]; none: JsonObject[] }[] {
  const written = (condition: Condition): JsonObject => (condition.kind === 'attribute' ? { kind: condition.kind, key: condition.key, values: condition.values.toSorted() } : { kind: condition.kind, ids: condition.ids.toSorted() });
  return audience.map((group) => ({ all: group.all.map(written), none: group.none.map(written) }));
}

export function conditionsOf(audience: Audience): readonly Condition[] {
  return audience.flatMap((group) => [...group.all, ...group.none]);
}

/** All roles, departments and sites that an audience names. */
export function idsNamed(audience: Audience, kind?: 'role' | 'department' | 'site'): string[] {
  return conditionsOf(audience).flatMap((condition) => (condition.kind === 'attribute' || (kind !== undefined && condition.kind !== kind) ? [] : condition.ids));
}

/** The keys of all attributes that an audience asks about. */
export function keysNamed(audience: Audience): string[] {
  return conditionsOf(audience).flatMap((condition) => (condition.kind === 'attribute' ? [condition.key] : []));
}

/**
 * The least that a person must have to be in a group, for finding candidates by index: one condition of each kind, no exceptions.
 * Whoever is found is then asked by `audienceIncludes`.
 */
export function candidatesOf(group: Group): { roles: readonly string[]; departments: readonly string[]; sites: readonly string[]; key: string | null; values: readonly string[] } {
  const first = (kind: 'role' | 'department' | 'site'): readonly string[] => group.all.flatMap((condition) => (condition.kind === kind ? [condition.ids] : []))[0] ?? [];
  const attribute = group.all.flatMap((condition) => (condition.kind === 'attribute' ? [condition] : []))[0];
  return { roles: first('role'), departments: first('department'), sites: first('site'), key: attribute?.key ?? null, values: attribute?.values ?? [] };
}

/** The audience in words: "Operator or Setter in Filling at Cork, but not Visitor; or Analyst". Names are resolved by the caller. */
export function audienceText(audience: Audience, names: ReadonlyMap<string, string>): string {
  return audience.map((group) => groupText(group, names)).join('; or ');
}

export function groupText({ all, none }: Group, names: ReadonlyMap<string, string>): string {
  const say = (wanted: readonly Condition[], otherwise: string): string => {
    const roles = wanted.filter(({ kind }) => kind === 'role').map((condition) => conditionText(condition, names)).join(' and ');
    const rest = wanted.filter(({ kind }) => kind !== 'role').map((condition) => conditionText(condition, names));
    return [roles === '' ? otherwise : roles, ...rest].filter((part) => part !== '').join(' ');
  };
  const except = none.map((condition) => say([condition], '')).join(' nor ');
  return `${say(all, 'everyone')}${except === '' ? '' : `, but not ${except}`}`;
}

/** One condition in words: "Operator or Setter", "in Filling", "at Cork", "with Welding = yes". */
export function conditionText(condition: Condition, names: ReadonlyMap<string, string>): string {
  if (condition.kind === 'attribute') return `with ${condition.key} = ${condition.values.toSorted().join(' or ')}`;
  const named = condition.ids.map((id) => names.get(id) ?? id).toSorted().join(' or ');
  return `${condition.kind === 'department' ? 'in ' : condition.kind === 'site' ? 'at ' : ''}${named}`;
}
