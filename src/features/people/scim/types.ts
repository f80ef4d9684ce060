import type { DomainEvent } from '../../../kernel/decision.ts';
import type { Instant } from '../../../kernel/day.ts';

/** A SCIM message or resource as it travels: plain JSON. */
export type Json = { readonly [name: string]: unknown };

/** What the protocol says went wrong (RFC 7644, 3.12): HTTP status, keyword, and a sentence for the person who reads the directory's log. */
export type ScimProblem = { readonly status: number; readonly scimType?: string; readonly detail: string };
export type Scim<Result> = { readonly ok: true; readonly value: Result } | { readonly ok: false; readonly problem: ScimProblem };

export function fine<Result>(value: Result): { readonly ok: true; readonly value: Result } {
  return { ok: true, value };
}

export function wrong(status: number, scimType: string | null, detail: string): { readonly ok: false; readonly problem: ScimProblem } {
  return { ok: false, problem: scimType === null ? { status, detail } : { status, scimType, detail } };
}

/** Attributes of a user from which a person's facts can be taken. */
export const SOURCES = [
  'userName', 'externalId', 'displayName', 'nickName', 'title', 'userType', 'employeeNumber', 'department', 'division', 'organization', 'costCenter',
  'emails.work', 'emails.primary', 'addresses.work.locality', 'addresses.work.region', 'addresses.work.country', 'name.formatted', 'name.full',
] as const;
export type Source = (typeof SOURCES)[number];

export type Gives = 'site' | 'department' | 'role';
/** A value of the directory that stands for something of ours. */
export type Translation = { readonly source: Source | 'group'; readonly value: string; readonly gives: Gives; readonly id: string };

/** How one connection's users become people; shown and edited on the screen. */
export type ScimMapping = {
  readonly employeeNumber: Source;
  /** Where the attribute is empty: give a number of ours, or refuse the user. */
  readonly assignNumbers: boolean;
  readonly name: Source;
  readonly email: Source | null;
  readonly department: Source | null;
  readonly site: Source | null;
  readonly role: Source | null;
  readonly manager: boolean;
  /** Attributes of people, by key, that applicability of training may ask for. */
  readonly attributes: Readonly<Record<string, Source>>;
  /** How the directory says that somebody is on leave; absent in mappings made before it could. */
  readonly leave?: LeaveMapping | null | undefined;
  /** A group named by one of these beginnings gives what the rest of its name says: "Role: Line lead". */
  readonly groupPrefixes: Readonly<Record<Gives, string | null>>;
  readonly translations: readonly Translation[];
  readonly defaultSiteId: string | null;
  readonly defaultDepartmentId: string | null;
  readonly createMissing: { readonly departments: boolean; readonly roles: boolean };
  readonly hold: HoldLimits;
};

/** A word in `state` says it, or days in `from` and `until` (the last day). `inactive`: with such a word an account that is not active means leave, not leaving. */
export type LeaveMapping = { readonly state: Source | null; readonly words: readonly string[]; readonly from: Source | null; readonly until: Source | null; readonly inactive: boolean };
/** Days as texts, `until` exclusive. */
export type GivenLeave = { readonly from: string; readonly until: string | null };

/** HR-02: more people than this share within the hours are held; never fewer than `least`. */
export type HoldLimits = { readonly hours: number; readonly leavingPercent: number; readonly movingPercent: number; readonly least: number };

export type ConnectionKind = 'entra' | 'okta' | 'other';
export type Connection = { readonly id: string; readonly name: string; readonly kind: ConnectionKind; readonly mapping: ScimMapping; readonly expiresAt: Instant | null; readonly revokedAt: Instant | null };

/** A user as the directory keeps it, and the person it became (null until it is active for the first time). */
export type ScimUser = {
  readonly id: string; readonly personId: string | null; readonly userName: string; readonly externalId: string | null;
  /** What the directory said; the person may have left by an entry here. */
  readonly active: boolean;
  readonly resource: Json; readonly roleIds: readonly string[]; readonly leave: GivenLeave | null; readonly version: number; readonly createdAt: Instant; readonly modifiedAt: Instant; readonly deletedAt: Instant | null;
  readonly heldAt: Instant | null; readonly heldWhat: HeldWhat | null;
  /** When the directory last ended or moved their employment: what HR-02 counts. */
  readonly leftAt: Instant | null; readonly movedAt: Instant | null;
};
export type HeldWhat = 'leaving' | 'moving';
export type ScimRef = { readonly value: string; readonly display: string };
export type ScimGroup = { readonly id: string; readonly displayName: string; readonly externalId: string | null; readonly version: number; readonly createdAt: Instant; readonly modifiedAt: Instant };

export type ScimEvent = DomainEvent & {
  readonly type: 'DirectoryConnected' | 'DirectoryMappingChanged' | 'DirectoryKeyRenewed' | 'DirectoryDisconnected' | 'DirectoryUserCreated' | 'DirectoryUserChanged' | 'DirectoryUserRemoved'
    | 'DirectoryGroupCreated' | 'DirectoryGroupChanged' | 'DirectoryGroupRemoved' | 'DirectoryChangesConfirmed' | 'DirectoryChangesDismissed';
};

export type ConnectionRefusal = 'not-permitted' | 'not-found' | 'connection-name-taken' | 'connection-revoked' | 'connection-mapping' | 'nothing-held' | 'held-refused';
