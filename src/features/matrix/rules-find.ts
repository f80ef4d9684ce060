import type { Group, MatrixRule, Position } from './types.ts';

/**
 * The rules that could apply to a position, in their order: those that name one of its roles, departments or its site, and
 * those that name none. `requirementsOf` gives the same with these as with all; where people stand in thousands of ways, sooner.
 */
export function ruleFinder(rules: readonly MatrixRule[]): (position: Position) => MatrixRule[] {
  const naming = new Map<string, Set<number>>();
  const always = new Set<number>();
  const note = (id: string, place: number): void => {
    const places = naming.get(id) ?? new Set();
    naming.set(id, places.add(place));
  };
  for (const [place, { audience }] of rules.entries()) {
    for (const group of audience) {
      const ids = needed(group);
      if (ids === null) always.add(place);
      else for (const id of ids) note(id, place);
    }
  }
  return (position) => {
    const places = new Set(always);
    for (const id of [position.siteId, ...position.departmentPath, ...position.roles.map((role) => role.id)]) for (const place of naming.get(id) ?? []) places.add(place);
    return [...places].toSorted((a, b) => a - b).flatMap((place) => rules[place] ?? []);
  };
}

/** One of these a person must have to be in the group: those of the kind that fewest people share. */
function needed(group: Group): readonly string[] | null {
  for (const kind of ['role', 'department', 'site'] as const) {
    for (const condition of group.all) if (condition.kind === kind) return condition.ids;
  }
  return null;
}
