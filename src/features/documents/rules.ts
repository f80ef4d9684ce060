import { dayIn, isBefore, isEarlier, startOfDay, type Day, type Instant } from '../../kernel/day.ts';
import { accept, acceptWith, refuse, type Decision, type Refused } from '../../kernel/decision.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { compareLabels, isSameLabel } from './rules-labels.ts';
import { checkDecision, type Change } from './rules-impact.ts';
import type { Approval, DocumentEvent, DocumentFacts, DocumentRefusal, Subject, VersionAct, VersionFacts, VersionState } from './types.ts';

type Decided<Result = undefined> = Decision<DocumentEvent, DocumentRefusal, Result>;

/** DOC-02: each act leads from one state to one other; what is not in this table is refused. A discarded draft is gone. */
export const LIFECYCLE: Readonly<Record<VersionAct, { readonly from: VersionState; readonly to: VersionState | null }>> = {
  replace: { from: 'draft', to: 'draft' },
  submit: { from: 'draft', to: 'in_review' },
  discard: { from: 'draft', to: null },
  sendBack: { from: 'in_review', to: 'draft' },
  takeBack: { from: 'in_review', to: 'draft' },
  approve: { from: 'in_review', to: 'approved' },
  withdraw: { from: 'approved', to: 'withdrawn' },
  becomeEffective: { from: 'approved', to: 'effective' },
  supersede: { from: 'effective', to: 'superseded' },
  retire: { from: 'effective', to: 'retired' },
};

/** Why this person cannot do this to the version as it stands (DOC-02, DOC-04); null when nothing stands against it. */
export function whyNot(act: VersionAct, { document, version }: Subject, personId: string | null): Refused<DocumentRefusal> | null {
  const { from } = LIFECYCLE[act];
  if (version.state !== from) return refuse('wrong-state', { act, state: version.state, from, label: version.label });
  if (document.retired) return refuse('document-retired', { number: document.number });
  if (act === 'approve' && wrote(version, personId)) return refuse('author-approves', { label: version.label, coAuthor: version.authorId !== personId });
  if ((act === 'submit' || act === 'takeBack') && version.authorId !== personId) return refuse('not-the-author', { act });
  // Who changes the content of another's draft is a second author, and must be named as one, or could approve their own words.
  if (act === 'replace' && personId !== null && !wrote(version, personId)) return refuse('not-the-author', { act });
  return null;
}

/** Author and co-authors: who may change the content and may not approve it. */
export function wrote(version: VersionFacts, personId: string | null): boolean {
  return personId !== null && (version.authorId === personId || version.coAuthorIds.includes(personId));
}

/** One open version at a time, its label new and, where labels are numbers, later than every other one. */
export function draft(document: DocumentFacts, id: string, label: string, content: JsonObject): Decided {
  if (document.retired) return refuse('document-retired', { number: document.number });
  const open = document.versions.find((version) => version.state === 'draft' || version.state === 'in_review');
  if (open !== undefined) return refuse('open-version-exists', { label: open.label, state: open.state });
  for (const version of document.versions) {
    if (isSameLabel(version.label, label)) return refuse('label-taken', { label });
    const order = compareLabels(label, version.label);
    if (order !== null && order <= 0) return refuse('label-not-later', { label, newest: version.label });
  }
  return accept({ type: 'VersionDrafted', subject: { kind: 'version', id }, data: { documentId: document.id, number: document.number, label, ...content } });
}

/** `personId` null: another system replaces it in the author's name. */
export function replaceContent(subject: Subject, personId: string | null, content: JsonObject): Decided {
  return whyNot('replace', subject, personId) ?? accept(eventOf(subject, 'VersionContentReplaced', { ...content, from: subject.version.contentSha256 }));
}

export function discard(subject: Subject): Decided {
  const { version } = subject;
  return whyNot('discard', subject, null) ?? accept(eventOf(subject, 'DraftDiscarded', { contentSha256: version.contentSha256, authorId: version.authorId }));
}

/** The author signs that the draft is ready for review. */
export function submit(subject: Subject, personId: string | null): Decided {
  return whyNot('submit', subject, personId) ?? accept(eventOf(subject, 'VersionSubmitted', { contentSha256: subject.version.contentSha256 }));
}

export function sendBack(subject: Subject, reason: string): Decided {
  return whyNot('sendBack', subject, null) ?? accept({ ...eventOf(subject, 'VersionSentBack', { reason }), why: reason });
}

/**
 * Approval is one act that also decides training and the effective date (DOC-04, DOC-05, IMP-01).
 * The result says from when the version is to be in force, and whether that is now.
 */
