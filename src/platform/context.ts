import type { DomainEvent } from '../kernel/decision.ts';
import type { Instant } from '../kernel/day.ts';
import type { ChangeEffect } from '../kernel/effect.ts';
import type { Principal } from '../kernel/permission.ts';
import type { Readiness } from '../kernel/readiness.ts';
import type { Db, Tx } from './db/pool.ts';
import type { Log } from './log.ts';

/** Everything an action may ask of the world, handed to it as an argument. */
export type Context = {
  readonly db: Db;
  readonly now: Instant;
  readonly newId: () => string;
  readonly principal: Principal;
  readonly origin: Origin;
  /** Present when the request carried an Idempotency-Key. */
  readonly idempotency: { readonly key: string; readonly fingerprint: string } | null;
  /** HMAC key of the audit trail; kept outside the database. */
  readonly auditKey: Buffer;
  /** What follows from events, in the same transaction (src/app/reactions.ts). */
  readonly react: Reaction;
  /** How far people are trained on a version: asked by documents, answered by training (src/app/questions.ts). */
  readonly readiness: AskReadiness;
  /** Who would gain and lose what by a change: asked by the matrix, answered by training. Never within a transaction. */
  readonly effect: AskEffect;
  readonly log: Log;
};

export type Origin = { readonly requestId: string; readonly address: string | null };

export type Reaction = (ctx: Context, tx: AuditedTx, events: readonly DomainEvent[]) => Promise<void>;

export type AskReadiness = (db: Db | Tx, versionId: string, at: Instant) => Promise<Readiness>;

/** A change that is made, looked at and rolled back: which documents it concerns, what it does, and when it has its effect. */
export type TriedChange = { readonly documentIds: readonly string[]; readonly at: Instant; readonly change: (tx: AuditedTx) => Promise<void> };

export type AskEffect = (ctx: Context, change: TriedChange) => Promise<ChangeEffect>;

declare const audited: unique symbol;
/** A transaction that already holds its audit event: only `commit` makes one, and every `save…` asks for one. */
export type AuditedTx = Tx & { readonly [audited]: true };
