import { getDocumentTraining, getRecord, getTrainingFile, listAssignments } from '../../features/training/contract.ts';
import { getQualification } from '../../features/training/qualification/contract.ts';
import { begins, inForceAt, isAsked, pairsOf, placeAt, type Book, type Document, type Pair, type Person, type Version } from './book.ts';
import type { Client } from './client.ts';
import type { Journal } from './journal.ts';
import { isQualifiedAt } from './learners.ts';
import { hashOf } from './material.ts';

type Row = { readonly person: { readonly id: string }; readonly path: string; readonly cause: string; readonly dueOn: string; readonly closedAs: string | null };

/** Exactly the right people, exactly one assignment each, on the right path, for the right cause, due on the right day. */
export async function checkAssignments(reader: Client, book: Book, document: Document, version: Version, journal: Journal): Promise<number> {
  const came = new Map<string, string[]>();
  let listed = 0;
  for (let cursor: string | null = null; ; ) {
    const page: { items: Row[]; nextCursor: string | null } = await reader.call(listAssignments, { query: { versionId: version.id, limit: 500, ...(cursor === null ? {} : { cursor }) } });
    for (const row of page.items) came.set(row.person.id, [...(came.get(row.person.id) ?? []), lineOf(row)]);
    listed += page.items.length;
    cursor = page.nextCursor;
    if (cursor === null) break;
  }
  compare(`${document.number} v${version.label}`, expectedLines(book, document, version), came, book, journal);
  journal.count('assignments compared', listed);
  return listed;
}

function lineOf(row: Row): string {
  return `${row.path} for ${row.cause} by ${row.dueOn}, ${row.closedAs ?? 'open'}`;
}

function expectedLines(book: Book, document: Document, version: Version): Map<string, string[]> {
  const lines = new Map<string, string[]>();
  for (const pair of pairsOf(book, document)) {
    const own = pair.tasks.filter((task) => task.version === version).map((task) => `${task.path} for ${task.cause} by ${task.dueOn}, ${task.closed ?? 'open'}`);
    if (own.length > 0) lines.set(pair.person.id, own);
  }
  return lines;
}

function compare(what: string, expected: Map<string, string[]>, came: Map<string, string[]>, book: Book, journal: Journal): void {
  const wrong = [...new Set([...expected.keys(), ...came.keys()])].filter((id) => (expected.get(id) ?? []).toSorted().join() !== (came.get(id) ?? []).toSorted().join());
  const people = [...book.people.values()];
  journal.same(`people with an assignment on ${what}`, expected.size, came.size);
  journal.same(`people whose assignments on ${what} differ`, 0, wrong.length);
  for (const id of wrong.slice(0, 3)) {
    const person = people.find((candidate) => candidate.id === id);
    journal.wrong(`${what} of ${person?.name ?? id} (${person?.number ?? 'unknown'})`, (expected.get(id) ?? []).join('; ') || 'nothing', (came.get(id) ?? []).join('; ') || 'nothing');
  }
}

/** How many must be trained on a document and how many are, at an instant. */
export async function checkCounts(reader: Client, book: Book, document: Document, at: Temporal.Instant, journal: Journal): Promise<void> {
  const inForce = inForceAt(document, at);
  const required = pairsOf(book, document).filter((pair) => isRequiredAt(book, pair.person, document, at));
  const expected = { required: required.length, qualified: required.filter((pair) => isQualifiedAt(pair, inForce, at)).length };
  const came = await reader.call(getDocumentTraining, { params: { id: document.id }, query: { limit: 1, asOf: at.toString() } });
  journal.same(`standing on ${document.number} at ${at.toString()}`, expected, { required: came.required, qualified: came.qualified });
}

function isRequiredAt(book: Book, person: Person, document: Document, at: Temporal.Instant): boolean {
  const place = placeAt(person, at);
  return place !== null && isAsked(book, place, document, at);
}

