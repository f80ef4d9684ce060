import { DEFAULT_POLICIES } from '../../documents/policy/rules.ts';
import type { Reason } from '../../matrix/types.ts';
import type { Change, DocumentFact, Facts, OpenAssignment, PersonFact, TrainedVersion, VersionFact } from './types.ts';

/** Facts of one person and one document as the tests of the rules need them. */
export const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
export const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
export const now = at('2026-03-02T09:00:00Z'); // a Monday
export const because: Reason[] = [{ rule: 14, version: 3, text: 'Operator at Cork → Aseptic gowning, rule 14 v3' }];

export const person = (more: Partial<PersonFact> = {}): PersonFact => ({ employed: true, onLeave: false, day: day('2026-03-02'), zone: 'Europe/Dublin', calendar: { workingDays: [1, 2, 3, 4, 5], holidays: [] }, ...more });
export const version = (ordinal: number, more: Partial<VersionFact> = {}): VersionFact => ({ id: `v${ordinal}`, ordinal, label: `${ordinal}.0`, changeClass: 'minor', decision: 'retrain', effectiveOn: day('2026-01-01'), takesEffect: 'date', practical: false, state: 'effective', ...more });
export const document = (...versions: VersionFact[]): DocumentFact => ({ id: 'd', number: 'SOP-012', risk: 'high', retired: false, policy: DEFAULT_POLICIES.high, recurrence: { basis: 'none', windowDays: 30 }, versions });
export const facts = (more: Partial<Facts>): Facts => ({ person: person(), document: document(version(1)), required: because, exempt: null, obligation: { id: 'o', reasons: because }, open: [], trained: [], noticed: [], failed: null, away: null, ahead: null, ...more });
export const record = (versionId: string, more: Partial<TrainedVersion> = {}): TrainedVersion => ({ versionId, validUntil: null, carried: false, at: at('2025-12-01T09:00:00Z'), ...more });
export const trainedOn = (...ids: string[]): TrainedVersion[] => ids.map((versionId) => record(versionId));
export const open = (versionId: string, overdueSince: Temporal.Instant | null = null): OpenAssignment => ({ id: `a-${versionId}`, versionId, overdueSince, paused: null, ahead: null });
export const kinds = (changes: readonly Change[]): string[] => changes.map((change) => change.kind);
export const assigned = (changes: readonly Change[]) => changes.filter((change) => change.kind === 'assign');

/** The facts once the changes are written. */
export function applied(before: Facts, changes: readonly Change[]): Facts {
  let after = before;
  for (const change of changes) {
    if (change.kind === 'open-obligation' || change.kind === 'restate-obligation') after = { ...after, obligation: { id: 'o', reasons: change.reasons } };
    if (change.kind === 'end-obligation') after = { ...after, obligation: null };
    if (change.kind === 'close') after = { ...after, open: after.open.filter((assignment) => assignment.id !== change.assignmentId) };
    if (change.kind === 'keep-overdue') after = { ...after, open: after.open.map((assignment) => (assignment.id === change.assignmentId ? { ...assignment, overdueSince: change.since } : assignment)) };
    if (change.kind === 'carry-forward') after = { ...after, trained: [...after.trained, record(change.version.id, { validUntil: change.validUntil, carried: true, at: now })] };
    if (change.kind === 'move-due') after = { ...after, open: after.open.map((assignment) => (assignment.id === change.assignmentId && assignment.paused !== null ? { ...assignment, paused: { ...assignment.paused, dueOn: change.dueOn, countedUntil: change.countedUntil } } : assignment)) };
    if (change.kind === 'announce-lapse') after = { ...after, noticed: [...after.noticed, change.version.id] };
    if (change.kind === 'restate-ahead') after = { ...after, open: after.open.map((assignment) => (assignment.id === change.assignmentId && assignment.ahead !== null ? { ...assignment, ahead: { ...assignment.ahead, startsOn: change.startsOn, reasons: change.reasons, dueOn: change.dueOn } } : assignment)) };
    if (change.kind === 'assign') after = { ...after, open: [...after.open, { ...open(change.version.id, change.overdueSince), ahead: change.ahead === null ? null : { ...change.ahead, dueOn: change.dueOn, assignedOn: after.person.day, zone: after.person.zone, extended: false } }] };
  }
  return after;
}
