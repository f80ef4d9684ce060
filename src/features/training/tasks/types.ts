import type { DomainEvent } from '../../../kernel/decision.ts';

/** A named set of documents; where it names a site or a department, it is done there only. */
export type TaskContent = { readonly name: string; readonly documentIds: readonly string[]; readonly siteId: string | null; readonly departmentId: string | null; readonly ownerId: string | null };
export type Task = TaskContent & { readonly id: string; readonly code: string; readonly version: number };

export type TaskEvent = DomainEvent & { readonly type: 'TaskCreated' | 'TaskRevised' | 'TaskEnded' };
export type TaskRefusal = 'not-found' | 'task-code-taken' | 'unknown-reference' | 'nothing-changed';
