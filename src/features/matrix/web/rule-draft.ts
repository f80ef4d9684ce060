import type { Rule, RuleInput } from './words.ts';

export type DocumentChoice = Rule['documents'][number];
export type Kind = 'role' | 'department' | 'site' | 'attribute';
/** A condition while it is written; one that names nothing yet asks for nothing. */
export type ConditionDraft = { readonly kind: Kind; readonly ids: readonly string[]; readonly key: string; readonly values: readonly string[] };
export type GroupDraft = { readonly all: readonly ConditionDraft[]; readonly none: readonly ConditionDraft[] };

/** A rule while it is written; days may still be empty. */
export type RuleDraft = {
  readonly name: string;
  readonly groups: readonly GroupDraft[];
  readonly curriculumIds: readonly string[];
  readonly documents: readonly DocumentChoice[];
  readonly from: string;
  readonly until: string | null;
};

export const emptyCondition = (kind: Kind): ConditionDraft => ({ kind, ids: [], key: '', values: [] });
/** The three questions that nearly every rule asks stand ready; others are added. */
const USUAL = ['role', 'department', 'site'] as const;
export const emptyGroup: GroupDraft = { all: USUAL.map(emptyCondition), none: [] };

export function emptyRule(today: string): RuleDraft {
  return { name: '', groups: [emptyGroup], curriculumIds: [], documents: [], from: today, until: null };
}

export function draftOfRule(rule: Rule, today: string): RuleDraft {
  return { name: rule.name, groups: rule.groups.map(draftOfGroup), curriculumIds: rule.curricula.map(({ id }) => id), documents: rule.documents, from: rule.from > today ? rule.from : today, until: rule.until };
}

type NamedGroup = Rule['groups'][number];
type NamedCondition = NamedGroup['all'][number];

function draftOfGroup({ all, none }: NamedGroup): GroupDraft {
  const given = all.map(draftOfCondition);
  const missing = USUAL.filter((kind) => !given.some((condition) => condition.kind === kind)).map(emptyCondition);
  return { all: [...given, ...missing].toSorted((a, b) => place(a.kind) - place(b.kind)), none: none.map(draftOfCondition) };
}

const place = (kind: Kind): number => ['role', 'department', 'site', 'attribute'].indexOf(kind);

function draftOfCondition(condition: NamedCondition): ConditionDraft {
  if (condition.kind === 'attribute') return { ...emptyCondition('attribute'), key: condition.key, values: condition.values };
  return { ...emptyCondition(condition.kind), ids: condition.refs.map(({ id }) => id) };
}

export const asks = (condition: ConditionDraft): boolean => (condition.kind === 'attribute' ? condition.key.trim() !== '' && condition.values.length > 0 : condition.ids.length > 0);

/** What is sent; null while something is missing. */
export function ruleInput(draft: RuleDraft): RuleInput | null {
  if (draft.name.trim() === '' || draft.documents.length + draft.curriculumIds.length === 0 || draft.from === '') return null;
  return {
    name: draft.name.trim(),
    audience: draft.groups.map(({ all, none }) => ({ all: all.filter(asks).map(conditionInput), none: none.filter(asks).map(conditionInput) })),
    documentIds: draft.documents.map((document) => document.id),
    curriculumIds: [...draft.curriculumIds],
    from: draft.from,
    until: draft.until,
  };
}

function conditionInput({ kind, ids, key, values }: ConditionDraft) {
  return kind === 'attribute' ? { kind, key: key.trim(), values: [...values] } : { kind, ids: [...ids] };
}
