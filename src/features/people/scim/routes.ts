import type { Router } from '../../../platform/http/route.ts';
import * as connections from './actions-connections.ts';
import { confirmHeld, dismissHeld } from './actions-held.ts';
import * as contract from './contract.ts';

/** The administrator's side; the directory's own is in http.ts. */
export function directoryRoutes(route: Router, { publicUrl }: { readonly publicUrl: string }): void {
  const { DIRECTORY_REFUSALS } = contract;
  route(contract.listConnections, DIRECTORY_REFUSALS, (ctx) => connections.listConnections(ctx));
  route(contract.createConnection, DIRECTORY_REFUSALS, (ctx, { body }) => connections.createConnection(ctx, body));
  route(contract.getConnection, DIRECTORY_REFUSALS, (ctx, { params }) => connections.getConnection(ctx, params.id, `${publicUrl}/scim/v2`));
  route(contract.changeMapping, DIRECTORY_REFUSALS, (ctx, { params, body }) => connections.changeMapping(ctx, params.id, body));
  route(contract.renewKey, DIRECTORY_REFUSALS, (ctx, { params, body }) => connections.renewKey(ctx, params.id, body.validDays));
  route(contract.revokeConnection, DIRECTORY_REFUSALS, (ctx, { params }) => connections.revokeConnection(ctx, params.id));
  route(contract.listCalls, DIRECTORY_REFUSALS, (ctx, { params, query }) => connections.listCalls(ctx, params.id, query.problems === 'true'));
  route(contract.listHeld, DIRECTORY_REFUSALS, (ctx, { params }) => connections.listHeld(ctx, params.id));
  route(contract.confirmHeld, DIRECTORY_REFUSALS, (ctx, { params, body }) => confirmHeld(ctx, params.id, body.userIds));
  route(contract.dismissHeld, DIRECTORY_REFUSALS, (ctx, { params, body }) => dismissHeld(ctx, params.id, body.userIds));
}
