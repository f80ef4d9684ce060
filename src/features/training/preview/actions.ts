import { sql } from 'kysely';
import type { z } from 'zod';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import type { Instant } from '../../../kernel/day.ts';
import { zEffect, type ChangeEffect } from '../../../kernel/effect.ts';
import type { AuditedTx, Context, TriedChange } from '../../../platform/context.ts';
import type { Tx } from '../../../platform/db/pool.ts';
import type { Loose } from '../../../platform/http/route.ts';
import { commit } from '../../audit/actions.ts';
import { mayTakeEffect, takesEffectBy } from '../../documents/lifecycle/rules.ts';
import { loadCurrentPolicies } from '../../documents/policy/store.ts';
import { effectOf } from '../../documents/rules.ts';
import { documentOf, loadDocument, saveApproval, saveSwitch } from '../../documents/store.ts';
import type { TrainingDecision } from '../types.ts';
import type { RuleContent } from '../../matrix/types.ts';
import { triedRule } from '../../matrix/actions-try.ts';
import type { zApprovalEffect } from '../contract.ts';
import { plan } from '../reconcile/actions.ts';
import type { Hint, PlannedChange, Scope } from '../reconcile/types.ts';
import { effectOn, MOST_PEOPLE, summarise, type Affected } from './rules.ts';
import { forecastOf, untestedIn } from './actions-forecast.ts';
import { loadAbsent, loadAffected, loadMinutes, type AffectedPerson } from './store.ts';

export type Effect = Loose<z.input<typeof zEffect>>;
type ApprovalEffect = Loose<z.input<typeof zApprovalEffect>>;

/** What would change, in the engine's words and in those of the preview. */
type Tried = { readonly changes: readonly PlannedChange[]; readonly people: ReadonlyMap<string, AffectedPerson>; readonly effect: Effect };

class Previewed extends Error {
  readonly tried: Tried;
  constructor(tried: Tried) {
    super('previewed');
    this.tried = tried;
  }
}

/** A change, and the moment at which its effect is asked for: now, or when it takes effect. */
type Step = { readonly at: Instant; readonly change: (tx: AuditedTx) => Promise<void>; readonly only?: PlannedChange['change']['kind']; /** What called for it; a rule where nothing is said. */ readonly hint?: Hint };

/**
 * MTX-05, IMP-02: does the change in a transaction, asks the engine what would follow, and rolls everything back.
 * So what is shown is what will happen, whatever the rules become.
 */
export async function tryOut(ctx: Context, scope: Scope, steps: readonly Step[]): Promise<Tried> {
  const quiet: Context = { ...ctx, idempotency: null, react: () => Promise.resolve() };
  try {
    await ctx.db.transaction().execute(async (tx) => {
      const changes: PlannedChange[] = [];
      for (const { at, change, only, hint } of steps) {
        await commit(quiet, tx, [{ type: 'Previewed', subject: { kind: 'preview', id: ctx.newId() }, data: {} }], change);
        for await (const batch of plan({ ...quiet, now: at }, tx, scope, hint ?? 'rule')) changes.push(...batch.changes.filter(({ change: { kind } }) => only === undefined || only === kind));
      }
      throw new Previewed(await effectOfPlan(tx, ctx, scope, changes));
    });
  } catch (error) {
    if (error instanceof Previewed) return error.tried;
    throw error;
  }
  throw new Error('a preview that was not rolled back');
}

