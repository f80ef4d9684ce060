import type { DomainEvent } from '../../../kernel/decision.ts';

export type CurriculumContent = { readonly name: string; readonly documentIds: readonly string[] };
export type CurriculumEvent = DomainEvent & { readonly type: 'CurriculumCreated' | 'CurriculumRevised' };
export type CurriculumRefusal = 'not-found' | 'not-permitted' | 'unknown-reference' | 'nothing-changed' | 'curriculum-name-taken';
