import type { Risk, VersionState } from '../types.ts';

/** What somebody typed, taken apart. */
export type Query = {
  /** As typed, without surplus space. */
  readonly text: string;
  /** In lower case, without quotation marks. */
  readonly words: readonly string[];
  /** Words that a title may hold with a typing mistake: not short ones, and no numbers, of which one figure makes another. */
  readonly alike: readonly string[];
  /** The last word while it is still being typed; null when it is too short to be looked up, or inside quotation marks. */
  readonly begun: string | null;
};

/** How a document was found; the better ways come first. */
export type Match = 'number' | 'number-begins' | 'title' | 'title-similar' | 'heading' | 'text';

/** One document with all that speaks for it. */
export type Candidate = {
  readonly documentId: string;
  readonly versionId: string | null;
  readonly number: string;
  readonly title: string;
  readonly type: string;
  readonly risk: Risk;
  readonly label: string | null;
  readonly state: VersionState | null;
  readonly numberPlain: string;
  readonly sortKey: string;
  /** How like the title is to what was typed, 0 to 1. */
  readonly similarity: number;
  readonly inHeading: boolean;
  /** The weight of the words in the best section; null when the text does not hold them all. */
  readonly weight: number | null;
};
