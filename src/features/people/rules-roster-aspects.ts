import type { PersonEvent } from './types.ts';

/** What about a person a row of a roster changes, so that it can be told and counted apart (HR-01). */
export const ASPECTS = ['new', 'back', 'name', 'email', 'site', 'department', 'manager', 'roles', 'attributes', 'on_leave', 'returns', 'last_day', 'first_day'] as const;
export type Aspect = (typeof ASPECTS)[number];

export function aspectsOf({ type, data }: PersonEvent): Aspect[] {
  if (type === 'PersonHired') return [data['rejoined'] === true ? 'back' : 'new'];
  const changes = data['changes'];
  const named = typeof changes === 'object' && changes !== null ? Object.keys(changes) : [];
  const found = ASPECTS.filter((aspect) => named.includes(aspect));
  if (type === 'PersonAbsent') return [...found, 'on_leave'];
  if (type === 'PersonReturned') return [...found, 'returns'];
  if (type === 'EmploymentEnded') return [...found, 'last_day'];
  return found.length === 0 ? ['first_day'] : found;
}
