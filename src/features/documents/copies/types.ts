import type { DomainEvent } from '../../../kernel/decision.ts';
import type { VersionState } from '../types.ts';

export type CopyEnd = 'returned' | 'destroyed' | 'lost';
export type CopyFact = { readonly id: string; readonly documentId: string; readonly versionId: string; readonly versionState: VersionState; readonly docNumber: string; readonly label: string; readonly number: number; readonly holder: string; readonly endedAs: CopyEnd | null };

export type ControlledCopyEvent = DomainEvent & { readonly type: 'ControlledCopyIssued' | 'ControlledCopyEnded' };
export type ControlledCopyRefusal = 'copy-not-in-force' | 'copy-ended' | 'holder-has-copy';
