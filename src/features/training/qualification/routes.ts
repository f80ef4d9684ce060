import type { Router } from '../../../platform/http/route.ts';
import type { Signing } from './actions-signed.ts';
import { qualification, qualifications } from './actions.ts';
import * as contract from './contract.ts';

export function qualificationRoutes(route: Router, signing: Signing): void {
  const { REFUSALS } = contract;
  route(contract.getQualification, REFUSALS, (ctx, { query: { signed, ...asked } }) => qualification(ctx, asked, signed === 'true' ? signing : null));
  route(contract.askQualifications, REFUSALS, (ctx, { body: { signed, ...asked } }) => qualifications(ctx, asked, signed === true ? signing : null));
}
