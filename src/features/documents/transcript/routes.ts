import type { Router } from '../../../platform/http/route.ts';
import type { Convert } from '../drafting/actions.ts';
import { getTranscript, putTranscript } from './actions.ts';
import * as contract from './contract.ts';

export function transcriptRoutes(route: Router, deps: { readonly convert: Convert }): void {
  const { TRANSCRIPT_REFUSALS } = contract;
  route(contract.getTranscript, TRANSCRIPT_REFUSALS, (ctx, { params }) => getTranscript(ctx, params.id));
  route(contract.putTranscript, TRANSCRIPT_REFUSALS, (ctx, { params, body }) => putTranscript(ctx, deps.convert, params.id, body));
}