export function approve(subject: Subject, approval: Approval, now: Instant): Decided<Effect> {
  const { document, version } = subject;
  const stopped = whyNot('approve', subject, approval.personId);
  if (stopped !== null) return stopped;
  const effect = effectOf(subject, approval.effectiveOn, now);
  if (!effect.ok) return effect;
  const untrained = checkDecision(changeOf(subject), approval.decision, approval.reason);
  if (untrained !== null) return untrained;
  const { effectiveAt } = effect;
  const event = eventOf(subject, 'VersionApproved', {
    contentSha256: version.contentSha256, decision: approval.decision, reason: approval.reason, changeClass: version.changeClass, risk: document.risk,
    effectiveOn: approval.effectiveOn.toString(), effectiveAt: effectiveAt.toString(), zone: document.zone,
  });
  return acceptWith({ effectiveAt, atOnce: effect.atOnce }, approval.reason === null ? event : { ...event, why: approval.reason });
}

export type Effect = { readonly effectiveAt: Instant; readonly atOnce: boolean };

/**
 * From when a version approved now for `effectiveOn` is in force: the start of that day in the document's zone, or now when
 * the day has begun. Never in the past, and later than every version approved before it, so that none overtakes another.
 */
export function effectOf({ document, version }: Subject, effectiveOn: Day, now: Instant): ({ readonly ok: true } & Effect) | Refused<'effective-date-past' | 'effective-date-order'> {
  const today = dayIn(now, document.zone);
  if (isBefore(effectiveOn, today)) return refuse('effective-date-past', { effectiveOn: effectiveOn.toString(), today: today.toString(), zone: document.zone });
  const start = startOfDay(effectiveOn, document.zone);
  const effectiveAt = isEarlier(now, start) ? start : now;
  for (const other of standing(document, version)) {
    if (other.effectiveAt === null || isEarlier(other.effectiveAt, effectiveAt)) continue;
    return refuse('effective-date-order', { label: other.label, effectiveOn: dayIn(other.effectiveAt, document.zone).toString(), state: other.state });
  }
  return { ok: true, effectiveAt, atOnce: !isEarlier(now, effectiveAt) };
}

export function changeOf({ document, version }: Subject): Change {
  return { risk: document.risk, changeClass: version.changeClass, first: standing(document, version).length === 0 };
}

/** Versions that are or were in force, or will be: those before which this one was not the first. */
function standing(document: DocumentFacts, version: VersionFacts): VersionFacts[] {
  return document.versions.filter((other) => other.id !== version.id && ['approved', 'effective', 'superseded'].includes(other.state));
}

/**
 * The switch at its time: the version comes into force and the one before it is superseded in the same instant (DOC-02, DOC-06).
 * `from`: that instant where it is not the planned one.
 */
export function becomeEffective(subject: Subject, now: Instant, from: Instant | null = subject.version.effectiveAt): Decided<{ readonly effectiveAt: Instant; readonly superseded: VersionFacts | null }> {
  const { document, version } = subject;
  const stopped = whyNot('becomeEffective', subject, null);
  if (stopped !== null) return stopped;
  if (from === null || version.effectiveAt === null || isEarlier(now, version.effectiveAt)) return refuse('not-yet-due', { label: version.label });
  const effectiveAt = from;
  const superseded = document.versions.find((other) => other.state === 'effective') ?? null;
  const at = effectiveAt.toString();
  const event = eventOf(subject, 'VersionBecameEffective', { effectiveAt: at, contentSha256: version.contentSha256, decision: version.decision, supersedes: superseded?.id ?? null });
  if (superseded === null) return acceptWith({ effectiveAt, superseded }, event);
  const ended = eventOf({ document, version: superseded }, 'VersionSuperseded', { supersededAt: at, by: version.id, byLabel: version.label });
  return acceptWith({ effectiveAt, superseded }, event, ended);
}

/** An approved version that is not yet in force is taken back (DOC-07). */
export function withdraw(subject: Subject, reason: string): Decided {
  return whyNot('withdraw', subject, null) ?? accept({ ...eventOf(subject, 'VersionWithdrawn', { reason }), why: reason });
}

/** The document goes out of use with its version in force. Versions under way are settled first, each by its own act. */
export function retire(document: DocumentFacts, reason: string): Decided<{ readonly version: VersionFacts | null }> {
  if (document.retired) return refuse('document-retired', { number: document.number });
  const underway = document.versions.find((version) => version.state === 'draft' || version.state === 'in_review' || version.state === 'approved');
  if (underway !== undefined) return refuse('versions-underway', { label: underway.label, state: underway.state });
  const version = document.versions.find((other) => other.state === 'effective') ?? null;
  const event: DocumentEvent = { type: 'DocumentRetired', subject: { kind: 'document', id: document.id }, data: { number: document.number, versionId: version?.id ?? null, label: version?.label ?? null, reason }, why: reason };
  if (version === null) return acceptWith({ version }, event);
  return acceptWith({ version }, event, { ...eventOf({ document, version }, 'VersionRetired', { reason }), why: reason });
}

function eventOf({ document, version }: Subject, type: DocumentEvent['type'], data: JsonObject): DocumentEvent {
  return { type, subject: { kind: 'version', id: version.id }, data: { documentId: document.id, number: document.number, label: version.label, ...data } };
}
