import { ENTERPRISE, isObject, member, placeOf, type Place, type Tree } from './rules-attributes.ts';
import { matches, parseFilter, type Filter } from './rules-filter.ts';
import { fine, wrong, type Json, type Scim } from './types.ts';

/** PATCH (RFC 7644, 3.5.2) with the ways Entra ID and Okta write it: "Replace", whole objects, "False", paths as member names. */

export type Operation = { readonly op: 'add' | 'replace' | 'remove'; readonly path: string | null; readonly value: unknown };
const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
export const MOST_OPERATIONS = 1000;
const READ_ONLY = ['id', 'meta', 'groups', 'schemas'];

export function readOperations(body: unknown): Scim<Operation[]> {
  const schemas = member(body, 'schemas');
  if (schemas !== undefined && !(Array.isArray(schemas) && schemas.some((schema) => String(schema).toLowerCase() === PATCH_SCHEMA.toLowerCase()))) return wrong(400, 'invalidSyntax', `The body of a PATCH has the schema ${PATCH_SCHEMA}.`);
  const list = member(body, 'Operations');
  if (!Array.isArray(list) || list.length === 0) return wrong(400, 'invalidSyntax', 'The body of a PATCH has at least one of “Operations”.');
  if (list.length > MOST_OPERATIONS) return wrong(413, 'tooMany', `A PATCH has at most ${MOST_OPERATIONS} operations; send more of them.`);
  const operations: Operation[] = [];
  for (const [index, one] of list.entries()) {
    const op = String(member(one, 'op') ?? '').toLowerCase();
    const path = member(one, 'path');
    const value = member(one, 'value');
    const here = `Operation ${index + 1}`;
    if (op !== 'add' && op !== 'replace' && op !== 'remove') return wrong(400, 'invalidSyntax', `${here}: “op” is add, replace or remove.`);
    if (path !== undefined && path !== null && typeof path !== 'string') return wrong(400, 'invalidPath', `${here}: “path” is a text.`);
    const named = typeof path === 'string' && path.trim() !== '' ? path.trim() : null;
    if (op === 'remove' && named === null) return wrong(400, 'noTarget', `${here}: “remove” needs a path.`);
    if (op !== 'remove' && value === undefined) return wrong(400, 'invalidValue', `${here}: “${op}” needs a value.`);
    if (named === null && !isObject(value)) return wrong(400, 'invalidValue', `${here}: without a path the value is an object.`);
    operations.push({ op, path: named, value });
  }
  return fine(operations);
}

/** The resource after all operations, or the first that cannot be carried out: then none is. */
export function applyPatch(resource: Json, operations: readonly Operation[], root: Tree): Scim<Json> {
  let present = resource;
  for (const operation of operations) {
    const next = operation.path === null ? applyObject(present, operation, operation.value, root, '') : applyOne(present, operation, operation.path, root);
    if (!next.ok) return next;
    present = next.value;
  }
  return fine(present);
}

/** Without a path each member of the value is an attribute, by name or by path; what is unknown or read-only is passed over. */
function applyObject(resource: Json, operation: Operation, value: unknown, root: Tree, prefix: string): Scim<Json> {
  let present = resource;
  for (const [name, one] of Object.entries(isObject(value) ? value : {})) {
    const path = `${prefix}${name}`;
    if (path.toLowerCase() === ENTERPRISE.toLowerCase() && isObject(one)) {
      const inner = applyObject(present, operation, one, root, `${ENTERPRISE}:`);
      if (!inner.ok) return inner;
      present = inner.value;
      continue;
    }
    const target = readPath(path, root);
    if (!target.ok || READ_ONLY.includes(target.value.place.steps[0] ?? '')) continue;
    const next = applyOne(present, { ...operation, value: one }, path, root);
    if (!next.ok) return next;
    present = next.value;
  }
  return fine(present);
}

export type Target = { readonly place: Place; readonly filter: Filter | null; readonly sub: readonly string[] };

/** `attribute`, `attribute.part`, `attribute[filter]` or `attribute[filter].part`. */
export function readPath(path: string, root: Tree): Scim<Target> {
  const open = path.indexOf('[');
  if (open === -1) {
    const place = placeOf(path, root);
    return place.ok ? fine({ place: place.value, filter: null, sub: [] }) : place;
  }
  const close = path.lastIndexOf(']');
  const place = placeOf(path.slice(0, open), root);
  if (!place.ok) return place;
  if (close < open || place.value.tree === null || place.value.list !== place.value.steps.length - 1) return wrong(400, 'invalidPath', `“${path}” filters what is no list.`);
  const filter = parseFilter(path.slice(open + 1, close), place.value.tree);
  if (!filter.ok) return filter;
  const rest = path.slice(close + 1);
  if (rest === '') return fine({ place: place.value, filter: filter.value, sub: [] });
  const sub = rest.startsWith('.') ? placeOf(rest.slice(1), place.value.tree) : wrong(400, 'invalidPath', `“${path}” is no path.`);
  return sub.ok ? fine({ place: place.value, filter: filter.value, sub: sub.value.steps }) : sub;
}

