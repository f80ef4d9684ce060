import { sql } from 'kysely';
import { done } from '../../kernel/decision.ts';
import type { Db } from '../../platform/db/pool.ts';
import { verifierKey } from '../../platform/keys.ts';
import type { Router } from '../../platform/http/route.ts';
import { recordEvent } from './actions.ts';
import * as contract from './contract.ts';
import { currentCheckpoint, seal, type Seal } from './sealing/actions.ts';
import { loadOrigin } from './sealing/store.ts';
import { verifyTrail } from './sealing/verify.ts';
import { listTrail } from './store.ts';

export function auditRoutes(route: Router, sealing: Seal): void {
  route(contract.listEvents, {}, async (ctx, { query }) => done(await listTrail(ctx.db, query)));
  route(contract.verifyTrail, {}, async (ctx) => {
    await seal(ctx.db, sealing, ctx.now);
    const started = performance.now();
    const verification = await verifyTrail(ctx.db, sealing.keys, sealing.folder);
    const milliseconds = Math.round(performance.now() - started);
    await recordEvent(ctx, { type: 'TrailVerified', subject: { kind: 'trail', id: await instanceId(ctx.db) }, data: { ok: verification.ok, sealed: verification.sealed, root: verification.root, finding: verification.finding } });
    return done({ ...verification, milliseconds });
  });
  route(contract.getCheckpoint, {}, async (ctx) => done({ note: await currentCheckpoint(ctx.db), publicKey: verifierKey(await loadOrigin(ctx.db), sealing.keys.public) }));
}

async function instanceId(db: Db): Promise<string> {
  const found = await sql<{ id: string }>`select id from instance`.execute(db);
  return found.rows[0]?.id ?? 'unknown';
}
