import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { FastifyRequest } from 'fastify';
import { testContext, testNow } from '../../../test/kit/context.ts';
import { openTestDatabase } from '../../../test/kit/database.ts';
import { createHttp } from '../../platform/http/app.ts';
import { createRouter, type HttpWorld } from '../../platform/http/route.ts';
import { openLog } from '../../platform/log.ts';
import { recordRefusal } from '../audit/actions.ts';
import { authenticate } from './actions.ts';
import { may } from './permissions.ts';
import { accessRoutes, SESSION_COOKIE } from './routes.ts';
import { createSetupCode } from './setup/actions.ts';

const database = await openTestDatabase();
const { db } = database;
let now = testNow;
const world: HttpWorld = {
  authenticate: (request: FastifyRequest) => authenticate(db, now, { cookieToken: request.cookies[SESSION_COOKIE] ?? null, bearerToken: /^Bearer (.+)$/u.exec(request.headers.authorization ?? '')?.[1] ?? null, idleMinutes: 30 }),
  context: (principal) => Promise.resolve(testContext({ db, principal, now })),
  refused: (ctx, endpoint, target, refusal) => recordRefusal(ctx, `${endpoint.method} ${endpoint.path}`, target, refusal),
};
const app = await createHttp({ log: openLog('silent'), version: 'test', publicUrl: 'https://readback.example.com', trustProxy: false, requestsPerMinute: 1000 });
accessRoutes(createRouter(app, world, []), { secureCookie: true, publicUrl: 'https://readback.example.com', isSimulation: false, allPermissions: Object.values(may) });
after(async () => {
  await app.close();
  await database.close();
});

const PASSWORD = 'kettle drum on a ferry';
type Sent = { readonly body?: object; readonly cookie?: string; readonly bearer?: string };

async function send(method: 'GET' | 'POST' | 'DELETE', path: string, sent: Sent = {}) {
  const reply = await app.inject({
    method, url: `/api/v1${path}`, ...(sent.body === undefined ? {} : { payload: sent.body }),
    headers: { ...(sent.cookie === undefined ? {} : { cookie: `${SESSION_COOKIE}=${sent.cookie}` }), ...(sent.bearer === undefined ? {} : { authorization: `Bearer ${sent.bearer}` }) },
  });
  return { status: reply.statusCode, json: reply.json<Record<string, unknown>>(), setCookie: String(reply.headers['set-cookie'] ?? '') };
}

async function signIn(login: string, password: string): Promise<string> {
  const reply = await send('POST', '/session', { body: { login, password } });
  assert.equal(reply.status, 200, JSON.stringify(reply.json));
  return /readback_session=([^;]+)/u.exec(reply.setCookie)?.[1] ?? '';
}

test('SEC-02 first set-up, then sign-in with a cookie that scripts and other sites cannot use', async () => {
  const code = await createSetupCode({ db, now });
  const setUp = await send('POST', '/setup', {
    body: {
      code, organisation: { name: 'Test Works', zone: 'Europe/Dublin' }, site: { code: 'CORK', name: 'Cork', zone: 'Europe/Dublin' },
      department: { code: 'QA', name: 'Quality' }, administrator: { employeeNumber: 'A-1', name: 'Ada Byrne', email: null, password: PASSWORD },
    },
  });
  assert.equal(setUp.status, 200, JSON.stringify(setUp.json));
  const reply = await send('POST', '/session', { body: { login: 'A-1', password: PASSWORD } });
  for (const part of ['HttpOnly', 'SameSite=Strict', 'Secure', 'Path=/']) assert.ok(reply.setCookie.includes(part), part);
  assert.ok(!JSON.stringify(reply.json).includes(/readback_session=([^;]+)/u.exec(reply.setCookie)?.[1] ?? ''));
});

test('SEC-02 the same cookie after sign-out is refused', async () => {
  const cookie = await signIn('A-1', PASSWORD);
  assert.equal((await send('GET', '/me', { cookie })).json['name'], 'Ada Byrne');
  assert.equal((await send('DELETE', '/session', { cookie })).status, 200);
  assert.equal((await send('GET', '/me', { cookie })).status, 401);
});

test('SEC-02 an idle session needs a new sign-in', async () => {
  const cookie = await signIn('A-1', PASSWORD);
  now = testNow.add({ minutes: 30 });
  assert.equal((await send('GET', '/me', { cookie })).status, 401);
  now = testNow;
});

test('SEC-02 a failed sign-in answers with one sentence, whoever was meant', async () => {
  const known = await send('POST', '/session', { body: { login: 'A-1', password: 'wrong' } });
  const unknown = await send('POST', '/session', { body: { login: 'A-2', password: 'wrong' } });
  assert.equal(known.status, 401);
  assert.equal(known.json['code'], 'sign-in-failed');
  assert.deepEqual(known.json, unknown.json);
});

test('SEC-01 from invitation to own page; what others administer is refused and audited', async () => {
  const admin = await signIn('A-1', PASSWORD);
  const me = await send('GET', '/me', { cookie: admin });
  const key = await send('POST', '/api-keys', { cookie: admin, body: { name: 'HR', role: 'service' } });
  const bearer = String(key.json['token']);
  assert.equal((await send('GET', '/me', { bearer })).json['name'], 'HR');
  const refused = await send('POST', `/people/${String(me.json['id'])}/grants`, { bearer, body: { role: 'approver' } });
  assert.equal(refused.status, 403);
  assert.equal((await send('POST', `/people/${String(me.json['id'])}/grants`, { cookie: admin, body: { role: 'approver' } })).json['code'], 'own-role');
  const audited = await db.selectFrom('audit_event').select('action').where('action', '=', 'ActRefused').execute();
  assert.ok(audited.length >= 2);
});

test('SEC-02 a password below twelve characters is refused by the contract, naming the field', async () => {
  const reply = await send('POST', '/invitation', { body: { token: 'x', password: 'short' } });
  assert.equal(reply.status, 400);
  assert.ok(JSON.stringify(reply.json).includes('password'));
});
