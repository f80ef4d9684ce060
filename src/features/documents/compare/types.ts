/** A section as far as comparing needs it. Of `html` only pictures, links and raised, lowered or struck text are looked at. */
export type SectionRef = { readonly ordinal: number; readonly number: string | null; readonly heading: string | null; readonly text: string; readonly html: string; readonly level?: number };

/** Which section is meant: enough to name it and to go there. `ordinal` counts in its own version, from 1. */
export type SectionName = { readonly ordinal: number; readonly number: string | null; readonly heading: string | null; readonly level: number };

/** A stretch of words. Unchanged and added runs together are the newer text; unchanged and removed ones the words of the older. */
export type Run = { readonly kind: 'unchanged' | 'removed' | 'added'; readonly text: string };

/** What the words do not show: a picture (by its source), the target of a link, text that is raised, lowered or struck out. */
export type Mark = { readonly kind: 'removed' | 'added'; readonly what: 'picture' | 'link' | 'raised' | 'lowered' | 'struck'; readonly value: string };

export type EntryKind = 'unchanged' | 'changed' | 'added' | 'removed' | 'moved';

/**
 * One line of a comparison. Each section of the newer version has exactly one entry, in its order; sections of the older one
 * that are gone follow where they stood. `old` of several entries may be the same section: it was split.
 */
export type Entry = {
  readonly kind: EntryKind;
  readonly old: SectionName | null;
  readonly new: SectionName | null;
  /** Further sections of the older version that went into this one: they were merged. */
  readonly alsoOld: readonly SectionName[];
  /** Of a split: the other sections of the newer version that the older one went into. */
  readonly alsoNew: readonly SectionName[];
  /** Heading, words or marks differ. A moved section may be changed too; a new number or a new place alone is no change. */
  readonly changed: boolean;
  /** Of a moved section: what stood right before it in the older version; null at its beginning. */
  readonly movedFrom: SectionName | null;
  /** The heading word by word, where it differs. */
  readonly heading: readonly Run[] | null;
  readonly changes: readonly Run[];
  readonly marks: readonly Mark[];
  /** So much differs that whole sentences or paragraphs were compared instead of words. */
  readonly rough: boolean;
};

export type Totals = {
  readonly unchanged: number; readonly changed: number; readonly added: number; readonly removed: number; readonly moved: number;
  /** Among the moved ones. */
  readonly movedAndChanged: number;
  /** Another number on a section that is otherwise where and what it was. */
  readonly renumbered: number;
  readonly wordsAdded: number; readonly wordsRemoved: number;
};

export type Comparison = { readonly entries: readonly Entry[]; readonly totals: Totals };
