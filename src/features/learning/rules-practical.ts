import { refuse, type Refused } from '../../kernel/decision.ts';
import { STAGES, type LearningRefusal, type PracticalInput, type Stage } from './types.ts';

/** ASM-07: the first thing that makes a practical impossible to pass or to judge; null when there is none. */
export function validatePractical({ items, repetitions }: PracticalInput): Refused<LearningRefusal> | null {
  if (!items.some((item) => item.critical)) return refuse('no-critical-item');
  if (stagesOf({ repetitions }).length === 0) return refuse('no-repetition');
  const seen = new Set<string>();
  for (const { text } of items) {
    const plain = text.trim().replaceAll(/\s+/gu, ' ').toLowerCase();
    if (seen.has(plain)) return refuse('same-item-twice', { item: text });
    seen.add(plain);
  }
  return null;
}

/** The stages that a practical asks for, in their order. */
export function stagesOf({ repetitions }: Pick<PracticalInput, 'repetitions'>): Stage[] {
  return STAGES.filter((stage) => repetitions[stage] > 0);
}
