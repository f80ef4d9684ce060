import type { z } from 'zod';
import { done, type Outcome } from '../../../kernel/decision.ts';
import type { Context } from '../../../platform/context.ts';
import type { Loose } from '../../../platform/http/route.ts';
import { act, commit } from '../../audit/actions.ts';
import { prepareSignature, proveSigner, saveSignature } from '../../signatures/actions.ts';
import { loadSignaturesById } from '../../signatures/store.ts';
import type { zApprovalPolicy } from './contract.ts';
import { approvalPolicyStatement, approvalSentence, signApprovalPolicy } from './rules.ts';
import { loadApprovalPolicies, lockApprovalPolicy, saveApprovalPolicy } from './store.ts';

export async function approvalPolicy(ctx: Context): Promise<Outcome<{ items: Loose<z.input<typeof zApprovalPolicy>>[] }>> {
  const rows = await loadApprovalPolicies(ctx.db);
  const signatures = await loadSignaturesById(ctx.db, rows.flatMap(({ signatureId }) => signatureId ?? []));
  return done({ items: rows.map(({ id: _id, signatureId, ...row }) => ({ ...row, sentence: approvalSentence(row.secondPerson), signature: signatures.find(({ id }) => id === signatureId) ?? null })) });
}

export async function showPolicyStatement(ctx: Context, secondPerson: boolean): Promise<Outcome<{ statement: string }>> {
  const [current] = await loadApprovalPolicies(ctx.db);
  const decision = signApprovalPolicy(current, secondPerson, '', '');
  return decision.ok ? done({ statement: approvalPolicyStatement(ctx.principal.name, current, secondPerson) }) : decision;
}

type Input = { readonly secondPerson: boolean; readonly reason: string; readonly statement: string; readonly password: string };

export async function putApprovalPolicy(ctx: Context, input: Input): Promise<Outcome<{ version: number }>> {
  const signer = await proveSigner(ctx, input.password);
  if (!signer.ok) return signer;
  const { secondPerson, reason } = input;
  return act(ctx, async (tx) => {
    await lockApprovalPolicy(tx);
    const [current] = await loadApprovalPolicies(tx);
    const [id, version] = [ctx.newId(), current.version + 1];
    const decision = signApprovalPolicy(current, secondPerson, id, reason);
    if (!decision.ok) return decision;
    const statement = approvalPolicyStatement(signer.reply.printedName, current, secondPerson);
    const signature = prepareSignature(ctx, signer.reply, { meaning: 'approved', subject: { kind: 'matrix_policy', id }, statement, shown: input.statement, facts: { version, secondPerson, reason } });
    if (!signature.ok) return signature;
    const [event] = decision.events;
    await commit(ctx, tx, [{ ...event, data: { ...event.data, signature: signature.reply.eventData } }], async (audited) => {
      await saveSignature(audited, signature.reply);
      await saveApprovalPolicy(audited, ctx, { id, version, secondPerson, reason, signatureId: signature.reply.id });
    });
    return done({ version });
  });
}
