import { align, type Pair } from './rules-align.ts';
import { differs, factsOf, markChanges, type Facts } from './rules-facts.ts';
import { inPlace } from './rules-moves.ts';
import { divisions, type Division } from './rules-parts.ts';
import { compareText, countWords, type TextComparison } from './rules-words.ts';
import type { Comparison, Entry, Run, SectionName, SectionRef, Totals } from './types.ts';

/** Everything but the words: which section became which. Cheap enough to be done for every approval and every refresher. */
export type Link = Pick<Entry, 'kind' | 'old' | 'new' | 'alsoOld' | 'alsoNew' | 'changed' | 'movedFrom'>;
type Sides = { readonly older: readonly Facts[]; readonly newer: readonly Facts[]; readonly links: readonly Link[]; readonly splits: readonly Division[]; readonly merges: readonly Division[] };

/** DOC-13, IMP-02, TRN-02: two versions side by side. Deterministic; time grows with the text, not with its square. */
export function compareSections(older: readonly SectionRef[], newer: readonly SectionRef[]): Comparison {
  const sides = link(older, newer);
  const texts = new Texts(sides);
  const entries = sides.links.map((one) => entryOf(one, texts));
  return { entries, totals: totalsOf(entries) };
}

export function linkSections(older: readonly SectionRef[], newer: readonly SectionRef[]): readonly Link[] {
  return link(older, newer).links;
}

function link(oldSections: readonly SectionRef[], newSections: readonly SectionRef[]): Sides {
  const older = factsOf(oldSections);
  const newer = factsOf(newSections);
  const aligned = align(older, newer);
  const { splits, merges, pairs: found } = divisions(older, newer, aligned);
  const pairs = [...aligned, ...found].toSorted((a, b) => a.old - b.old);
  // Fewer moved sections read better than less moved text: a chapter moved past many, not the many past it.
  const still = inPlace(pairs, (pair) => 400 + Math.min(newer[pair.present]?.text.length ?? 0, 400));
  const counterparts = new Map(pairs.map((pair) => [pair.present, pair]));
  const splitOf = new Map(splits.flatMap((split) => split.parts.map((part) => [part, split])));
  const mergeOf = new Map(merges.map((merge) => [merge.whole, merge]));
  const newLinks = newer.map((present, index): Link => {
    const split = splitOf.get(index);
    if (split !== undefined) return { ...bare, kind: 'changed', old: nameOf(older[split.whole]), new: nameOf(present), alsoNew: names(newer, split.parts.filter((part) => part !== index)), changed: true };
    const merge = mergeOf.get(index);
    const pair = counterparts.get(index);
    if (merge !== undefined) {
      const main = pair?.old ?? merge.parts[0] ?? 0;
      return { ...bare, kind: 'changed', old: nameOf(older[main]), new: nameOf(present), alsoOld: names(older, merge.parts.filter((part) => part !== main)), changed: true };
    }
    return pair === undefined ? { ...bare, kind: 'added', new: nameOf(present), changed: true } : pairLink(pair, older, newer, still.has(pair));
  });
  const accounted = new Set([...pairs.map(({ old }) => old), ...splits.map(({ whole }) => whole), ...merges.flatMap(({ parts }) => parts)]);
  return { older, newer, splits, merges, links: withRemoved(newLinks, older, accounted) };
}

const bare = { old: null, new: null, alsoOld: [], alsoNew: [], movedFrom: null } as const;

function pairLink(pair: Pair, older: readonly Facts[], newer: readonly Facts[], still: boolean): Link {
  const old = older[pair.old];
  const present = newer[pair.present];
  const changed = old !== undefined && present !== undefined && differs(old, present);
  return { ...bare, kind: still ? (changed ? 'changed' : 'unchanged') : 'moved', old: nameOf(old), new: nameOf(present), changed, movedFrom: still || pair.old === 0 ? null : nameOf(older[pair.old - 1]) };
}

function nameOf(facts: Facts | undefined): SectionName | null {
  if (facts === undefined) return null;
  const { ordinal, number, heading, level } = facts.section;
  return { ordinal, number, heading, level: level ?? 1 };
}

function names(sections: readonly Facts[], indexes: readonly number[]): SectionName[] {
  return indexes.flatMap((index) => nameOf(sections[index]) ?? []);
}

/** What is gone stands after what stood before it, where that is still in its place. */
function withRemoved(links: readonly Link[], older: readonly Facts[], accounted: ReadonlySet<number>): Link[] {
  const after = new Map<number | null, Link[]>();
  let anchor: number | null = null;
  const anchors = new Set(links.flatMap(({ kind, old }) => (kind === 'moved' || old === null ? [] : [old.ordinal])));
  for (const [index, facts] of older.entries()) {
    if (!accounted.has(index)) after.set(anchor, [...(after.get(anchor) ?? []), { ...bare, kind: 'removed', old: nameOf(facts), changed: true }]);
    else if (anchors.has(facts.section.ordinal)) anchor = facts.section.ordinal;
  }
  const placed = [...(after.get(null) ?? [])];
  after.delete(null);
  for (const one of links) {
    placed.push(one);
    const gone = one.kind === 'moved' || one.old === null ? undefined : after.get(one.old.ordinal);
    if (gone === undefined || one.old === null) continue;
    placed.push(...gone);
    after.delete(one.old.ordinal); // the first of several parts has it
  }
  return placed;
}

