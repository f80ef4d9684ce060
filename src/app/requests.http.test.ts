// Whatever is sent, the answer is a reply or a problem with its code and a sentence; never a server error.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openTestApp } from '../../test/kit/app.ts';
import type { Client } from '../../test/kit/client.ts';
import { PASSWORD, seedCompany } from '../../test/kit/company.ts';
import { sampleOf } from '../../test/kit/sample.ts';
import { openTestServer } from '../../test/kit/server.ts';
import { getMe, grantRole } from '../features/access/contract.ts';
import { createDocument, listDocuments } from '../features/documents/contract.ts';
import { createSite } from '../features/people/contract.ts';
import type { Endpoint } from '../kernel/endpoint.ts';
import { PRODUCT_ROLES } from '../kernel/permission.ts';

const server = await openTestServer();
const described = await openTestApp();
after(async () => {
  await described.close();
  await server.close();
});
const company = await seedCompany(server);
const everything = company.quality; // holds every role, so that every request gets past the door
for (const role of PRODUCT_ROLES) if (role !== 'learner' && role !== 'service' && role !== 'quality') await company.administrator.client.call(grantRole, { params: { id: everything.id }, body: { role } });
const { id: documentId } = await everything.client.call(createDocument, { body: { number: 'SOP-001', title: 'Sterile filling', type: 'SOP', risk: 'high' } });

type Answer = { status: number; code: string; detail: string; type: string };
async function ask(client: Client, method: string, path: string, options: { headers?: Record<string, string>; body?: BodyInit } = {}): Promise<Answer> {
  const response = await client.send(method, path, options);
  const text = await response.text();
  const body = (text.startsWith('{') ? JSON.parse(text) : {}) as { code?: string; detail?: string };
  return { status: response.status, code: body.code ?? '', detail: body.detail ?? '', type: response.headers.get('content-type') ?? '' };
}
const json = (body: unknown) => ({ headers: { 'content-type': 'application/json' }, body: typeof body === 'string' ? body : JSON.stringify(body) });

function assertProblem(answer: Answer, status: number, code?: string, sentence?: RegExp): void {
  assert.equal(answer.status, status, `${answer.status} ${answer.code} ${answer.detail}`);
  assert.match(answer.type, /^application\/problem\+json/u);
  assert.match(answer.code, /^[a-z][a-z0-9-]+$/u);
  assert.match(answer.detail, /^[^\n]{10,}$/u);
  if (code !== undefined) assert.equal(answer.code, code);
  if (sentence !== undefined) assert.match(answer.detail, sentence);
}

test('API a body that is not JSON, empty, or of another type is a problem with a sentence', async () => {
  const to = '/api/v1/documents';
  assertProblem(await ask(everything.client, 'POST', to, json('{"number": ')), 400);
  assertProblem(await ask(everything.client, 'POST', to, json('')), 400);
  assertProblem(await ask(everything.client, 'POST', to, json('[]')), 400, 'invalid-request');
  assertProblem(await ask(everything.client, 'POST', to, { headers: { 'content-type': 'text/csv' }, body: 'a,b' }), 415);
  assertProblem(await ask(everything.client, 'POST', to, json({ number: 'SOP-9', title: 'x', type: 'SOP', risk: 'enormous' })), 400, 'invalid-request', /^risk: /u);
  assertProblem(await ask(everything.client, 'POST', to, json({ number: 'SOP-9', title: '  ', type: 'SOP', risk: 'low' })), 400, 'invalid-request', /^title: must not be empty/u);
});

test('API an address that does not exist, a method that is not there, an id that is none', async () => {
  assertProblem(await ask(everything.client, 'GET', '/api/v1/nothing-here'), 404, 'not-found', /nothing at \/api\/v1\/nothing-here/u);
  assertProblem(await ask(everything.client, 'GET', '/api/v2/me'), 404, 'not-found');
  assertProblem(await ask(everything.client, 'PATCH', '/api/v1/me'), 404, 'not-found');
  assertProblem(await ask(everything.client, 'POST', '/api/v1/me', json({})), 404, 'not-found');
  assertProblem(await ask(everything.client, 'GET', '/api/v1/documents/17'), 400, 'invalid-request', /^id: /u);
  assertProblem(await ask(everything.client, 'GET', '/api/v1/documents/018f0000-0000-7000-8000-000000000000'), 404, 'not-found');
  assertProblem(await ask(everything.client, 'GET', `/api/v1/documents/${'9'.repeat(2000)}`), 404, 'not-found');
  assertProblem(await ask(everything.client, 'GET', '/api/v1/documents/%ZZ'), 400);
});

