import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { permits, type Permission, type Principal } from '../../kernel/permission.ts';

const features = join(import.meta.dirname, '..');
const files = readdirSync(features).map((name) => join(features, name, 'permissions.ts')).filter((file) => existsSync(file));
const modules = await Promise.all(files.map((file) => import(file) as Promise<{ may: Record<string, Permission> }>)); // each feature exports `may` from there
const all = modules.flatMap((module) => Object.values(module.may));

const administrator: Principal = { kind: 'person', id: 'admin', name: 'Admin', sessionId: 's', manages: false, grants: [{ role: 'learner', siteId: null, departmentId: null }, { role: 'system_administrator', siteId: null, departmentId: null }] };
const someoneElse = { personId: 'other', managerIds: [], siteId: null, departmentPath: [] };

const signedActs = ['documents.submit', 'documents.approve', 'documents.withdraw', 'documents.retire', 'documents.write', 'learning.write-module', 'matrix.write', 'training.train'];

for (const name of signedActs) {
  test(`SEC-01 a system administrator has no right to ${name} for others`, () => {
    const permission = all.find((candidate) => candidate.name === name);
    assert.ok(permission !== undefined, 'the permission has another name now');
    assert.ok(!permits(administrator, permission, someoneElse));
  });
}

test('SEC-01 one’s own training stays possible for a system administrator, and only one’s own', () => {
  const train = all.find((candidate) => candidate.name === 'training.train');
  assert.ok(train !== undefined && permits(administrator, train, { ...someoneElse, personId: 'admin' }));
});

test('SEC-01 names of permissions are unique', () => {
  assert.deepEqual(all.length, new Set(all.map((permission) => permission.name)).size);
});

test('SEC-01 what is open to everybody is only what leads to signing in', () => {
  assert.deepEqual(all.filter((permission) => permission.open === true).map((permission) => permission.name), ['access.anyone']);
});
