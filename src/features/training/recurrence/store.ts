import { sql, type RawBuilder } from 'kysely';
import type { Day, Instant } from '../../../kernel/day.ts';
import type { AuditedTx, Context } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { loadPolicies } from '../../documents/policy/store.ts';
import { holdsAt } from '../../people/store-placement.ts';
import { recurrenceOf } from './rules.ts';
import type { KeptSetting, LastRecord, Recurrence, Setting, Subject, YearDay } from './types.ts';

type Row = { documentId: string; version: number; basis: Setting['basis']; months: number | null; windowDays: number | null; opens: string | null; due: string | null; revisionRenews: boolean | null; signedAt: Instant; reason: string; signatureId: string };
const columns = sql`s.document_id as "documentId", s.version, s.basis, s.months, s.window_days as "windowDays", s.opens, s.due, s.revision_renews as "revisionRenews", s.signed_at as "signedAt", s.reason, s.signature_id as "signatureId"`;

/** The settings that documents have of their own, by document. */
export async function loadSettings(db: Db | Tx, documentIds: readonly string[] | null): Promise<Map<string, KeptSetting>> {
  const which = documentIds === null ? sql`true` : sql`s.document_id = any(${[...documentIds]}::uuid[])`;
  const found = await sql<Row>`select distinct on (s.document_id) ${columns} from document_recurrence s where ${which} order by s.document_id, s.version desc`.execute(db);
  return new Map(found.rows.map((row) => [row.documentId, { version: row.version, signedAt: row.signedAt, setting: settingOf(row) }]));
}

export type SettingVersion = KeptSetting & { readonly reason: string; readonly signatureId: string };

/** All that was ever set for one document, newest first, as of an instant. */
export async function loadSettingVersions(db: Db, documentId: string, at: Instant): Promise<SettingVersion[]> {
  const found = await sql<Row>`select ${columns} from document_recurrence s where s.document_id = ${documentId}::uuid and s.signed_at <= ${at} order by s.version desc`.execute(db);
  return found.rows.map((row) => ({ version: row.version, signedAt: row.signedAt, setting: settingOf(row), reason: row.reason, signatureId: row.signatureId }));
}

function settingOf({ basis, months, windowDays, opens, due, revisionRenews }: Row): Setting {
  if ((basis === 'rolling' || basis === 'anniversary') && months !== null && windowDays !== null) return { basis, months, windowDays, revisionRenews: revisionRenews === true };
  if (basis === 'calendar' && opens !== null && due !== null) return { basis, opens: yearDay(opens), due: yearDay(due), revisionRenews: revisionRenews === true };
  return basis === 'none' ? { basis } : { basis: 'policy' };
}

export const yearDay = (text: string): YearDay => ({ month: Number(text.slice(0, 2)), day: Number(text.slice(3)) });
const yearDayText = ({ month, day }: YearDay): string => `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

export async function loadSubject(db: Db | Tx, documentId: string): Promise<Subject | null> {
  const found = await sql<Subject>`select id, number, risk from document where id = ${documentId}::uuid`.execute(db);
  return found.rows[0] ?? null;
}

export async function lockSettings(tx: Tx, documentId: string): Promise<void> {
  await sql`select from document where id = ${documentId}::uuid for update`.execute(tx);
}

export async function saveSetting(tx: AuditedTx, ctx: Context, of: { readonly id: string; readonly documentId: string; readonly version: number; readonly reason: string; readonly signatureId: string }, setting: Setting): Promise<void> {
  const counted = setting.basis === 'rolling' || setting.basis === 'anniversary' ? setting : null;
  const calendar = setting.basis === 'calendar' ? setting : null;
  await tx.insertInto('document_recurrence').values({
    id: of.id, document_id: of.documentId, version: of.version, basis: setting.basis, months: counted?.months ?? null, window_days: counted?.windowDays ?? null,
    opens: calendar === null ? null : yearDayText(calendar.opens), due: calendar === null ? null : yearDayText(calendar.due), revision_renews: (counted ?? calendar)?.revisionRenews ?? null,
    reason: of.reason, signature_id: of.signatureId, signed_at: ctx.now,
  }).execute();
}

/** What a completion needs to know: how training on the document recurs, and the record that it renews. */
export async function loadCycle(db: Db | Tx, personId: string, documentId: string): Promise<{ recurrence: Recurrence; last: LastRecord | null }> {
  const subject = await loadSubject(db, documentId);
  const policies = await loadPolicies(db);
  const settings = await loadSettings(db, [documentId]);
  const found = await sql<LastRecord>`select r.version_id as "versionId", r.valid_until as "validUntil", r.anchor_on as "anchorOn", r.event_at as "trainedAt" from training_record r
    where r.person_id = ${personId}::uuid and r.document_id = ${documentId}::uuid and r.kind = 'training' and r.path <> 'notice' order by r.event_at desc, r.id desc limit 1`.execute(db);
  return { recurrence: recurrenceOf(settings.get(documentId) ?? null, policies[subject?.risk ?? 'critical']), last: found.rows[0] ?? null };
}

/** One person's qualifications, each by its newest record for the version in force. */
export type Renewable = { documentId: string; number: string; title: string; risk: Subject['risk']; label: string; validUntil: Instant | null; anchorOn: Day | null; trainedAt: Instant; zone: string };

export async function loadRenewable(db: Db, personId: string, at: Instant, zone: RawBuilder<unknown>): Promise<Renewable[]> {
  const found = await sql<Renewable>`select distinct on (d.id) d.id as "documentId", d.number, d.title, d.risk, v.label, r.valid_until as "validUntil", base.anchor_on as "anchorOn", base.event_at as "trainedAt", ${zone} as zone
    from obligation o join document d on d.id = o.document_id join document_version v on v.document_id = d.id and v.in_force @> ${at}::timestamptz
    join training_record r on r.person_id = o.person_id and r.version_id = v.id and r.event_at <= ${at} and (r.valid_until is null or r.valid_until > ${at})
    join lateral (select b.anchor_on, b.event_at from training_record b where b.person_id = o.person_id and b.document_id = d.id and b.event_at <= r.event_at
      order by (b.kind = 'training' and b.path <> 'notice') desc, b.event_at desc limit 1) base on true
    where o.person_id = ${personId}::uuid and o.since <= ${at} and (o.until is null or o.until > ${at}) order by d.id, r.event_at desc, r.id desc`.execute(db);
  return found.rows;
}

/** Who is qualified on the version in force and required to be, with what the next renewal hangs on. */
export async function loadQualified(db: Db, documentId: string, at: Instant): Promise<{ validUntil: Instant | null; trainedAt: Instant; zone: string }[]> {
  const found = await sql<{ validUntil: Instant | null; trainedAt: Instant; zone: string }>`select distinct on (r.person_id) r.valid_until as "validUntil", base.event_at as "trainedAt", s.zone
    from document_version v join training_record r on r.version_id = v.id and (r.valid_until is null or r.valid_until > ${at})
    join obligation o on o.person_id = r.person_id and o.document_id = v.document_id and o.until is null
    join employment e on e.person_id = r.person_id join site s on s.id = e.site_id and e.state = 'active' and ${holdsAt(at)}
    join lateral (select b.event_at from training_record b where b.person_id = r.person_id and b.document_id = v.document_id order by (b.kind = 'training' and b.path <> 'notice') desc, b.event_at desc limit 1) base on true
    where v.document_id = ${documentId}::uuid and v.state = 'effective' order by r.person_id, r.event_at desc, r.id desc`.execute(db);
  return found.rows;
}