test('API 5 MB of JSON and a file of 51 MB are refused, and the limit is named', async () => {
  const big = 'x'.repeat(5 * 1024 * 1024);
  assertProblem(await ask(everything.client, 'POST', '/api/v1/documents', json({ number: 'SOP-9', title: big, type: 'SOP', risk: 'low' })), 413);
  const form = new FormData();
  form.set('data', JSON.stringify({ label: '1.0', changeClass: 'major', changeSummary: 'x' }));
  form.set('file', new Blob([new Uint8Array(51 * 1024 * 1024)]), 'procedure.md');
  assertProblem(await ask(everything.client, 'POST', `/api/v1/documents/${documentId}/versions`, { body: form }), 413, 'too-large', /50 MB/u);
  assert.equal((await everything.client.call(getMe)).name, 'Cian Daly', 'the server goes on');
});

test('API an upload that is no form, has no file, or broken fields', async () => {
  const to = `/api/v1/documents/${documentId}/versions`;
  const fields = JSON.stringify({ label: '1.0', changeClass: 'major', changeSummary: 'x' });
  const form = (parts: Record<string, string | Blob>): FormData => {
    const made = new FormData();
    for (const [name, value] of Object.entries(parts)) made.set(name, value);
    return made;
  };
  assertProblem(await ask(everything.client, 'POST', to, json(fields)), 415, 'not-a-form', /multipart/u);
  assertProblem(await ask(everything.client, 'POST', to, { body: form({ data: fields }) }), 400, 'no-file');
  assertProblem(await ask(everything.client, 'POST', to, { body: form({ data: '{', file: new Blob(['# 1']) }) }), 400, 'invalid-request', /"data"/u);
  assertProblem(await ask(everything.client, 'POST', to, { body: form({ data: '{}', file: new Blob(['# 1']) }) }), 400, 'invalid-request', /^label: /u);
  assertProblem(await ask(everything.client, 'POST', to, { headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: '--x\r\nContent-Dispo' }), 400);
});

test('API NUL characters, which the database cannot hold, are refused by name', async () => {
  const site = { code: 'NUL', zone: 'Europe/Dublin', name: 'Co\u0000rk' };
  const refused = await everything.client.refused(createSite, { body: site });
  assert.deepEqual([refused.status, refused.code, refused.detail], [400, 'invalid-request', 'name: must not contain NUL characters']);
  assertProblem(await ask(server.visitor(), 'POST', '/api/v1/session', json({ login: 'ada\u0000', password: PASSWORD })), 400, 'invalid-request', /NUL/u);
});

/** Every string of a sample, at any depth, one at a time replaced. */
function* spoilt(value: unknown, by: string): Generator<unknown> {
  if (typeof value === 'string') yield by;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) if (key !== 'password') for (const other of spoilt(member, by)) yield Array.isArray(value) ? value.map((item, index) => (String(index) === key ? other : item)) : { ...value, [key]: other };
}
/** With the right password wherever one is asked: a wrong one would lock the account before the text is looked at. */
const signing = (body: unknown): unknown => (typeof body === 'object' && body !== null && 'password' in body ? { ...body, password: PASSWORD } : body);
const HOSTILE = ['\u0000', 'a\u0000b', '\uD800', "'; drop table person; --", '%', '{{7*7}}', '9'.repeat(390)];
const SKIPPED = ['DELETE /session', 'DELETE /sessions', 'POST /session', 'POST /me/password', 'POST /simulation/advance'];

async function fuzz(endpoint: Endpoint, base: string, body: unknown, query: Record<string, string>): Promise<string | null> {
  const search = new URLSearchParams(query).toString();
  const path = `/api/v1${base}${search === '' ? '' : `?${search}`}`;
  const form = new FormData();
  form.set('data', JSON.stringify(body ?? {}));
  form.set('file', new Blob(['# 1 Purpose\n\nText.\n']), 'a.md');
  const answer = await ask(everything.client, endpoint.method, path, endpoint.upload === true ? { body: form } : endpoint.body === undefined ? {} : json(body));
  const ok = answer.status < 400 || (answer.status < 500 && answer.type.startsWith('application/problem+json'));
  return ok ? null : `${endpoint.method} ${path.slice(0, 120)} ${(JSON.stringify(body) ?? '').slice(0, 160)}: ${answer.status} ${answer.detail}`;
}

