import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { permits, type Grant, type Permission, type Principal } from './permission.ts';

const grant = (role: Grant['role'], siteId: string | null = null, departmentId: string | null = null): Grant => ({ role, siteId, departmentId });
const person = (manages: boolean, ...grants: Grant[]): Principal => ({ kind: 'person', id: 'me', name: 'Me', sessionId: 's', grants, manages });
const byRole: Permission = { name: 'x', roles: ['quality'] };
const byReports: Permission = { name: 'x', roles: ['quality'], reports: true };

describe('permits', () => {
  it('SEC-01 a role counts only within its site and its department and below', () => {
    const scoped = person(false, grant('quality', 'cork', 'filling'));
    assert.equal(permits(scoped, byRole), true);
    assert.equal(permits(scoped, byRole, { siteId: 'cork', departmentPath: ['operations', 'filling', 'line 1'] }), true);
    assert.equal(permits(scoped, byRole, { siteId: 'san diego', departmentPath: ['operations', 'filling'] }), false);
    assert.equal(permits(scoped, byRole, { siteId: 'cork', departmentPath: ['operations'] }), false);
  });

  it('SEC-01 managers act for those below them, and are let in only when they have any', () => {
    assert.equal(permits(person(true), byReports), true);
    assert.equal(permits(person(false), byReports), false);
    assert.equal(permits(person(true), byReports, { personId: 'x', managerIds: ['someone', 'me'] }), true);
    assert.equal(permits(person(true), byReports, { personId: 'x', managerIds: ['someone'] }), false);
    assert.equal(permits(person(true), byReports, { personId: 'x' }), false);
  });

  it('SEC-01 own means one’s own and nobody else’s', () => {
    const own: Permission = { name: 'x', roles: [], own: true };
    assert.equal(permits(person(false), own, { personId: 'me' }), true);
    assert.equal(permits(person(true), own, { personId: 'other', managerIds: ['me'] }), false);
  });

  it('SEC-01 nobody is let in without signing in, except where it is open', () => {
    const nobody: Principal = { kind: 'anonymous', id: null, name: 'nobody', grants: [] };
    assert.equal(permits(nobody, { name: 'x', roles: ['learner'], own: true, reports: true }), false);
    assert.equal(permits(nobody, { name: 'x', roles: [], open: true }), true);
  });
});
