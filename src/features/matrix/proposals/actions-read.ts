import type { z } from 'zod';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import type { Context } from '../../../platform/context.ts';
import type { Loose } from '../../../platform/http/route.ts';
import { loadSignaturesById } from '../../signatures/store.ts';
import { loadCurriculum, loadNumbers } from '../curricula/store.ts';
import { audienceText } from '../rules-audience.ts';
import { loadNamed, loadRule } from '../store.ts';
import type { RuleContent } from '../types.ts';
import { effectOfProposal, keptChange, nameOfEffect } from './actions-change.ts';
import { lookAt, statementFor } from './actions.ts';
import type * as contract from './contract.ts';
import { compareEffects, decideProposal } from './rules.ts';
import { listProposalRows, loadProposal, proposalOf, type KeptProposal, type ProposalQuery } from './store.ts';

type Reply<E extends { reply: z.ZodType }> = Loose<z.input<E['reply']>>;
type Line = { readonly what: 'name' | 'who' | 'curricula' | 'procedures' | 'period' | 'end' | 'reason'; readonly now: string | null; readonly proposed: string };

export async function proposals(ctx: Context, query: ProposalQuery): Promise<Outcome<Reply<typeof contract.listProposals>>> {
  const rows = await listProposalRows(ctx.db, query);
  const items = rows.slice(0, query.limit);
  return done({ items, nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null });
}

export async function showProposal(ctx: Context, id: string): Promise<Outcome<Reply<typeof contract.getProposal>>> {
  const proposal = await loadProposal(ctx.db, id);
  if (proposal === null) return refuse('not-found', { what: 'proposal' });
  const { content: _content, ownerId: _owner, effect, decidedEffect, signatureIds, ...row } = proposal;
  const signatures = (await loadSignaturesById(ctx.db, signatureIds)).toSorted((a, b) => signatureIds.indexOf(a.id) - signatureIds.indexOf(b.id));
  return done({ ...row, lines: await linesOf(ctx, proposal), effect: decidedEffect ?? effect, signatures });
}

/** MTX-05: worked out anew for whoever is about to sign. */
export async function showApproval(ctx: Context, id: string): Promise<Outcome<z.output<typeof contract.getApproval.reply>>> {
  const proposal = await loadProposal(ctx.db, id);
  if (proposal === null) return refuse('not-found', { what: 'proposal' });
  const allowed = decideProposal(proposalOf(proposal), ctx.principal.id ?? '', 'approved', {});
  if (!allowed.ok) return allowed;
  const change = keptChange(proposal);
  const readied = await lookAt(ctx, change);
  if (!readied.ok) return readied;
  const effect = await effectOfProposal(ctx, change);
  if (!effect.ok) return effect;
  const difference = compareEffects(proposal.effect, effect.reply);
  const statement = statementFor(ctx.principal.name, proposal, readied.reply.text, effect.reply);
  return done({ statement, effect: effect.reply, seen: nameOfEffect(effect.reply), difference: { ...difference, gained: [...difference.gained], gone: [...difference.gone] } });
}

async function linesOf(ctx: Context, proposal: KeptProposal): Promise<Line[]> {
  const change = keptChange(proposal);
  const waits = proposal.decision === null;
  if (change.kind === 'curriculum') {
    const current = waits && change.curriculumId !== null ? await loadCurriculum(ctx.db, change.curriculumId) : null;
    const numbers = await loadNumbers(ctx.db, [...change.content.documentIds, ...(current?.documentIds ?? [])]);
    const say = (ids: readonly string[]): string => ids.map((one) => numbers.get(one) ?? one).toSorted().join(', ');
    return [{ what: 'name', now: current?.name ?? null, proposed: change.content.name }, { what: 'procedures', now: current === null ? null : say(current.documentIds), proposed: say(change.content.documentIds) }];
  }
  const rule = waits && change.ruleId !== null ? await loadRule(ctx.db, change.ruleId) : null;
  if (change.kind === 'rule_end') return [{ what: 'end', now: rule?.until?.toString() ?? null, proposed: change.lastDay.toString() }, { what: 'reason', now: null, proposed: change.reason }];
  const proposed = await inWords(ctx, change.content);
  const now = rule === null ? null : await inWords(ctx, { ...rule, curriculumIds: rule.curricula.map((one) => one.id) });
  return (['name', 'who', 'curricula', 'procedures', 'period'] as const).map((what) => ({ what, now: now?.[what] ?? null, proposed: proposed[what] })).filter((line) => line.proposed !== '' || (line.now ?? '') !== '');
}

async function inWords(ctx: Context, content: RuleContent): Promise<Record<'name' | 'who' | 'curricula' | 'procedures' | 'period', string>> {
  const { names } = await loadNamed(ctx.db, content);
  const say = (ids: readonly string[]): string => ids.map((one) => names.get(one) ?? one).toSorted().join(', ');
  const who = audienceText(content.audience, names);
  const period = content.until === null ? `from ${content.from.toString()}` : `from ${content.from.toString()} to ${content.until.toString()}`;
  return { name: content.name, who: `${who.charAt(0).toUpperCase()}${who.slice(1)}`, curricula: say(content.curriculumIds), procedures: say(content.documentIds), period };
}
