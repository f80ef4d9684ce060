import { begins, dayAt, earlier, isAsked, isTrained, openTasks, pairOf, pairsOf, placeAt, type Book, type Cause, type Document, type Hint, type Pair, type Path, type Person, type Stay, type Task, type Version } from './book.ts';
import type { Risk } from './material.ts';

/** Days to train where no effective date comes first, for whoever is new to a document and for a new version. */
const FIRST_DAYS: Readonly<Record<Risk, number>> = { critical: 14, high: 30, medium: 30, low: 60 };
const VERSION_DAYS: Readonly<Record<Risk, number>> = { critical: 30, high: 30, medium: 30, low: 60 };

/** Brings the page of one person and one document up to date; what it enters is what the product must have done by itself. */
export function settle(book: Book, person: Person, document: Document, hint: Hint): void {
  const place = placeAt(person, book.now);
  const asked = place !== null && isAsked(book, place, document, book.now);
  const known = book.pairs.get(person.id)?.get(document.number);
  const coming = asked ? null : stayAhead(book, person, document);
  if (!asked && coming === null && known === undefined) return;
  const pair = known ?? pairOf(book, person, document);
  if (coming !== null) return prepare(book, pair, place, coming);
  if (place === null || !asked) {
    if (pair.required || openTasks(pair).length > 0) release(book, pair);
    return place === null ? undefined : keep(book, pair, place);
  }
  const isNew = !pair.required;
  pair.required = true;
  for (const task of openTasks(pair)) if (task.version.state === 'superseded') close(task, 'superseded', book.now);
  for (const version of asksFor(pair, place, book.now)) bringTo(book, pair, place, version, isNew ? (hint === 'none' ? 'rule' : hint) : null);
}

/** The first stay to come in which they are asked for it. */
function stayAhead(book: Book, person: Person, document: Document): Stay | null {
  return person.stays.find((stay) => earlier(book.now, begins(stay.from, stay.zone)) && isAsked(book, stay, document, begins(stay.from, stay.zone))) ?? null;
}

/** Work is given ahead, to who moves by the day of the move at the latest, to who comes by the days they have from their first one. */
function prepare(book: Book, pair: Pair, place: Stay | null, coming: Stay): void {
  pair.required = false;
  for (const task of openTasks(pair)) if (task.version.state === 'superseded') close(task, 'superseded', book.now);
  const cause = place === null ? 'hire' : 'transfer';
  const due = (version: Version): string => {
    if (place === null) return dueDay(pair.document, version, cause, coming, begins(coming.from, coming.zone));
    const [byDays, weekday] = [dueDay(pair.document, version, cause, place, book.now), Temporal.PlainDate.from(coming.from).dayOfWeek];
    const worked = weekday > 5 ? plusDays(coming.from, 5 - weekday) : coming.from;
    const start = worked < dayAt(book.now, place.zone) ? coming.from : worked;
    return start < byDays ? start : byDays;
  };
  for (const version of asksFor(pair, place ?? coming, book.now)) bringTo(book, pair, place ?? coming, version, cause, due(version));
}

function release(book: Book, pair: Pair): void {
  pair.required = false;
  for (const task of openTasks(pair)) close(task, 'cancelled', book.now);
}

/** Nobody asks it of them any more, but what they know stays good where the new version asks nothing of anybody. */
function keep(book: Book, pair: Pair, place: Stay): void {
  const current = pair.document.versions.find((version) => version.state === 'effective');
  if (current !== undefined && !isTrained(pair, current) && isSpared(pair, current, place)) pair.trained.push({ version: current, at: book.now, carried: true });
}

export function close(task: Task, as: NonNullable<Task['closed']>, at: Temporal.Instant): void {
  task.closed = as;
  task.closedAt = at;
}

/** The version in force and the one to come; whoever begins and has time beyond the switch is spared the one in force. */
function asksFor(pair: Pair, place: Stay, at: Temporal.Instant): Version[] {
  const current = pair.document.versions.find((version) => version.state === 'effective');
  const coming = pair.document.versions.findLast((version) => version.state === 'approved');
  if (current === undefined || coming === undefined) return [current ?? coming].filter((version) => version !== undefined);
  const begun = isTrained(pair, current) || openTasks(pair).some((task) => task.version === current);
  return !begun && dueDay(pair.document, current, 'rule', place, at) >= coming.effectiveOn ? [coming] : [current, coming];
}

function bringTo(book: Book, pair: Pair, place: Stay, version: Version, first: Cause | null, ahead: string | null = null): void {
  if (isTrained(pair, version)) return;
  const spared = isSpared(pair, version, place);
  if (spared && version.state === 'effective') pair.trained.push({ version, at: book.now, carried: true });
  if (openTasks(pair).some((task) => task.version === version)) return;
  if (spared && version.decision === 'none') return;
  const cause = first ?? (version.ordinal === 1 ? 'new_document' : 'revision');
  pair.tasks.push({ version, cause, path: spared ? 'notice' : isTooLongAgo(pair, version, place) ? 'full' : pathTo(pair, version), dueOn: ahead ?? dueDay(pair.document, version, cause, place, book.now), assignedAt: book.now, closed: null, closedAt: null });
}