/** Asks whether a person was qualified at a past instant, and why, and compares with the book. */
async function ask(reader: Client, book: Book, person: Person, document: Document, at: Temporal.Instant, journal: Journal): Promise<void> {
  const came = await reader.call(getQualification, { query: { person: person.id, document: document.id, at: at.toString() } });
  const inForce = inForceAt(document, at);
  const pair = book.pairs.get(person.id)?.get(document.number);
  const expected = { inForce: inForce?.label ?? null, qualified: placeAt(person, at) !== null && isQualifiedAt(pair, inForce, at), required: isRequiredAt(book, person, document, at) };
  journal.same(`${person.name} (${person.number}) on ${document.number} at ${at.toString()}`, expected, { inForce: came.versionInForce?.label ?? null, qualified: came.qualified, required: came.required });
  if (came.qualified) journal.same(`a record stands behind that answer: ${came.sentence}`, true, came.recordIds.length > 0);
  journal.count('qualification questions');
  if (expected.qualified) journal.count('qualification questions answered yes');
}

/** Step 6: for each followed person, instants spread over the whole run, and the very moments of their signatures and of the switches. */
export async function askAboutThePast(reader: Client, book: Book, people: readonly Person[], from: Temporal.Instant, journal: Journal): Promise<void> {
  const span = book.now.epochMilliseconds - from.epochMilliseconds;
  const documents = [...book.documents.values()];
  for (const person of people) {
    const pairs = [...(book.pairs.get(person.id)?.values() ?? [])];
    for (let turn = 0; turn < 5; turn += 1) {
      const key = hashOf(`${person.number} ${turn}`);
      const document = turn === 4 ? documents[key % documents.length] : pairs[key % Math.max(1, pairs.length)]?.document;
      if (document === undefined) continue;
      await ask(reader, book, person, document, nightAfter(from, (key / 2 ** 29) * span), journal);
    }
    for (const record of pairs.flatMap((pair) => pair.trained.filter((one) => !one.carried).slice(-1).map((one) => ({ pair, one }))).slice(0, 3)) await askAround(reader, book, record.pair, record.one.at, journal);
    const switched = pairs.flatMap((pair) => pair.document.versions.slice(1).filter((version) => version.state !== 'approved').map((version) => ({ pair, version })));
    const chosen = switched[hashOf(person.name) % Math.max(1, switched.length)];
    if (chosen !== undefined) await askAround(reader, book, chosen.pair, chosen.version.effectiveAt, journal);
  }
}

async function askAround(reader: Client, book: Book, pair: Pair, at: Temporal.Instant, journal: Journal): Promise<void> {
  await ask(reader, book, pair.person, pair.document, at.subtract({ milliseconds: 1 }), journal);
  await ask(reader, book, pair.person, pair.document, at, journal);
}

/** An instant at which nothing of this script happens: past seven in the morning, UTC. */
function nightAfter(from: Temporal.Instant, milliseconds: number): Temporal.Instant {
  const day = from.add({ milliseconds: Math.floor(milliseconds) }).toZonedDateTimeISO('UTC').toPlainDate();
  return begins(day.toString(), 'UTC').add({ hours: 11, minutes: 17 });
}

/** A person's training file holds exactly what the book has, and each record says what was signed. */
export async function checkFile(reader: Client, book: Book, person: Person, journal: Journal): Promise<void> {
  const pairs = [...(book.pairs.get(person.id)?.values() ?? [])];
  const file = await reader.call(getTrainingFile, { params: { id: person.id }, query: {} });
  journal.same(`documents required of ${person.name}`, pairs.filter((pair) => pair.required).map((pair) => pair.document.number).toSorted(), file.obligations.map((row) => row.document.number).toSorted());
  const name = (number: string, label: string, kind: string): string => `${number} v${label} ${kind}`;
  const expected = pairs.flatMap((pair) => pair.trained.map((record) => name(pair.document.number, record.version.label, record.carried ? 'carry_forward' : 'training')));
  journal.same(`records of ${person.name}`, expected.toSorted(), file.records.map((row) => name(row.document.number, row.version.label, row.kind)).toSorted());
  const [last] = file.records.filter((row) => row.kind === 'training');
  if (last === undefined) return;
  const record = await reader.call(getRecord, { params: { id: last.id } });
  journal.same(`the signature of ${person.name} names the content it was given for`, true, record.signature?.statement.includes(person.name) === true && record.signature.statement.includes(record.contentSha256));
}
