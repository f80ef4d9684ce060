import { accept, refuse, type Decision, type Refused } from '../../../kernel/decision.ts';
import { statementText } from '../../signatures/rules.ts';
import type { Risk } from '../types.ts';
import type { EffectiveDatePolicy, KeptPolicy, Policies, Policy, PolicyEvent, PolicyRefusal, RenewalPolicy } from './types.ts';

const USUAL = {
  gatePercent: 100, driftVersions: 3, driftMonths: 24, retrainPriorCompleters: false,
  renewalBasis: 'none', renewalMonths: 12, renewalWindowDays: 30, revisionRenews: true, fullForMinor: false, absenceMonths: 0,
} as const;

/** What holds for a risk class until somebody signs another policy for it. */
export const DEFAULT_POLICIES: Policies = {
  critical: { ...USUAL, effectiveDate: 'gate', gatePercent: 90, minimumTrainingDays: 14, initialDays: 14, revisionDays: 30, absenceMonths: 6 },
  high: { ...USUAL, effectiveDate: 'date', minimumTrainingDays: 7, initialDays: 30, revisionDays: 30 },
  medium: { ...USUAL, effectiveDate: 'date', minimumTrainingDays: 5, initialDays: 30, revisionDays: 30 },
  low: { ...USUAL, effectiveDate: 'date', minimumTrainingDays: 0, initialDays: 60, revisionDays: 60 },
};

type Counted = Exclude<keyof Policy, 'effectiveDate' | 'renewalBasis' | 'retrainPriorCompleters' | 'revisionRenews' | 'fullForMinor'>;

/** The least and the most that each number may be. The database checks the same. */
export const RANGES: Readonly<Record<Counted, readonly [least: number, most: number]>> = {
  gatePercent: [1, 100], minimumTrainingDays: [0, 365], revisionDays: [1, 365], initialDays: [1, 365], driftVersions: [1, 20], driftMonths: [1, 120],
  renewalMonths: [1, 120], renewalWindowDays: [1, 365], absenceMonths: [0, 120],
};

/** How much each way of taking effect protects: a date alone protects least. */
const STRENGTH: Readonly<Record<EffectiveDatePolicy, number>> = { date: 0, gate: 1, all_trained: 2 };

/** Why these settings cannot hold for the risk class, beside the other classes as they are; null when they can. */
export function whyNotPolicy(risk: Risk, settings: Policy, current: Policies): Refused<PolicyRefusal> | null {
  for (const [setting, [least, most]] of Object.entries(RANGES) as [Counted, readonly [number, number]][]) { // the keys of the record above
    const value = settings[setting];
    if (!Number.isInteger(value) || value < least || value > most) return refuse('policy-out-of-range', { setting, value, least, most });
  }
  const longest = longestWindow(settings.renewalMonths);
  if (settings.renewalBasis !== 'none' && settings.renewalWindowDays > longest) return refuse('policy-out-of-range', { setting: 'renewalWindowDays', value: settings.renewalWindowDays, least: 1, most: longest });
  const weaker = weakerThanHigh({ ...current, [risk]: settings });
  return weaker === null || (risk !== 'critical' && risk !== 'high') ? null : refuse('weaker-than-high', { setting: weaker, risk });
}

/** TRN-10: one window has closed before the next opens; months have at least 28 days. */
export function longestWindow(months: number): number {
  return Math.min(365, months * 28 - 1);
}

/** DOC-06, IMP-01: critical documents are never protected less than high ones. The setting in which they would be; null when in none. */
export function weakerThanHigh({ critical, high }: Policies): keyof Policy | null {
  if (STRENGTH[critical.effectiveDate] < STRENGTH[high.effectiveDate]) return 'effectiveDate';
  if (critical.effectiveDate === 'gate' && high.effectiveDate === 'gate' && critical.gatePercent < high.gatePercent) return 'gatePercent';
  if (critical.minimumTrainingDays < high.minimumTrainingDays) return 'minimumTrainingDays';
  const longer = (['revisionDays', 'initialDays', 'driftVersions', 'driftMonths'] as const).find((setting) => critical[setting] > high[setting]);
  if (longer !== undefined) return longer;
  return weakerInTime(critical, high);
}

/** The same about what comes round again, and about what is asked of a person. */
function weakerInTime(critical: Policy, high: Policy): keyof Policy | null {
  if (high.retrainPriorCompleters && !critical.retrainPriorCompleters) return 'retrainPriorCompleters';
  if (critical.renewalBasis === 'none' && high.renewalBasis !== 'none') return 'renewalBasis';
  if (critical.renewalBasis !== 'none' && high.renewalBasis !== 'none' && critical.renewalMonths > high.renewalMonths) return 'renewalMonths';
  if (high.fullForMinor && !critical.fullForMinor) return 'fullForMinor';
  return high.absenceMonths > 0 && (critical.absenceMonths === 0 || critical.absenceMonths > high.absenceMonths) ? 'absenceMonths' : null;
}

export type Changed = { readonly setting: keyof Policy; readonly from: string; readonly to: string };

