// The permission matrix is not only written down: every endpoint is called with every role.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createKey, signIn } from '../src/features/access/contract.ts';
import type { Endpoint } from '../src/kernel/endpoint.ts';
import { PRODUCT_ROLES } from '../src/kernel/permission.ts';
import { openTestApp } from './kit/app.ts';
import type { Client } from './kit/client.ts';
import { PASSWORD, seedCompany } from './kit/company.ts';
import { sampleOf } from './kit/sample.ts';
import { openTestServer } from './kit/server.ts';

const server = await openTestServer();
const described = await openTestApp();
after(async () => {
  await described.close();
  await server.close();
});
const { endpoints } = described;
const company = await seedCompany(server);

/** Status and code of a request that is well formed but about nothing that exists. */
async function knock(client: Client, endpoint: Endpoint): Promise<{ status: number; code: string }> {
  const path = endpoint.path.replaceAll(/:\w+/g, '018f0000-0000-7000-8000-000000000000');
  const query = new URLSearchParams(Object.entries((endpoint.query === undefined ? {} : sampleOf(endpoint.query)) as Record<string, string>)).toString();
  const form = new FormData();
  if (endpoint.upload === true) form.set('data', JSON.stringify(endpoint.body === undefined ? {} : sampleOf(endpoint.body)));
  const json = endpoint.upload === true || endpoint.body === undefined ? null : JSON.stringify(sampleOf(endpoint.body));
  const response = await client.send(endpoint.method, `/api/v1${path}${query === '' ? '' : `?${query}`}`, {
    headers: json === null ? {} : { 'content-type': 'application/json' },
    ...(endpoint.upload === true ? { body: form } : json === null ? {} : { body: json }),
  });
  const text = await response.text();
  const code = text.startsWith('{') ? String((JSON.parse(text) as { code?: string }).code ?? '') : '';
  return { status: response.status, code };
}

const nameOf = (endpoint: Endpoint): string => `${endpoint.method} ${endpoint.path}`;

test('SEC-01 without signing in, only what is open answers', async () => {
  const wrong: string[] = [];
  for (const endpoint of endpoints) {
    const { status, code } = await knock(server.visitor(), endpoint);
    const turnedAway = status === 401 && code === 'sign-in-needed';
    if (turnedAway === (endpoint.may.open === true)) wrong.push(`${nameOf(endpoint)}: ${status} ${code}`);
  }
  assert.deepEqual(wrong, []);
});

test('SEC-01 each role reaches what the permission matrix gives it, and nothing else', async () => {
  await company.administrator.client.call(signIn, { body: { login: company.administrator.login, password: PASSWORD } });
  const wrong: string[] = [];
  for (const role of PRODUCT_ROLES) {
    const { token } = await company.administrator.client.call(createKey, { body: { name: `matrix ${role}`, role } });
    const client = server.visitor(token);
    for (const endpoint of endpoints) {
      const { status, code } = await knock(client, endpoint);
      const allowed = endpoint.may.open === true || endpoint.may.roles.includes(role);
      if (status === 403 && code === 'not-permitted' && allowed) wrong.push(`${role} is turned away from ${nameOf(endpoint)}`);
      if (!allowed && !(status === 403 && code === 'not-permitted')) wrong.push(`${role} gets past the door of ${nameOf(endpoint)}: ${status} ${code}`);
      if (status >= 500) wrong.push(`${role} ${nameOf(endpoint)}: ${status} ${code}`);
    }
  }
  assert.deepEqual(wrong, []);
});
