import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import type { Db } from '../../../platform/db/pool.ts';
import { hashToken } from '../../../platform/secret.ts';
import { runBulk } from './actions-bulk.ts';
import { createGroup, deleteGroup, findGroups, getGroup, patchGroup, replaceGroup } from './actions-groups.ts';
import { createUser, findUsers, getUser, patchUser, removeUser, replaceUser, type Directory } from './actions-users.ts';
import { member, project } from './rules-attributes.ts';
import { errorBody, LIST_SCHEMA, namesVersion, readAttributes, treeOf } from './rules-represent.ts';
import { describeResourceTypes, describeSchemas, describeService, LIMITS } from './schema.ts';
import { loadConnectionByToken, saveCall } from './store-connections.ts';
import { fine, wrong, type Connection, type Json, type Scim, type ScimProblem } from './types.ts';

/** SCIM 2.0 as it is spoken (RFC 7644): addresses, headers, messages. What is done is in the actions. */

export type ScimWorld = { readonly db: Db; readonly now: () => Promise<Temporal.Instant>; readonly contextOf: (principal: Principal, now: Temporal.Instant, origin: Context['origin']) => Context; readonly publicUrl: string };
type Session = { readonly ctx: Context; readonly directory: Directory };
type Work = (session: Session, request: FastifyRequest) => Promise<Scim<Json | null>>;

export async function mountScim(app: FastifyInstance, world: ScimWorld): Promise<void> {
  await app.register((scim, _options, done) => {
    const sessions = new WeakMap<FastifyRequest, Session>();
    const known = new WeakMap<FastifyRequest, { connection: Connection; now: Temporal.Instant }>();
    const problems = new WeakMap<FastifyRequest, string>();
    const refuse = (request: FastifyRequest, reply: FastifyReply, problem: ScimProblem): FastifyReply => {
      problems.set(request, problem.detail);
      return send(reply, problem.status, errorBody(problem));
    };
    acceptScimJson(scim);
    scim.addHook('onRequest', async (request, reply) => {
      const now = await world.now();
      const entered = await enter(world, request, now);
      if (entered.connection !== null) known.set(request, { connection: entered.connection, now });
      if (entered.problem !== null || entered.connection === null) return refuse(request, reply.header('www-authenticate', 'Bearer realm="SCIM"'), entered.problem ?? UNKNOWN_TOKEN);
      sessions.set(request, sessionOf(world, entered.connection, request, now));
      return undefined;
    });
    scim.addHook('onSend', async (request, reply) => {
      const caller = known.get(request);
      if (caller !== undefined) await saveCall(world.db, caller.connection.id, { at: caller.now, method: request.method, path: request.url.slice(0, 400), status: reply.statusCode, problem: problems.get(request)?.slice(0, 1000) ?? null });
    });
    scim.setErrorHandler((error, request, reply) => refuse(request, reply, problemOf(error, request)));
    scim.setNotFoundHandler((request, reply) => refuse(request, reply, { status: 404, detail: `There is nothing at ${request.url.split('?')[0]?.slice(0, 200)}.` }));
    const route = (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, work: Work, how: How): void => {
      scim.route({
        method, url: path, schema: { hide: true }, config: { rateLimit: { max: LIMITS.perMinute, timeWindow: '1 minute', keyGenerator: keyOf } },
        async handler(request, reply) {
          const session = sessions.get(request);
          if (session === undefined) return refuse(request, reply, UNKNOWN_TOKEN);
          const result = await work(session, request);
          return result.ok ? answer(request, reply, result.value, how) : refuse(request, reply, result.problem);
        },
      });
    };
    mountResources(route);
    mountDiscovery(route, `${world.publicUrl}/scim/v2`);
    done();
  }, { prefix: '/scim/v2' });
}

type How = { readonly kind: 'User' | 'Group' | 'message'; readonly status: number; /** Without a body, unless attributes are asked for. */ readonly quiet?: boolean };
type Route = (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, work: Work, how: How) => void;

const UNKNOWN_TOKEN: ScimProblem = { status: 401, detail: 'The token is missing or unknown. Enter the secret token of the connection, made in Readback under Administration.' };

async function enter(world: ScimWorld, request: FastifyRequest, now: Temporal.Instant): Promise<{ connection: Connection | null; problem: ScimProblem | null }> {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || token === undefined || token.length > 200) return { connection: null, problem: UNKNOWN_TOKEN };
  const connection = await loadConnectionByToken(world.db, hashToken(token));
  if (connection === null) return { connection, problem: UNKNOWN_TOKEN };
  if (connection.revokedAt !== null) return { connection, problem: { status: 401, detail: 'This connection was disconnected. Make a new one in Readback.' } };
  const isOver = connection.expiresAt !== null && Temporal.Instant.compare(connection.expiresAt, now) <= 0;
  return { connection, problem: isOver ? { status: 401, detail: 'The secret token has expired. Renew it in Readback under Administration, then enter the new one.' } : null };
}

