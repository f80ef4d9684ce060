import { isBefore, type Day } from '../../../kernel/day.ts';
import { acceptWith, refuse, type Decision } from '../../../kernel/decision.ts';
import { statementText } from '../../signatures/rules.ts';
import type { Subject } from '../types.ts';
import type { DocumentVerdict, ModuleVerdict, PeriodicEvent, PeriodicRefusal, ReviewFacts, ReviewStanding, Verdicts } from './types.ts';

/** A review shows as coming this many days before it is due. */
export const SOON_DAYS = 60;

/**
 * DOC-08: due so many months after the version in force took effect, or after its last review if that is later. The last
 * day of a month stays the last day where the month is shorter.
 */
export function reviewDueOn({ effectiveOn, last, reviewMonths, retired }: ReviewFacts): Day | null {
  if (effectiveOn === null || retired) return null;
  const from = last !== null && isBefore(effectiveOn, last.on) ? last.on : effectiveOn;
  return from.add({ months: reviewMonths });
}

/** Where a document stands in its cycle on a day. A verdict that asks for a new version stays visible until one is in force. */
export function reviewStanding(facts: ReviewFacts, today: Day): ReviewStanding {
  const dueOn = reviewDueOn(facts);
  if (dueOn === null) return { dueOn, state: 'none' };
  if (facts.last?.document === 'retire') return { dueOn, state: 'retirement_needed' };
  if (facts.last?.document === 'revise' || facts.last?.module === 'revise') return { dueOn, state: 'revision_needed' };
  if (isBefore(dueOn, today)) return { dueOn, state: 'overdue' };
  return { dueOn, state: isBefore(today.add({ days: SOON_DAYS }), dueOn) ? 'planned' : 'soon' };
}



/** One task with two verdicts, both given. What is to change or to go needs a word on why. */
export function review(subject: Subject, verdicts: Verdicts, has: { readonly module: boolean; readonly dueOn: Day }): Decision<PeriodicEvent, PeriodicRefusal> {
  const { document, version } = subject;
  if (has.module && verdicts.module === null) return refuse('module-verdict-needed', { number: document.number });
  if (!has.module && verdicts.module !== null) return refuse('no-module', { number: document.number });
  if (verdicts.comment === null && (verdicts.document !== 'confirm' || verdicts.module === 'revise')) return refuse('comment-needed');
  const data = { number: document.number, versionId: version.id, label: version.label, document: verdicts.document, module: verdicts.module, dueOn: has.dueOn.toString(), contentSha256: version.contentSha256 };
  const event: PeriodicEvent = { type: 'DocumentReviewed', subject: { kind: 'document', id: document.id }, data };
  return acceptWith(undefined, verdicts.comment === null ? event : { ...event, why: verdicts.comment });
}

const DOCUMENT: Readonly<Record<DocumentVerdict, string>> = {
  confirm: 'The document is confirmed as it stands.',
  revise: 'The document needs a new version.',
  retire: 'The document is to be retired.',
};
const MODULE: Readonly<Record<ModuleVerdict, string>> = { confirm: 'Its training module is confirmed as it stands.', revise: 'Its training module needs a new version.' };

/** What a periodic review signs (SIG-01). */
export function reviewStatement(signerName: string, { document, version }: Subject, verdicts: Pick<Verdicts, 'document' | 'module'>): string {
  return statementText(signerName, 'reviewed', `${document.number} v${version.label} “${document.title}” (content SHA-256 ${version.contentSha256}), its periodic review`, [DOCUMENT[verdicts.document], ...(verdicts.module === null ? [] : [MODULE[verdicts.module]])]);
}
