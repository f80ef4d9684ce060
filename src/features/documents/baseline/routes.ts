import { refuse } from '../../../kernel/decision.ts';
import type { Router } from '../../../platform/http/route.ts';
import type { Convert } from '../drafting/actions.ts';
import { importBaseline, previewBaseline } from './actions.ts';
import * as contract from './contract.ts';

export function baselineRoutes(route: Router, deps: { readonly convert: Convert }): void {
  const { BASELINE_REFUSALS } = contract;
  const none = () => Promise.resolve(refuse('archive-refused', { why: 'there is no file' }));
  route(contract.previewBaseline, BASELINE_REFUSALS, (ctx, { file }) => (file === null ? none() : previewBaseline(ctx, deps.convert, file)));
  route(contract.importBaseline, BASELINE_REFUSALS, (ctx, { file, body }) => (file === null ? none() : importBaseline(ctx, deps.convert, file, body)));
}
