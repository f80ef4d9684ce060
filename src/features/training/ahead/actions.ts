import { sql } from 'kysely';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import { startOfDay } from '../../../kernel/day.ts';
import type { Context } from '../../../platform/context.ts';
import type { Tx } from '../../../platform/db/pool.ts';
import { withExceptions } from '../../matrix/exceptions/rules.ts';
import { loadExceptions } from '../../matrix/exceptions/store.ts';
import { requirementsOf } from '../../matrix/rules.ts';
import { loadRulesApplying } from '../../matrix/store.ts';
import type { Position } from '../../matrix/types.ts';
import { may } from '../permissions.ts';
import { loadFacts, type FactRow } from '../qualification/store.ts';
import { judge } from '../qualification/rules.ts';
import { loadPeople, loadSurroundings } from '../reconcile/store.ts';
import { mayConcerning, type Reply } from '../standing/actions.ts';
import type { getRoleReadiness } from './contract.ts';
import { readyForRole } from './rules.ts';
import { loadComing } from './store.ts';

type Item = Reply<typeof getRoleReadiness>['items'][number];
type OpenRow = { document_id: string; id: string; due_on: Temporal.PlainDate; overdue: boolean };

/** MTX-08: what the role of today, and each change ahead, asks of one person, and how much of it is there on its first day. */
export async function roleReadiness(ctx: Context, personId: string): Promise<Outcome<Reply<typeof getRoleReadiness>>> {
  if (!(await mayConcerning(ctx, may.readTraining, personId))) return refuse('not-permitted');
  return ctx.db.transaction().execute(async (tx) => {
    const around = await loadSurroundings(tx, ctx.now, [personId]);
    const [present] = await loadPeople(tx, ctx.now, { personIds: [personId], documentIds: null }, null, around);
    const coming = await loadComing(tx, ctx.now, [personId], around);
    const open = await sql<OpenRow>`select document_id, id, due_on, overdue_since is not null as overdue from assignment where person_id = ${personId}::uuid and closed_at is null order by due_on`.execute(tx);
    const positions = [...(present?.standing.position === undefined || present.standing.position === null ? [] : [{ position: present.standing.position, at: ctx.now, ahead: false }]), ...coming.map(({ position, person }) => ({ position, at: startOfDay(position.day, person.zone), ahead: true }))];
    const rules = await loadRulesApplying(tx, positions.map(({ position }) => position));
    const exceptions = (await loadExceptions(tx, ctx.now, { personIds: [personId], documentIds: null })).get(personId) ?? [];
    const items: Item[] = [];
    for (const { position, at, ahead } of positions) {
      const documents = [...withExceptions(requirementsOf(position, rules), exceptions, position.day).required.keys()];
      items.push(itemOf(position, ahead, await judged(tx, personId, documents, at), open.rows));
    }
    return done({ items });
  });
}

type Part = { readonly row: FactRow; readonly risk: FactRow['risk']; readonly qualified: boolean };

async function judged(tx: Tx, personId: string, documentIds: readonly string[], at: Temporal.Instant): Promise<Part[]> {
  const rows = documentIds.length === 0 ? [] : await loadFacts(tx, documentIds.map((document) => ({ person: personId, document })), at, sql`true`);
  return rows.map((row) => {
    const records = (row.records ?? []).map((record) => ({ ...record, eventAt: Temporal.Instant.from(record.eventAt), validUntil: record.validUntil === null ? null : Temporal.Instant.from(record.validUntil) }));
    return { row, risk: row.risk, qualified: judge({ employed: true, inForce: row.versionId === null ? null : { id: row.versionId, label: row.label }, records }, at).qualified };
  });
}

function itemOf(position: Position, ahead: boolean, parts: readonly Part[], open: readonly OpenRow[]): Item {
  const missing = parts.filter((part) => !part.qualified).map(({ row }) => {
    const work = open.find((one) => one.document_id === row.documentId);
    return { document: { id: row.documentId ?? '', number: row.number, title: row.title, risk: row.risk }, dueOn: work?.due_on ?? null, overdue: work?.overdue === true, assignmentId: work?.id ?? null };
  });
  const order = ['critical', 'high', 'medium', 'low'];
  return {
    from: position.day, ahead, roles: position.roles.map(({ name }) => name), department: position.departmentName, site: position.siteName, ...readyForRole(parts),
    missing: missing.toSorted((a, b) => order.indexOf(a.document.risk) - order.indexOf(b.document.risk) || a.document.number.localeCompare(b.document.number)),
  };
}
