import type { Instant } from '../../../kernel/day.ts';
import type { AuditedTx } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';

export type KeyRow = { readonly id: string; readonly name: string; readonly role: string; readonly createdAt: Instant; readonly revokedAt: Instant | null };

export function loadKeys(db: Db): Promise<KeyRow[]> {
  return keys(db).orderBy('id', 'desc').execute();
}

export async function loadKeyById(tx: Tx, id: string): Promise<KeyRow | null> {
  return (await keys(tx).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;
}

function keys(db: Db | Tx) {
  return db.selectFrom('api_key').select(['id', 'name', 'role', 'created_at as createdAt', 'revoked_at as revokedAt']);
}

export type NewKey = { readonly id: string; readonly name: string; readonly role: string; readonly tokenHash: Buffer; readonly at: Instant; readonly maker: string | null };

export async function saveKey(tx: AuditedTx, key: NewKey): Promise<void> {
  await tx.insertInto('api_key').values({ id: key.id, name: key.name, role: key.role, token_hash: key.tokenHash, created_at: key.at, created_by: key.maker }).execute();
}

export async function saveKeyRevocation(tx: AuditedTx, id: string, at: Instant): Promise<void> {
  await tx.updateTable('api_key').set({ revoked_at: at }).where('id', '=', id).execute();
}

export async function loadKeyMaker(db: Db | Tx, id: string): Promise<string | null> {
  return (await db.selectFrom('api_key').select('created_by').where('id', '=', id).executeTakeFirst())?.created_by ?? null;
}
