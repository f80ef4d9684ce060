import type { Instant } from '../../kernel/day.ts';
import { refuse, type Refused } from '../../kernel/decision.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Principal } from '../../kernel/permission.ts';
import type { Meaning, SignatureInput, SignaturePayload, SigningRefusal } from './types.ts';

/** Names the composition of the signed text; a later composition gets another name, old signatures keep theirs. */
export const SIGNATURE_FORMAT = 'readback-signature/1';

/** SIG-03, SIG-04: only a person signs, for themselves, after accepting the signature agreement; never a key, never the product. */
export function maySign(principal: Principal, agreementAcceptedAt: Instant | null): { readonly ok: true; readonly personId: string } | Refused<SigningRefusal> {
  if (principal.kind !== 'person') return refuse('signing-needs-a-person');
  if (agreementAcceptedAt === null) return refuse('agreement-not-accepted');
  return { ok: true, personId: principal.id };
}

/** SIG-01: what is signed is what was shown; white space included. */
export function isShownStatement(input: SignatureInput): boolean {
  return input.shown === input.statement;
}

/** SIG-01: everything the digest covers. Its canonical JSON is stored and hashed. */
export function signaturePayload(signature: SignaturePayload): JsonObject {
  return {
    format: SIGNATURE_FORMAT,
    id: signature.id,
    person: { id: signature.signer.personId, printedName: signature.signer.printedName },
    meaning: signature.meaning,
    subject: { kind: signature.subject.kind, id: signature.subject.id },
    statement: signature.statement,
    facts: signature.facts,
    signedAt: signature.signedAt.toString(),
    zone: signature.signer.zone,
    method: signature.signer.method,
  };
}

const CLAIMS: Readonly<Record<Meaning, (what: string) => string>> = {
  authored: (what) => `I have written ${what} and submit it for review.`,
  reviewed: (what) => `I have reviewed ${what}.`,
  approved: (what) => `I approve ${what}.`,
  read_and_understood: (what) => `I have read and understood ${what} and will follow it.`,
  assessed: (what) => `I have assessed ${what}.`,
  witnessed: (what) => `I have witnessed ${what}.`,
  verified: (what) => `I have verified ${what}.`,
};

/**
 * The text that a person is shown and signs (SIG-01): who, the meaning in words, what, and further sentences in order.
 * The same facts always give the same text.
 */
export function statementText(signerName: string, meaning: Meaning, what: string, details: readonly string[] = []): string {
  return [`I am ${signerName}.`, CLAIMS[meaning](what), ...details].join(' ');
}
