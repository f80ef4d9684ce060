import type { Day } from '../../../kernel/day.ts';
import type { Context } from '../../../platform/context.ts';
import type { Tx } from '../../../platform/db/pool.ts';
import { commit } from '../../audit/actions.ts';
import { reconcile } from '../reconcile/actions.ts';
import { loadRenewalsDue, type Pair } from './store-clock.ts';

/** A document that falls due for so many at once is reconciled by itself; the others together, so many people at a time. */
const MANY = 100;
const PEOPLE = 500;

/** TRN-10: a day begins in a zone: renewals whose window opens are assigned, what lapses is noticed. Returns for how many that may be. */
export async function renewDue(ctx: Context, tx: Tx, zone: string, from: Day, to: Day): Promise<number> {
  const pairs = await loadRenewalsDue(tx, zone, from, to);
  if (pairs.length === 0) return 0;
  await commit(ctx, tx, [{ type: 'RenewalsFellDue', subject: { kind: 'day', id: `${to.toString()} ${zone}` }, data: { qualifications: pairs.length } }], async (audited) => {
    for (const { personIds, documentIds } of scopesOf(pairs)) await reconcile(ctx, audited, { personIds, documentIds }, 'none');
  });
  return pairs.length;
}

/** Few scopes that hold all pairs and not many others. */
export function scopesOf(pairs: readonly Pair[]): { personIds: string[]; documentIds: string[] }[] {
  const byDocument = Map.groupBy(pairs, (pair) => pair.documentId);
  const large = [...byDocument].filter(([, some]) => some.length >= MANY);
  const scopes = large.map(([documentId, some]) => ({ personIds: some.map((pair) => pair.personId), documentIds: [documentId] }));
  const byPerson = Map.groupBy(pairs.filter((pair) => (byDocument.get(pair.documentId)?.length ?? 0) < MANY), (pair) => pair.personId);
  const people = [...byPerson.keys()];
  for (let start = 0; start < people.length; start += PEOPLE) {
    const personIds = people.slice(start, start + PEOPLE);
    scopes.push({ personIds, documentIds: [...new Set(personIds.flatMap((id) => byPerson.get(id)?.map((pair) => pair.documentId) ?? []))] });
  }
  return scopes;
}
