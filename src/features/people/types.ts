import type { DomainEvent } from '../../kernel/decision.ts';
import type { Day } from '../../kernel/day.ts';
import type { DepartmentId, JobRoleId, PersonId, SiteId } from '../../kernel/ids.ts';

export type Organisation = { readonly name: string; readonly zone: string };
export type Site = { readonly id: SiteId; readonly code: string; readonly name: string; readonly zone: string; readonly locale: string; readonly workingDays: readonly number[]; readonly holidays: readonly Day[] };
/** `path` leads from the root department down to this one. */
export type Department = { readonly id: DepartmentId; readonly code: string; readonly name: string; readonly parentId: DepartmentId | null; readonly path: readonly DepartmentId[] };
export type JobRole = { readonly id: JobRoleId; readonly code: string; readonly name: string };

/** Days from `from` on, up to but without `until`; null: no end is known. */
export type Period<Value> = { readonly from: Day; readonly until: Day | null; readonly value: Value };
/** A period as stored, so that what stays the same keeps its row. */
export type Stored<Value> = Period<Value> & { readonly id: string };

export type Presence = 'active' | 'on_leave';
export type PersonState = 'future' | Presence | 'left';

/** Where a person works. `managerName` is what the directory wrote where it names nobody we know. */
export type Placement = { readonly siteId: SiteId; readonly departmentId: DepartmentId; readonly managerId: PersonId | null; readonly managerName: string | null; readonly state: Presence };

/** One of the free facts about a person that the matrix can ask for: shift = night. One value of a key at a time. */
export type Attribute = { readonly key: string; readonly value: string };

/** A key in small letters: words, digits and what joins them. */
export const ATTRIBUTE_KEY = /^[\p{L}\p{N}][\p{L}\p{N} _.-]{0,39}$/u;

export type Identity = { readonly id: PersonId; readonly employeeNumber: string; readonly name: string; readonly email: string | null };
/** A person with all that holds of them over time, in order of days. */
export type PersonHistory = Identity & { readonly employments: readonly Stored<Placement>[]; readonly roles: readonly Stored<JobRoleId>[]; readonly attributes: readonly Stored<Attribute>[] };
/** The same after a decision: what is to be stored. */
export type PersonAfter = Identity & { readonly employments: readonly Period<Placement>[]; readonly roles: readonly Period<JobRoleId>[]; readonly attributes: readonly Period<Attribute>[] };

/** What an act may name, by id; built from what the database holds (and is about to hold). */
export type References = { readonly sites: ReadonlyMap<string, Site>; readonly departments: ReadonlyMap<string, Department>; readonly roles: ReadonlyMap<string, JobRole>; /** Names of people by id, as far as managers are concerned. */ readonly people: ReadonlyMap<string, string> };

export type PersonEvent = DomainEvent & { readonly type: PersonEventType };
export type PersonEventType = 'PersonHired' | 'PersonMoved' | 'PersonCorrected' | 'PersonAbsent' | 'PersonReturned' | 'EmploymentEnded';
export type PeopleEvent = DomainEvent & { readonly type: PersonEventType | 'OrganisationNamed' | 'SiteCreated' | 'SiteCalendarChanged' | 'DepartmentCreated' | 'JobRoleCreated' | 'RosterImported' | 'RosterHeld' | 'RosterDiscarded' | 'RosterHoldSet' };

export type PeopleRefusal =
  | 'code-taken'
  | 'unknown-zone'
  | 'holiday-twice'
  | 'unknown-reference'
  | 'employee-number-taken'
  | 'email-taken'
  | 'own-manager'
  | 'not-employed-then'
  | 'ends-before-start'
  | 'nothing-changes'
  | 'already-begun'
  | 'nothing-booked'
  | 'already-absent'
  | 'not-absent'
  | 'left-already'
  | 'roster-unreadable'
  | 'roster-mapping'
  | 'roster-held'
  | 'held-decided'
  | 'held-differs'
  | 'held-full'
  | 'not-found'
  | 'not-permitted';
