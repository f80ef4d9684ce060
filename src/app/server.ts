import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import scalar from '@scalar/fastify-api-reference';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { sql } from 'kysely';
import type { Endpoint } from '../kernel/endpoint.ts';
import type { Permission, Principal } from '../kernel/permission.ts';
import { closeWorkbooks } from '../platform/workbook/read.ts';
import { uuidv7 } from '../platform/ids.ts';
import { publicKeys, signAnswers } from '../platform/answer-keys.ts';
import { createHttp } from '../platform/http/app.ts';
import { problem } from '../platform/http/problem.ts';
import { createRouter, type Router } from '../platform/http/route.ts';
import type { Installation } from '../platform/installation.ts';
import { openLog, type Log } from '../platform/log.ts';
import type { Context } from '../platform/context.ts';
import { recordRefusal } from '../features/audit/actions.ts';
import { auditRoutes } from '../features/audit/routes.ts';
import { seal } from '../features/audit/sealing/actions.ts';
import { ANONYMOUS, authenticate } from '../features/access/actions.ts';
import { accessRoutes, SESSION_COOKIE } from '../features/access/routes.ts';
import { isCrossSite } from '../features/access/rules.ts';
import { createSetupCode } from '../features/access/setup/actions.ts';
import { closeConverters, convertDocument } from '../features/documents/convert/run.ts';
import { closeComparers } from '../features/documents/compare/run.ts';
import { comparisonRoutes } from '../features/documents/compare/routes.ts';
import { printRoutes } from '../features/documents/print/routes.ts';
import { closePrinters, print } from '../features/documents/print/run.ts';
import { attachmentRoutes } from '../features/documents/attachments/routes.ts';
import { authoringRoutes } from '../features/documents/authoring/routes.ts';
import { deputyRoutes } from '../features/documents/deputies/routes.ts';
import { typeRoutes } from '../features/documents/kinds/routes.ts';
import { reviewRoutes } from '../features/documents/review/routes.ts';
import { baselineRoutes } from '../features/documents/baseline/routes.ts';
import { copyRoutes } from '../features/documents/copies/routes.ts';
import { lifecycleRoutes } from '../features/documents/lifecycle/routes.ts';
import { periodicRoutes } from '../features/documents/periodic/routes.ts';
import { factsRoutes } from '../features/documents/facts/routes.ts';
import { policyRoutes } from '../features/documents/policy/routes.ts';
import { documentRoutes } from '../features/documents/routes.ts';
import { relationRoutes } from '../features/documents/relations/routes.ts';
import { transcriptRoutes } from '../features/documents/transcript/routes.ts';
import { searchRoutes } from '../features/documents/search/routes.ts';
import { learningRoutes } from '../features/learning/routes.ts';
import { approvalRoutes } from '../features/matrix/approval/routes.ts';
import { curriculumRoutes } from '../features/matrix/curricula/routes.ts';
import { exceptionRoutes } from '../features/matrix/exceptions/routes.ts';
import { proposalRoutes } from '../features/matrix/proposals/routes.ts';
import { whyRoutes } from '../features/matrix/why/routes.ts';
import { matrixRoutes } from '../features/matrix/routes.ts';
import { calendarRoutes } from '../features/people/calendar/routes.ts';
import { peopleRoutes } from '../features/people/routes.ts';
import { mountScim } from '../features/people/scim/http.ts';
import { heldRoutes } from '../features/people/held/routes.ts';
import { directoryRoutes } from '../features/people/scim/routes.ts';
import { coverageRoutes } from '../features/training/coverage/routes.ts';
import { cycleRoutes } from '../features/training/cycle/routes.ts';
import { gridRoutes } from '../features/training/grid/routes.ts';
import { lapseRoutes } from '../features/training/lapse/routes.ts';
import { sweepAtNight } from '../features/training/sweeps/actions.ts';
import { sweepRoutes } from '../features/training/sweeps/routes.ts';
import { practicalRoutes } from '../features/training/practical/routes.ts';
import { supervisionRoutes } from '../features/training/supervision/routes.ts';
import { recurrenceRoutes } from '../features/training/recurrence/routes.ts';
import { qualityRoutes } from '../features/quality/routes.ts';
import { aheadRoutes } from '../features/training/ahead/routes.ts';
import { qualificationRoutes } from '../features/training/qualification/routes.ts';
import { roleRoutes } from '../features/training/roles/routes.ts';
import { healthRoutes } from '../features/training/health/routes.ts';
import { calendarPreviewRoutes } from '../features/training/calendar/routes.ts';
import { previewRoutes } from '../features/training/preview/routes.ts';
import { trainingRoutes } from '../features/training/routes.ts';
import { taskRoutes } from '../features/training/tasks/routes.ts';
import { timelineRoutes } from '../features/training/timeline/routes.ts';
import { QUESTIONS } from './questions.ts';
import { react } from './reactions.ts';
import { runDue } from './schedule.ts';
import { advance } from './simulation/actions.ts';
import * as simulation from './simulation/contract.ts';

