import type { Refusal } from '../../kernel/decision.ts';
import { problemOf } from '../../platform/http/problem.ts';
import { REFUSALS } from '../../features/access/contract.ts';

/** The same sentence that the API and the screens give. */
export function sentenceOf(refusal: Refusal): string {
  return problemOf(refusal, REFUSALS).detail;
}
