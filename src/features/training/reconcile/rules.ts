import { earlierDay, isBefore, workingDay, type Day, type Instant } from '../../../kernel/day.ts';
import { priorCompleterText } from '../../documents/policy/rules.ts';
import type { Cause, Path } from '../types.ts';
import { asIfCome, dueAhead, followChange, isOnlyAhead, sameReasons, whyTakenBack } from './rules-ahead.ts';
import { isAwayTooLong, whyPath } from './rules-path.ts';
import { renew } from './rules-renewal.ts';
import { carryForward, isDriftReached, isTrained, keepOrLapse, withCarried } from './rules-carry.ts';
import { resumeAfterLeave } from './rules-leave.ts';
import type { Change, DocumentFact, Facts, Hint, OpenAssignment, VersionFact } from './types.ts';

/**
 * What must change so that one person's obligation and assignments for one document are as the rules want them.
 * Idempotent: applied to facts that are already right it gives nothing (MTX-04, TRN-11).
 */
export function decideTraining(loaded: Facts, now: Instant, hint: Hint): Change[] {
  const facts = withPriorCompleters(loaded);
  if (isOnlyAhead(facts)) return prepare(facts, now);
  if (facts.required === null || !facts.person.employed || facts.document.retired) return [...releaseFrom(facts), ...keepOrLapse(facts, now)];
  const outdated = closeOutdated(facts);
  const changes: Change[] = [...obligationChanges(facts), ...outdated];
  if (facts.person.onLeave) return changes;
  changes.push(...resumeAfterLeave(facts.person, facts.open.filter(({ id }) => !outdated.some((change) => change.kind === 'close' && change.assignmentId === id))));
  for (const version of targetVersions(facts, now)) changes.push(...bringTo(version, withCarried(facts, changes, now), now, hint));
  return changes;
}

/** MTX-08: what only a change ahead asks for is assigned before it; an obligation of today ends all the same. */
function prepare(facts: Facts, now: Instant): Change[] {
  const come = asIfCome(facts);
  const outdated = closeOutdated(facts);
  const changes: Change[] = [...(facts.obligation === null ? [] : [ended(facts.obligation.id, facts)]), ...outdated];
  if (facts.person.onLeave) return changes; // theirs on return (MTX-09)
  const kept = facts.open.filter(({ id }) => !outdated.some((change) => change.kind === 'close' && change.assignmentId === id));
  const hint = facts.person.employed ? 'transfer' : 'hire';
  changes.push(...followChange({ ...facts, open: kept }, (version, person) => dueDay(version, hint, { ...come, person })));
  for (const version of targetVersions(come, now)) {
    for (const change of bringTo(version, withCarried(come, changes, now), now, hint)) {
      if (change.kind !== 'assign') changes.push(change);
      else if (change.path !== 'recertification') changes.push(asAhead(change, facts, come)); // a renewal comes with the role
    }
  }
  return changes;
}

function asAhead(change: Extract<Change, { kind: 'assign' }>, facts: Facts, come: Facts): Change {
  const coming = facts.ahead?.required ?? null;
  const dueOn = dueAhead(facts, (person) => dueDay(change.version, change.cause, { ...come, person }));
  return { ...change, dueOn, ahead: coming === null ? null : { startsOn: coming.startsOn, reasons: coming.reasons } };
}

/** IMP-03: where the policy wants it, having completed any version of the document is a reason of its own to be trained on it. */
function withPriorCompleters(facts: Facts): Facts {
  if (facts.required !== null || facts.exempt !== null || facts.trained.length === 0 || !facts.document.policy.retrainPriorCompleters) return facts;
  return { ...facts, required: [{ rule: 0, version: 0, text: priorCompleterText(facts.document.number, facts.document.risk) }] };
}

/** MTX-03, MTX-10: nothing is required any more; open work is cancelled, records stay. */
function releaseFrom(facts: Facts): Change[] {
  const why = whyReleased(facts);
  const ending = facts.obligation === null ? [] : [ended(facts.obligation.id, facts)];
  return [...ending, ...facts.open.map((assignment): Change => ({ kind: 'close', assignmentId: assignment.id, as: 'cancelled', why: facts.document.retired || facts.exempt !== null ? why : (whyTakenBack(facts, assignment) ?? why) }))];
}

function ended(id: string, facts: Facts): Change {
  return { kind: 'end-obligation', id, why: whyReleased(facts) };
}

function whyReleased(facts: Facts): string {
  if (!facts.person.employed) return 'left employment';
  return facts.document.retired ? `${facts.document.number} was retired` : (facts.exempt ?? 'no longer required by the matrix');
}

function obligationChanges({ required, obligation }: Facts): Change[] {
  if (required === null) return [];
  if (obligation === null) return [{ kind: 'open-obligation', reasons: required }];
  return sameReasons(required, obligation.reasons) ? [] : [{ kind: 'restate-obligation', id: obligation.id, reasons: required }];
}

export function inForce(document: DocumentFact): VersionFact | null {
  return document.versions.find((version) => version.state === 'effective') ?? null;
}

/** The approved version whose training window is running. */
export function inWindow(document: DocumentFact): VersionFact | null {
  return document.versions.filter((version) => version.state === 'approved').toSorted((a, b) => b.ordinal - a.ordinal)[0] ?? null;
}

/** IMP-07: an open assignment ends when its version is neither in force nor coming. Progress never moves to another version. */
function closeOutdated({ document, open }: Facts): Change[] {
  return open.flatMap((assignment): Change[] => {
    const version = document.versions.find((candidate) => candidate.id === assignment.versionId);
    if (version?.state === 'superseded') return [{ kind: 'close', assignmentId: assignment.id, as: 'superseded', why: `superseded before completion by version ${inForce(document)?.label ?? ''}`.trim() }];
    if (version?.state === 'withdrawn') return [{ kind: 'close', assignmentId: assignment.id, as: 'cancelled', why: `version ${version.label} was withdrawn` }];
    return [];
  });
}

