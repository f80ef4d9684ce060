import { getVersion } from '../../features/documents/contract.ts';
import { getOverrideStatement, getTakingEffect, overrideHold } from '../../features/documents/lifecycle/contract.ts';
import { listPolicies, proposePolicy, signPolicy } from '../../features/documents/policy/contract.ts';
import { listQualityEvents } from '../../features/quality/contract.ts';
import { pairsOf, type Document, type Version } from './book.ts';
import { overrule, plusDays, shareIn } from './book-settle.ts';
import { checkAssignments } from './checks.ts';
import type { Journal } from './journal.ts';
import type { Run } from './play.ts';
import type { Plan } from './procedures.ts';
import { enter, PASSWORD, type User } from './staff.ts';

/**
 * Of the thousands on the roster only some have accounts and train, so the default gate for critical documents would hold
 * back every revision of them. The run therefore begins as a company that goes by date, which quality signs, and puts the
 * gate to the test at its end.
 */
export async function goByDate(quality: User, journal: Journal): Promise<void> {
  await sign(quality, { effectiveDate: 'date' }, 'Effective dates are kept while people get their accounts.', journal);
}

export const GATE = 90;

async function sign(quality: User, change: { readonly effectiveDate: 'date' | 'gate'; readonly gatePercent?: number }, reason: string, journal: Journal): Promise<void> {
  const { items } = await quality.client.call(listPolicies, { query: {} });
  const before = items.find((item) => item.risk === 'critical');
  if (before === undefined) return journal.wrong('the policy for critical documents', 'one', 'none');
  const settings = { ...before.settings, ...change };
  const { statement } = await quality.client.call(proposePolicy, { params: { risk: 'critical' }, body: { settings } });
  const { version } = await quality.client.call(signPolicy, { params: { risk: 'critical' }, body: { settings, reason, statement, password: PASSWORD } });
  journal.same('the next version of the policy', before.version + 1, version);
  journal.count('policies signed');
}

/** One more revision of a critical document, under the gate: what the run does with it comes from its own acts. */
export type Doings = { revise(plan: Plan): Promise<{ readonly document: Document; readonly version: Version }>; train(): Promise<void>; advance(day: string): Promise<void> };

/** Held at its date by exactly the share that the book counts, then let through by quality, which opens a quality event. */
export async function holdAndOverride(run: Run, day: string, doings: Doings): Promise<void> {
  const { staff, book, journal } = run;
  await enter(staff.quality);
  await sign(staff.quality, { effectiveDate: 'gate', gatePercent: GATE }, 'From now on critical procedures wait for their people.', journal);
  const plan = nextOf(run, day);
  if (plan === null) return journal.wrong('a critical document that people must know', 'one', 'none');
  const { document, version } = await doings.revise(plan);
  await doings.train();
  await doings.advance(plusDays(plan.effectiveOn, 1));
  await enter(staff.quality);
  const name = `${document.number} v${version.label}`;
  const { present, trained } = shareIn(book, document, version);
  const shown = await staff.quality.client.call(getTakingEffect, { params: { id: version.id } });
  journal.same(`${name} at its date`, { state: 'approved', held: true, present, trained, gate: GATE }, { state: shown.state, held: shown.hold !== null, present: shown.now?.present, trained: shown.now?.trained, gate: shown.hold?.gatePercent });
  journal.same(`some, but too few, are trained on ${name}`, true, trained > 0 && trained * 100 < GATE * present);
  const { statement } = await staff.quality.client.call(getOverrideStatement, { params: { id: version.id } });
  const { effectiveAt } = await staff.quality.client.call(overrideHold, { params: { id: version.id }, body: { statement, reason: 'Most of the roster has no account in this run.', password: PASSWORD } });
  overrule(book, document, version, Temporal.Instant.from(effectiveAt));
  journal.same(`${name} after the override`, 'effective', (await staff.quality.client.call(getVersion, { params: { id: version.id } })).state);
  const { items } = await staff.quality.client.call(listQualityEvents, { query: { documentId: document.id } });
  journal.same('quality events opened by it', [`QE-0001 ${name}`], items.map((item) => `${item.number} ${item.document?.number} v${item.version?.label}`));
  await checkAssignments(staff.trainer.client, book, document, version, journal);
  journal.count('holds overridden');
}

function nextOf({ procedures, book }: Run, day: string): Plan | null {
  const procedure = procedures.find(({ risk, number }) => risk === 'critical' && pairsOf(book, book.documents.get(number) ?? NO_DOCUMENT).some((pair) => pair.required));
  const last = procedure?.revisions.at(-1);
  if (procedure === undefined || last === undefined) return null;
  return { procedure, revision: { ...last, label: `${procedure.revisions.length + 50}.0`, day, changeClass: 'major' }, ordinal: procedure.revisions.length + 1, effectiveOn: plusDays(day, 14), suggested: 'retrain', decision: 'retrain', reason: null };
}

const NO_DOCUMENT: Document = { id: '', number: '', title: '', risk: 'low', versions: [] };