export type Server = { readonly url: string; readonly setupCode: string | null; readonly app: FastifyInstance; close(): Promise<void> };
export type ServerOptions = { readonly installation: Installation; readonly log?: Log; /** Seconds between looks at what is due; 0: never by itself. */ readonly tickSeconds?: number; /** Further routes: what a benchmark compares with. */ readonly also?: (route: Router) => void };

const NIGHT_TICK_SECONDS = 300;
const webRoot = join(import.meta.dirname, '../../dist/web');
const version = (JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as { version: string }).version; // the package's own file

/** Builds the HTTP application without listening; tests inject requests into it. */
export async function buildApp({ installation, log = openLog(installation.config.logLevel), also }: ServerOptions, publicUrl: string): Promise<{ app: FastifyInstance; endpoints: readonly Endpoint[]; contextOf: ContextOf }> {
  const { config, db, clock } = installation;
  const app = await createHttp({ log, version, publicUrl, trustProxy: config.trustProxy, requestsPerMinute: config.requestsPerMinute });
  const endpoints: Endpoint[] = [];
  const contextOf = contexts(installation, log);
  const router = createRouter(app, {
    authenticate: async (request) => {
      const cookieToken = request.cookies[SESSION_COOKIE] ?? null;
      if (cookieToken !== null && request.method !== 'GET' && isCrossSite(request.headers, publicUrl)) return ANONYMOUS;
      const [scheme, token] = (request.headers.authorization ?? '').split(' ');
      return authenticate(db, await clock.now(), { cookieToken, bearerToken: scheme?.toLowerCase() === 'bearer' ? (token ?? null) : null, idleMinutes: config.sessionMinutes });
    },
    context: async (principal, request) => contextOf(principal, await clock.now(), { requestId: request.id, address: request.ip }),
    refused: (ctx, endpoint, target, refusal) => recordRefusal(ctx, `${endpoint.method} ${endpoint.path}`, target, refusal),
  }, endpoints);
  mountApi(router, installation, publicUrl, endpoints);
  also?.(router);
  await mountScim(app, { db, now: () => clock.now(), contextOf, publicUrl });
  await mountDocs(app);
  mountOperation(app, installation);
  await mountWeb(app);
  return { app, endpoints, contextOf };
}

type ContextOf = (principal: Principal, now: Temporal.Instant, origin: Context['origin']) => Context;

function contexts({ db, keys }: Installation, log: Log): ContextOf {
  return (principal, now, origin) => ({ db, now, newId: () => uuidv7(now), principal, origin, idempotency: null, auditKey: keys.mac, react, ...QUESTIONS, log });
}

