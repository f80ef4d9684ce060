import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import type { Instant } from '../../../kernel/day.ts';
import { permits } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { loadTarget } from '../../people/store.ts';
import { inForceOf } from '../exceptions/rules.ts';
import { loadExceptionsOf } from '../exceptions/store.ts';
import { loadAudienceNames, loadRules } from '../store.ts';
import { may } from './permissions.ts';
import { explain } from './rules.ts';
import { loadStandingPlace, loadSubjects } from './store.ts';
import type { Why } from './types.ts';

/** MTX-07 for one person and document as everything was known at an instant; null: no such person or document. */
export async function whyFor(db: Db | Tx, personId: string, documentId: string, at: Instant): Promise<(Why & { person: { id: string; name: string }; document: { id: string; number: string } }) | null> {
  const subjects = await loadSubjects(db, personId, documentId, at);
  if (subjects === null) return null;
  const [place, rules, exceptions] = [await loadStandingPlace(db, personId, at), await loadRules(db, [documentId], at), await loadExceptionsOf(db, personId, documentId, at)];
  const names = await loadAudienceNames(db, rules.map((rule) => rule.audience));
  const why = explain({ ...subjects, position: place?.position ?? null, since: place?.since ?? { site: null, department: null }, rules, exception: place === null ? null : inForceOf(exceptions, place.position.day), names });
  return { ...why, person: subjects.person, document: { id: documentId, number: subjects.document.number } };
}

type Reply = Omit<Why, 'rules'> & { person: { id: string; name: string }; document: { id: string; number: string }; at: string; rules: Omit<Why['rules'][number], 'audience'>[] };

export async function showWhy(ctx: Context, query: { readonly person: string; readonly document: string; readonly at?: string | undefined }): Promise<Outcome<Reply>> {
  const target = await loadTarget(ctx.db, query.person, ctx.now);
  if (!permits(ctx.principal, may.readWhy, target ?? { personId: query.person })) return refuse('not-permitted');
  const at = query.at === undefined ? ctx.now : Temporal.Instant.from(query.at);
  const why = await whyFor(ctx.db, query.person, query.document, at);
  if (why === null) return refuse('not-found', { what: 'person or document' });
  return done({ ...why, at: at.toString(), rules: why.rules.map(({ audience: _audience, ...rule }) => rule) });
}
