import { assertNever } from '../../../kernel/assert-never.ts';
import type { DomainEvent } from '../../../kernel/decision.ts';
import { canonicalJson } from '../../../kernel/json.ts';
import type { Change, PlannedChange } from './types.ts';

export type ChangeRow = PlannedChange & { readonly id: string };

/** What the events of one decision share, which thousands of people can have in common: all but the person and the new row. */
type Pattern = { readonly documentId: string; readonly event: DomainEvent; readonly before: string; readonly after: string };
export type Shared = Map<Change, Pattern>;
type Told = { readonly event: DomainEvent; /** The canonical JSON of its data. */ readonly text: string };

const SOMEBODY = '"person":"somebody"';
const MOST = 5000;

/** The event of a change with the text of its data, which is written once for all whose change is the same. */
export function eventTold(row: ChangeRow, shared: Shared): Told {
  if (!makesRow(row.change)) return toldAlone(row); // about a row of their own: nobody else's is the same
  const known = shared.get(row.change);
  const { event, before, after } = known?.documentId === row.documentId ? known : patternOf(row, shared);
  return { event: { ...event, subject: { kind: event.subject.kind, id: row.id }, data: { ...event.data, person: row.personId } }, text: `${before}"person":"${row.personId}"${after}` };
}

function toldAlone(row: ChangeRow): Told {
  const event = eventOf(row);
  return { event, text: canonicalJson(event.data) };
}

function makesRow({ kind }: Change): boolean {
  return kind === 'assign' || kind === 'open-obligation' || kind === 'carry-forward' || kind === 'announce-lapse';
}

function patternOf(row: ChangeRow, shared: Shared): Pattern {
  const event = eventOf(row);
  const text = canonicalJson({ ...event.data, person: 'somebody' });
  const place = text.indexOf(SOMEBODY);
  const pattern = { documentId: row.documentId, event, before: text.slice(0, place), after: text.slice(place + SOMEBODY.length) };
  if (shared.size >= MOST) shared.clear();
  shared.set(row.change, pattern);
  return pattern;
}

function eventOf(row: ChangeRow): DomainEvent {
  const { change } = row;
  const about = { person: row.personId, document: row.documentId };
  switch (change.kind) {
    case 'open-obligation': return { type: 'ObligationOpened', subject: { kind: 'obligation', id: row.id }, data: { ...about, reasons: change.reasons } };
    case 'restate-obligation': return { type: 'ObligationRestated', subject: { kind: 'obligation', id: change.id }, data: { ...about, reasons: change.reasons } };
    case 'end-obligation': return { type: 'ObligationEnded', subject: { kind: 'obligation', id: change.id }, data: about, why: change.why };
    case 'assign': return { type: 'TrainingAssigned', subject: { kind: 'assignment', id: row.id }, data: { ...about, version: change.version.id, path: change.path, cause: change.cause, dueOn: change.dueOn.toString(), covers: change.covers, pathWhy: change.pathWhy, ...(change.driftLimit ? { driftLimit: true } : {}), ...(change.ahead === null ? {} : { ahead: { startsOn: change.ahead.startsOn.toString(), reasons: change.ahead.reasons } }) } };
    case 'restate-ahead': return { type: change.from.equals(change.dueOn) ? 'AssignmentRestated' : 'DueDateMoved', subject: { kind: 'assignment', id: change.assignmentId }, data: { ...about, from: change.from.toString(), to: change.dueOn.toString(), startsOn: change.startsOn.toString(), reasons: change.reasons }, why: `the change from ${change.was.toString()} on is from ${change.startsOn.toString()} on` };
    case 'close': return { type: change.as === 'superseded' ? 'AssignmentSuperseded' : 'AssignmentCancelled', subject: { kind: 'assignment', id: change.assignmentId }, data: about, why: change.why };
    case 'keep-overdue': return { type: 'LatenessKept', subject: { kind: 'assignment', id: change.assignmentId }, data: { ...about, overdueSince: change.since.toString() } };
    case 'move-due': return { type: 'DueDateMoved', subject: { kind: 'assignment', id: change.assignmentId }, data: { ...about, from: change.from.toString(), to: change.dueOn.toString() }, why: `on leave until ${change.countedUntil.subtract({ days: 1 }).toString()}` };
    case 'carry-forward': return { type: 'QualificationCarriedForward', subject: { kind: 'record', id: row.id }, data: { ...about, version: change.version.id, from: change.fromVersionId } };
    case 'announce-lapse': return { type: 'LapseAnnounced', subject: { kind: 'lapse-notice', id: row.id }, data: { ...about, version: change.version.id, from: change.fromVersionId } };
    default: return assertNever(change);
  }
}
