import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { begins, openBook, openTasks, pairOf, placeAt, type Book, type Document, type Person, type Version } from './book.ts';
import { close, enterApproval, overrule, passTime, settleDocument, shareIn } from './book-settle.ts';
import { contradicts, readRosterFile, sharedLines } from './roster-file.ts';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);

function person(number: string, from: string, until: string | null): Person {
  return { id: number, number, name: number, stays: [{ from, until, site: 'MA', zone: 'America/New_York', department: 'Production', role: 'Operator' }] };
}

function version(document: Document, effectiveOn: string, more: Partial<Version> = {}): Version {
  const ordinal = document.versions.length + 1;
  return { id: `${document.number} ${ordinal}`, ordinal, label: `${ordinal}.0`, changeClass: 'major', decision: 'retrain', approvedAt: at('2022-06-09T13:00:00Z'), effectiveOn, effectiveAt: begins(effectiveOn, 'America/New_York'), supersededAt: null, gate: null, state: 'approved', ...more };
}

/** One operator from the beginning, one who comes later, and a document that production needs. */
function book(): { book: Book; document: Document; early: Person; late: Person } {
  const made = openBook(at('2022-06-09T13:00:00Z'));
  const document: Document = { id: 'd', number: 'SOP-1', title: 'One', risk: 'high', versions: [] };
  const [early, late] = [person('1', '2020-01-01', null), person('2', '2022-06-20', '2022-09-01')];
  made.documents.set(document.number, document);
  for (const one of [early, late]) made.people.set(one.number, one);
  made.rules.push({ id: 'r', name: 'Production', audience: { roles: [], departments: ['Production'], sites: [] }, from: '2022-06-09', since: new Map([[document.number, made.now]]) });
  enterApproval(made, document, version(document, '2022-06-09'));
  settleDocument(made, document, 'rule');
  return { book: made, document, early, late };
}