/** What differs, each setting in its own sentence, in the order in which they are shown. */
export function changesBetween(before: Policy, after: Policy): Changed[] {
  return SETTINGS.flatMap((setting) => {
    const [from, to] = [sentenceOf(setting, before), sentenceOf(setting, after)];
    return before[setting] === after[setting] ? [] : [{ setting, from, to }];
  });
}

export const SETTINGS = ['effectiveDate', 'gatePercent', 'minimumTrainingDays', 'revisionDays', 'initialDays', 'driftVersions', 'driftMonths', 'retrainPriorCompleters',
  'renewalBasis', 'renewalMonths', 'renewalWindowDays', 'revisionRenews', 'fullForMinor', 'absenceMonths'] as const satisfies readonly (keyof Policy)[];

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);
const months = (count: number): string => (count === 1 ? '1 month' : `${count} months`);

const EFFECTIVE_DATE: Readonly<Record<EffectiveDatePolicy, string>> = {
  date: 'A version takes effect on its date, whoever is trained.',
  all_trained: 'A version takes effect as soon as everyone required and present is trained, not before its date.',
  gate: 'A version takes effect on its date if enough of those required and present are trained; else it is held.',
};

const RENEWAL: Readonly<Record<RenewalPolicy, string>> = {
  none: 'Training does not recur, unless a document says so.',
  rolling: 'Training recurs, counted from when it was completed.',
  anniversary: 'Training recurs on its anniversary, which is kept when it is done early inside the window.',
};

/** A setting as people read and sign it. */
export function sentenceOf(setting: keyof Policy, policy: Policy): string {
  switch (setting) {
    case 'effectiveDate': return EFFECTIVE_DATE[policy.effectiveDate];
    case 'gatePercent': return `Where versions can be held, ${policy.gatePercent} % must be trained.`;
    case 'minimumTrainingDays': return policy.minimumTrainingDays === 0 ? 'No time for training has to remain before a date.' : `At least ${days(policy.minimumTrainingDays)} remain for training before a date; less is signed for.`;
    case 'revisionDays': return `A new version is due on its date, or ${days(policy.revisionDays)} after assignment if that is earlier.`;
    case 'initialDays': return `Whoever is new to a document has ${days(policy.initialDays)}.`;
    case 'driftVersions': return policy.driftVersions === 1 ? 'After 1 version without training, the next one is trained in full.' : `After ${policy.driftVersions} versions in a row without training, the next one is trained in full.`;
    case 'driftMonths': return policy.driftMonths === 1 ? 'After 1 month without training, the next version is trained in full.' : `After ${policy.driftMonths} months without training, the next version is trained in full.`;
    case 'retrainPriorCompleters': return policy.retrainPriorCompleters ? 'Whoever ever completed a document is retrained, required or not.' : 'Only those who need a document are retrained.';
    case 'renewalBasis': return RENEWAL[policy.renewalBasis];
    case 'renewalMonths': return `What recurs does so every ${policy.renewalMonths === 1 ? 'month' : months(policy.renewalMonths)}.`;
    case 'renewalWindowDays': return `A renewal is assigned ${days(policy.renewalWindowDays)} ahead.`;
    case 'revisionRenews': return policy.revisionRenews ? 'Being trained on a new version counts as the periodic training.' : 'Being trained on a new version does not count as the periodic training.';
    case 'fullForMinor': return policy.fullForMinor ? 'Every new version is trained in full, minor ones too.' : 'Minor changes may be trained by a refresher of the changed sections.';
    case 'absenceMonths': return policy.absenceMonths === 0 ? 'Whoever was absent long stays qualified on return.' : `Whoever was absent longer than ${months(policy.absenceMonths)} is assessed again on return.`;
  }
}

/** IMP-03: the reason of whoever is kept trained by the policy alone, as it stands among the reasons. */
export function priorCompleterText(number: string, risk: Risk): string {
  return `Trained on ${number} before → kept trained, by the policy for documents of ${risk} risk`;
}

/** Signing a new policy. What was decided under the earlier ones stays: windows, holds and due dates already given. */
export function signPolicy(current: KeptPolicy, id: string, settings: Policy, all: Policies, reason: string): Decision<PolicyEvent, PolicyRefusal> {
  const changes = changesBetween(current.settings, settings);
  if (changes.length === 0) return refuse('policy-unchanged', { risk: current.risk });
  const stopped = whyNotPolicy(current.risk, settings, all);
  if (stopped !== null) return stopped;
  return accept({ type: 'PolicySigned', subject: { kind: 'policy', id }, data: { risk: current.risk, version: current.version + 1, changes, settings }, why: reason });
}

/** What signing a policy signs: the whole of it, not only what changes (SIG-01). */
export function policyStatement(signerName: string, current: KeptPolicy, settings: Policy): string {
  const changed = changesBetween(current.settings, settings).map((change) => change.setting);
  const lines = SETTINGS.map((setting) => `${sentenceOf(setting, settings)}${changed.includes(setting) ? ' (new)' : ''}`);
  return statementText(signerName, 'approved', `version ${current.version + 1} of the policy for ${current.risk} documents`, [...lines, 'It holds for what is approved and assigned from now on.']);
}