function sessionOf(world: ScimWorld, connection: Connection, request: FastifyRequest, now: Temporal.Instant): Session {
  const principal: Principal = { kind: 'service', id: connection.id, name: `Directory: ${connection.name}`, grants: [{ role: 'service', siteId: null, departmentId: null }] };
  return { ctx: world.contextOf(principal, now, { requestId: request.id, address: request.ip }), directory: { connection, base: `${world.publicUrl}/scim/v2` } };
}

function keyOf(request: FastifyRequest): string {
  return request.headers.authorization === undefined ? request.ip : hashToken(request.headers.authorization).toString('base64');
}

/** Directories send either type, and some a DELETE with a type and no body. */
function acceptScimJson(scim: FastifyInstance): void {
  scim.removeContentTypeParser('application/json');
  scim.addContentTypeParser(['application/scim+json', 'application/json'], { parseAs: 'string', bodyLimit: LIMITS.payload }, (_request, body, done) => {
    if (body === '') { done(null, undefined); return; }
    try {
      done(null, JSON.parse(String(body)));
    } catch {
      done(Object.assign(new Error('The body is not valid JSON.'), { statusCode: 400, code: 'FST_ERR_CTP_INVALID_JSON_BODY' }));
    }
  });
}

const idOf = (request: FastifyRequest): string => String(member(request.params, 'id') ?? '');
const ifMatch = (request: FastifyRequest): string | undefined => request.headers['if-match'];

function mountResources(route: Route): void {
  const user = { kind: 'User', status: 200 } as const;
  const group = { kind: 'Group', status: 200 } as const;
  const list = { kind: 'message', status: 200 } as const;
  for (const slash of ['', '/']) {
    route('GET', `/Users${slash}`, ({ ctx, directory }, request) => findUsers(ctx, directory, request.query), list);
    route('GET', `/Groups${slash}`, ({ ctx, directory }, request) => findGroups(ctx, directory, request.query), list);
    route('POST', `/Users${slash}`, ({ ctx, directory }, request) => createUser(ctx, directory, request.body), { ...user, status: 201 });
    route('POST', `/Groups${slash}`, ({ ctx, directory }, request) => createGroup(ctx, directory, request.body), { ...group, status: 201 });
  }
  route('POST', '/Users/.search', ({ ctx, directory }, request) => findUsers(ctx, directory, request.body), list);
  route('POST', '/Groups/.search', ({ ctx, directory }, request) => findGroups(ctx, directory, request.body), list);
  route('POST', '/.search', ({ ctx, directory }, request) => findBoth(ctx, directory, request.body), list);
  route('GET', '/Users/:id', ({ ctx, directory }, request) => getUser(ctx, directory, idOf(request)), user);
  route('PUT', '/Users/:id', ({ ctx, directory }, request) => replaceUser(ctx, directory, idOf(request), request.body, ifMatch(request)), user);
  route('PATCH', '/Users/:id', ({ ctx, directory }, request) => patchUser(ctx, directory, idOf(request), request.body, ifMatch(request)), user);
  route('DELETE', '/Users/:id', ({ ctx, directory }, request) => removeUser(ctx, directory, idOf(request), ifMatch(request)), { ...user, status: 204 });
  route('GET', '/Groups/:id', ({ ctx, directory }, request) => getGroup(ctx, directory, idOf(request), readAttributes(request.query)), group);
  route('PUT', '/Groups/:id', ({ ctx, directory }, request) => replaceGroup(ctx, directory, idOf(request), request.body, ifMatch(request)), group);
  route('PATCH', '/Groups/:id', ({ ctx, directory }, request) => patchGroup(ctx, directory, idOf(request), request.body, ifMatch(request)), { ...group, quiet: true });
  route('DELETE', '/Groups/:id', ({ ctx, directory }, request) => deleteGroup(ctx, directory, idOf(request), ifMatch(request)), { ...group, status: 204 });
  route('POST', '/Bulk', ({ ctx, directory }, request) => runBulk(ctx, directory, request.body), list);
  route('GET', '/Me', () => Promise.resolve(wrong(501, null, 'A connection stands for no person, so there is no /Me.')), user);
}

