import type { Instant } from '../../kernel/day.ts';
import type { AuditedTx } from '../../platform/context.ts';
import type { Db } from '../../platform/db/pool.ts';
import type { Meaning } from './types.ts';

export type SignatureRow = {
  readonly id: string; readonly person_id: string; readonly printed_name: string; readonly meaning: Meaning;
  readonly subject_kind: string; readonly subject_id: string; readonly statement: string;
  readonly signed_at: Instant; readonly zone: string; readonly method: 'password'; readonly payload: string; readonly digest: Buffer;
};

/** A signature as it is shown; `digest` in hexadecimal. */
export type ShownSignature = {
  readonly id: string; readonly personId: string; readonly printedName: string; readonly meaning: string; readonly subjectId: string;
  readonly statement: string; readonly signedAt: Instant; readonly zone: string; readonly method: string; readonly digest: string;
};

export async function insertSignature(tx: AuditedTx, row: SignatureRow): Promise<void> {
  await tx.insertInto('signature').values(row).execute();
}

/** The signatures on one thing, in the order they were given. */
export function loadSignatures(db: Db, subjectId: string): Promise<ShownSignature[]> {
  return loadSignaturesOf(db, [subjectId]);
}

export async function loadSignaturesOf(db: Db, subjectIds: readonly string[]): Promise<ShownSignature[]> {
  if (subjectIds.length === 0) return [];
  const rows = await shown(db).where('subject_id', 'in', [...subjectIds]).orderBy('signed_at').orderBy('id').execute();
  return rows.map(toShown);
}

export async function loadSignaturesById(db: Db, ids: readonly string[]): Promise<ShownSignature[]> {
  if (ids.length === 0) return [];
  const rows = await shown(db).where('id', 'in', [...ids]).execute();
  return rows.map(toShown);
}

function shown(db: Db) {
  return db.selectFrom('signature').select(['id', 'person_id', 'printed_name', 'meaning', 'subject_id', 'statement', 'signed_at', 'zone', 'method', 'digest']);
}

type Shown = { id: string; person_id: string; printed_name: string; meaning: string; subject_id: string; statement: string; signed_at: Instant; zone: string; method: string; digest: Buffer };

function toShown(row: Shown): ShownSignature {
  return {
    id: row.id, personId: row.person_id, printedName: row.printed_name, meaning: row.meaning, subjectId: row.subject_id,
    statement: row.statement, signedAt: row.signed_at, zone: row.zone, method: row.method, digest: row.digest.toString('hex'),
  };
}
