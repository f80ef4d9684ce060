import { sql } from 'kysely';
import { act } from '../../audit/actions.ts';
import { done } from '../../../kernel/decision.ts';
import type { Context } from '../../../platform/context.ts';
import type { Tx } from '../../../platform/db/pool.ts';
import { loadExceptions } from '../../matrix/exceptions/store.ts';
import { requirementsOf } from '../../matrix/rules.ts';
import { ruleFinder } from '../../matrix/rules-find.ts';
import { loadRules } from '../../matrix/store.ts';
import type { MatrixRule, Reason } from '../../matrix/types.ts';
import { loadComing } from '../ahead/store.ts';
import { reconcile } from './actions.ts';
import { isLookedAtWhole, leastAbsence, liveVersions } from './rules-settled.ts';
import { loadAway, loadDocuments, loadPeople, loadSurroundings, type LoadedPerson, type Standing } from './store.ts';
import { loadDigests, loadHeldDigests, suspects, type Digest } from './store-suspects.ts';
import type { DocumentFact, PlannedChange, Scope } from './types.ts';

/** Told of what differs and whether that was put right. */
type Keep = (changes: readonly PlannedChange[], mended: boolean) => void;
export type Sweep = { people: number; drift: number; added: number; cancelled: number };

/** Pairs, people and documents that one act decides. */
const PAIRS = 5000;
const PEOPLE = 500;
const DOCUMENTS = 10;

/**
 * MTX-04: looks at everything. What it finds was missed by an act and is reported as drift. It looks at one moment and holds
 * nobody up meanwhile; whatever might not be settled is then decided by the engine as it stands by that time, in several acts.
 */
export async function sweep(ctx: Context, keep: Keep = () => undefined): Promise<Sweep> {
  const found: Sweep = { people: 0, drift: 0, added: 0, cancelled: 0 };
  const decide = async (scope: Scope): Promise<void> => {
    const seen: PlannedChange[] = [];
    const outcome = await act({ ...ctx, idempotency: null }, async (tx) => done(await reconcile(ctx, tx, scope, 'none', (changes) => seen.push(...changes)))).catch((error: unknown) => {
      keep(seen, false);
      throw error;
    });
    keep(seen, outcome.ok);
    if (!outcome.ok) throw new Error(`a sweep cannot be refused, yet it was: ${outcome.refusal.code}`);
    found.drift += outcome.reply.changes;
    found.added += outcome.reply.assigned;
    found.cancelled += outcome.reply.closed;
  };
  await ctx.db.transaction().setIsolationLevel('repeatable read').execute(async (tx) => {
    await sql`set local work_mem = '64MB'`.execute(tx);
    const documents = await loadDocuments(tx, null);
    const whole = [...documents.values()].filter(isLookedAtWhole).map(({ id }) => id);
    const { count, differing } = await differingPeople(ctx, tx, documents, whole);
    found.people = count;
    for (const personIds of parts(differing, PEOPLE)) await decide({ personIds, documentIds: null });
    for (const documentIds of parts(whole, DOCUMENTS)) await decide({ personIds: null, documentIds });
    const live = [...documents.values()].filter((document) => !isLookedAtWhole(document)).flatMap(liveVersions);
    for await (const pairs of suspects(tx, ctx.now, live, PAIRS)) {
      await decide({ personIds: [...new Set(pairs.map(({ personId }) => personId))], documentIds: [...new Set(pairs.map(({ documentId }) => documentId))] });
    }
  });
  return found;
}

/** Whose obligations are not those that the matrix asks for, compared by digests: everyone who stands alike has the same. */
async function differingPeople(ctx: Context, tx: Tx, documents: ReadonlyMap<string, DocumentFact>, whole: readonly string[]): Promise<{ count: number; differing: string[] }> {
  const rules = await loadRules(tx, null);
  const around = await loadSurroundings(tx, ctx.now);
  const people = await loadPeople(tx, ctx.now, { personIds: null, documentIds: null }, rules, around);
  const skipped = new Set(whole);
  const expected = await expectedDigests(tx, people, rules, (id) => documents.get(id)?.retired === false && !skipped.has(id));
  const held = await loadHeldDigests(tx, whole);
  const none: Digest = { count: 0, low: 0, high: 0 };
  const exceptions = await loadExceptions(tx, ctx.now, { personIds: null, documentIds: null });
  const least = leastAbsence(documents.values());
  const away = least === null ? [] : (await loadAway(tx, sql`true`, least)).keys();
  const apart = new Set([...away, ...exceptions.keys(), ...(await loadComing(tx, ctx.now, null, around)).map(({ personId }) => personId)]); // few, and each of them another: they are looked at themselves
  const differing = people.filter(({ id, standing }) => apart.has(id) || !sameDigest(expected.get(standing) ?? none, held.get(id) ?? none));
  return { count: people.length, differing: differing.map(({ id }) => id) };
}

async function expectedDigests(tx: Tx, people: readonly LoadedPerson[], rules: readonly MatrixRule[], counts: (documentId: string) => boolean): Promise<ReadonlyMap<Standing, Digest>> {
  const numbers = new Map<string, number>();
  const items: { readonly documentId: string; readonly reasons: readonly Reason[] }[] = [];
  const asked = new Map<Standing, readonly number[]>();
  const find = ruleFinder(rules);
  for (const standing of new Set(people.map((person) => person.standing))) {
    const required = standing.position === null ? [] : [...requirementsOf(standing.position, find(standing.position))].filter(([documentId]) => counts(documentId));
    asked.set(standing, required.map(([documentId, reasons]) => {
      const key = `${documentId}${reasons.map(({ rule, version, text }) => `\n${rule} ${version} ${text}`).join('')}`;
      const number = numbers.get(key) ?? items.push({ documentId, reasons }) - 1;
      numbers.set(key, number);
      return number;
    }));
  }
  const digests = await loadDigests(tx, items);
  return new Map([...asked].map(([standing, numbered]) => [standing, sumOf(numbered.flatMap((number) => digests[number] ?? []))]));
}

function sumOf(digests: readonly Digest[]): Digest {
  return digests.reduce((sum, { count, low, high }) => ({ count: sum.count + count, low: sum.low + low, high: sum.high + high }), { count: 0, low: 0, high: 0 });
}

function sameDigest(a: Digest, b: Digest): boolean {
  return a.count === b.count && a.low === b.low && a.high === b.high;
}

function parts<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, part) => items.slice(part * size, (part + 1) * size));
}
