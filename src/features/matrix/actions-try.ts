import { done, refuse, type Outcome } from '../../kernel/decision.ts';
import { isEarlier, startOfDay, type Day, type Instant } from '../../kernel/day.ts';
import type { Context, TriedChange } from '../../platform/context.ts';
import { loadSites } from '../people/store.ts';
import { checkShape, documentsOf } from './rules.ts';
import { loadNamed, loadRule, saveRule, saveRuleEnd, saveRuleVersion } from './store.ts';
import type { MatrixRule, RuleContent } from './types.ts';

/** MTX-05: a rule, new or revised, as it would be on its first day. */
export async function triedRule(ctx: Context, ruleId: string | null, content: RuleContent): Promise<Outcome<TriedChange>> {
  const wrong = checkShape(content);
  if (wrong !== null) return wrong;
  const before = ruleId === null ? null : await loadRule(ctx.db, ruleId);
  if (ruleId !== null && before === null) return refuse('not-found', { what: 'rule' });
  const id = ruleId ?? ctx.newId();
  const { curriculumDocumentIds } = await loadNamed(ctx.db, content);
  const documentIds = [...new Set([...content.documentIds, ...curriculumDocumentIds, ...(before === null ? [] : documentsOf(before))])];
  return done({ documentIds, at: await begunEverywhere(ctx, content.from), change: async (tx) => {
    if (before === null) await saveRule(tx, ctx, id, 2_000_000_000);
    await saveRuleVersion(tx, ctx, { id, version: (before?.version ?? 0) + 1, ownerId: null, proposalId: null }, content, null);
  } });
}

/** The end of a rule, as it would be on the day after its last one. */
export async function triedRuleEnd(ctx: Context, rule: MatrixRule, lastDay: Day): Promise<TriedChange> {
  return { documentIds: documentsOf(rule), at: await begunEverywhere(ctx, lastDay.add({ days: 1 })), change: (tx) => saveRuleEnd(tx, ctx, rule.id, lastDay) };
}

/** Now, or when the day has begun at every site. */
async function begunEverywhere(ctx: Context, day: Day): Promise<Instant> {
  const begun = (await loadSites(ctx.db)).map((site) => startOfDay(day, site.zone)).toSorted(Temporal.Instant.compare).at(-1) ?? ctx.now;
  return isEarlier(ctx.now, begun) ? begun : ctx.now;
}
