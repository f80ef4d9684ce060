import type { Day } from '../../../kernel/day.ts';
import { recurrenceOf } from './rules.ts';
import type { Policy } from '../../documents/policy/types.ts';
import type { Recurrence, Setting, YearDay } from './types.ts';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const;
const dayOfYear = ({ month, day }: YearDay): string => `${day} ${MONTHS[month - 1] ?? ''}`;
const months = (count: number): string => (count === 1 ? 'month' : count === 12 ? 'year' : count % 12 === 0 ? `${count / 12} years` : `${count} months`);
const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

/** How training recurs, as people read and sign it. */
export function recurrenceSentences(recurrence: Recurrence): string[] {
  if (recurrence.basis === 'none') return ['Training does not recur.'];
  const counts = recurrence.revisionRenews ? 'Being trained on a new version counts as the periodic training.' : 'Being trained on a new version does not count as the periodic training.';
  if (recurrence.basis === 'calendar') return [`Training recurs every year: it is assigned on ${dayOfYear(recurrence.opens)} and due by ${dayOfYear(recurrence.due)}.`, counts];
  const from = recurrence.basis === 'rolling' ? 'counted from when it was completed' : 'on its anniversary, which is kept when it is done early inside the window';
  return [`Training recurs every ${months(recurrence.months)}, ${from}.`, `A renewal is assigned ${days(recurrence.windowDays)} ahead.`, counts];
}

/** The same of a setting, which may leave it to the policy. */
export function settingSentences(setting: Setting, policy: Pick<Policy, 'renewalBasis' | 'renewalMonths' | 'renewalWindowDays' | 'revisionRenews'>, risk: string): string[] {
  const sentences = recurrenceSentences(recurrenceOf({ setting, signedAt: Temporal.Instant.fromEpochMilliseconds(0) }, policy));
  return setting.basis === 'policy' ? [`The policy for ${risk} documents says how training recurs, now and whenever it changes.`, ...sentences.map((sentence) => `Now: ${sentence}`)] : sentences;
}

export type NextDue = { readonly dueOn: Day; readonly opensOn: Day; readonly trainedOn: Day; readonly label: string; readonly anchorOn: Day | null; readonly recorded: boolean; readonly source: 'policy' | 'document'; readonly risk: string };

/** TRN-10: "Next due … because …". `recorded`: the record says itself until when it is valid. */
export function nextDueSentence(next: NextDue, recurrence: Recurrence): string {
  const whose = next.source === 'document' ? 'by the setting of the document' : `by the policy for ${next.risk} documents`;
  const due = `Next due ${next.dueOn.toString()}, because version ${next.label} was trained on ${next.trainedOn.toString()}`;
  if (recurrence.basis === 'none') return `${due} and that record is valid until then, although training does not recur any more, ${whose}.`;
  if (recurrence.basis === 'calendar') return `${due} and training recurs every year by ${dayOfYear(recurrence.due)}, ${whose}.`;
  const anchored = recurrence.basis === 'anniversary' && next.anchorOn !== null && !next.anchorOn.equals(next.trainedOn) ? `, counted from ${next.anchorOn.toString()}` : '';
  const kept = next.recorded ? '' : '; that record was made before training recurred, so it does not lapse, but the renewal is late after that day';
  return `${due} and training recurs every ${months(recurrence.months)}${anchored}, ${whose}${kept}.`;
}