export async function previewApproval(ctx: Context, versionId: string, input: { effectiveOn: string; decision: TrainingDecision }): Promise<Outcome<ApprovalEffect>> {
  const documentId = await documentOf(ctx.db, versionId);
  const document = documentId === null ? null : await loadDocument(ctx.db, documentId);
  const version = document?.versions.find((candidate) => candidate.id === versionId);
  if (document === null || version === undefined || version.state !== 'in_review' && version.state !== 'draft') return refuse('not-found', { what: 'version to approve' });
  const effectiveOn = Temporal.PlainDate.from(input.effectiveOn);
  const effect = effectOf({ document, version }, effectiveOn, ctx.now);
  if (!effect.ok) return effect;
  const approver = await anyoneBut(ctx, version.authorId);
  const before = document.versions.find((candidate) => candidate.state === 'effective');
  const policy = (await loadCurrentPolicies(ctx.db))[document.risk];
  const takesEffect = takesEffectBy(policy.settings, input.decision);
  const atOnce = effect.atOnce && mayTakeEffect({ takesEffect, policy: policy.settings }, await ctx.readiness(ctx.db, versionId, ctx.now)).may; // else it waits for its people (DOC-06)
  const switched = (tx: AuditedTx): Promise<void> => saveSwitch(tx, versionId, before?.id ?? null, effect.effectiveAt, effectiveOn);
  const approved = async (tx: AuditedTx): Promise<void> => {
    await saveApproval(tx, versionId, { personId: approver, effectiveOn, decision: input.decision, reason: null }, effect.effectiveAt, ctx.now, { policyId: policy.id, takesEffect });
    if (atOnce) await switched(tx);
  };
  const later: Step[] = effect.atOnce ? [] : [{ at: effect.effectiveAt, change: switched, only: 'carry-forward' }]; // who is qualified now keeps it at the switch (IMP-04)
  const tried = await tryOut(ctx, { personIds: null, documentIds: [document.id] }, [{ at: ctx.now, change: approved }, ...later]);
  const [forecast, untested] = await Promise.all([forecastOf(ctx, { versionId, risk: document.risk, zone: document.zone, effectiveAt: effect.effectiveAt }, tried), untestedIn(ctx, versionId, before?.id ?? null)]);
  return done({ ...tried.effect, driftLimit: tried.changes.filter(({ change }) => change.kind === 'assign' && change.version.id === versionId && change.driftLimit).length, forecast, untested });
}

/** The author may look at the effect too; the row that is rolled back then needs another name than theirs. */
async function anyoneBut(ctx: Context, authorId: string): Promise<string> {
  if (ctx.principal.kind === 'person' && ctx.principal.id !== authorId) return ctx.principal.id;
  const found = await sql<{ id: string }>`select id from person where id <> ${authorId}::uuid limit 1`.execute(ctx.db);
  return found.rows[0]?.id ?? authorId;
}

export async function previewRule(ctx: Context, ruleId: string | null, content: RuleContent): Promise<Outcome<Effect>> {
  const tried = await triedRule(ctx, ruleId, content);
  return tried.ok ? done((await tryChange(ctx, tried.reply)).effect) : tried;
}

/** What would follow from a change of the matrix, for whoever has to decide about it. */
export async function effectOfChange(ctx: Context, change: TriedChange): Promise<ChangeEffect> {
  const { effect } = await tryChange(ctx, change);
  return zEffect.parse(JSON.parse(JSON.stringify(effect)));
}

export function tryChange(ctx: Context, { documentIds, at, change }: TriedChange): Promise<Tried> {
  return tryOut(ctx, { personIds: null, documentIds }, [{ at, change }]);
}

async function effectOfPlan(tx: Tx, ctx: Context, scope: Scope, changes: readonly PlannedChange[]): Promise<Tried> {
  const personIds = [...new Set(changes.map((planned) => planned.personId))];
  const people = await loadAffected(tx, ctx.now, personIds);
  const minutes = await loadMinutes(tx, [...new Set(changes.flatMap(({ change }) => (change.kind === 'assign' ? [change.version.id] : [])))]);
  const numbers = await sql<{ id: string; number: string }>`select id, number from document where id = any(${[...new Set(changes.map(({ documentId }) => documentId))]}::uuid[])`.execute(tx);
  const absent = scope.personIds === null ? await loadAbsent(tx, ctx.now, scope.documentIds ?? []) : [];
  const numberOf = new Map(numbers.rows.map((row) => [row.id, row.number]));
  const listed = [...changes.flatMap((planned): Affected[] => {
    const effect = effectOn(planned.change);
    const person = people.get(planned.personId);
    if (effect === null || person === undefined) return [];
    return [{ ...person, document: numberOf.get(planned.documentId) ?? '', effect, dueOn: planned.change.kind === 'assign' ? planned.change.dueOn : null }];
  }), ...absent.map((person): Affected => ({ ...person, effect: 'absent', dueOn: null }))];
  const shown = listed.toSorted((a, b) => a.name.localeCompare(b.name)).slice(0, MOST_PEOPLE);
  const effect = { ...summarise(changes, listed, minutes), absent: absent.length, people: shown.map(({ roles: _roles, ...person }) => person), more: listed.length - shown.length };
  return { changes, people, effect };
}
