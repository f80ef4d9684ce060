import type { Rule, RuleInput } from './words.ts';

export type DocumentChoice = Rule['documents'][number];

/** A rule while it is written; days may still be empty. */
export type RuleDraft = {
  readonly name: string;
  readonly roleIds: readonly string[];
  readonly departmentIds: readonly string[];
  readonly siteIds: readonly string[];
  readonly documents: readonly DocumentChoice[];
  readonly from: string;
  readonly until: string | null;
};

export function emptyRule(today: string): RuleDraft {
  return { name: '', roleIds: [], departmentIds: [], siteIds: [], documents: [], from: today, until: null };
}

export function draftOfRule(rule: Rule, today: string): RuleDraft {
  const ids = (refs: readonly { readonly id: string }[]) => refs.map((ref) => ref.id);
  return { name: rule.name, roleIds: ids(rule.roles), departmentIds: ids(rule.departments), siteIds: ids(rule.sites), documents: rule.documents, from: rule.from > today ? rule.from : today, until: rule.until };
}

/** What is sent; null while something is missing. */
export function ruleInput(draft: RuleDraft): RuleInput | null {
  if (draft.name.trim() === '' || draft.documents.length === 0 || draft.from === '') return null;
  return {
    name: draft.name.trim(),
    audience: { roleIds: [...draft.roleIds], departmentIds: [...draft.departmentIds], siteIds: [...draft.siteIds] },
    documentIds: draft.documents.map((document) => document.id),
    from: draft.from,
    until: draft.until,
  };
}
