import { sql } from 'kysely';
import type { Instant } from '../../../kernel/day.ts';
import type { AuditedTx, Context } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { RISKS, type Risk } from '../types.ts';
import type { KeptPolicy, Policies, Policy } from './types.ts';

const columns = sql`p.id, p.risk, p.version, jsonb_build_object('effectiveDate', p.effective_date, 'gatePercent', p.gate_percent, 'minimumTrainingDays', p.minimum_training_days, 'revisionDays', p.revision_days,
  'initialDays', p.initial_days, 'driftVersions', p.drift_versions, 'driftMonths', p.drift_months, 'retrainPriorCompleters', p.retrain_prior_completers,
  'renewalBasis', p.renewal_basis, 'renewalMonths', p.renewal_months, 'renewalWindowDays', p.renewal_window_days, 'revisionRenews', p.revision_renews, 'fullForMinor', p.full_for_minor, 'absenceMonths', p.absence_months) as settings`;

/** The policy of every risk class as it stands now. */
export async function loadPolicies(db: Db | Tx): Promise<Policies> {
  const kept = await loadCurrentPolicies(db);
  return { critical: kept.critical.settings, high: kept.high.settings, medium: kept.medium.settings, low: kept.low.settings };
}

/** The same with the version that each of them is. Throws when a class has none: the migration gives each its first. */
export async function loadCurrentPolicies(db: Db | Tx): Promise<Readonly<Record<Risk, KeptPolicy>>> {
  const found = await sql<KeptPolicy>`select distinct on (p.risk) ${columns} from risk_policy p order by p.risk, p.version desc`.execute(db);
  const of = (risk: Risk): KeptPolicy => {
    const policy = found.rows.find((row) => row.risk === risk);
    if (policy === undefined) throw new Error(`no policy for ${risk} documents`);
    return policy;
  };
  return { critical: of('critical'), high: of('high'), medium: of('medium'), low: of('low') };
}

export async function loadPolicy(db: Db | Tx, id: string): Promise<KeptPolicy | null> {
  const found = await sql<KeptPolicy>`select ${columns} from risk_policy p where p.id = ${id}::uuid`.execute(db);
  return found.rows[0] ?? null;
}

export type PolicyVersionRow = KeptPolicy & { readonly reason: string | null; readonly signedAt: Instant | null; readonly until: Instant | null; readonly signatureId: string | null };

/** All versions of the policies of these classes, newest first, as they were known at an instant. */
export async function loadPolicyVersions(db: Db, risks: readonly Risk[], at: Instant): Promise<PolicyVersionRow[]> {
  const found = await sql<PolicyVersionRow>`select ${columns}, p.reason, p.signed_at as "signedAt", p.signature_id as "signatureId",
      lead(p.signed_at) over (partition by p.risk order by p.version) as until
    from risk_policy p where p.risk = any(${[...risks]}::text[]) and (p.signed_at is null or p.signed_at <= ${at}) order by p.risk, p.version desc`.execute(db);
  return found.rows.toSorted((a, b) => RISKS.indexOf(a.risk) - RISKS.indexOf(b.risk));
}

/** How many documents a class has, and how many versions of them are approved and not yet in force. */
export async function countOfClass(db: Db, risk: Risk): Promise<{ documents: number; windows: number }> {
  const found = await sql<{ documents: number; windows: number }>`select count(*) filter (where d.retired_at is null) as documents,
    (select count(*) from document_version v join document w on w.id = v.document_id where w.risk = ${risk} and v.state = 'approved') as windows from document d where d.risk = ${risk}`.execute(db);
  return found.rows[0] ?? { documents: 0, windows: 0 };
}

/** One signing of policies at a time: what a signature says about the other classes still holds when it is saved. */
export async function lockPolicies(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('readback.risk_policy'))`.execute(tx);
}

export async function savePolicy(tx: AuditedTx, ctx: Context, of: { readonly id: string; readonly risk: Risk; readonly version: number; readonly reason: string; readonly signatureId: string }, settings: Policy): Promise<void> {
  await tx.insertInto('risk_policy').values({
    id: of.id, risk: of.risk, version: of.version, reason: of.reason, signature_id: of.signatureId, signed_at: ctx.now,
    effective_date: settings.effectiveDate, gate_percent: settings.gatePercent, minimum_training_days: settings.minimumTrainingDays, revision_days: settings.revisionDays,
    initial_days: settings.initialDays, drift_versions: settings.driftVersions, drift_months: settings.driftMonths, retrain_prior_completers: settings.retrainPriorCompleters,
    renewal_basis: settings.renewalBasis, renewal_months: settings.renewalMonths, renewal_window_days: settings.renewalWindowDays, revision_renews: settings.revisionRenews, full_for_minor: settings.fullForMinor, absence_months: settings.absenceMonths,
  }).execute();
}
