import { fine, wrong, type Json, type Scim } from './types.ts';

/** Names, kinds and places of the attributes that filters, paths and projections may name (RFC 7643). */

export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const GROUP_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** A leaf: text, text in which case counts, truth, or a time. */
export type Leaf = 'text' | 'exact' | 'truth' | 'time';
export type Tree = { readonly [name: string]: Leaf | Tree | readonly [Tree] };

const VALUES: Tree = { value: 'text', display: 'text', type: 'text', primary: 'truth', $ref: 'exact' };
const META: Tree = { resourceType: 'exact', created: 'time', lastModified: 'time', location: 'exact', version: 'exact' };

export const USER_TREE: Tree = {
  id: 'exact', externalId: 'exact', meta: META, schemas: 'exact',
  userName: 'text', displayName: 'text', nickName: 'text', profileUrl: 'exact', title: 'text', userType: 'text', preferredLanguage: 'text', locale: 'text', timezone: 'text', active: 'truth',
  name: { formatted: 'text', familyName: 'text', givenName: 'text', middleName: 'text', honorificPrefix: 'text', honorificSuffix: 'text' },
  emails: [VALUES], phoneNumbers: [VALUES], ims: [VALUES], photos: [VALUES], entitlements: [VALUES], roles: [VALUES], x509Certificates: [VALUES], groups: [VALUES],
  addresses: [{ formatted: 'text', streetAddress: 'text', locality: 'text', region: 'text', postalCode: 'text', country: 'text', type: 'text', primary: 'truth' }],
  [ENTERPRISE]: { employeeNumber: 'text', costCenter: 'text', organization: 'text', division: 'text', department: 'text', manager: { value: 'exact', $ref: 'exact', displayName: 'text' } },
};
export const GROUP_TREE: Tree = { id: 'exact', externalId: 'exact', meta: META, schemas: 'exact', displayName: 'text', members: [VALUES] };

/** Where an attribute is: its names in their usual spelling, and what is there. `list` is the position of the multi-valued one, -1 when there is none. */
export type Place = { readonly steps: readonly string[]; readonly list: number; readonly kind: Leaf | 'complex'; readonly tree: Tree | null };

/** Names are read without regard to case, with or without the URN of their schema. */
export function placeOf(text: string, root: Tree): Scim<Place> {
  const names = split(text);
  let tree: Tree | null = root;
  let kind: Leaf | 'complex' = 'complex';
  let list = -1;
  const steps: string[] = [];
  for (const name of names) {
    const found: string | undefined = tree === null ? undefined : Object.keys(tree).find((key) => key.toLowerCase() === name.toLowerCase());
    const next: Leaf | Tree | readonly [Tree] | undefined = found === undefined ? undefined : tree?.[found];
    if (found === undefined || next === undefined) return wrong(400, 'invalidPath', `There is no attribute “${text.slice(0, 200)}”.`);
    steps.push(found);
    if (typeof next === 'string') [kind, tree] = [next, null];
    else if (isList(next)) [kind, tree, list] = ['complex', next[0], steps.length - 1];
    else [kind, tree] = ['complex', next];
  }
  return steps.length === 0 ? wrong(400, 'invalidPath', 'An attribute has no name.') : fine({ steps, list, kind, tree });
}

export function isList(value: Leaf | Tree | readonly [Tree]): value is readonly [Tree] {
  return Array.isArray(value);
}

function split(text: string): string[] {
  const lower = text.toLowerCase();
  for (const schema of [USER_SCHEMA, GROUP_SCHEMA]) if (lower.startsWith(`${schema.toLowerCase()}:`)) return text.slice(schema.length + 1).split('.');
  if (lower === ENTERPRISE.toLowerCase()) return [ENTERPRISE];
  if (lower.startsWith(`${ENTERPRISE.toLowerCase()}:`) || lower.startsWith(`${ENTERPRISE.toLowerCase()}.`)) return [ENTERPRISE, ...text.slice(ENTERPRISE.length + 1).split('.')];
  return text.split('.');
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member by a name in any spelling of case. */
export function member(value: unknown, name: string): unknown {
  if (!isObject(value)) return undefined;
  if (name in value) return value[name];
  const key = Object.keys(value).find((one) => one.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : value[key];
}

/** All values at a place, those of lists one by one. */
export function valuesAt(resource: unknown, steps: readonly string[]): unknown[] {
  let values: unknown[] = [resource];
  for (const step of steps) values = values.flatMap((value) => { const found = member(value, step); return found === undefined || found === null ? [] : Array.isArray(found) ? (found as unknown[]) : [found]; }); // Array.isArray says any[]
  return values;
}

/** The resource with only (or without) the attributes asked for, lists whole; `id`, `schemas` and `meta` are always there (RFC 7644, 3.9). */
export function project(resource: Json, wanted: readonly string[], unwanted: readonly string[], root: Tree): Json {
  const places = (names: readonly string[]): (readonly string[])[] => names.flatMap((name) => { const place = placeOf(name.trim().replace(/\[.*\]/u, ''), root); return place.ok ? [place.value.steps] : []; });
  if (wanted.length > 0) return { ...picked(resource, places(wanted)), ...only(resource, ['schemas', 'id', 'meta']) };
  const without = places(unwanted).filter((steps) => !['schemas', 'id'].includes(steps[0] ?? ''));
  return without.reduce<Json>((rest, steps) => removed(rest, steps), resource);
}

function only(resource: Json, names: readonly string[]): Json {
  return Object.fromEntries(names.flatMap((name) => (name in resource ? [[name, resource[name]]] : [])));
}

function picked(resource: Json, places: readonly (readonly string[])[]): Json {
  const heads = [...new Set(places.map((steps) => steps[0] ?? ''))].filter((head) => head in resource);
  return Object.fromEntries(heads.map((head) => {
    const below = places.filter((steps) => steps[0] === head).map((steps) => steps.slice(1));
    const value = resource[head];
    if (below.some((steps) => steps.length === 0)) return [head, value];
    return [head, Array.isArray(value) ? value.map((one: unknown) => (isObject(one) ? picked(one, below) : one)) : isObject(value) ? picked(value, below) : value];
  }));
}

function removed(resource: Json, [head, ...rest]: readonly string[]): Json {
  if (head === undefined || !(head in resource)) return resource;
  if (rest.length === 0) return Object.fromEntries(Object.entries(resource).filter(([name]) => name !== head));
  const value = resource[head];
  return { ...resource, [head]: Array.isArray(value) ? value.map((one: unknown) => (isObject(one) ? removed(one, rest) : one)) : isObject(value) ? removed(value, rest) : value };
}
