import { sql } from 'kysely';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import { permits } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import type { Tx } from '../../../platform/db/pool.ts';
import { EVERYWHERE } from '../../people/actions-organisation.ts';
import { applyRoster, readFile, type RosterToApply } from '../../people/actions-roster.ts';
import { refuseDecided } from '../../people/held/rules.ts';
import { loadHeldFile } from '../../people/held/store.ts';
import { may } from '../../people/permissions.ts';
import type { PeopleRefusal } from '../../people/types.ts';
import type { RosterMapping } from '../../people/types-roster.ts';
import { plan } from '../reconcile/actions.ts';
import type { PlannedChange } from '../reconcile/types.ts';
import type { Effect } from './actions.ts';
import { effectOn, MOST_PEOPLE, summarise, type Affected } from './rules.ts';
import { loadAffected, loadMinutes } from './store.ts';

class Tried extends Error {
  readonly outcome: Outcome<Effect, PeopleRefusal>;
  constructor(outcome: Outcome<Effect, PeopleRefusal>) {
    super('tried');
    this.outcome = outcome;
  }
}

/** HR-01: who would gain and lose which training by a roster. The import itself, rolled back, so it is what will happen. */
export async function previewRosterEffect(ctx: Context, file: { readonly name: string; readonly bytes: Buffer } | null, mapping: RosterMapping, sheet: string | null): Promise<Outcome<Effect, PeopleRefusal>> {
  if (!permits(ctx.principal, may.managePeople, EVERYWHERE)) return refuse('not-permitted');
  const read = await readFile(file, sheet);
  if (file === null || !read.ok) return refuse('roster-unreadable', { file: file?.name ?? 'The file', message: read.ok || file === null ? 'no file was sent.' : read.message });
  return triedEffect(ctx, { file, table: read.table, mapping });
}

/** The same for a file that is held (HR-02). */
export async function previewHeldEffect(ctx: Context, id: string): Promise<Outcome<Effect, PeopleRefusal>> {
  if (!permits(ctx.principal, may.seeHeldRoster, EVERYWHERE)) return refuse('not-permitted');
  const found = await loadHeldFile(ctx.db, id);
  if (found === null) return refuse('not-found', { what: 'held file' });
  if (found.content === null) return refuseDecided(found.file) ?? refuse('not-found', { what: 'held file' });
  const { bytes, sheet, mapping } = found.content;
  const file = { name: found.file.fileName, bytes };
  const read = await readFile(file, sheet);
  return read.ok ? triedEffect(ctx, { file, table: read.table, mapping }) : refuse('roster-unreadable', { file: file.name, message: read.message });
}

async function triedEffect(ctx: Context, roster: Omit<RosterToApply, 'confirmation'>): Promise<Outcome<Effect, PeopleRefusal>> {
  const quiet: Context = { ...ctx, idempotency: null, react: () => Promise.resolve() };
  try {
    await ctx.db.transaction().execute(async (tx) => {
      const applied = await applyRoster(quiet, tx, { ...roster, confirmation: 'tried' });
      if (!applied.ok) throw new Tried(applied);
      const changes: PlannedChange[] = [];
      for await (const step of plan(quiet, tx, { personIds: applied.reply.personIds, documentIds: null }, 'transfer')) changes.push(...step.changes);
      throw new Tried(done(await effectOf(tx, ctx, changes)));
    });
  } catch (error) {
    if (error instanceof Tried) return error.outcome;
    throw error;
  }
  throw new Error('a preview that was not rolled back');
}

async function effectOf(tx: Tx, ctx: Context, changes: readonly PlannedChange[]): Promise<Effect> {
  const people = await loadAffected(tx, ctx.now, [...new Set(changes.map(({ personId }) => personId))]);
  const minutes = await loadMinutes(tx, [...new Set(changes.flatMap(({ change }) => (change.kind === 'assign' ? [change.version.id] : [])))]);
  const numbers = await sql<{ id: string; number: string }>`select id, number from document where id = any(${[...new Set(changes.map(({ documentId }) => documentId))]}::uuid[])`.execute(tx);
  const numberOf = new Map(numbers.rows.map(({ id, number }) => [id, number]));
  const listed = changes.flatMap(({ personId, documentId, change }): Affected[] => {
    const effect = effectOn(change);
    const person = people.get(personId);
    if (effect === null || person === undefined) return [];
    return [{ ...person, document: numberOf.get(documentId) ?? '', effect, dueOn: change.kind === 'assign' ? change.dueOn : null }];
  });
  const shown = listed.toSorted((a, b) => a.name.localeCompare(b.name) || a.document.localeCompare(b.document)).slice(0, MOST_PEOPLE);
  return { ...summarise(changes, listed, minutes), absent: 0, people: shown.map(({ roles: _roles, ...person }) => person), more: listed.length - shown.length };
}
