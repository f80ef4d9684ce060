import type { z } from 'zod';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import type { Day, Instant } from '../../../kernel/day.ts';
import { permits, type Permission } from '../../../kernel/permission.ts';
import type { Readiness } from '../../../kernel/readiness.ts';
import type { Context } from '../../../platform/context.ts';
import { problemOf } from '../../../platform/http/problem.ts';
import type { Loose } from '../../../platform/http/route.ts';
import { act, commit } from '../../audit/actions.ts';
import { prepareSignature, proveSigner, saveSignature } from '../../signatures/actions.ts';
import { loadSignaturesById, type ShownSignature } from '../../signatures/store.ts';
import type { Signer } from '../../signatures/types.ts';
import { find, lock } from '../actions.ts';
import type { Subject, VersionState } from '../types.ts';
import { switchDue, switchNow } from './actions-switch.ts';
import { REFUSALS, type getTakingEffect } from './contract.ts';
import { may as documents } from '../permissions.ts';
import { may } from './permissions.ts';
import { mayTakeEffect, moved, moveTo, override, shareOf } from './rules.ts';
import { moveStatement, overrideStatement } from './rules-statements.ts';
import { loadHolds, loadTerms, saveHoldEnd, saveMovedDate, type HoldRow } from './store.ts';
import type { Terms } from './types.ts';

type Signing = { readonly statement: string; readonly password: string };
type TakingEffect = Loose<z.input<typeof getTakingEffect.reply>>;
type Changed = { readonly id: string; readonly state: VersionState; readonly effectiveAt: Instant };

export async function takingEffect(ctx: Context, versionId: string): Promise<Outcome<TakingEffect>> {
  const found = await find(ctx, ctx.db, versionId, documents.readAllVersions);
  if (!found.ok) return found;
  const { version } = found.subject;
  const [terms, holds] = await Promise.all([loadTerms(ctx.db, versionId), loadHolds(ctx.db, versionId)]);
  const now = version.state === 'approved' ? await ctx.readiness(ctx.db, versionId, ctx.now) : null;
  const signatures = await loadSignaturesById(ctx.db, holds.flatMap((hold) => hold.signatureId ?? []));
  const shown = holds.map((hold) => showHold(hold, signatures));
  return done({
    state: version.state, effectiveOn: version.effectiveOn, takesEffect: terms.takesEffect, threshold: mayTakeEffect(terms, now ?? NOBODY).threshold, minimumTrainingDays: minimumOf(terms),
    now: now === null ? null : { ...now, percent: shareOf(now) },
    hold: shown.find((hold) => hold.endedAt === null) ?? null, past: shown.filter((hold) => hold.endedAt !== null), ...acts(ctx, found.subject, terms),
  });
}

const NOBODY: Readiness = { required: 0, present: 0, trained: 0 };
const minimumOf = (terms: Terms): number => terms.policy?.minimumTrainingDays ?? 0;

function showHold({ signatureId, ...hold }: HoldRow, signatures: readonly ShownSignature[]): NonNullable<TakingEffect['hold']> {
  return { ...hold, endedAs: hold.endedAs as NonNullable<TakingEffect['hold']>['endedAs'], percent: shareOf(hold), signature: signatures.find(({ id }) => id === signatureId) ?? null }; // a check constraint of the table
}

/** The same rules as the acts, so that a button is greyed out with the sentence that the act would answer. */
function acts(ctx: Context, subject: Subject, terms: Terms): Pick<TakingEffect, 'override' | 'move'> {
  const personId = ctx.principal.id;
  const { document, version } = subject;
  const overridden = override(subject, terms.hold, NOBODY, { personId, reason: '' });
  const later = (version.effectiveOn ?? Temporal.PlainDate.from('9999-01-01')).add({ days: 1 });
  const answer = (permission: Permission, outcome: Outcome<unknown> | { readonly ok: true }): { allowed: boolean; why: string | null } => {
    if (!permits(ctx.principal, permission, { siteId: document.siteId })) return { allowed: false, why: problemOf({ code: 'not-permitted', detail: { needs: permission.roles.join(' or ') } }, REFUSALS).detail };
    return outcome.ok ? { allowed: true, why: null } : { allowed: false, why: problemOf(outcome.refusal, REFUSALS).detail };
  };
  const outcome = moveTo(subject, later, 0, { personId, now: ctx.now });
  const anotherDay = !outcome.ok && (outcome.refusal.code === 'effective-date-past' || outcome.refusal.code === 'effective-date-order');
  return { override: answer(may.overrideHold, overridden.ok ? { ok: true } : overridden), move: answer(may.moveDate, outcome.ok || anotherDay ? { ok: true } : outcome) };
}

export async function getOverrideStatement(ctx: Context, versionId: string): Promise<Outcome<{ statement: string }>> {
  const found = await find(ctx, ctx.db, versionId, may.overrideHold);
  if (!found.ok) return found;
  const readiness = await ctx.readiness(ctx.db, versionId, ctx.now);
  const decision = override(found.subject, (await loadTerms(ctx.db, versionId)).hold, readiness, { personId: ctx.principal.id, reason: '' });
  return decision.ok ? done({ statement: overrideStatement(ctx.principal.name, found.subject, decision.result.hold, readiness) }) : decision;
}

