import type { Router } from '../../../platform/http/route.ts';
import { REFUSALS as CURRICULUM_REFUSALS } from '../../matrix/curricula/contract.ts';
import { REFUSALS as EXCEPTION_REFUSALS } from '../../matrix/exceptions/contract.ts';
import { REFUSALS as PEOPLE_REFUSALS } from '../../people/contract.ts';
import { previewCurriculum, previewException, previewMoves } from './actions-changes.ts';
import * as contract from './contract.ts';

export function previewRoutes(route: Router): void {
  route(contract.previewCurriculum, CURRICULUM_REFUSALS, (ctx, { body }) => previewCurriculum(ctx, body.curriculumId, body));
  route(contract.previewException, EXCEPTION_REFUSALS, (ctx, { body }) => previewException(ctx, body));
  route(contract.previewMoves, PEOPLE_REFUSALS, (ctx, { body }) => previewMoves(ctx, body));
}
