import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import { dayIn, isEarlier, type Instant } from '../../../kernel/day.ts';
import type { Context } from '../../../platform/context.ts';
import type { Tx } from '../../../platform/db/pool.ts';
import { act, commit } from '../../audit/actions.ts';
import { becomeEffective } from '../rules.ts';
import { documentOf, loadDocument, lockDocument, saveSwitch } from '../store.ts';
import type { Subject } from '../types.ts';
import { held, mayTakeEffect, reached, stepAt } from './rules.ts';
import { loadTerms, saveHold, saveHoldEnd } from './store.ts';
import type { Terms } from './types.ts';

/**
 * The timed switch (DOC-02, DOC-06). Safe to call by several nodes and again: whoever comes second finds the version in
 * force already, or held already. A version approved earlier for an earlier moment comes first.
 */
export function makeEffective(ctx: Context, versionId: string): Promise<Outcome<{ readonly switched: boolean }, 'not-found'>> {
  return act(ctx, async (tx) => {
    const documentId = await documentOf(tx, versionId);
    if (documentId === null || !(await lockDocument(tx, documentId))) return refuse('not-found', { what: 'version' });
    const switched = await switchDue(ctx, tx, documentId);
    return done({ switched: switched.includes(versionId) });
  });
}

/** Brings into force, in order, every approved version of the locked document whose moment has come and who is not held back. */
export async function switchDue(ctx: Context, tx: Tx, documentId: string): Promise<string[]> {
  const switched: string[] = [];
  for (;;) {
    const document = await loadDocument(tx, documentId);
    const version = document?.versions.find((candidate) => candidate.state === 'approved' && !switched.includes(candidate.id));
    if (document === null || version === undefined) return switched;
    const { effectiveAt } = version;
    if (effectiveAt === null || isEarlier(ctx.now, effectiveAt)) return switched; // nor is any later one due, whose moment is later still
    if (!(await tryOne(ctx, tx, { document, version }, effectiveAt))) return switched; // none overtakes one that waits
    switched.push(version.id);
  }
}

/** True when the version has taken effect; else it waits, and from its date on a gate shows as a hold. */
async function tryOne(ctx: Context, tx: Tx, subject: Subject, effectiveAt: Instant): Promise<boolean> {
  const { version } = subject;
  const terms = await loadTerms(tx, version.id);
  const readiness = terms.takesEffect === 'date' ? { required: 0, present: 0, trained: 0 } : await ctx.readiness(tx, version.id, ctx.now);
  const step = stepAt(terms, readiness, effectiveAt, ctx.now);
  if (step.step === 'wait') return false;
  if (step.step === 'hold') {
    const decision = held(subject, terms, readiness);
    if (!decision.ok) return false;
    await commit(ctx, tx, decision.events, (audited) => saveHold(audited, { id: ctx.newId(), versionId: version.id, since: ctx.now, gatePercent: mayTakeEffect(terms, readiness).threshold }, readiness));
    return false;
  }
  if (terms.hold !== null) await endReached(ctx, tx, subject, terms, readiness);
  return switchNow(ctx, tx, subject, step.at);
}

async function endReached(ctx: Context, tx: Tx, subject: Subject, terms: Terms, readiness: Parameters<typeof reached>[2]): Promise<void> {
  const decision = reached(subject, terms, readiness);
  if (decision.ok) await commit(ctx, tx, decision.events, (audited) => saveHoldEnd(audited, subject.version.id, ctx.now, { as: 'reached' }));
}

/** Both versions in one transaction, at one instant; whatever held the new one back has been settled before. */
export async function switchNow(ctx: Context, tx: Tx, subject: Subject, at: Instant): Promise<boolean> {
  const decision = becomeEffective(subject, ctx.now, at);
  if (!decision.ok) return false;
  const { superseded } = decision.result;
  await commit(ctx, tx, decision.events, (audited) => saveSwitch(audited, subject.version.id, superseded?.id ?? null, at, dayIn(at, subject.document.zone)));
  return true;
}
