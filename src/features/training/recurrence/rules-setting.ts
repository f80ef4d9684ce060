import { accept, refuse, type Decision, type Refused } from '../../../kernel/decision.ts';
import { longestWindow } from '../../documents/policy/rules.ts';
import type { Policy } from '../../documents/policy/types.ts';
import { statementText } from '../../signatures/rules.ts';
import { settingSentences } from './rules-words.ts';
import type { RecurrenceEvent, RecurrenceRefusal, Setting, Subject, YearDay } from './types.ts';

/** Why training on a document cannot recur like this; null when it can. A document asks for more than its policy, never for less. */
export function whyNotSetting(setting: Setting, subject: Subject, policy: Policy): Refused<RecurrenceRefusal> | null {
  if (setting.basis === 'calendar') return noSuchDay(setting.opens) ?? noSuchDay(setting.due) ?? lessThanPolicy(12, subject, policy);
  if (setting.basis === 'policy') return null;
  if (setting.basis === 'none') return lessThanPolicy(Number.POSITIVE_INFINITY, subject, policy);
  const most = longestWindow(setting.months);
  return setting.windowDays > most ? refuse('window-too-long', { value: setting.windowDays, most }) : lessThanPolicy(setting.months, subject, policy);
}

function noSuchDay({ month, day }: YearDay): Refused<RecurrenceRefusal> | null {
  const last = Temporal.PlainDate.from({ year: 2024, month, day: 1 }).daysInMonth; // a leap year: 29 February may be chosen
  return day > last ? refuse('no-such-day', { month, day }) : null;
}

function lessThanPolicy(months: number, { risk }: Subject, policy: Policy): Refused<RecurrenceRefusal> | null {
  return policy.renewalBasis !== 'none' && months > policy.renewalMonths ? refuse('weaker-than-policy', { risk, months: policy.renewalMonths }) : null;
}

export function signSetting(subject: Subject, current: { readonly version: number; readonly setting: Setting }, setting: Setting, policy: Policy, reason: string): Decision<RecurrenceEvent, RecurrenceRefusal> {
  if (JSON.stringify(inOrder(current.setting)) === JSON.stringify(inOrder(setting))) return refuse('recurrence-unchanged');
  const stopped = whyNotSetting(setting, subject, policy);
  if (stopped !== null) return stopped;
  return accept({ type: 'RecurrenceSigned', subject: { kind: 'document', id: subject.id }, data: { version: current.version + 1, from: inOrder(current.setting), to: inOrder(setting) }, why: reason });
}

function inOrder(setting: Setting) {
  if (setting.basis === 'policy' || setting.basis === 'none') return { basis: setting.basis };
  const { revisionRenews } = setting;
  if (setting.basis !== 'calendar') return { basis: setting.basis, months: setting.months, windowDays: setting.windowDays, revisionRenews };
  const day = ({ month, day }: YearDay) => ({ month, day });
  return { basis: setting.basis, opens: day(setting.opens), due: day(setting.due), revisionRenews };
}

/** What signing a setting signs (SIG-01). */
export function settingStatement(signerName: string, subject: Subject, version: number, setting: Setting, policy: Policy): string {
  return statementText(signerName, 'approved', `version ${version} of how training on ${subject.number} recurs`, settingSentences(setting, policy, subject.risk));
}
