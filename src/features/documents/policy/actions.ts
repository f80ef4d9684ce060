import type { z } from 'zod';
import { done, type Outcome } from '../../../kernel/decision.ts';
import type { Instant } from '../../../kernel/day.ts';
import type { Context } from '../../../platform/context.ts';
import type { Db } from '../../../platform/db/pool.ts';
import type { Loose } from '../../../platform/http/route.ts';
import { act, commit } from '../../audit/actions.ts';
import { prepareSignature, proveSigner, saveSignature } from '../../signatures/actions.ts';
import { loadSignaturesById } from '../../signatures/store.ts';
import { RISKS, type Risk } from '../types.ts';
import type { zPolicyVersion } from './contract.ts';
import { changesBetween, policyStatement, sentenceOf, SETTINGS, signPolicy, type Changed } from './rules.ts';
import { countOfClass, loadCurrentPolicies, loadPolicies, loadPolicyVersions, lockPolicies, savePolicy } from './store.ts';
import type { Policy } from './types.ts';

type Shown = Loose<z.input<typeof zPolicyVersion>>;

export async function listPolicies(ctx: Context, at: Instant): Promise<Outcome<{ items: Shown[] }>> {
  const versions = await showVersions(ctx.db, RISKS, at);
  return done({ items: RISKS.flatMap((risk) => versions.find((version) => version.risk === risk) ?? []) });
}

export async function policyHistory(ctx: Context, risk: Risk, at: Instant): Promise<Outcome<{ items: Shown[] }>> {
  return done({ items: await showVersions(ctx.db, [risk], at) });
}

/** Newest first within each class. */
async function showVersions(db: Db, risks: readonly Risk[], at: Instant): Promise<Shown[]> {
  const rows = await loadPolicyVersions(db, risks, at);
  const signatures = await loadSignaturesById(db, rows.flatMap((row) => row.signatureId ?? []));
  return rows.map(({ signatureId, ...row }) => {
    const before = rows.find((other) => other.risk === row.risk && other.version === row.version - 1);
    return {
      ...row, signature: signatures.find((signature) => signature.id === signatureId) ?? null,
      sentences: SETTINGS.map((setting) => ({ setting, sentence: sentenceOf(setting, row.settings) })),
      changes: before === undefined ? [] : changesBetween(before.settings, row.settings),
    };
  });
}

/** MTX-05: what would change, and that running windows do not. */
export async function proposePolicy(ctx: Context, risk: Risk, settings: Policy): Promise<Outcome<{ statement: string; changes: Changed[]; documents: number; windows: number }>> {
  const kept = await loadCurrentPolicies(ctx.db);
  const decision = signPolicy(kept[risk], '', settings, await loadPolicies(ctx.db), '');
  if (!decision.ok) return decision;
  return done({ statement: policyStatement(ctx.principal.name, kept[risk], settings), changes: changesBetween(kept[risk].settings, settings), ...(await countOfClass(ctx.db, risk)) });
}

export type SignInput = { readonly settings: Policy; readonly reason: string; readonly statement: string; readonly password: string };

export async function putPolicy(ctx: Context, risk: Risk, input: SignInput): Promise<Outcome<{ risk: Risk; version: number }>> {
  const signer = await proveSigner(ctx, input.password);
  if (!signer.ok) return signer;
  return act(ctx, async (tx) => {
    await lockPolicies(tx);
    const current = (await loadCurrentPolicies(tx))[risk];
    const id = ctx.newId();
    const decision = signPolicy(current, id, input.settings, await loadPolicies(tx), input.reason);
    if (!decision.ok) return decision;
    const version = current.version + 1;
    const statement = policyStatement(signer.reply.printedName, current, input.settings);
    const signature = prepareSignature(ctx, signer.reply, { meaning: 'approved', subject: { kind: 'policy', id }, statement, shown: input.statement, facts: { risk, version, settings: input.settings, reason: input.reason } });
    if (!signature.ok) return signature;
    const [event] = decision.events;
    await commit(ctx, tx, [{ ...event, data: { ...event.data, signature: signature.reply.eventData } }], async (audited) => {
      await saveSignature(audited, signature.reply);
      await savePolicy(audited, ctx, { id, risk, version, reason: input.reason, signatureId: signature.reply.id }, input.settings);
    });
    return done({ risk, version });
  });
}