/** DOC-06: signed, with its reason; the quality event follows in the same transaction. */
export async function overrideHold(ctx: Context, versionId: string, input: Signing & { readonly reason: string }): Promise<Outcome<Changed>> {
  const signer = await proveSigner(ctx, input.password);
  if (!signer.ok) return signer;
  return act(ctx, async (tx) => {
    const found = await lock(ctx, tx, versionId, may.overrideHold);
    if (!found.ok) return found;
    const { subject } = found;
    const readiness = await ctx.readiness(tx, versionId, ctx.now);
    const decision = override(subject, (await loadTerms(tx, versionId)).hold, readiness, { personId: signer.reply.personId, reason: input.reason });
    if (!decision.ok) return decision;
    const statement = overrideStatement(signer.reply.printedName, subject, decision.result.hold, readiness);
    const signature = signatureFor(ctx, subject, signer.reply, { statement, shown: input.statement }, { ...readiness, gatePercent: decision.result.hold.gatePercent, reason: input.reason });
    if (!signature.ok) return signature;
    const [event] = decision.events;
    await commit(ctx, tx, [{ ...event, data: { ...event.data, signature: signature.reply.eventData } }], async (audited) => {
      await saveSignature(audited, signature.reply);
      await saveHoldEnd(audited, versionId, ctx.now, { as: 'overridden', reason: input.reason, signatureId: signature.reply.id });
    });
    await switchNow(ctx, tx, subject, ctx.now);
    return done({ id: versionId, state: 'effective', effectiveAt: ctx.now });
  });
}

export async function getDateChange(ctx: Context, versionId: string, to: Day): Promise<Outcome<{ statement: string; needsSignature: boolean; days: number; minimumDays: number; earlier: boolean; atOnce: boolean }>> {
  const found = await find(ctx, ctx.db, versionId, may.moveDate);
  if (!found.ok) return found;
  const minimumDays = minimumOf(await loadTerms(ctx.db, versionId));
  const outcome = moveTo(found.subject, to, minimumDays, { personId: ctx.principal.id, now: ctx.now });
  if (!outcome.ok) return outcome;
  const { needsSignature, days, earlier, atOnce } = outcome.move;
  return done({ statement: moveStatement(ctx.principal.name, found.subject, to, days, minimumDays), needsSignature, days, minimumDays, earlier, atOnce });
}

export type MoveInput = { readonly effectiveOn: Day; readonly reason: string; readonly signing?: Signing | undefined };

/** DOC-07: due dates follow in the same transaction; what was completed counts on. */
export async function moveDate(ctx: Context, versionId: string, input: MoveInput): Promise<Outcome<Changed>> {
  const { signing } = input;
  const signer = signing === undefined ? null : await proveSigner(ctx, signing.password);
  if (signer !== null && !signer.ok) return signer;
  return act(ctx, async (tx) => {
    const found = await lock(ctx, tx, versionId, may.moveDate);
    if (!found.ok) return found;
    const { subject } = found;
    const minimum = minimumOf(await loadTerms(tx, versionId));
    const outcome = moveTo(subject, input.effectiveOn, minimum, { personId: ctx.principal.id, now: ctx.now });
    if (!outcome.ok) return outcome;
    const { move } = outcome;
    if (move.needsSignature && (signing === undefined || signer === null)) return refuse('move-needs-signature', { days: move.days, minimum });
    const signature = signing === undefined || signer === null ? null : signatureFor(ctx, subject, signer.reply, { statement: moveStatement(signer.reply.printedName, subject, input.effectiveOn, move.days, minimum), shown: signing.statement }, { effectiveOn: input.effectiveOn.toString(), from: subject.version.effectiveOn?.toString() ?? null, reason: input.reason });
    if (signature !== null && !signature.ok) return signature;
    const decision = moved(subject, input.effectiveOn, move, input.reason);
    if (!decision.ok) return decision;
    const [event] = decision.events;
    await commit(ctx, tx, [signature === null ? event : { ...event, data: { ...event.data, signature: signature.reply.eventData } }], async (audited) => {
      await saveMovedDate(audited, versionId, input.effectiveOn, move.effectiveAt);
      await saveHoldEnd(audited, versionId, ctx.now, { as: 'moved' });
      if (signature !== null) await saveSignature(audited, signature.reply);
    });
    const inForce = move.atOnce && (await switchDue(ctx, tx, subject.document.id)).includes(versionId);
    return done({ id: versionId, state: inForce ? 'effective' : 'approved', effectiveAt: move.effectiveAt });
  });
}

function signatureFor(ctx: Context, { document, version }: Subject, signer: Signer, words: { readonly statement: string; readonly shown: string }, facts: Readonly<Record<string, string | number | null>>): ReturnType<typeof prepareSignature> {
  return prepareSignature(ctx, signer, { meaning: 'approved', subject: { kind: 'version', id: version.id }, ...words, facts: { documentId: document.id, number: document.number, label: version.label, contentSha256: version.contentSha256, ...facts } });
}