test('API hostile text in any field, parameter or cursor of any endpoint is never a server error', async () => {
  const wrong: string[] = [];
  const note = (answer: string | null): void => void (answer !== null && wrong.push(answer));
  for (const endpoint of described.endpoints) {
    if (SKIPPED.includes(`${endpoint.method} ${endpoint.path}`)) continue;
    const base = endpoint.path.replace('/documents/:id', `/documents/${documentId}`).replace('/people/:id', `/people/${company.operators[0].id}`).replaceAll(/:\w+/gu, '018f0000-0000-7000-8000-000000000000');
    const sample = endpoint.body === undefined ? undefined : signing(sampleOf(endpoint.body));
    const shape = (endpoint.query as { shape?: Record<string, unknown> } | undefined)?.shape ?? {}; // a zod object has its shape
    const required = (endpoint.query === undefined ? {} : sampleOf(endpoint.query)) as Record<string, string>;
    for (const text of JSON.stringify(sample ?? null).includes('"password"') ? HOSTILE.slice(0, 3) : HOSTILE) { // proving a password takes its time
      for (const name of Object.keys(shape)) note(await fuzz(endpoint, base, sample, { ...required, [name]: text }));
      for (const body of spoilt(sample, text)) note(await fuzz(endpoint, base, body, required));
    }
  }
  assert.deepEqual(wrong, []);
  assert.equal((await everything.client.call(getMe)).name, 'Cian Daly', 'all of this was asked by someone who may ask it');
});

test('API a cursor that is none of ours is a problem; one of ours goes on', async () => {
  for (const path of ['/assignments', '/records', '/people', '/documents', '/matrix/grid', '/audit/events', `/documents/${documentId}/training`]) {
    for (const cursor of ['x', Buffer.from('["a"]').toString('base64url'), Buffer.from('["a","b"]').toString('base64url'), Buffer.from('{"a":1}').toString('base64url')]) {
      const { status } = await ask(everything.client, 'GET', `/api/v1${path}?cursor=${encodeURIComponent(cursor)}`);
      assert.ok(status < 500, `${path} with the cursor ${cursor} answered ${status}`);
    }
  }
});

test('SEC-02 a request that another site makes a browser send is nobody’s', async () => {
  const body = { number: 'SOP-666', title: 'Planted', type: 'SOP', risk: 'low' };
  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'https://evil.example' }, { origin: 'null' }] as Record<string, string>[]) {
    const sent = json(body);
    assertProblem(await ask(everything.client, 'POST', '/api/v1/documents', { ...sent, headers: { ...sent.headers, ...headers } }), 401, 'sign-in-needed');
  }
  assert.equal((await everything.client.call(listDocuments, { query: { search: 'SOP-666' } })).items.length, 0);
  const own = json({ ...body, number: 'SOP-667' });
  assert.equal((await ask(everything.client, 'POST', '/api/v1/documents', { ...own, headers: { ...own.headers, 'sec-fetch-site': 'same-origin', origin: server.url } })).status, 200);
});

test('API the OpenAPI document is 3.1 and describes every endpoint', async () => {
  const document = (await (await server.visitor().send('GET', '/api/v1/openapi.json')).json()) as { openapi: string; info: { title: string; version: string }; paths: Record<string, Record<string, { summary?: string; parameters?: { name: string; in: string; required?: boolean }[]; responses?: Record<string, { description?: string }>; requestBody?: unknown }>>; components?: unknown };
  assert.match(document.openapi, /^3\.1\./u);
  assert.ok(document.info.title !== '' && document.info.version !== '');
  for (const endpoint of described.endpoints) {
    const path = `/api/v1${endpoint.path.replaceAll(/:(\w+)/gu, '{$1}')}`;
    const operation = document.paths[path]?.[endpoint.method.toLowerCase()];
    assert.ok(operation, `${endpoint.method} ${path} is missing`);
    assert.equal(operation.summary, endpoint.summary);
    assert.ok(Object.values(operation.responses ?? {}).every((response) => typeof response.description === 'string') && Object.keys(operation.responses ?? {}).length > 0, `${path} has responses`);
    const inPath = [...path.matchAll(/\{(\w+)\}/gu)].map((match) => match[1]);
    assert.deepEqual((operation.parameters ?? []).filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name), inPath);
    assert.ok((operation.parameters ?? []).filter((parameter) => parameter.in === 'path').every((parameter) => parameter.required === true));
    if (endpoint.body !== undefined && endpoint.upload !== true) assert.ok(operation.requestBody, `${path} has a body`);
  }
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/gu)].map((match) => (match[1] ?? '').split('/'));
  for (const ref of refs) assert.ok(ref.reduce<unknown>((node, step) => (node as Record<string, unknown> | undefined)?.[step], document), `#/${ref.join('/')} leads nowhere`);
});

test('OPS-03 alive, ready, measured; each answer bears its request’s id and keeps scripts out', async () => {
  const visitor = server.visitor();
  assert.deepEqual([(await ask(visitor, 'GET', '/healthz')).status, (await ask(visitor, 'GET', '/readyz')).status], [200, 200]);
  const metrics = await (await visitor.send('GET', '/metrics')).text();
  for (const name of ['readback_request_seconds_bucket', 'readback_audit_unsealed_events', 'process_cpu_seconds_total']) assert.ok(metrics.includes(name), `${name} is measured`);
  const response = await visitor.send('GET', '/api/v1/me');
  assert.match(response.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/u);
  assert.match(response.headers.get('content-security-policy') ?? '', /script-src 'self'/u);
  assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
});
