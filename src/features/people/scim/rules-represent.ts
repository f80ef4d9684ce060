import { canonicalJson, type Json as Plain } from '../../../kernel/json.ts';
import { ENTERPRISE, GROUP_SCHEMA, GROUP_TREE, isObject, member, placeOf, project, USER_SCHEMA, USER_TREE, type Place, type Tree } from './rules-attributes.ts';
import { parseFilter, type Filter } from './rules-filter.ts';
import { fine, wrong, type Json, type Scim, type ScimGroup, type ScimProblem, type ScimRef, type ScimUser } from './types.ts';

/** Resources and messages as they leave, and the questions as they arrive. */

export const LIST_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
const ERROR_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:Error';

export function versionOf(resource: { readonly version: number }): string {
  return `W/"${resource.version}"`;
}

export function representUser(user: ScimUser & { readonly groups: readonly ScimRef[]; readonly isIn: boolean }, base: string): Json {
  const groups = user.groups.map((group) => ({ ...group, type: 'direct', $ref: `${base}/Groups/${group.value}` }));
  return {
    schemas: ENTERPRISE in user.resource ? [USER_SCHEMA, ENTERPRISE] : [USER_SCHEMA], id: user.id, ...(user.externalId === null ? {} : { externalId: user.externalId }),
    ...user.resource, userName: user.userName, active: user.isIn, ...(groups.length === 0 ? {} : { groups }), meta: metaOf('User', user, `${base}/Users/${user.id}`),
  };
}

export function representGroup(group: ScimGroup & { readonly members: readonly ScimRef[] }, base: string): Json {
  return {
    schemas: [GROUP_SCHEMA], id: group.id, ...(group.externalId === null ? {} : { externalId: group.externalId }), displayName: group.displayName,
    members: group.members.map((one) => ({ ...one, $ref: `${base}/Users/${one.value}` })), meta: metaOf('Group', group, `${base}/Groups/${group.id}`),
  };
}

function metaOf(resourceType: string, { createdAt, modifiedAt, version }: { readonly createdAt: Temporal.Instant; readonly modifiedAt: Temporal.Instant; readonly version: number }, location: string): Json {
  return { resourceType, created: createdAt.toString(), lastModified: modifiedAt.toString(), location, version: versionOf({ version }) };
}

export function errorBody({ status, scimType, detail }: ScimProblem): Json {
  return { schemas: [ERROR_SCHEMA], status: String(status), ...(scimType === undefined ? {} : { scimType }), detail };
}

export type Query = { readonly filter: Filter | null; readonly sortBy: Place | null; readonly descending: boolean; readonly offset: number; readonly count: number; readonly startIndex: number; readonly attributes: readonly string[]; readonly excluded: readonly string[] };

const DEFAULT_COUNT = 100;

/** From the address of a GET or the body of a .search; what is out of bounds is brought inside (RFC 7644, 3.4.2.4). */
export function readQuery(source: unknown, type: 'User' | 'Group', most: number): Scim<Query> {
  const tree = treeOf(type);
  const filter = member(source, 'filter');
  const parsed: Scim<Filter | null> = typeof filter === 'string' && filter.trim() !== '' ? parseFilter(filter, tree) : fine(null);
  if (!parsed.ok) return parsed;
  const sortBy = member(source, 'sortBy');
  const place: Scim<Place | null> = typeof sortBy === 'string' && sortBy !== '' ? placeOf(sortBy, tree) : fine(null);
  if (!place.ok) return place;
  const startIndex = Math.max(1, wholeOf(member(source, 'startIndex'), 1));
  return fine({
    filter: parsed.value, sortBy: place.value, descending: String(member(source, 'sortOrder')).toLowerCase() === 'descending', startIndex, offset: startIndex - 1,
    count: Math.min(most, Math.max(0, wholeOf(member(source, 'count'), DEFAULT_COUNT))), ...readAttributes(source),
  });
}

export function readAttributes(source: unknown): { readonly attributes: readonly string[]; readonly excluded: readonly string[] } {
  return { attributes: namesOf(member(source, 'attributes')), excluded: namesOf(member(source, 'excludedAttributes')) };
}

function namesOf(value: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : String(value ?? '').split(',');
  return list.map((one) => String(one).trim()).filter((one) => one !== '');
}

function wholeOf(value: unknown, otherwise: number): number {
  const number = Number(value ?? otherwise);
  return Number.isSafeInteger(number) ? Math.min(number, 10_000_000) : otherwise;
}

export function treeOf(type: 'User' | 'Group'): Tree {
  return type === 'User' ? USER_TREE : GROUP_TREE;
}

export function listBody(resources: readonly Json[], total: number, query: Query, type: 'User' | 'Group'): Json {
  return { schemas: [LIST_SCHEMA], totalResults: total, startIndex: query.startIndex, itemsPerPage: resources.length, Resources: resources.map((one) => project(one, query.attributes, query.excluded, treeOf(type))) };
}

/** If-Match and If-None-Match: whether one of the versions named is the present one. */
export function namesVersion(header: string | undefined, version: string): boolean {
  const weak = (text: string): string => text.trim().replace(/^W\//u, '');
  return header !== undefined && header.split(',').some((one) => one.trim() === '*' || weak(one) === weak(version));
}

export function checkVersion(ifMatch: string | undefined, resource: { readonly version: number }): Scim<null> {
  return ifMatch === undefined || namesVersion(ifMatch, versionOf(resource)) ? fine(null) : wrong(412, null, `The resource has changed: it is at version ${versionOf(resource)} now. Read it again, then decide.`);
}

/** What differs between two resources, attribute by attribute, for the audit trail. */
export function differences(before: Json, after: Json): { attribute: string; from: unknown; to: unknown }[] {
  const flat = (resource: Json): Json => ({ ...resource, ...(isObject(resource[ENTERPRISE]) ? resource[ENTERPRISE] : {}), [ENTERPRISE]: undefined });
  const [old, now] = [flat(before), flat(after)];
  const text = (value: unknown): string => canonicalJson((value ?? null) as Plain); // attributes came as JSON; the database keeps them in another order
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((name) => text(old[name]) !== text(now[name])).toSorted().map((attribute) => ({ attribute, from: old[attribute] ?? null, to: now[attribute] ?? null }));
}
