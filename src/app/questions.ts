import type { AskReadiness } from '../platform/context.ts';
import { loadReadiness } from '../features/training/readiness/store.ts';

/** What a feature has to know from one to its right, answered in the transaction that asks. The counterpart of reactions. */
export const QUESTIONS: { readonly readiness: AskReadiness } = { readiness: loadReadiness };
