import { sql } from 'kysely';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import type { Context } from '../../../platform/context.ts';
import type * as contract from '../contract.ts';
import { may } from '../permissions.ts';
import type { TrainingState } from '../types.ts';
import { atOf, exists, refOf, type Reply } from './actions.ts';
import { countStates, stateOf } from './rules.ts';
import { loadGroups, loadMembers, type Place } from './store-document.ts';
import { visiblePeople } from './store-visible.ts';
import { loadStandings, type StandingRow } from './store.ts';

type DocumentQuery = { state?: TrainingState | undefined; asOf?: string | undefined; limit: number; cursor?: string | undefined };

/** Counts are of everyone; only the people of one page are looked at closely. */
export async function documentTraining(ctx: Context, documentId: string, query: DocumentQuery): Promise<Outcome<Reply<typeof contract.getDocumentTraining>>> {
  if (!(await exists(ctx, 'document', documentId))) return refuse('not-found', { what: 'document' });
  const at = atOf(ctx, query.asOf);
  const visible = visiblePeople(ctx.principal, may.readOverview, ctx.now);
  const groups = (await loadGroups(ctx.db, documentId, at, visible)).map((group) => ({ ...group, state: stateOf(group, at) }));
  const keys = groups.filter((group) => query.state === undefined || group.state === query.state).map((group) => group.key);
  const found = await loadMembers(ctx.db, documentId, at, visible, keys, placeIn(query.cursor), query.limit + 1);
  const members = found.slice(0, query.limit);
  const standings = await loadStandings(ctx.db, at, sql`d.id = ${documentId}::uuid and p.id = any(${members.map(({ id }) => id)}::uuid[])`);
  const byId = new Map(standings.map((standing) => [standing.personId, standing]));
  const total = (some: readonly { readonly people: number }[]): number => some.reduce((sum, group) => sum + group.people, 0);
  return done({
    items: members.flatMap(({ id }) => byId.get(id) ?? []).map((standing) => memberRow(standing, at)), nextCursor: nextPage(found, query.limit),
    counts: countStates(groups), required: total(groups), qualified: total(groups.filter((group) => group.covered)),
  });
}

function memberRow(standing: StandingRow, at: Temporal.Instant) {
  return {
    person: { id: standing.personId, name: standing.personName }, department: standing.department, site: standing.site, state: stateOf(standing, at),
    dueOn: standing.dueOn, trainedOn: refOf(standing.trainedOnId, standing.trainedOnLabel), recordId: standing.recordId,
  };
}

function nextPage(found: readonly Place[], limit: number): string | null {
  const last = found[limit - 1];
  return found.length > limit && last !== undefined ? cursorAt(last) : null;
}

/** Pages of people go by name, so a cursor holds the last name with its id. */
function cursorAt({ name, id }: Place): string {
  return Buffer.from(JSON.stringify([name, id])).toString('base64url');
}

function placeIn(cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  try {
    const [name, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, string]; // checked by the query's own types
    return { name, id };
  } catch {
    return null;
  }
}
