import type { Context } from '../../../platform/context.ts';
import { createGroup, deleteGroup, patchGroup, replaceGroup } from './actions-groups.ts';
import { createUser, patchUser, removeUser, replaceUser, type Directory } from './actions-users.ts';
import { isObject, member } from './rules-attributes.ts';
import { errorBody } from './rules-represent.ts';
import { LIMITS } from './schema.ts';
import { fine, wrong, type Json, type Scim } from './types.ts';

/** Bulk (RFC 7644, 3.7): each operation is an act of its own. One that names a bulkId to come waits until it is there. */

type Operation = { readonly method: string; readonly path: string; readonly bulkId: string | null; readonly version: string | undefined; readonly data: unknown };
type Result = { readonly method: string; readonly bulkId?: string; readonly location?: string; readonly version?: string; readonly status: string; readonly response?: Json };

const BULK_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';

export async function runBulk(ctx: Context, directory: Directory, body: unknown): Promise<Scim<Json>> {
  const read = readBulk(body);
  if (!read.ok) return read;
  const ids = new Map<string, string>();
  const results: (Result | null)[] = read.value.map(() => null);
  const failOnErrors = Number(member(body, 'failOnErrors') ?? 0);
  let waiting = read.value.map((operation, index) => ({ operation, index }));
  let errors = 0;
  while (waiting.length > 0) {
    const later: typeof waiting = [];
    const before = waiting.length;
    for (const one of waiting) {
      if (failOnErrors > 0 && errors >= failOnErrors) return fine(answer(results));
      const resolved = resolve(one.operation, ids);
      if (resolved === null) { later.push(one); continue; }
      const result = await run(ctx, directory, resolved);
      results[one.index] = result;
      if (Number(result.status) >= 400) errors += 1;
      else if (one.operation.bulkId !== null && result.location !== undefined) ids.set(one.operation.bulkId, result.location.split('/').at(-1) ?? '');
    }
    if (later.length === before) {
      for (const { operation, index } of later) results[index] = failed(operation, wrong(409, null, 'It names a bulkId that no operation of this request created.').problem);
      break;
    }
    waiting = later;
  }
  return fine(answer(results));
}

function readBulk(body: unknown): Scim<Operation[]> {
  const list = member(body, 'Operations');
  const schemas = member(body, 'schemas');
  if (!Array.isArray(list) || !Array.isArray(schemas) || !schemas.includes(BULK_SCHEMA)) return wrong(400, 'invalidSyntax', `The body is a message of the schema ${BULK_SCHEMA} with “Operations”.`);
  if (list.length > LIMITS.operations) return wrong(413, 'tooMany', `The request has ${list.length} operations; ${LIMITS.operations} are allowed at once.`);
  return fine(list.map((one: unknown): Operation => {
    const [bulkId, version] = [member(one, 'bulkId'), member(one, 'version')];
    return { method: String(member(one, 'method') ?? '').toUpperCase(), path: String(member(one, 'path') ?? ''), bulkId: typeof bulkId === 'string' && bulkId !== '' ? bulkId : null, version: typeof version === 'string' ? version : undefined, data: member(one, 'data') };
  }));
}

/** The operation with ids in place of "bulkId:…"; null while one of them is not known. */
function resolve(operation: Operation, ids: ReadonlyMap<string, string>): Operation | null {
  let open = false;
  const known = (text: string): string => {
    const id = ids.get(text);
    if (id === undefined) open = true;
    return id ?? text;
  };
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return value.startsWith('bulkId:') ? known(value.slice('bulkId:'.length)) : value;
    if (Array.isArray(value)) return value.map(walk);
    return isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, walk(one)])) : value;
  };
  const path = operation.path.replace(/bulkId:([^/]+)/u, (_all, name: string) => known(name));
  const data = walk(operation.data);
  return open ? null : { ...operation, path, data };
}

async function run(ctx: Context, directory: Directory, operation: Operation): Promise<Result> {
  const [, collection, id] = /^\/?(Users|Groups)(?:\/([^/]+))?$/u.exec(operation.path) ?? [];
  const { method, data, version } = operation;
  if (collection === undefined || (method === 'POST') !== (id === undefined)) return failed(operation, { status: 400, scimType: 'invalidValue', detail: `“${method} ${operation.path}” is no operation: POST to /Users or /Groups; PUT, PATCH and DELETE to one of them by its id.` });
  if (method === 'POST' && operation.bulkId === null) return failed(operation, { status: 400, scimType: 'invalidValue', detail: 'A POST has a “bulkId”.' });
  const isUser = collection === 'Users';
  const one = id ?? '';
  switch (method) {
    case 'POST': return answered(operation, 201, await (isUser ? createUser : createGroup)(ctx, directory, data), directory, collection);
    case 'PUT': return answered(operation, 200, await (isUser ? replaceUser : replaceGroup)(ctx, directory, one, data, version), directory, collection);
    case 'PATCH': return answered(operation, 200, await (isUser ? patchUser : patchGroup)(ctx, directory, one, asPatch(data), version), directory, collection);
    case 'DELETE': return answered(operation, 204, await (isUser ? removeUser : deleteGroup)(ctx, directory, one, version), directory, collection, one);
    default: return failed(operation, { status: 400, scimType: 'invalidValue', detail: `“${method}” is no method of a bulk operation.` });
  }
}

/** In a bulk request a PATCH may carry its operations bare. */
function asPatch(data: unknown): unknown {
  return Array.isArray(data) ? { Operations: data as unknown[] } : data; // Array.isArray says any[]
}

function answered(operation: Operation, status: number, result: Scim<Json | null>, { base }: Directory, collection: string, id?: string): Result {
  if (!result.ok) return failed(operation, result.problem);
  const version = member(member(result.value, 'meta'), 'version');
  return { ...opening(operation), location: `${base}/${collection}/${id ?? String(member(result.value, 'id'))}`, ...(typeof version === 'string' ? { version } : {}), status: String(status) };
}

function failed(operation: Operation, problem: Parameters<typeof errorBody>[0]): Result {
  return { ...opening(operation), status: String(problem.status), response: errorBody(problem) };
}

function opening({ method, bulkId }: Operation): { method: string; bulkId?: string } {
  return bulkId === null ? { method } : { method, bulkId };
}

function answer(results: readonly (Result | null)[]): Json {
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkResponse'], Operations: results.filter((result) => result !== null) };
}
