import { z } from 'zod';
import { zId, zInstant } from '../../kernel/wire.ts';
import { PASSWORD_REFUSALS } from '../access/contract.ts';

/** A signature wherever its record shows (SIG-02). */
export const zSignature = z.object({ id: zId, printedName: z.string(), meaning: z.string(), statement: z.string(), signedAt: zInstant, zone: z.string(), method: z.string(), digest: z.string() });

/** Every act that is signed may be refused for these; spread them into the feature's own refusals. */
export const SIGNING_REFUSALS = {
  ...PASSWORD_REFUSALS,
  'signing-needs-a-person': { status: 403, sentence: 'Only a person can sign, for themselves. An API key or the product itself cannot. Sign in as the person who signs.' },
  'agreement-not-accepted': { status: 403, sentence: 'Before your first signature, accept the signature agreement. You find it under your name, in "Electronic signature".' },
  'statement-changed': { status: 409, sentence: 'What you would sign has changed since it was shown to you. Read the statement again, then sign.' },
} as const;
