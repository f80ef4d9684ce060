import type { Entry, Run, SectionName, Totals } from './types.ts';

/** A stretch of unchanged text that is left out where only changes are shown. */
export type Piece = Run | { readonly kind: 'gap'; readonly text: '' };

/** Words of unchanged text kept on each side of a change. */
const CONTEXT = 12;

/** The changes with a few words around each; what is left out between them is a gap. Nothing when nothing changed. */
export function aroundChanges(runs: readonly Run[]): Piece[] {
  if (!runs.some((run) => run.kind !== 'unchanged')) return [];
  return runs.flatMap((run, index): Piece[] => (run.kind === 'unchanged' ? shortened(run.text, index > 0, index < runs.length - 1) : [run]));
}

function shortened(text: string, before: boolean, after: boolean): Piece[] {
  const words = text.match(/\S+\s*|\s+/gu) ?? [];
  const kept = (before ? CONTEXT : 0) + (after ? CONTEXT : 0);
  if (words.length <= kept + 4) return [{ kind: 'unchanged', text }];
  const piece = (part: readonly string[]): Piece[] => (part.length === 0 ? [] : [{ kind: 'unchanged', text: part.join('') }]);
  return [...piece(before ? words.slice(0, CONTEXT) : []), { kind: 'gap', text: '' }, ...piece(after ? words.slice(-CONTEXT) : [])];
}

/** "4.1 Gowning"; a section without either is named by its place. */
export function calledIn(name: SectionName): string {
  return [name.number, name.heading].filter((part) => part !== null && part !== '').join(' ') || `section ${name.ordinal}`;
}

/** What the kind alone does not say, in English for the command line; screens have their own words. Null when there is nothing to add. */
export function noteOf(entry: Entry): string | null {
  const { old, new: present } = entry;
  const sentences: string[] = [];
  if (entry.alsoNew.length > 0 && old !== null && present !== null) sentences.push(`${calledIn(old)} was split into ${listed([present, ...entry.alsoNew].toSorted((a, b) => a.ordinal - b.ordinal))}.`);
  if (entry.alsoOld.length > 0 && old !== null) sentences.push(`Merged from ${listed([old, ...entry.alsoOld].toSorted((a, b) => a.ordinal - b.ordinal))}.`);
  if (entry.kind === 'moved' && old !== null) sentences.push(`Moved: it was ${calledIn(old)}${entry.movedFrom === null ? ' at the beginning' : `, after ${calledIn(entry.movedFrom)}`}.`);
  else if (old !== null && present !== null && old.number !== present.number && entry.alsoNew.length === 0) sentences.push(`Its number was ${old.number ?? 'none'}.`);
  if (entry.heading !== null && old !== null) sentences.push(`Its heading was "${old.heading ?? ''}".`);
  if (entry.marks.length > 0) sentences.push(`${marksTold(entry)}.`);
  if (entry.rough) sentences.push('So much differs that it was compared roughly: whole passages may be marked where single words changed.');
  return sentences.length === 0 ? null : sentences.join(' ');
}

function listed(names: readonly SectionName[]): string {
  const called = names.map(calledIn);
  return called.length < 2 ? called.join('') : `${called.slice(0, -1).join(', ')} and ${called.at(-1)}`;
}

const WHAT = { picture: 'pictures', link: 'link targets', raised: 'raised text', lowered: 'lowered text', struck: 'struck-out text' } as const;

function marksTold({ marks }: Entry): string {
  const kinds = [...new Set(marks.map(({ what }) => WHAT[what]))].map((name) => {
    const of = marks.filter(({ what }) => WHAT[what] === name);
    return `${name} (${of.filter(({ kind }) => kind === 'removed').length} removed, ${of.filter(({ kind }) => kind === 'added').length} added)`;
  });
  return `Differs in ${kinds.join(', ')}`;
}

/** "2 changed, 1 added and 12 unchanged sections; 14 words added, 3 removed." */
export function totalsTold(totals: Totals): string {
  const counts = ([['changed', totals.changed], ['added', totals.added], ['removed', totals.removed], ['moved', totals.moved], ['unchanged', totals.unchanged]] as const)
    .filter(([, count]) => count > 0).map(([name, count]) => `${count} ${name}`);
  if (totals.changed + totals.added + totals.removed + totals.moved === 0) return `No difference: all ${totals.unchanged} sections are unchanged${totals.renumbered > 0 ? `, ${totals.renumbered} with another number` : ''}.`;
  return `Sections: ${counts.join(', ')}${totals.movedAndChanged > 0 ? ` (${totals.movedAndChanged} of the moved also changed)` : ''}. Words: ${totals.wordsAdded} added, ${totals.wordsRemoved} removed.`;
}
