import { isWithin } from './rules.ts';

/**
 * The changed sections that no question is about: a refresher cannot ask about them (TRN-02). A question on "5.2" is about
 * "5.2.1" too, and the other way round; a section without a number cannot be named by a question at all.
 */
export function untestedSections<Section extends { readonly number: string | null }>(changed: readonly Section[], questions: readonly { readonly sections: readonly string[] }[]): Section[] {
  return changed.filter(({ number }) => number === null || !questions.some((question) => question.sections.some((tag) => isWithin(number, tag) || isWithin(tag, number))));
}
