import { GROUP_TREE, isObject, member } from './rules-attributes.ts';
import { matches, type Filter } from './rules-filter.ts';
import { listOf, readPath, type Operation } from './rules-patch.ts';
import { fine, wrong, type Scim } from './types.ts';

/** What a PATCH of a group does, one step after the other: a group can have too many members to be read and written whole. */
export type GroupStep =
  | { readonly do: 'name'; readonly value: string }
  | { readonly do: 'externalId'; readonly value: string | null }
  | { readonly do: 'add' | 'remove' | 'set'; readonly members: readonly string[] }
  | { readonly do: 'removeMatching'; readonly matches: (value: { readonly value: string; readonly display: string }) => boolean };

export function readGroupSteps(operations: readonly Operation[]): Scim<GroupStep[]> {
  const steps: GroupStep[] = [];
  for (const operation of operations) {
    const parts: readonly Operation[] = operation.path === null ? Object.entries(isObject(operation.value) ? operation.value : {}).map(([path, value]) => ({ ...operation, path, value })) : [operation];
    for (const part of parts) {
      const step = readStep(part, operation.path === null);
      if (!step.ok) return step;
      if (step.value !== null) steps.push(step.value);
    }
  }
  return fine(steps);
}

function readStep({ op, path, value }: Operation, lenient: boolean): Scim<GroupStep | null> {
  const target = readPath(path ?? '', GROUP_TREE);
  if (!target.ok) return lenient ? fine(null) : target;
  const { place, filter } = target.value;
  switch (place.steps[0]) {
    case 'displayName': return op !== 'remove' && typeof value === 'string' && value.trim() !== '' ? fine({ do: 'name', value: value.trim() }) : wrong(400, 'invalidValue', 'A group keeps a name: “displayName” is a text that is not empty.');
    case 'externalId': return fine({ do: 'externalId', value: op === 'remove' || value === null ? null : String(value) });
    case 'members': return memberStep(op, filter, value);
    default: return lenient ? fine(null) : wrong(400, 'mutability', `“${place.steps[0]}” is given by this service and cannot be written.`);
  }
}

function memberStep(op: Operation['op'], filter: Filter | null, value: unknown): Scim<GroupStep> {
  if (filter !== null) return op === 'remove' ? fine({ do: 'removeMatching', matches: (one) => matches(filter, one) }) : wrong(400, 'invalidPath', 'Members are added and removed; one that is there has nothing to be changed.');
  if (op === 'remove' && (value === undefined || value === null)) return fine({ do: 'set', members: [] });
  const members = readMembers(value);
  return members.ok ? fine({ do: op === 'replace' ? 'set' : op, members: members.value }) : members;
}

/** The ids of members, given as objects or as bare ids. */
export function readMembers(value: unknown): Scim<string[]> {
  const ids: string[] = [];
  for (const one of listOf(value)) {
    const id = isObject(one) ? member(one, 'value') : one;
    if (typeof id !== 'string' || id === '') return wrong(400, 'invalidValue', 'Each member has the id of a user as its “value”.');
    ids.push(id.toLowerCase());
  }
  return fine([...new Set(ids)]);
}