/** The words of what belongs together, each compared once. */
class Texts {
  private readonly sides: Sides;
  private readonly older: ReadonlyMap<number, Facts>;
  private readonly newer: ReadonlyMap<number, Facts>;
  private readonly ofParts = new Map<number, TextComparison>();

  constructor(sides: Sides) {
    this.sides = sides;
    this.older = new Map(sides.older.map((facts) => [facts.section.ordinal, facts]));
    this.newer = new Map(sides.newer.map((facts) => [facts.section.ordinal, facts]));
    for (const split of sides.splits) this.divide(split);
  }

  old(name: SectionName | null): Facts | undefined {
    return name === null ? undefined : this.older.get(name.ordinal);
  }

  present(name: SectionName | null): Facts | undefined {
    return name === null ? undefined : this.newer.get(name.ordinal);
  }

  compare(one: Link): TextComparison {
    const part = one.new === null ? undefined : this.ofParts.get(one.new.ordinal);
    if (part !== undefined) return part;
    const present = this.present(one.new)?.section.text ?? '';
    const merge = one.alsoOld.length === 0 ? undefined : this.sides.merges.find(({ whole }) => this.sides.newer[whole]?.section.ordinal === one.new?.ordinal);
    const old = merge === undefined ? (this.old(one.old)?.section.text ?? '') : merge.parts.map((index) => this.sides.older[index]?.section.text ?? '').join('\n');
    if (!one.changed) return { runs: present === '' ? [] : [{ kind: 'unchanged', text: present }], rough: false };
    return compareText(old, present);
  }

  /** The older section against its parts one after the other; each part then gets its stretch of the result. */
  private divide({ whole, parts }: Division): void {
    const sections = parts.flatMap((index) => this.sides.newer[index]?.section ?? []);
    const { runs, rough } = compareText(this.sides.older[whole]?.section.text ?? '', sections.map(({ text }) => text).join('\n'));
    const stretches = cutRuns(runs, sections.map(({ text }) => text.length));
    for (const [index, { ordinal }] of sections.entries()) this.ofParts.set(ordinal, { runs: stretches[index] ?? [], rough });
  }
}

/** Cuts runs after so many characters of the newer text each; the line break between two parts belongs to neither. */
export function cutRuns(runs: readonly Run[], lengths: readonly number[]): Run[][] {
  const parts: Run[][] = lengths.map(() => []);
  let part = 0;
  let left = lengths[0] ?? 0;
  for (const run of runs) {
    if (run.kind === 'removed') parts[part]?.push(run);
    else {
      let { text } = run;
      while (text.length > left && part < lengths.length - 1) {
        if (left > 0) parts[part]?.push({ kind: run.kind, text: text.slice(0, left) });
        text = text.slice(left + 1);
        part += 1;
        left = lengths[part] ?? 0;
      }
      if (text !== '') parts[part]?.push({ kind: run.kind, text });
      left -= text.length;
    }
  }
  return parts;
}

function entryOf(one: Link, texts: Texts): Entry {
  const { runs, rough } = texts.compare(one);
  const old = texts.old(one.old);
  const present = texts.present(one.new);
  const heading = old === undefined || present === undefined || old.heading === present.heading ? null : compareText(old.heading, present.heading).runs;
  const marks = one.changed && one.alsoOld.length + one.alsoNew.length === 0 ? markChanges(old?.marks ?? [], present?.marks ?? []) : divisionMarks(one, texts);
  return { ...one, heading, changes: runs, marks, rough };
}

/** A picture that went along into another part is neither gone nor new. */
function divisionMarks(one: Link, texts: Texts): Entry['marks'] {
  if (!one.changed) return [];
  const olds = [one.old, ...one.alsoOld].flatMap((name) => texts.old(name)?.marks ?? []);
  const news = [one.new, ...one.alsoNew].flatMap((name) => texts.present(name)?.marks ?? []);
  return markChanges(olds, news);
}

function totalsOf(entries: readonly Entry[]): Totals {
  const count = (test: (entry: Entry) => boolean): number => entries.filter(test).length;
  const words = (kind: Run['kind']): number => entries.reduce((sum, entry) => sum + entry.changes.reduce((inner, run) => inner + (run.kind === kind ? countWords(run.text) : 0), 0), 0);
  return {
    unchanged: count(({ kind }) => kind === 'unchanged'), changed: count(({ kind }) => kind === 'changed'), added: count(({ kind }) => kind === 'added'),
    removed: count(({ kind }) => kind === 'removed'), moved: count(({ kind }) => kind === 'moved'),
    movedAndChanged: count(({ kind, changed }) => kind === 'moved' && changed),
    renumbered: count(({ kind, old, new: present }) => kind !== 'moved' && old !== null && present !== null && old.number !== present.number),
    wordsAdded: words('added'), wordsRemoved: words('removed'),
  };
}