function mountApi(route: Router, installation: Installation, publicUrl: string, endpoints: readonly Endpoint[]): void {
  const { config, isSimulation, keys } = installation;
  const allPermissions: Permission[] = [];
  auditRoutes(route, { keys, folder: config.auditDir });
  peopleRoutes(route);
  calendarRoutes(route);
  heldRoutes(route);
  directoryRoutes(route, { publicUrl });
  accessRoutes(route, { secureCookie: publicUrl.startsWith('https:'), publicUrl, isSimulation, allPermissions });
  documentRoutes(route, { convert: convertDocument });
  comparisonRoutes(route);
  searchRoutes(route);
  relationRoutes(route);
  attachmentRoutes(route);
  transcriptRoutes(route, { convert: convertDocument });
  baselineRoutes(route, { convert: convertDocument });
  printRoutes(route, { print });
  authoringRoutes(route, { convert: convertDocument });
  reviewRoutes(route);
  typeRoutes(route);
  deputyRoutes(route);
  copyRoutes(route, { print });
  learningRoutes(route);
  matrixRoutes(route);
  curriculumRoutes(route);
  approvalRoutes(route);
  proposalRoutes(route);
  exceptionRoutes(route);
  whyRoutes(route);
  trainingRoutes(route);
  previewRoutes(route);
  calendarPreviewRoutes(route);
  healthRoutes(route);
  qualificationRoutes(route, { issuer: publicUrl, minutes: config.answerMinutes, sign: (now, type, payloads) => signAnswers(config.dataDir, now, type, payloads) });
  aheadRoutes(route);
  taskRoutes(route);
  coverageRoutes(route);
  roleRoutes(route);
  timelineRoutes(route);
  cycleRoutes(route);
  gridRoutes(route);
  lapseRoutes(route);
  recurrenceRoutes(route);
  supervisionRoutes(route);
  sweepRoutes(route);
  practicalRoutes(route);
  policyRoutes(route);
  lifecycleRoutes(route);
  periodicRoutes(route);
  factsRoutes(route);
  qualityRoutes(route);
  route(simulation.advanceSimulation, simulation.REFUSALS, (ctx, { body }) => advance(ctx, isSimulation, Temporal.Instant.from(body.to)));
  const byName = new Map(endpoints.map((endpoint) => [endpoint.may.name, endpoint.may]));
  allPermissions.push(...byName.values());
}

async function mountDocs(app: FastifyInstance): Promise<void> {
  app.get('/api/v1/openapi.json', { schema: { hide: true } }, () => app.swagger());
  await app.register(scalar, { routePrefix: '/api/docs', configuration: { url: '/api/v1/openapi.json', theme: 'none', withDefaultFonts: false, telemetry: false, showDeveloperTools: 'never', hideClientButton: true, agent: { disabled: true } } });
  app.addHook('onSend', (request, reply, payload, next) => {
    if (request.url.startsWith('/api/docs')) reply.header('content-security-policy', "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'");
    next(null, payload);
  });
}

/** OPS-03: alive, ready to serve, and measured. */
function mountOperation(app: FastifyInstance, { db, config, clock }: Installation): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({ name: 'readback_request_seconds', help: 'Duration of requests', labelNames: ['method', 'route', 'status'], buckets: [0.005, 0.02, 0.1, 0.5, 2, 10], registers: [registry] });
  new Gauge({ name: 'readback_audit_unsealed_events', help: 'Audit events not yet in the tree', registers: [registry], async collect() {
    const found = await sql<{ unsealed: number }>`select (select count(*) from audit_event) - (select count(*) from audit_leaf) as unsealed`.execute(db);
    this.set(found.rows[0]?.unsealed ?? 0);
  } });
  app.addHook('onResponse', (request, reply, next) => {
    seconds.observe({ method: request.method, route: request.routeOptions.url ?? 'unknown', status: reply.statusCode }, reply.elapsedTime / 1000);
    next();
  });
  app.get('/.well-known/jwks.json', { schema: { hide: true } }, async (_request, reply) => reply.header('cache-control', 'public, max-age=3600').send(await publicKeys(config.dataDir, await clock.now())));
  app.get('/healthz', { schema: { hide: true }, config: { rateLimit: false } }, () => ({ status: 'alive', version }));
  app.get('/readyz', { schema: { hide: true }, config: { rateLimit: false } }, async (_request, reply) => {
    const ready = await sql`select 1`.execute(db).then(() => true, () => false);
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'the database does not answer' });
  });
  app.get('/metrics', { schema: { hide: true }, config: { rateLimit: false } }, async (_request, reply) => reply.header('content-type', registry.contentType).send(await registry.metrics()));
}

