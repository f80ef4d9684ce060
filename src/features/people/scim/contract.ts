import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { idParams, zId, zInstant, zNothing, zText } from '../../../kernel/wire.ts';
import { may } from '../permissions.ts';
import { ATTRIBUTE_KEY } from '../types.ts';
import { SOURCES, type ConnectionRefusal } from './types.ts';

const area = 'Directories';
const zSource = z.enum(SOURCES);
const zGives = z.enum(['site', 'department', 'role']);
const zPrefix = z.string().max(100).nullable();

export const zScimMapping = z.object({
  employeeNumber: zSource, assignNumbers: z.boolean(), name: zSource, email: zSource.nullable(), department: zSource.nullable(), site: zSource.nullable(), role: zSource.nullable(), manager: z.boolean(),
  attributes: z.record(zText(40).toLowerCase().regex(ATTRIBUTE_KEY, 'must be letters and digits, joined by blanks, hyphens, dots or underscores'), zSource),
  leave: z.object({ state: zSource.nullable(), words: z.array(zText(100)).max(50), from: zSource.nullable(), until: zSource.nullable(), inactive: z.boolean() }).nullable().default(null),
  groupPrefixes: z.object({ role: zPrefix, site: zPrefix, department: zPrefix }),
  translations: z.array(z.object({ source: z.union([zSource, z.literal('group')]), value: zText(400), gives: zGives, id: zId })).max(2000),
  defaultSiteId: zId.nullable(), defaultDepartmentId: zId.nullable(),
  createMissing: z.object({ departments: z.boolean(), roles: z.boolean() }),
  hold: z.object({ hours: z.number().int().min(1).max(720), leavingPercent: z.number().min(0).max(100), movingPercent: z.number().min(0).max(100), least: z.number().int().min(0).max(10_000) }),
});
const zKind = z.enum(['entra', 'okta', 'other']);
const zConnection = z.object({
  id: zId, name: z.string(), kind: zKind, createdAt: zInstant, tokenMadeAt: zInstant, expiresAt: zInstant.nullable(), revokedAt: zInstant.nullable(), lastUsedAt: zInstant.nullable(),
  users: z.number(), groups: z.number(), held: z.number(), lastProblem: z.object({ at: zInstant, text: z.string().nullable() }).nullable(),
});
const zValidDays = z.number().int().min(1).max(1100).nullable().default(365);

export const listConnections = endpoint({ method: 'GET', path: '/directories', area, summary: 'Directories that write people by SCIM', may: may.confirmDirectories, reply: z.object({ items: z.array(zConnection) }) });
export const createConnection = endpoint({ method: 'POST', path: '/directories', area, summary: 'Connect a directory; the secret token is shown once', may: may.manageDirectories, body: z.object({ name: zText(100), kind: zKind, validDays: zValidDays }), reply: z.object({ id: zId, token: z.string() }) });
export const getConnection = endpoint({ method: 'GET', path: '/directories/:id', area, summary: 'A directory connection, its mapping and its address', may: may.confirmDirectories, params: idParams, reply: zConnection.extend({ mapping: zScimMapping, address: z.string() }) });
export const changeMapping = endpoint({ method: 'PUT', path: '/directories/:id/mapping', area, summary: 'What the attributes and groups of the directory give', may: may.manageDirectories, params: idParams, body: zScimMapping, reply: zNothing });
export const renewKey = endpoint({ method: 'POST', path: '/directories/:id/key', area, summary: 'A new secret token; the old one ends at once', may: may.manageDirectories, params: idParams, body: z.object({ validDays: zValidDays }), reply: z.object({ id: zId, token: z.string() }) });
export const revokeConnection = endpoint({ method: 'DELETE', path: '/directories/:id', area, summary: 'Disconnect a directory; its people stay as they are', may: may.manageDirectories, params: idParams, reply: zNothing });
export const listCalls = endpoint({ method: 'GET', path: '/directories/:id/calls', area, summary: 'The last calls of a directory and what they came to', may: may.confirmDirectories, params: idParams, query: z.object({ problems: z.enum(['true', 'false']).default('false') }), reply: z.object({ items: z.array(z.object({ at: zInstant, method: z.string(), path: z.string(), status: z.number(), problem: z.string().nullable() })) }) });
export const listHeld = endpoint({ method: 'GET', path: '/directories/:id/held', area, summary: 'Changes of people that wait for confirmation', may: may.confirmDirectories, params: idParams, reply: z.object({ items: z.array(z.object({ id: zId, userName: z.string(), personId: zId, name: z.string(), employeeNumber: z.string(), what: z.enum(['leaving', 'moving']), since: zInstant })) }) });
const zWhich = z.object({ userIds: z.array(zId).min(1).max(500).nullable().default(null) });
export const confirmHeld = endpoint({ method: 'POST', path: '/directories/:id/held/confirm', area, summary: 'Carry out the changes that wait', may: may.confirmDirectories, params: idParams, body: zWhich, reply: z.object({ count: z.number() }) });
export const dismissHeld = endpoint({ method: 'POST', path: '/directories/:id/held/dismiss', area, summary: 'Leave these people as they are', may: may.confirmDirectories, params: idParams, body: zWhich, reply: z.object({ count: z.number() }) });

const says = (detail: JsonObject, member: string): string => (typeof detail[member] === 'string' ? detail[member] : '');

export const DIRECTORY_REFUSALS: Readonly<Record<Exclude<ConnectionRefusal, 'not-found' | 'not-permitted'>, { readonly status: number; readonly sentence: string | ((detail: JsonObject) => string) }>> = {
  'connection-name-taken': { status: 409, sentence: (detail) => `There is already a connection named “${says(detail, 'name')}”. Choose another name.` },
  'connection-revoked': { status: 409, sentence: (detail) => `“${says(detail, 'name')}” is disconnected for good. Make a new connection.` },
  'connection-mapping': { status: 422, sentence: (detail) => `The mapping was not kept: ${says(detail, 'fault')}` },
  'nothing-held': { status: 409, sentence: 'None of these changes is waiting any more. Reload to see what is.' },
  'held-refused': { status: 422, sentence: (detail) => `The changes were not carried out: ${says(detail, 'why')}` },
};
