import { done, type Outcome } from '../../../kernel/decision.ts';
import { verifierKey } from '../../../platform/keys.ts';
import type { Context } from '../../../platform/context.ts';
import { recordEvent } from '../actions.ts';
import { currentCheckpoint, seal, type Seal } from '../sealing/actions.ts';
import { verifyTrail, type Verification } from '../sealing/actions-verify.ts';
import { loadOrigin } from '../sealing/store.ts';
import { listTrail, type TrailPage, type TrailQuery } from '../store.ts';

export async function showTrail(ctx: Context, query: TrailQuery): Promise<Outcome<TrailPage>> {
  return done(await listTrail(ctx.db, query));
}

/** AUD-03, on demand: seals what is pending, recomputes everything, and records that and what was found. */
export async function verifyNow(ctx: Context, sealing: Seal): Promise<Outcome<Verification & { milliseconds: number }>> {
  await seal(ctx.db, sealing, ctx.now).catch((error: unknown) => ctx.log.error({ err: error }, 'sealing failed before verifying'));
  const started = performance.now();
  const verification = await verifyTrail(ctx.db, sealing.keys, sealing.folder);
  const milliseconds = Math.round(performance.now() - started);
  await recordEvent(ctx, { type: 'TrailVerified', subject: { kind: 'trail', id: await loadOrigin(ctx.db) }, data: { ok: verification.ok, sealed: verification.sealed, root: verification.root, finding: verification.finding } });
  return done({ ...verification, milliseconds });
}

export async function showCheckpoint(ctx: Context, { keys }: Seal): Promise<Outcome<{ note: string | null; publicKey: string }>> {
  return done({ note: await currentCheckpoint(ctx.db), publicKey: verifierKey(await loadOrigin(ctx.db), keys.public) });
}
