import type { ChangeClass, Decision, Risk } from './material.ts';
import { dawn } from './roster-file.ts';

/**
 * The script's own book of who works where and who must train on what. It is kept from the roster file and from the acts
 * of this script alone, by code that shares nothing with the product's engine, and the product is compared with it.
 */
export type Stay = { readonly from: string; until: string | null; readonly site: string; readonly zone: string; readonly department: string; readonly role: string | null };
export type Person = { readonly id: string; readonly number: string; readonly name: string; readonly stays: Stay[] };
export type Version = {
  readonly id: string; readonly ordinal: number; readonly label: string; readonly changeClass: ChangeClass; readonly decision: Decision;
  readonly approvedAt: Temporal.Instant; readonly effectiveOn: string; effectiveAt: Temporal.Instant;
  /** The share of those present who must be trained before it takes effect; null: its date alone counts. */
  readonly gate: number | null;
  supersededAt: Temporal.Instant | null; state: 'approved' | 'effective' | 'superseded';
};
export type Document = { readonly id: string; readonly number: string; readonly title: string; readonly risk: Risk; readonly versions: Version[] };
/** Any of the roles, departments and sites; none named: all. */
export type Audience = { readonly roles: readonly string[]; readonly departments: readonly string[]; readonly sites: readonly string[] };
export type Rule = { readonly id: string; readonly name: string; readonly audience: Audience; readonly from: string; /** Since when each document is on the list. */ readonly since: Map<string, Temporal.Instant> };
export type Path = 'full' | 'refresher' | 'notice';
export type Cause = 'hire' | 'transfer' | 'rule' | 'revision' | 'new_document';
export type Task = { readonly version: Version; readonly path: Path; readonly cause: Cause; readonly dueOn: string; readonly assignedAt: Temporal.Instant; closed: 'completed' | 'superseded' | 'cancelled' | null; closedAt: Temporal.Instant | null };
export type Trained = { readonly version: Version; readonly at: Temporal.Instant; readonly carried: boolean };
export type Pair = { readonly person: Person; readonly document: Document; required: boolean; readonly tasks: Task[]; readonly trained: Trained[] };
export type Hint = 'hire' | 'transfer' | 'rule' | 'none';

export type Book = { readonly people: Map<string, Person>; readonly documents: Map<string, Document>; readonly rules: Rule[]; readonly pairs: Map<string, Map<string, Pair>>; now: Temporal.Instant };

export function openBook(now: Temporal.Instant): Book {
  return { people: new Map(), documents: new Map(), rules: [], pairs: new Map(), now };
}

/** Where a person works at an instant. A stay lasts until the next one begins, also across time zones. */
export function placeAt(person: Person, at: Temporal.Instant): Stay | null {
  const index = person.stays.findLastIndex((stay) => !earlier(at, begins(stay.from, stay.zone)));
  const stay = person.stays[index];
  if (stay === undefined) return null;
  const goesOn = stay.until !== null && person.stays[index + 1]?.from === stay.until;
  return stay.until === null || goesOn || earlier(at, begins(stay.until, stay.zone)) ? stay : null;
}

const dawns = new Map<string, Temporal.Instant>();
export function begins(day: string, zone: string): Temporal.Instant {
  const key = `${day} ${zone}`;
  const known = dawns.get(key) ?? dawn(day, zone);
  dawns.set(key, known);
  return known;
}

export function earlier(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0;
}

let lastDays: { at: Temporal.Instant; byZone: Map<string, string> } | null = null;
export function dayAt(at: Temporal.Instant, zone: string): string {
  if (lastDays?.at !== at) lastDays = { at, byZone: new Map() };
  const known = lastDays.byZone.get(zone) ?? at.toZonedDateTimeISO(zone).toPlainDate().toString();
  lastDays.byZone.set(zone, known);
  return known;
}

/** Whether some rule asks a person at this place for the document, at that instant. */
export function isAsked(book: Book, place: Stay, document: Document, at: Temporal.Instant): boolean {
  return book.rules.some((rule) => {
    const since = rule.since.get(document.number);
    return since !== undefined && !earlier(at, since) && rule.from <= dayAt(at, place.zone) && includes(rule.audience, place);
  });
}

export function includes(audience: Audience, place: Stay): boolean {
  return (audience.roles.length === 0 || (place.role !== null && audience.roles.includes(place.role)))
    && (audience.departments.length === 0 || audience.departments.includes(place.department))
    && (audience.sites.length === 0 || audience.sites.includes(place.site));
}

export function pairOf(book: Book, person: Person, document: Document): Pair {
  const documents = book.pairs.get(person.id) ?? new Map<string, Pair>();
  book.pairs.set(person.id, documents);
  const pair = documents.get(document.number) ?? { person, document, required: false, tasks: [], trained: [] };
  documents.set(document.number, pair);
  return pair;
}

export function pairsOf(book: Book, document: Document): Pair[] {
  return [...book.pairs.values()].flatMap((documents) => documents.get(document.number) ?? []);
}

export function openTasks(pair: Pair): Task[] {
  return pair.tasks.filter((task) => task.closed === null);
}

/** The version in force at an instant, past ones included. */
export function inForceAt(document: Document, at: Temporal.Instant): Version | null {
  return document.versions.find((version) => !earlier(at, version.effectiveAt) && (version.supersededAt === null || earlier(at, version.supersededAt)) && version.state !== 'approved') ?? null;
}

export function isTrained(pair: Pair, version: Version, at: Temporal.Instant | null = null): boolean {
  return pair.trained.some((record) => record.version === version && (at === null || !earlier(at, record.at)));
}
