import { assertNever } from '../../../kernel/assert-never.ts';
import type { Day } from '../../../kernel/day.ts';
import type { Change, PlannedChange } from '../reconcile/types.ts';
import { minutesOnPath } from '../rules.ts';

/** A preview names this many people; the numbers are of all. */
export const MOST_PEOPLE = 2000;

export type EffectKind = 'full' | 'refresher' | 'notice' | 'carried_forward' | 'required' | 'no_longer_required' | 'cancelled' | 'lapses' | 'absent';
export type Affected = { readonly id: string; readonly name: string; readonly department: string | null; readonly site: string | null; readonly roles: readonly string[]; readonly document: string; readonly effect: EffectKind; readonly dueOn: Day | null };

/** What a change means for a person, in the words of the preview; null for what they would not notice. */
export function effectOn(change: Change): EffectKind | null {
  switch (change.kind) {
    case 'assign': return change.path === 'refresher' || change.path === 'notice' ? change.path : 'full';
    case 'carry-forward': return 'carried_forward';
    case 'close': return 'cancelled';
    case 'announce-lapse': return 'lapses';
    case 'end-obligation': return 'no_longer_required';
    case 'open-obligation': return 'required';
    case 'restate-obligation':
    case 'move-due':
    case 'restate-ahead':
    case 'keep-overdue': return null;
    default: return assertNever(change);
  }
}

/** IMP-02: the numbers of a preview. `minutes` by version is for the full path. */
export function summarise(changes: readonly PlannedChange[], people: readonly Affected[], minutes: ReadonlyMap<string, number>) {
  const count = (kind: Change['kind']): number => changes.filter(({ change }) => change.kind === kind).length;
  const onPath = (effect: EffectKind): number => people.filter((person) => person.effect === effect).length;
  const spent = changes.reduce((sum, { change }) => (change.kind === 'assign' ? sum + minutesOnPath(minutes.get(change.version.id) ?? 0, change.path) : sum), 0);
  const training = people.filter((person) => person.effect === 'full' || person.effect === 'refresher' || person.effect === 'notice');
  return {
    assigned: count('assign'), cancelled: count('close'), obligationsAdded: count('open-obligation'), obligationsEnded: count('end-obligation'),
    full: onPath('full'), refresher: onPath('refresher'), notice: onPath('notice'), carriedForward: onPath('carried_forward'), lapses: onPath('lapses'), hours: Math.round((spent / 60) * 100) / 100,
    byDepartment: grouped(training, (person) => [person.department ?? '–']), bySite: grouped(training, (person) => [person.site ?? '–']), byRole: grouped(training, (person) => (person.roles.length === 0 ? ['–'] : person.roles)),
  };
}

function grouped(people: readonly Affected[], keysOf: (person: Affected) => readonly string[]): { name: string; people: number }[] {
  const ids = new Map<string, Set<string>>();
  for (const person of people) for (const key of keysOf(person)) ids.set(key, (ids.get(key) ?? new Set()).add(person.id));
  return [...ids].map(([name, members]) => ({ name, people: members.size })).toSorted((a, b) => b.people - a.people || a.name.localeCompare(b.name));
}
