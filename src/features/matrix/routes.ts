import type { Router } from '../../platform/http/route.ts';
import { addRule, changeRule, listRules, ruleHistory, showRuleStatement, stopRule } from './actions.ts';
import * as contract from './contract.ts';

export function matrixRoutes(route: Router): void {
  const { REFUSALS } = contract;
  route(contract.listRules, REFUSALS, (ctx, { query }) => listRules(ctx, query.asOf === undefined ? ctx.now : Temporal.Instant.from(query.asOf)));
  route(contract.getRuleHistory, REFUSALS, (ctx, { params, query }) => ruleHistory(ctx, params.id, query.asOf === undefined ? ctx.now : Temporal.Instant.from(query.asOf)));
  route(contract.getRuleStatement, REFUSALS, (ctx, { body }) => showRuleStatement(ctx, body));
  route(contract.createRule, REFUSALS, (ctx, { body }) => addRule(ctx, body));
  route(contract.reviseRule, REFUSALS, (ctx, { params, body }) => changeRule(ctx, params.id, body));
  route(contract.endRule, REFUSALS, (ctx, { params, body }) => stopRule(ctx, params.id, body));
}