async function mountWeb(app: FastifyInstance): Promise<void> {
  const built = existsSync(join(webRoot, 'index.html'));
  if (built) await app.register(fastifyStatic, { root: webRoot, wildcard: false, setHeaders: (reply, path) => void reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache') });
  app.setNotFoundHandler((request, reply) => {
    if (request.method === 'GET' && !request.url.startsWith('/api/') && built) return reply.sendFile('index.html');
    const missing = problem(404, 'not-found', built || request.url.startsWith('/api/') ? `There is nothing at ${request.url.split('?')[0]}.` : 'The web application is not built. Run npm start, which builds it.');
    return reply.code(404).header('content-type', 'application/problem+json; charset=utf-8').serializer((value: unknown) => String(value)).send(JSON.stringify(missing));
  });
}

/** Listens, prints nothing: the command line says where. The next free port is used when the wished one is taken. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { installation } = options;
  const { config, clock } = installation;
  const log = options.log ?? openLog(config.logLevel);
  const { port, publicUrl } = await choosePort(config.host, config.port, config.publicUrl);
  const { app, contextOf } = await buildApp({ ...options, log }, publicUrl);
  await app.listen({ host: config.host, port });
  const system = (now: Temporal.Instant): Context => contextOf({ kind: 'system', id: null, name: 'the clock', grants: [] }, now, { requestId: 'schedule', address: null });
  const setupCode = await createSetupCode(system(await clock.now()));
  const stopTicking = tick(async () => {
    if (!clock.simulated) await runDue(system, await clock.now());
    await seal(installation.db, { keys: installation.keys, folder: config.auditDir }, await clock.now());
  }, options.tickSeconds ?? 5, log);
  const stopNights = tick(async () => {
    if (!clock.simulated) await sweepAtNight(system(await clock.now()));
  }, options.tickSeconds === 0 ? 0 : NIGHT_TICK_SECONDS, log);
  return {
    url: publicUrl, setupCode, app,
    async close() {
      await Promise.all([stopTicking(), stopNights()]);
      await app.close();
      await Promise.all([closeConverters(), closeWorkbooks(), closeComparers(), closePrinters()]);
    },
  };
}

async function choosePort(host: string, wished: number, publicUrl: string | null): Promise<{ port: number; publicUrl: string }> {
  for (let port = wished; port < wished + 100; port += 1) {
    const free = await new Promise<boolean>((resolve) => {
      const probe = createServer();
      probe.once('error', () => resolve(false));
      probe.listen(port, host, () => probe.close(() => resolve(true)));
    });
    if (free) return { port, publicUrl: publicUrl ?? `http://localhost:${port}` };
  }
  throw new Error(`No free port from ${wished} to ${wished + 99}. Set READBACK_PORT to another.`);
}

/** Runs the work again and again, never twice at a time; a failure is logged and tried again at the next turn. */
function tick(work: () => Promise<void>, seconds: number, log: Log): () => Promise<void> {
  if (seconds === 0) return () => Promise.resolve();
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  const turn = (): void => {
    running = work().catch((error: unknown) => log.error({ err: error }, 'timed work failed; it is tried again')).then(() => {
      if (!stopped) timer = setTimeout(turn, seconds * 1000);
    });
  };
  turn();
  return async () => {
    stopped = true;
    if (timer !== null) clearTimeout(timer);
    await running;
  };
}