function isSpared(pair: Pair, version: Version, place: Stay): boolean {
  const before = pair.document.versions[version.ordinal - 2];
  return (version.decision === 'none' || version.decision === 'notify') && before !== undefined && isTrained(pair, before) && !isTooLongAgo(pair, version, place);
}

const MOST_CARRIED = 3;
const MOST_MONTHS = 24;

/** Carried along three times since they last trained, or, where carried along at all, for two years by the day the version takes effect. */
function isTooLongAgo(pair: Pair, version: Version, place: Stay): boolean {
  let carried = 0;
  for (const earlierOne of pair.document.versions.slice(0, version.ordinal - 1).toReversed()) {
    const last = pair.trained.findLast((record) => record.version === earlierOne);
    if (last === undefined) continue;
    if (last.carried || pair.tasks.some((task) => task.version === earlierOne && task.path === 'notice' && task.closed === 'completed')) {
      carried += 1;
      continue;
    }
    const along = carried > 0 || version.decision === 'none' || version.decision === 'notify';
    return carried >= MOST_CARRIED || (along && Temporal.PlainDate.from(dayAt(last.at, place.zone)).add({ months: MOST_MONTHS }).toString() <= version.effectiveOn);
  }
  return carried >= MOST_CARRIED;
}

/** In full for whoever never trained on the document or missed a version that changed much; else the changed sections. */
function pathTo(pair: Pair, version: Version): Path {
  const last = Math.max(0, ...pair.trained.filter((record) => record.version.ordinal < version.ordinal).map((record) => record.version.ordinal));
  if (last === 0 || version.decision === 'retrain') return 'full';
  const missed = pair.document.versions.filter((other) => other.ordinal > last && other.ordinal < version.ordinal);
  return missed.some((other) => other.changeClass === 'major' || other.decision === 'retrain') ? 'full' : 'refresher';
}

function dueDay(document: Document, version: Version, cause: Cause, place: Stay, at: Temporal.Instant): string {
  const today = dayAt(at, place.zone);
  const revision = cause === 'revision' || cause === 'new_document';
  const latest = plusDays(today, (revision ? VERSION_DAYS : FIRST_DAYS)[document.risk]);
  const wanted = revision && version.effectiveOn >= today && version.effectiveOn < latest ? version.effectiveOn : latest;
  const weekday = Temporal.PlainDate.from(wanted).dayOfWeek;
  const worked = weekday > 5 ? plusDays(wanted, 5 - weekday) : wanted;
  return worked < today ? wanted : worked;
}

export function plusDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

export function settleDocument(book: Book, document: Document, hint: Hint): void {
  for (const person of book.people.values()) settle(book, person, document, hint);
}

export function settlePerson(book: Book, person: Person, hint: Hint): void {
  for (const document of book.documents.values()) settle(book, person, document, hint);
}

/** A version that was approved; when it is effective at once, the one before gives way at the same moment. */
export function enterApproval(book: Book, document: Document, version: Version): void {
  document.versions.push(version);
  if (!earlier(book.now, version.effectiveAt)) switchTo(document, version);
  settleDocument(book, document, 'none');
}

function switchTo(document: Document, version: Version): void {
  const current = document.versions.find((other) => other.state === 'effective');
  if (current !== undefined) Object.assign(current, { state: 'superseded', supersededAt: version.effectiveAt });
  version.state = 'effective';
}

/** Who must know the document and is at work now, and how many of them are trained on this version. */
export function shareIn(book: Book, document: Document, version: Version): { present: number; trained: number } {
  const present = pairsOf(book, document).filter((pair) => pair.required && placeAt(pair.person, book.now) !== null);
  return { present: present.length, trained: present.filter((pair) => isTrained(pair, version)).length };
}

function isHeld(book: Book, document: Document, version: Version): boolean {
  const { present, trained } = shareIn(book, document, version);
  return version.gate !== null && trained * 100 < version.gate * present;
}

/** Quality lets a held version through: it is in force from that moment on. */
export function overrule(book: Book, document: Document, version: Version, at: Temporal.Instant): void {
  book.now = at;
  version.effectiveAt = at;
  switchTo(document, version);
  settleDocument(book, document, 'none');
}

type Moment = { readonly at: Temporal.Instant; readonly switches: number; happen(): void };

/** Lets time pass in the book: people begin, move and leave on their days, versions take effect, each at its own moment. */
export function passTime(book: Book, to: Temporal.Instant): void {
  const between = (at: Temporal.Instant): boolean => earlier(book.now, at) && !earlier(to, at);
  const moments: Moment[] = [];
  for (const person of book.people.values()) {
    for (const [index, stay] of person.stays.entries()) {
      const days = [begins(stay.from, stay.zone), ...(stay.until === null ? [] : [begins(stay.until, stay.zone)])];
      for (const at of days.filter(between)) moments.push({ at, switches: 0, happen: () => settlePerson(book, person, index === 0 ? 'hire' : 'transfer') });
    }
  }
  for (const document of book.documents.values()) {
    for (const version of document.versions.filter((other) => other.state === 'approved' && between(other.effectiveAt))) {
      moments.push({ at: version.effectiveAt, switches: 1, happen: () => {
        if (isHeld(book, document, version)) return;
        switchTo(document, version);
        settleDocument(book, document, 'none');
      } });
    }
  }
  for (const moment of moments.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at) || a.switches - b.switches)) {
    book.now = moment.at;
    moment.happen();
  }
  book.now = to;
}
