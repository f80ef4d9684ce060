import type { Instant } from '../../kernel/day.ts';
import type { Subject } from '../../kernel/decision.ts';
import type { JsonObject } from '../../kernel/json.ts';

/** What a signature says about what is signed (SIG-02). */
export type Meaning = 'authored' | 'reviewed' | 'approved' | 'read_and_understood' | 'assessed' | 'witnessed' | 'verified';

/** A person who has just proven who they are, and may therefore sign once. */
export type Signer = { readonly personId: string; readonly printedName: string; readonly zone: string; readonly method: 'password' };

export type SignatureInput = {
  readonly meaning: Meaning;
  readonly subject: Subject;
  /** The statement as the server makes it now, and as the person was shown it: they must be the same text. */
  readonly statement: string;
  readonly shown: string;
  /** What else the signature binds: version, content digest, result, decision. */
  readonly facts: JsonObject;
};

export type SignaturePayload = SignatureInput & { readonly id: string; readonly signer: Signer; readonly signedAt: Instant };

/** Why a person may not sign (SIG-01, SIG-03, SIG-04). */
export type SigningRefusal = 'signing-needs-a-person' | 'password-wrong' | 'account-locked' | 'account-inactive' | 'agreement-not-accepted';
