import { sql } from 'kysely';
import type { Instant } from '../../../kernel/day.ts';
import type { AuditedTx } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';

export async function hasAccounts(db: Db | Tx): Promise<boolean> {
  return (await db.selectFrom('account').select('person_id').limit(1).executeTakeFirst()) !== undefined;
}

/** Two set-ups at once must not both find an empty house. Ends with the transaction. */
export async function lockSetup(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('first set-up'))`.execute(tx);
}

export async function saveSetupCode(db: Db, codeHash: Buffer, at: Instant): Promise<void> {
  await db.insertInto('setup_code').values({ code_hash: codeHash, created_at: at }).execute();
}

export async function isSetupCode(db: Db | Tx, codeHash: Buffer): Promise<boolean> {
  return (await db.selectFrom('setup_code').select('created_at').where('code_hash', '=', codeHash).executeTakeFirst()) !== undefined;
}

export async function forgetSetupCodes(tx: AuditedTx): Promise<void> {
  await tx.deleteFrom('setup_code').execute();
}
