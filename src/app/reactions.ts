import type { DomainEvent } from '../kernel/decision.ts';
import type { AuditedTx, Context } from '../platform/context.ts';
import { endRolesOfLeavers } from '../features/access/grants/actions-leaving.ts';
import { clearWriting } from '../features/documents/authoring/store.ts';
import { draftModule } from '../features/learning/actions.ts';
import { openHoldOverridden } from '../features/quality/actions.ts';
import { moveBySite } from '../features/training/calendar/actions.ts';
import { reconcile } from '../features/training/reconcile/actions.ts';
import type { Hint } from '../features/training/reconcile/types.ts';
import { redateOpenWork } from '../features/training/redate/actions.ts';

type Follow = (ctx: Context, tx: AuditedTx, events: readonly DomainEvent[]) => Promise<void>;

/** When this happens, that follows, in the same transaction. All events of one act with the same consequence are handled together. */
export const REACTIONS: readonly { readonly when: readonly string[]; readonly follow: Follow }[] = [
  { when: ['VersionApproved'], follow: (_ctx, tx, events) => clearWriting(tx, events.map((event) => event.subject.id)) },
  { when: ['VersionDrafted', 'VersionContentReplaced', 'VersionImported'], follow: giveModule },
  { when: ['PersonHired'], follow: reconcilePeople('hire') },
  { when: ['PersonMoved'], follow: reconcilePeople('transfer') },
  { when: ['PersonReturned'], follow: reconcilePeople('return') },
  { when: ['PersonAbsent', 'EmploymentEnded'], follow: reconcilePeople('none') },
  { when: ['EmploymentEnded'], follow: endRoles(true) },
  { when: ['PersonHired'], follow: endRoles(false) },
  { when: ['VersionApproved', 'VersionBecameEffective', 'VersionBaselined', 'VersionWithdrawn', 'DocumentRetired'], follow: reconcileDocuments('none', true) },
  { when: ['SiteCalendarChanged'], follow: moveBySites },
  { when: ['EffectiveDateMoved'], follow: moveDueDates },
  { when: ['EffectiveDateMoved'], follow: reconcileDocuments('none', true) },
  { when: ['HoldOverridden'], follow: openQualityEvents },
  { when: ['PolicySigned'], follow: followPolicy },
  { when: ['RecurrenceSigned'], follow: reconcileDocuments('rule', true) },
  { when: ['DocumentFactsChanged'], follow: reconcileDocuments('rule', false) }, // another risk class is another policy
  { when: ['MatrixRuleCreated', 'MatrixRuleRevised', 'MatrixRuleEnded', 'CurriculumCreated', 'CurriculumRevised'], follow: reconcileDocuments('rule', false) },
  { when: ['ExceptionGranted', 'ExceptionEnded'], follow: reconcileExceptions },
];

export async function react(ctx: Context, tx: AuditedTx, events: readonly DomainEvent[]): Promise<void> {
  const types = new Set(events.map((event) => event.type)); // few, however many events
  for (const { when, follow } of REACTIONS) {
    if (!when.some((type) => types.has(type))) continue;
    const matching = events.filter((event) => when.includes(event.type));
    await follow(ctx, tx, matching);
  }
}

/** Each document has its training module, whose versions travel with it (ASM-01). */
async function giveModule(ctx: Context, tx: AuditedTx, events: readonly DomainEvent[]): Promise<void> {
  for (const event of events) await draftModule(ctx, tx, event.subject.id, renumberedIn(event));
}

/** ASM-03: where the numbers of the sections that were replaced went. */
function renumberedIn({ data: { renumbered } }: DomainEvent): Readonly<Record<string, readonly string[]>> {
  return typeof renumbered === 'object' && renumbered !== null ? (renumbered as Readonly<Record<string, readonly string[]>>) : {}; // written by rules-sections.ts
}

/** Product roles do not outlast the employment they were granted in (MTX-10). */
function endRoles(ending: boolean): Follow {
  return (ctx, tx, events) => endRolesOfLeavers(ctx, tx, [...new Set(events.map((event) => event.subject.id))], ending);
}

/** DOC-07: due dates follow a moved effective date, before anything else looks at them. */
async function moveDueDates(ctx: Context, tx: AuditedTx, events: readonly DomainEvent[]): Promise<void> {
  for (const event of events) await redateOpenWork(ctx, tx, event.subject.id);
}

/** TRN-03: due dates follow the calendar and zone of the site. */
async function moveBySites(ctx: Context, tx: AuditedTx, events: readonly DomainEvent[]): Promise<void> {
  for (const event of events) await moveBySite(ctx, tx, event.subject.id);
}

/** DOC-06: going ahead with too few trained is a departure from the policy that quality follows up. */
async function openQualityEvents(ctx: Context, tx: AuditedTx, events: readonly DomainEvent[]): Promise<void> {
  for (const event of events) await openHoldOverridden(ctx, tx, event);
}

function reconcilePeople(hint: Hint): Follow {
  return async (ctx, tx, events) => {
    await reconcile(ctx, tx, { personIds: [...new Set(events.map((event) => event.subject.id))], documentIds: null }, hint);
  };
}

/** MTX-06: one person and one document each, in practice one of them. */
async function reconcileExceptions(ctx: Context, tx: AuditedTx, events: readonly DomainEvent[]): Promise<void> {
  for (const { data } of events) await reconcile(ctx, tx, { personIds: [String(data['person'])], documentIds: [String(data['document'])] }, 'rule');
}

function reconcileDocuments(hint: Hint, obligedOnly: boolean): Follow {
  return async (ctx, tx, events) => {
    const documentIds = new Set(events.flatMap((event) => documentsOf(event)));
    await reconcile(ctx, tx, { personIds: null, documentIds: [...documentIds], obligedOnly }, hint);
  };
}

/** IMP-03, TRN-10, MTX-09: these settings of a policy decide who is trained now; the rest counts from the next act on. */
const DECIDING = ['retrainPriorCompleters', 'renewalBasis', 'renewalMonths', 'renewalWindowDays', 'revisionRenews', 'absenceMonths'];

async function followPolicy(ctx: Context, tx: AuditedTx, events: readonly DomainEvent[]): Promise<void> {
  const deciding = events.filter(({ data }) => Array.isArray(data['changes']) && data['changes'].some((change) => DECIDING.some((name) => isSetting(change, name))));
  if (deciding.length === 0) return;
  const documents = await tx.selectFrom('document').select('id').where('risk', 'in', deciding.map(({ data }) => String(data['risk']))).execute();
  await reconcile(ctx, tx, { personIds: null, documentIds: documents.map(({ id }) => id) }, 'rule');
}

function isSetting(change: unknown, name: string): boolean {
  return typeof change === 'object' && change !== null && 'setting' in change && change.setting === name;
}

function documentsOf(event: DomainEvent): readonly string[] {
  if (event.subject.kind === 'document') return [event.subject.id];
  const { documentId, documentIds } = event.data;
  if (typeof documentId === 'string') return [documentId];
  return Array.isArray(documentIds) ? documentIds.filter((id) => typeof id === 'string') : [];
}