function applyOne(resource: Json, operation: Operation, path: string, root: Tree): Scim<Json> {
  const target = readPath(path, root);
  if (!target.ok) return target;
  const { place, filter, sub } = target.value;
  if (READ_ONLY.includes(place.steps[0] ?? '')) return wrong(400, 'mutability', `“${place.steps[0]}” is given by this service and cannot be written.`);
  if (filter !== null) return withinList(resource, operation, place, filter, sub);
  // a part of every value of a list: `emails.value`
  if (place.list !== -1 && place.list < place.steps.length - 1) return fine(update(resource, place.steps.slice(0, place.list + 1), (old) => listOf(old).map((one) => setPart(one, place.steps.slice(place.list + 1), operation))));
  return fine(update(resource, place.steps, (old) => changed(old, operation, place)));
}

function withinList(resource: Json, operation: Operation, place: Place, filter: Filter, sub: readonly string[]): Scim<Json> {
  const old = listOf(member(resource, place.steps[0] ?? ''));
  const hit = old.filter((one) => matches(filter, one));
  if (operation.op === 'remove') {
    const rest = sub.length === 0 ? old.filter((one) => !hit.includes(one)) : old.map((one) => (hit.includes(one) ? setPart(one, sub, operation) : one));
    return fine(update(resource, place.steps, () => (rest.length === 0 ? undefined : rest)));
  }
  const written = (one: unknown): unknown => (sub.length > 0 ? setPart(one, sub, operation) : isObject(operation.value) && isObject(one) ? { ...one, ...operation.value } : operation.value);
  if (hit.length > 0) return fine(update(resource, place.steps, () => onePrimary(old.map((one) => (hit.includes(one) ? written(one) : one)), hit)));
  const described = describedBy(filter);
  if (described === null) return wrong(400, 'noTarget', `Nothing in ${place.steps.join('.')} meets the filter of the path.`);
  return fine(update(resource, place.steps, () => [...old, written(described)]));
}

/** The value that `type eq "work"` describes, so that a directory can write to one that is not there yet. */
function describedBy(filter: Filter): Json | null {
  if (filter.is === 'compare' && filter.how === 'eq') return { [filter.place.steps.at(-1) ?? '']: filter.value };
  if (filter.is !== 'and') return null;
  return filter.parts.reduce<Json | null>((all, part) => { const one = describedBy(part); return all === null || one === null ? null : { ...all, ...one }; }, {});
}

function changed(old: unknown, { op, value }: Operation, place: Place): unknown {
  const isListed = place.list === place.steps.length - 1;
  if (op === 'remove') return isListed && value !== undefined && value !== null ? emptied(listOf(old).filter((one) => !named(value).includes(valueOf(one)))) : undefined;
  if (value === null || value === '') return undefined;
  if (isListed) return op === 'replace' ? onePrimary(listOf(value), []) : added(listOf(old), listOf(value));
  if (place.kind === 'complex') {
    const given = Array.isArray(value) ? (value as unknown[])[0] : value; // Array.isArray says any[]
    if (isObject(given)) return { ...(isObject(old) ? old : {}), ...given };
    return { value: given }; // Entra ID gives the manager as a bare id
  }
  return Array.isArray(value) && value.length === 1 ? (value as unknown[])[0] : value; // as above
}

function emptied(list: readonly unknown[]): readonly unknown[] | undefined {
  return list.length === 0 ? undefined : list;
}

function added(old: readonly unknown[], more: readonly unknown[]): unknown[] {
  const key = (one: unknown): string => JSON.stringify(one);
  const known = new Set(old.map(key));
  const fresh = more.filter((one) => !known.has(key(one)));
  return onePrimary([...old, ...fresh], fresh);
}

/** At most one value of a list is the primary one: the newest that says so. */
function onePrimary(list: readonly unknown[], newest: readonly unknown[]): unknown[] {
  const claims = list.filter((one) => String(member(one, 'primary')).toLowerCase() === 'true');
  if (claims.length < 2) return [...list];
  const keep = claims.findLast((one) => newest.includes(one)) ?? claims[0];
  return list.map((one) => (one !== keep && claims.includes(one) && isObject(one) ? { ...Object.fromEntries(Object.entries(one).filter(([name]) => name.toLowerCase() !== 'primary')), primary: false } : one));
}

function named(value: unknown): unknown[] {
  return listOf(value).map(valueOf);
}

function valueOf(one: unknown): unknown {
  return isObject(one) ? member(one, 'value') : one;
}

export function listOf(value: unknown): unknown[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? [...(value as unknown[])] : [value]; // Array.isArray says any[]
}

function setPart(one: unknown, steps: readonly string[], { op, value }: Operation): unknown {
  return update(isObject(one) ? one : {}, steps, () => (op === 'remove' || value === null ? undefined : value));
}

function update(resource: Json, [head, ...rest]: readonly string[], change: (old: unknown) => unknown): Json {
  if (head === undefined) return resource;
  const key = Object.keys(resource).find((name) => name.toLowerCase() === head.toLowerCase()) ?? head;
  const old = resource[key];
  const value = rest.length === 0 ? change(old) : update(isObject(old) ? old : {}, rest, change);
  const others = Object.entries(resource).filter(([name]) => name !== key);
  return Object.fromEntries(value === undefined || (isObject(value) && Object.keys(value).length === 0) ? others : [...others, [head, value]]);
}
