import type { JsonObject } from '../../../kernel/json.ts';
import type { AuditedTx, Context } from '../../../platform/context.ts';
import type { Db } from '../../../platform/db/pool.ts';
import type { DocumentFacts } from '../types.ts';
import { copyAttachments, loadAttachments } from './store.ts';

/** Whether a new draft begins without attachments or with those of the version in force. */
export type CarryChoice = 'none' | 'in_force';
export type Carried = { readonly facts: JsonObject; readonly save: (tx: AuditedTx, versionId: string) => Promise<void> };

/** DOC-22: the attachments of the version in force are taken over where the author chose so; each can be removed from the draft. */
export async function carryAttachments(ctx: Context, db: Db, document: DocumentFacts, choice: CarryChoice): Promise<Carried> {
  const inForce = document.versions.find((version) => version.state === 'effective');
  const from = choice === 'none' || inForce === undefined ? [] : await loadAttachments(db, inForce.id);
  if (from.length === 0) return { facts: {}, save: () => Promise.resolve() };
  const copies = from.map((one) => ({ id: ctx.newId(), from: one.id }));
  const by = ctx.principal.kind === 'person' ? ctx.principal.id : null;
  return {
    facts: { attachments: from.map(({ fileName, sha256 }) => ({ fileName, sha256 })), attachmentsFrom: inForce?.label ?? null },
    save: (tx, versionId) => copyAttachments(tx, versionId, copies, by, ctx.now),
  };
}
