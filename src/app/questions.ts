import type { AskEffect, AskReadiness } from '../platform/context.ts';
import { effectOfChange } from '../features/training/preview/actions.ts';
import { loadReadiness } from '../features/training/readiness/store.ts';

/** What a feature has to know from one to its right, answered to the one that asks. The counterpart of reactions. */
export const QUESTIONS: { readonly readiness: AskReadiness; readonly effect: AskEffect } = { readiness: loadReadiness, effect: effectOfChange };
