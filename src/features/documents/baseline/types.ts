import type { Day } from '../../../kernel/day.ts';
import type { DomainEvent } from '../../../kernel/decision.ts';
import type { Risk } from '../types.ts';

/** One line of the list, as it was written. */
export type ImportRow = {
  readonly line: number;
  readonly number: string; readonly title: string; readonly type: string; readonly risk: string; readonly owner: string; readonly label: string;
  readonly effectiveOn: string; readonly file: string; readonly site: string; readonly reviewMonths: string; readonly summary: string;
};

/** What is known beside the list itself. */
export type ImportFacts = {
  readonly today: Day;
  readonly people: readonly { readonly id: string; readonly employeeNumber: string; readonly name: string }[];
  readonly sites: readonly { readonly id: string; readonly code: string }[];
  /** Codes of the document types that there are. */
  readonly types: readonly string[];
  /** Names of the files in the archive with their SHA-256. */
  readonly files: ReadonlyMap<string, string>;
  readonly documents: readonly { readonly number: string; readonly versions: readonly { readonly label: string; readonly contentSha256: string }[] }[];
};

/** A row that can be taken over. */
export type CleanRow = {
  readonly line: number; readonly number: string; readonly title: string; readonly type: string; readonly risk: Risk; readonly ownerId: string; readonly label: string;
  readonly statedEffectiveOn: Day; readonly file: string; readonly contentSha256: string; readonly siteId: string | null; readonly reviewMonths: number; readonly summary: string;
};

/** `present`: imported before, nothing to do. `fixable`: the list is to be put right. `rejected`: this file or number cannot be taken over. */
export type Verdict = 'clean' | 'present' | 'fixable' | 'rejected';
export type Judged = { readonly row: ImportRow; readonly verdict: Verdict; readonly reasons: readonly string[]; readonly clean: CleanRow | null };

export type BaselineEvent = DomainEvent & { readonly type: 'BaselineImported' | 'DocumentCreated' | 'VersionImported' | 'VersionBaselined' };
export type BaselineRefusal = 'archive-refused' | 'list-refused' | 'nothing-clean' | 'statement-changed';
