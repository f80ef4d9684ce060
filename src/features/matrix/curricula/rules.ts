import { accept, refuse, type Decision } from '../../../kernel/decision.ts';
import { statementText } from '../../signatures/rules.ts';
import type { Curriculum } from '../types.ts';
import type { CurriculumContent, CurriculumEvent, CurriculumRefusal } from './types.ts';

type Names = { readonly taken: boolean };

export function createCurriculum(content: CurriculumContent, facts: Names & { readonly id: string; readonly number: number }): Decision<CurriculumEvent, CurriculumRefusal> {
  if (facts.taken) return refuse('curriculum-name-taken', { name: content.name });
  return accept({ type: 'CurriculumCreated', subject: { kind: 'curriculum', id: facts.id }, data: { number: facts.number, version: 1, name: content.name, documentIds: content.documentIds.toSorted() } });
}

/** MTX-02: the next version of a curriculum. Its event names the documents whose requirements change: all of them where the name does, since reasons carry it. */
export function reviseCurriculum(current: Curriculum, content: CurriculumContent, facts: Names): Decision<CurriculumEvent, CurriculumRefusal> {
  const { added, removed } = differenceOf(current.documentIds, content.documentIds);
  const renamed = current.name !== content.name;
  if (!renamed && added.length + removed.length === 0) return refuse('nothing-changed');
  if (facts.taken) return refuse('curriculum-name-taken', { name: content.name });
  const concerned = renamed ? [...new Set([...current.documentIds, ...content.documentIds])] : [...added, ...removed];
  return accept({
    type: 'CurriculumRevised', subject: { kind: 'curriculum', id: current.id },
    data: { number: current.number, version: current.version + 1, name: content.name, ...(renamed ? { nameBefore: current.name } : {}), added, removed, documentIds: concerned.toSorted() },
  });
}

export function differenceOf(before: readonly string[], after: readonly string[]): { added: string[]; removed: string[] } {
  return { added: after.filter((id) => !before.includes(id)), removed: before.filter((id) => !after.includes(id)) };
}

type Change = { readonly version: number; readonly added: readonly string[]; readonly removed: readonly string[] };

/** What saving a curriculum signs: the whole of it, and what is new (SIG-01). */
export function curriculumStatement(signerName: string, content: { readonly name: string; readonly documents: readonly string[] }, change: Change): string {
  return statementText(signerName, 'approved', `version ${change.version} of the curriculum “${content.name}”`, [`It consists of ${content.documents.join(', ')}.`, ...newsOf(change), 'It holds from now on for everyone whom a rule leads to it.']);
}

/** The same as a part of a sentence, for whoever proposes or approves it. */
export function curriculumText(content: { readonly name: string; readonly documents: readonly string[] }, change: Change): string {
  return [`version ${change.version} of the curriculum “${content.name}”, which consists of ${content.documents.join(', ')}`, ...newsOf(change)].join('. ').replace(/\.$/u, '');
}

function newsOf({ version, added, removed }: Change): string[] {
  return version === 1 ? [] : [...(added.length === 0 ? [] : [`New: ${added.join(', ')}.`]), ...(removed.length === 0 ? [] : [`No longer in it: ${removed.join(', ')}.`])];
}
