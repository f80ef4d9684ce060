import type { Router } from '../../platform/http/route.ts';
import * as contract from './contract.ts';
import type { Seal } from './sealing/actions.ts';
import { showCheckpoint, showTrail, verifyNow } from './trail/actions.ts';

export function auditRoutes(route: Router, sealing: Seal): void {
  route(contract.listEvents, {}, (ctx, { query }) => showTrail(ctx, query));
  route(contract.verifyTrail, {}, (ctx) => verifyNow(ctx, sealing));
  route(contract.getCheckpoint, {}, (ctx) => showCheckpoint(ctx, sealing));
}