/**
 * TRN-08: the version in force, and the one in its training window. Whoever has not begun with the version in force
 * and would only be due once it is replaced goes straight to the new one.
 */
function targetVersions(facts: Facts, now: Instant): VersionFact[] {
  const current = inForce(facts.document);
  const coming = inWindow(facts.document);
  if (current === null || coming === null) return [current ?? coming].filter((version) => version !== null);
  const begun = facts.open.some((assignment) => assignment.versionId === current.id) || isTrained(facts, current, now);
  const dueOn = dueDay(current, 'rule', facts);
  return !begun && !isBefore(dueOn, coming.effectiveOn) ? [coming] : [current, coming];
}

function bringTo(version: VersionFact, facts: Facts, now: Instant, hint: Hint): Change[] {
  if (isTrained(facts, version, now)) return renew(version, facts, now, hint);
  const effective = version.state === 'effective';
  const lateness = effective ? latenessOf(facts) : null;
  const carried = carryForward(version, facts, now);
  const recorded = effective ? (carried ?? []) : [];
  const already = facts.open.find((assignment) => assignment.versionId === version.id);
  if (already !== undefined) return [...recorded, ...(lateness === null ? [] : keepLateness(already, lateness))];
  if (carried !== null && version.decision === 'none') return recorded;
  const { path: usual, covers } = carried !== null ? { path: 'notice' as const, covers: [version.id] } : pathTo(version, facts, now);
  const driftLimit = usual !== 'notice' && version.decision !== 'retrain' && isDriftReached(version, facts);
  const path = usual !== 'notice' && (driftLimit || facts.failed !== null || isAwayTooLong(facts)) ? 'full' : usual; // TRN-02: more, never less
  const cause = causeOf(version, facts, hint);
  const pathWhy = whyPath(version, path, driftLimit, facts, now);
  return [...recorded, { kind: 'assign', version, path, cause, covers, dueOn: dueDay(version, cause, facts), overdueSince: carried === null ? earlier(lateness, effective ? (facts.failed?.overdueSince ?? null) : null) : null, driftLimit, pathWhy, ahead: null }];
}

/** IMP-07: a new version does not wash lateness away; it moves on when the version it stood against is replaced. */
function latenessOf({ document, open }: Facts): Instant | null {
  const late = open.filter((assignment) => document.versions.some((version) => version.id === assignment.versionId && version.state === 'superseded'));
  return late.flatMap((assignment) => assignment.overdueSince ?? []).toSorted(Temporal.Instant.compare)[0] ?? null;
}

function earlier(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || b === null ? (a ?? b) : Temporal.Instant.compare(a, b) < 0 ? a : b;
}

function keepLateness(assignment: OpenAssignment, since: Instant): Change[] {
  if (assignment.overdueSince !== null && Temporal.Instant.compare(assignment.overdueSince, since) <= 0) return [];
  return [{ kind: 'keep-overdue', assignmentId: assignment.id, since }];
}

/**
 * TRN-02, IMP-06: full for whoever is new, lapsed, or skipped a version that asked for everything;
 * else a refresher of the changed sections of all versions since the one they were trained on.
 */
export function pathTo(version: VersionFact, facts: Pick<Facts, 'trained' | 'document'>, now: Instant): { path: Path; covers: string[] } {
  const valid = facts.trained.filter((record) => record.validUntil === null || Temporal.Instant.compare(record.validUntil, now) > 0);
  const known = facts.document.versions.filter((candidate) => candidate.ordinal < version.ordinal && valid.some((record) => record.versionId === candidate.id));
  const last = known.toSorted((a, b) => b.ordinal - a.ordinal)[0];
  if (last === undefined) return { path: 'full', covers: [version.id] };
  const skipped = facts.document.versions.filter((candidate) => candidate.ordinal > last.ordinal && candidate.ordinal < version.ordinal && candidate.state !== 'withdrawn');
  const covers = [...skipped.map((candidate) => candidate.id), version.id];
  const everything = facts.document.policy.fullForMinor || version.decision === 'retrain' || skipped.some((candidate) => candidate.changeClass === 'major' || candidate.decision === 'retrain');
  return { path: everything ? 'full' : 'refresher', covers };
}

function causeOf(version: VersionFact, facts: Facts, hint: Hint): Cause {
  if (facts.obligation === null && hint === 'none') return facts.trained.length > 0 ? 'revision' : 'rule';
  if (facts.obligation === null && hint !== 'none') return hint;
  if (hint === 'return') return 'return';
  if (facts.trained.some((record) => record.versionId === version.id)) return 'renewal'; // it lapsed
  return version.ordinal === 1 ? 'new_document' : 'revision';
}

/**
 * TRN-03: for revisions the earlier of the effective date and assignment + policy days; otherwise assignment + initial days.
 * A version that waits for everybody has no date of its own: only the days of the policy count (DOC-06).
 * A day that the site does not work moves back to the last working day, but never before the day of assignment.
 */
export function dueDay(version: VersionFact, cause: Cause, { person, document }: Pick<Facts, 'person' | 'document'>): Day {
  const ofRevision = cause === 'revision' || cause === 'new_document';
  const latest = person.day.add({ days: ofRevision ? document.policy.revisionDays : document.policy.initialDays });
  const wanted = ofRevision && version.takesEffect !== 'all_trained' && !isBefore(version.effectiveOn, person.day) ? earlierDay(latest, version.effectiveOn) : latest;
  const worked = workingDay(wanted, person.calendar, 'backward');
  return isBefore(worked, person.day) ? wanted : worked;
}
