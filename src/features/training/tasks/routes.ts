import type { Router } from '../../../platform/http/route.ts';
import { addTask, changeTask, listTasks, stopTask } from './actions.ts';
import * as contract from './contract.ts';

export function taskRoutes(route: Router): void {
  const { REFUSALS } = contract;
  route(contract.listTasks, REFUSALS, (ctx, { query }) => listTasks(ctx, query.asOf === undefined ? ctx.now : Temporal.Instant.from(query.asOf)));
  route(contract.createTask, REFUSALS, (ctx, { body }) => addTask(ctx, body));
  route(contract.reviseTask, REFUSALS, (ctx, { params, body }) => changeTask(ctx, params.id, body));
  route(contract.endTask, REFUSALS, (ctx, { params, body }) => stopTask(ctx, params.id, body.reason));
}