/** A search over everything: users first, then groups, as far as the page reaches. */
async function findBoth(ctx: Context, directory: Directory, body: unknown): Promise<Scim<Json>> {
  const users = await findUsers(ctx, directory, body);
  const groups = await findGroups(ctx, directory, body);
  const [first, second] = [users, groups].map((found) => (found.ok ? found.value : null));
  if (first === null && second === null) return users;
  const rows = (found: Json | null | undefined): unknown[] => { const list = found?.['Resources']; return Array.isArray(list) ? [...(list as unknown[])] : []; }; // Array.isArray says any[]
  const resources = [...rows(first), ...rows(second)].slice(0, LIMITS.results);
  return fine({ schemas: [LIST_SCHEMA], totalResults: Number(first?.['totalResults'] ?? 0) + Number(second?.['totalResults'] ?? 0), startIndex: 1, itemsPerPage: resources.length, Resources: resources });
}

function mountDiscovery(route: Route, base: string): void {
  const message = { kind: 'message', status: 200 } as const;
  const [schemas, types] = [describeSchemas(base), describeResourceTypes(base)];
  const all = (resources: readonly Json[]): Json => ({ schemas: [LIST_SCHEMA], totalResults: resources.length, startIndex: 1, itemsPerPage: resources.length, Resources: resources });
  const one = (resources: readonly Json[], id: string): Scim<Json> => { const found = resources.find((resource) => String(resource['id']).toLowerCase() === id.toLowerCase()); return found === undefined ? wrong(404, null, `There is no ${id}.`) : fine(found); };
  const unfiltered = (request: FastifyRequest, found: () => Json): Scim<Json> => (member(request.query, 'filter') === undefined ? fine(found()) : wrong(403, null, 'What the service offers is not filtered (RFC 7644, 4).'));
  route('GET', '/ServiceProviderConfig', (_session, request) => Promise.resolve(unfiltered(request, () => describeService(base))), message);
  route('GET', '/Schemas', (_session, request) => Promise.resolve(unfiltered(request, () => all(schemas))), message);
  route('GET', '/Schemas/:id', (_session, request) => Promise.resolve(one(schemas, idOf(request))), message);
  route('GET', '/ResourceTypes', (_session, request) => Promise.resolve(unfiltered(request, () => all(types))), message);
  route('GET', '/ResourceTypes/:id', (_session, request) => Promise.resolve(one(types, idOf(request))), message);
}

function answer(request: FastifyRequest, reply: FastifyReply, body: Json | null, how: How): FastifyReply {
  if (body === null) return reply.code(how.status).send();
  const version = member(body['meta'], 'version');
  const location = member(body['meta'], 'location');
  if (how.kind === 'message') return send(reply, how.status, body);
  if (typeof version === 'string') void reply.header('etag', version);
  if (typeof location === 'string' && how.status === 201) void reply.header('location', location);
  if (request.method === 'GET' && typeof version === 'string' && namesVersion(request.headers['if-none-match'], version)) return reply.code(304).send();
  const asked = readAttributes(request.query);
  if (how.quiet === true && asked.attributes.length === 0) return reply.code(204).send();
  return send(reply, how.status, project(body, asked.attributes, asked.excluded, treeOf(how.kind)));
}

function send(reply: FastifyReply, status: number, body: Json): FastifyReply {
  return reply.code(status).header('content-type', 'application/scim+json; charset=utf-8').serializer((value: unknown) => String(value)).send(JSON.stringify(body));
}

const THROWN: Readonly<Record<string, ScimProblem>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: { status: 400, scimType: 'invalidSyntax', detail: 'The body is not valid JSON.' },
  FST_ERR_CTP_BODY_TOO_LARGE: { status: 413, detail: `The body is larger than ${LIMITS.payload} bytes. Send less at a time.` },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { status: 415, detail: 'Send JSON, with the header content-type: application/scim+json.' },
  '22P02': { status: 400, scimType: 'invalidValue', detail: 'The request holds a value that cannot be kept.' },
  '22P05': { status: 400, scimType: 'invalidValue', detail: 'The request holds text with NUL or broken characters.' },
  '22021': { status: 400, scimType: 'invalidValue', detail: 'The request holds text with NUL or broken characters.' },
  '23505': { status: 409, scimType: 'uniqueness', detail: 'Another request has just taken the same name or number. Send this one again.' },
};

function problemOf(error: unknown, request: FastifyRequest): ScimProblem {
  const [code, status] = [member(error, 'code'), Number(member(error, 'statusCode'))];
  const known = THROWN[String(code)];
  if (known !== undefined) return known;
  if (status >= 400 && status < 500) return { status, detail: error instanceof Error ? error.message : 'The request is not valid.' };
  request.log.error({ err: error, requestId: request.id }, 'scim request failed');
  return { status: 500, detail: `Something went wrong on the server; nothing was changed. Quote ${request.id} when you report it.` };
}
