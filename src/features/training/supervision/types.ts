import type { Day } from '../../../kernel/day.ts';
import type { DomainEvent } from '../../../kernel/decision.ts';

/** An open assignment as far as its due date may be moved by people. */
export type Extendable = {
  readonly id: string; readonly personId: string; readonly dueOn: Day; readonly today: Day; readonly closedWhy: string | null; readonly closed: boolean;
  /** Extensions that were approved. */
  readonly approved: number; readonly waits: boolean;
};

export type Waiting = { readonly id: string; readonly assignmentId: string; readonly personId: string; readonly requestedBy: string; readonly fromDueOn: Day; readonly toDueOn: Day; readonly dueOn: Day; readonly today: Day; readonly closed: boolean; readonly closedWhy: string | null; readonly decided: boolean };

export type ExtensionEvent = DomainEvent & { readonly type: 'ExtensionRequested' | 'ExtensionApproved' | 'ExtensionDeclined' | 'DueDateMoved' };
export type ExtensionRefusal = 'assignment-closed' | 'own-extension' | 'extension-waits' | 'extensions-used-up' | 'not-later' | 'decided-already' | 'own-request' | 'extension-past';
