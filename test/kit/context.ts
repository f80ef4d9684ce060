import type { Principal } from '../../src/kernel/permission.ts';
import type { AskEffect, AskReadiness, Context, Reaction } from '../../src/platform/context.ts';
import type { Db } from '../../src/platform/db/pool.ts';
import { openLog } from '../../src/platform/log.ts';

/** The audit key of all tests, so that a second context can check what the first one wrote. */
export const testAuditKey = Buffer.alloc(32, 7);

export const systemPrincipal: Principal = { kind: 'system', id: null, name: 'Readback', grants: [] };

export const testNow: Temporal.Instant = Temporal.Instant.from('2026-03-02T09:00:00Z'); // a Monday

export type TestContextOptions = {
  readonly db: Db;
  readonly principal?: Principal;
  readonly now?: Temporal.Instant | string;
  readonly react?: Reaction;
  readonly readiness?: AskReadiness;
  readonly effect?: AskEffect;
  readonly idempotencyKey?: string;
};

/** A context with a fixed clock, ids in order of making, and, unless given, no reactions and nobody to be trained. */
export function testContext(options: TestContextOptions): Context {
  const now = typeof options.now === 'string' ? Temporal.Instant.from(options.now) : (options.now ?? testNow);
  return {
    db: options.db,
    now,
    newId: () => nextId(now),
    principal: options.principal ?? systemPrincipal,
    origin: { requestId: 'test', address: '127.0.0.1' },
    idempotency: options.idempotencyKey === undefined ? null : { key: options.idempotencyKey, fingerprint: 'test' },
    auditKey: testAuditKey,
    react: options.react ?? (() => Promise.resolve()),
    readiness: options.readiness ?? (() => Promise.resolve({ required: 0, present: 0, trained: 0 })),
    effect: options.effect ?? (() => Promise.reject(new Error('this test asks for no effect'))),
    log: openLog('silent'),
  };
}

let made = 0;

/** A UUIDv7 that counts up within this process; the process's own number keeps two processes apart. */
export function nextId(now: Temporal.Instant = testNow): string {
  made += 1;
  const time = now.epochMilliseconds.toString(16).padStart(12, '0');
  const count = made.toString(16).padStart(10, '0');
  const pid = process.pid.toString(16).padStart(8, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count.slice(0, 3)}-8${count.slice(3, 6)}-${count.slice(6)}${pid}`;
}

/** Someone signed in, with these product roles everywhere. */
export function personPrincipal(id: string, name: string, ...roles: Exclude<Principal['grants'][number]['role'], 'learner'>[]): Principal {
  const grants = (['learner', ...roles] as const).map((role) => ({ role, siteId: null, departmentId: null }));
  return { kind: 'person', id, name, sessionId: '00000000-0000-7000-8000-000000000001', grants, manages: true };
}
