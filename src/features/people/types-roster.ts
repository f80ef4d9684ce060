import type { Day, Instant } from '../../kernel/day.ts';
import type { Department, JobRole, PersonAfter, PersonEvent, PersonHistory, Site } from './types.ts';

/** The rows of a roster file as texts, and where each stands. */
export type RosterTable = { readonly header: readonly string[]; readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[]; /** Of a workbook, whose days are days and not texts. */ readonly sheet?: string };

export type DateFormat = 'YYYY-MM-DD' | 'D/M/YYYY' | 'M/D/YYYY' | 'D-M-YYYY' | 'D.M.YYYY';
export type RosterStatus = 'active' | 'on_leave' | 'left' | 'future';

/** Which column says what, as the importing person stated it. */
export type RosterMapping = {
  readonly employeeNumber: string; readonly name: readonly string[]; readonly email: string | null;
  readonly from: string; readonly lastDay: string | null; readonly dateFormat: DateFormat; readonly lastDayFormat?: DateFormat | null | undefined;
  readonly site: string; readonly department: string; readonly role: string | null; readonly manager: string | null;
  /** Columns that say attributes, by key. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly status: string | null; readonly statusValues: Readonly<Record<string, RosterStatus>>;
  readonly createMissing: { readonly departments: boolean; readonly roles: boolean; readonly sites: Readonly<Record<string, string>> };
};
export type MappingError = { readonly field: string; readonly message: string };

/** One reason why a row is not taken: line of the file, column, value as written. */
export type RowFault = { readonly row: number; readonly field: string; readonly value: string; readonly reason: string };
export type RosterWarning = { readonly row: number | null; readonly field: string; readonly message: string };

/** A row read by the mapping. A blank cell is null: it says nothing, and what is on record stays. */
export type RosterRow = {
  readonly line: number; readonly employeeNumber: string; readonly name: string; readonly email: string | null;
  readonly from: Day; readonly lastDay: Day | null; readonly site: string; readonly department: string;
  readonly role: string | null; readonly manager: string | null; readonly status: RosterStatus | null; readonly statusText: string;
  /** By key; a blank cell is left out. */
  readonly attributes: Readonly<Record<string, string>>;
};
/** `numbers` are all employee numbers of the file, also those of rejected rows. */
export type RosterReading = { readonly numbers: ReadonlySet<string>; readonly mappingErrors: readonly MappingError[]; readonly rows: readonly RosterRow[]; readonly rejected: readonly RowFault[]; readonly warnings: readonly RosterWarning[] };

/** A row whose site, department and role are known. */
export type PlacedRow = RosterRow & { readonly siteId: string; readonly zone: string; readonly departmentId: string; readonly roleId: string | null };

/** What the plan compares the file with. Sites, departments and roles hold those about to be created, too. */
export type RosterFacts = {
  readonly sites: readonly Site[]; readonly departments: readonly Department[]; readonly roles: readonly JobRole[];
  readonly people: readonly PersonHistory[]; readonly zone: string; readonly now: Instant;
};

export type RosterChangeKind = 'hired' | 'changed' | 'leaving';
export type RosterChange = { readonly row: number; readonly kind: RosterChangeKind; readonly sentence: string; /** The sentence without the day on which it is planned. */ readonly what: string; readonly before: PersonHistory | null; readonly after: PersonAfter; readonly event: PersonEvent };
export type RosterPlan = { readonly changes: readonly RosterChange[]; readonly unchanged: number; readonly rejected: readonly RowFault[]; readonly warnings: readonly RosterWarning[] };
export type RosterCounts = { readonly hired: number; readonly changed: number; readonly leaving: number; readonly unchanged: number; readonly rejected: number };
/** Why a file is held (HR-02). */
export type Hold = { /** People whom the file changes or ends. */ readonly touched: number; readonly employed: number; /** In per cent; more than this is held. */ readonly share: number };