describe('the book that the product is compared with', () => {
  it('DOC-06 holds a version back while too few are trained, and lets it through when it is overruled', () => {
    const { book: made, document, early } = book();
    const held = version(document, '2022-06-15', { gate: 90 });
    enterApproval(made, document, held);
    passTime(made, at('2022-06-16T13:00:00Z'));
    assert.deepEqual([held.state, shareIn(made, document, held)], ['approved', { present: 1, trained: 0 }]);
    overrule(made, document, held, at('2022-06-16T13:00:00.005Z'));
    assert.deepEqual([held.state, document.versions[0]?.state, document.versions[0]?.supersededAt?.toString()], ['effective', 'superseded', '2022-06-16T13:00:00.005Z']);
    const enough = version(document, '2022-06-20', { gate: 90 });
    enterApproval(made, document, enough);
    pairOf(made, early, document).trained.push({ version: enough, at: made.now, carried: false });
    passTime(made, at('2022-06-20T04:00:00Z')); // the second one begins at that very moment, untrained
    assert.equal(enough.state, 'approved');
  });

  it('TRN-01 gives whoever is at work one assignment, whoever comes later theirs ahead, and cancels it when they leave', () => {
    const { book: made, document, early, late } = book();
    assert.equal(openTasks(pairOf(made, early, document)).length, 1);
    const [task] = pairOf(made, late, document).tasks;
    assert.deepEqual([task?.cause, task?.assignedAt.toString(), task?.dueOn, pairOf(made, late, document).required], ['hire', '2022-06-09T13:00:00Z', '2022-07-20', false]);
    passTime(made, at('2022-07-01T13:00:00Z'));
    assert.deepEqual([pairOf(made, late, document).tasks.length, pairOf(made, late, document).required], [1, true]);
    passTime(made, at('2022-09-02T13:00:00Z'));
    assert.equal(task?.closed, 'cancelled');
  });

  it('IMP-04 carries whoever is trained forward when a version without training takes effect, and asks the others in full', () => {
    const { book: made, document, early, late } = book();
    passTime(made, at('2022-07-01T13:00:00Z'));
    const [first] = document.versions;
    const [task] = openTasks(pairOf(made, early, document));
    assert.ok(first !== undefined && task !== undefined);
    close(task, 'completed', made.now);
    pairOf(made, early, document).trained.push({ version: first, at: made.now, carried: false });
    enterApproval(made, document, version(document, '2022-07-10', { decision: 'none', changeClass: 'editorial' }));
    passTime(made, at('2022-07-11T13:00:00Z'));
    assert.deepEqual(pairOf(made, early, document).trained.map((record) => record.carried), [false, true]);
    assert.deepEqual(openTasks(pairOf(made, late, document)).map((open) => [open.version.ordinal, open.path]), [[2, 'full']]);
  });

  it('IMP-05 carries nobody along a fourth time, nor after two years', () => {
    const carry = (made: Book, document: Document, day: string, months: number): void => {
      passTime(made, at(`${day}T13:00:00Z`));
      enterApproval(made, document, version(document, Temporal.PlainDate.from(day).add({ months }).toString(), { decision: 'none', changeClass: 'editorial' }));
      passTime(made, at(`${Temporal.PlainDate.from(day).add({ months, days: 1 }).toString()}T13:00:00Z`));
    };
    const trained = (made: Book, one: Person, document: Document): string => pairOf(made, one, document).trained.map((record) => (record.carried ? 'c' : 't')).join('');
    for (const [steps, expected] of [[[['2022-07-02', 0], ['2022-07-04', 0], ['2022-07-06', 0], ['2022-07-08', 0]], 'tccc'], [[['2022-07-02', 23], ['2024-06-20', 0], ['2024-07-02', 0]], 'tcc']] as const) {
      const { book: made, document, early } = book();
      passTime(made, at('2022-07-01T13:00:00Z'));
      const [task] = openTasks(pairOf(made, early, document));
      assert.ok(task !== undefined);
      close(task, 'completed', made.now);
      pairOf(made, early, document).trained.push({ version: task.version, at: made.now, carried: false });
      for (const [day, months] of steps) carry(made, document, day, months);
      assert.equal(trained(made, early, document), expected);
      assert.deepEqual(openTasks(pairOf(made, early, document)).map((open) => [open.version.ordinal, open.path]), [[document.versions.length, 'full']]);
    }
  });

  it('MTX-08 knows no hour without a place when somebody moves to a later time zone', () => {
    const mover = person('3', '2020-01-01', '2022-07-01');
    mover.stays.push({ from: '2022-07-01', until: null, site: 'TX', zone: 'America/Chicago', department: 'Production', role: 'Operator' });
    assert.equal(placeAt(mover, at('2022-07-01T04:30:00Z'))?.site, 'MA');
    assert.equal(placeAt(mover, at('2022-07-01T05:00:00Z'))?.site, 'TX');
  });
});

describe('the roster file as the script reads it', () => {
  const header = 'emp_id,first_name,last_name,start_date,exit_date,title,supervisor,ad_email,employee_status,department_type,state';
  const read = (...lines: string[]) => readRosterFile(new TextEncoder().encode(`\uFEFF${[header, ...lines].join('\r\n')}\r\n`));

  it('HR-01 takes days month first, names what is no day, and sees shared addresses', () => {
    const { rows, unreadable } = read('1,Ann,Lee,6/9/2022,,Operator,Bo,a@x.org,Active,Production       ,MA', '2,Bea,"Ng, Jr",13/1/2022,,Operator,Bo,b@x.org,Active,Sales,MA', '3,Cy,Ott,1/2/2021,,Operator,Bo,A@x.org,Active,Sales,TX');
    assert.deepEqual(rows.map((row) => [row.line, row.from, row.department]), [[2, '2022-06-09', 'Production'], [4, '2021-01-02', 'Sales']]);
    assert.deepEqual(unreadable.map((row) => row.line), [3]);
    assert.deepEqual([...sharedLines(rows)], [2, 4]);
  });

  it('HR-01 compares status and days on the day it is at the site', () => {
    const [row] = read('1,Ann,Lee,6/9/2022,,Operator,Bo,a@x.org,Active,Production,CA').rows;
    assert.ok(row !== undefined);
    assert.equal(contradicts(row, at('2022-06-09T06:59:00Z')), true);
    assert.equal(contradicts(row, at('2022-06-09T07:00:00Z')), false);
  });
});
