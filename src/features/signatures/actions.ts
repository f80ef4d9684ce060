import { done, refuse, type Outcome } from '../../kernel/decision.ts';
import { canonicalJson, type JsonObject } from '../../kernel/json.ts';
import type { AuditedTx, Context } from '../../platform/context.ts';
import { sha256 } from '../../platform/secret.ts';
import { provePassword } from '../access/actions.ts';
import { loadSigner } from '../access/store.ts';
import { isShownStatement, maySign, signaturePayload } from './rules.ts';
import { insertSignature, type SignatureRow } from './store.ts';
import type { SignatureInput, Signer, SigningRefusal } from './types.ts';

/**
 * Authentication again, before a signed act (SIG-01). It runs in a transaction of its own, so that a failed signing
 * counts, locks and is audited although the act is refused (SIG-04).
 */
export async function proveSigner(ctx: Context, password: string): Promise<Outcome<Signer, SigningRefusal>> {
  if (ctx.principal.kind !== 'person') return refuse('signing-needs-a-person');
  const facts = await loadSigner(ctx.db, ctx.principal.id, ctx.now);
  if (facts === null) return refuse('account-inactive');
  const allowed = maySign(ctx.principal, facts.agreementAcceptedAt);
  if (!allowed.ok) return allowed;
  const proven = await provePassword(ctx, allowed.personId, password, 'signature');
  if (!proven.ok) return proven;
  return done({ personId: allowed.personId, printedName: facts.name, zone: facts.zone, method: 'password' });
}

/** A signature ready to be saved with its act; `eventData` names it and its digest in the act's own audit event. */
export type PreparedSignature = { readonly id: string; readonly signedAt: Temporal.Instant; readonly eventData: JsonObject; readonly row: SignatureRow };

export function prepareSignature(ctx: Pick<Context, 'newId' | 'now'>, signer: Signer, input: SignatureInput): Outcome<PreparedSignature, 'statement-changed'> {
  if (!isShownStatement(input)) return refuse('statement-changed');
  const id = ctx.newId();
  const payload = canonicalJson(signaturePayload({ ...input, id, signer, signedAt: ctx.now }));
  const digest = sha256(payload);
  const row: SignatureRow = {
    id, person_id: signer.personId, printed_name: signer.printedName, meaning: input.meaning,
    subject_kind: input.subject.kind, subject_id: input.subject.id, statement: input.statement,
    signed_at: ctx.now, zone: signer.zone, method: signer.method, payload, digest,
  };
  const eventData = { id, meaning: input.meaning, printedName: signer.printedName, digest: digest.toString('hex') };
  return done({ id, signedAt: ctx.now, eventData, row });
}

/** Saves the signature in the transaction of the act it belongs to. */
export async function saveSignature(tx: AuditedTx, prepared: PreparedSignature): Promise<void> {
  await insertSignature(tx, prepared.row);
}
