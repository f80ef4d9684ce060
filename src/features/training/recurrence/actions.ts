import { sql } from 'kysely';
import type { z } from 'zod';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import { dayIn, isBefore } from '../../../kernel/day.ts';
import type { Context } from '../../../platform/context.ts';
import type { Loose } from '../../../platform/http/route.ts';
import { act, commit } from '../../audit/actions.ts';
import { loadPolicies } from '../../documents/policy/store.ts';
import { holdsAt } from '../../people/store-placement.ts';
import { prepareSignature, proveSigner, saveSignature } from '../../signatures/actions.ts';
import { loadSignaturesById } from '../../signatures/store.ts';
import { may } from '../permissions.ts';
import { mayConcerning } from '../standing/actions.ts';
import type * as contract from './contract.ts';
import { dueOnOf, opensOn, recurrenceOf } from './rules.ts';
import { settingStatement, signSetting } from './rules-setting.ts';
import { nextDueSentence, settingSentences } from './rules-words.ts';
import { loadQualified, loadRenewable, loadSettings, loadSettingVersions, loadSubject, lockSettings, saveSetting } from './store.ts';
import type { Setting } from './types.ts';

type Reply<E extends { reply: z.ZodType }> = Loose<z.input<E['reply']>>;
const atOf = (ctx: Context, asOf: string | undefined): Temporal.Instant => (asOf === undefined ? ctx.now : Temporal.Instant.from(asOf));
const FROM_POLICY: Setting = { basis: 'policy' };

export async function showRecurrence(ctx: Context, documentId: string, asOf: string | undefined): Promise<Outcome<Reply<typeof contract.getRecurrence>>> {
  const subject = await loadSubject(ctx.db, documentId);
  if (subject === null) return refuse('not-found', { what: 'document' });
  const policy = (await loadPolicies(ctx.db))[subject.risk];
  const versions = await loadSettingVersions(ctx.db, documentId, atOf(ctx, asOf));
  const signatures = await loadSignaturesById(ctx.db, versions.map((version) => version.signatureId));
  const current = versions[0] ?? null;
  return done({
    setting: current?.setting ?? FROM_POLICY, sentences: settingSentences(current?.setting ?? FROM_POLICY, policy, subject.risk), recurs: recurrenceOf(current, policy).basis !== 'none',
    versions: versions.map(({ signatureId, ...version }) => ({ ...version, sentences: settingSentences(version.setting, policy, subject.risk), signature: signatures.find((signature) => signature.id === signatureId) ?? null })),
  });
}

/** MTX-05: for whom a renewal would be assigned at once is found by the rule that will assign it. */
export async function proposeRecurrence(ctx: Context, documentId: string, setting: Setting): Promise<Outcome<Reply<typeof contract.proposeRecurrence>>> {
  const subject = await loadSubject(ctx.db, documentId);
  if (subject === null) return refuse('not-found', { what: 'document' });
  const policy = (await loadPolicies(ctx.db))[subject.risk];
  const current = (await loadSettings(ctx.db, [documentId])).get(documentId) ?? { version: 0, setting: FROM_POLICY };
  const decision = signSetting(subject, current, setting, policy, '');
  if (!decision.ok) return decision;
  const recurrence = recurrenceOf({ setting, signedAt: ctx.now }, policy);
  const dues = (await loadQualified(ctx.db, documentId, ctx.now)).flatMap((record) => {
    const dueOn = dueOnOf(recurrence, record, record.zone);
    return dueOn === null ? [] : [{ dueOn, open: !isBefore(dayIn(ctx.now, record.zone), opensOn(recurrence, dueOn)) }];
  });
  const sentences = settingSentences(setting, policy, subject.risk);
  return done({
    statement: settingStatement(ctx.principal.name, subject, current.version + 1, setting, policy), sentences, qualified: dues.length,
    atOnce: dues.filter((due) => due.open).length, firstDueOn: dues.map((due) => due.dueOn).toSorted(Temporal.PlainDate.compare)[0] ?? null,
  });
}

export type SignInput = { readonly setting: Setting; readonly reason: string; readonly statement: string; readonly password: string };

export async function putRecurrence(ctx: Context, documentId: string, input: SignInput): Promise<Outcome<{ version: number }>> {
  const signer = await proveSigner(ctx, input.password);
  if (!signer.ok) return signer;
  return act(ctx, async (tx) => {
    await lockSettings(tx, documentId);
    const subject = await loadSubject(tx, documentId);
    if (subject === null) return refuse('not-found', { what: 'document' });
    const policy = (await loadPolicies(tx))[subject.risk];
    const current = (await loadSettings(tx, [documentId])).get(documentId) ?? { version: 0, setting: FROM_POLICY };
    const decision = signSetting(subject, current, input.setting, policy, input.reason);
    if (!decision.ok) return decision;
    const [id, version] = [ctx.newId(), current.version + 1];
    const statement = settingStatement(signer.reply.printedName, subject, version, input.setting, policy);
    const signature = prepareSignature(ctx, signer.reply, { meaning: 'approved', subject: { kind: 'recurrence', id }, statement, shown: input.statement, facts: { document: subject.number, version, reason: input.reason } });
    if (!signature.ok) return signature;
    const [event] = decision.events;
    await commit(ctx, tx, [{ ...event, data: { ...event.data, signature: signature.reply.eventData } }], async (audited) => {
      await saveSignature(audited, signature.reply);
      await saveSetting(audited, ctx, { id, documentId, version, reason: input.reason, signatureId: signature.reply.id }, input.setting);
    });
    return done({ version });
  });
}

export async function nextDue(ctx: Context, personId: string, asOf: string | undefined): Promise<Outcome<Reply<typeof contract.listNextDue>>> {
  if (!(await mayConcerning(ctx, may.readTraining, personId))) return refuse('not-permitted');
  const at = atOf(ctx, asOf);
  const zone = sql`coalesce((select s.zone from employment e join site s on s.id = e.site_id where e.person_id = o.person_id and ${holdsAt(at)} limit 1), (select zone from organisation), 'UTC')`;
  const rows = await loadRenewable(ctx.db, personId, at, zone);
  const policies = await loadPolicies(ctx.db);
  const settings = await loadSettings(ctx.db, rows.map((row) => row.documentId));
  const items = rows.flatMap((row) => {
    const kept = settings.get(row.documentId) ?? null;
    const recurrence = recurrenceOf(kept, policies[row.risk]);
    const dueOn = dueOnOf(recurrence, row, row.zone);
    if (dueOn === null) return [];
    const source = kept === null || kept.setting.basis === 'policy' ? 'policy' : 'document';
    const opens = opensOn(recurrence, dueOn);
    const sentence = nextDueSentence({ dueOn, opensOn: opens, trainedOn: dayIn(row.trainedAt, row.zone), label: row.label, anchorOn: row.anchorOn, recorded: row.validUntil !== null, source, risk: row.risk }, recurrence);
    return [{ document: { id: row.documentId, number: row.number, title: row.title }, dueOn, opensOn: opens, sentence }];
  });
  return done({ items: items.toSorted((a, b) => Temporal.PlainDate.compare(a.dueOn, b.dueOn) || a.document.number.localeCompare(b.document.number)) });
}
