import { done } from '../../kernel/decision.ts';
import { fileHeaders } from '../../platform/http/attachment.ts';
import type { Router } from '../../platform/http/route.ts';
import { contentOf } from '../matrix/actions.ts';
import { REFUSALS as MATRIX_REFUSALS } from '../matrix/contract.ts';
import { allowAttempts, openAssignment, reportReading, showTrainingStatement, signTraining, startAttempt, submitAttempt } from './completion/actions.ts';
import * as contract from './contract.ts';
import * as readiness from './readiness/contract.ts';
import { untrained } from './readiness/actions.ts';
import { previewDate } from './redate/actions.ts';
import { REFUSALS as PEOPLE } from '../people/contract.ts';
import { previewApproval, previewRule } from './preview/actions.ts';
import { previewHeldEffect, previewRosterEffect } from './preview/actions-roster.ts';
import { sweepAndKeep } from './sweeps/actions.ts';
import { documentTraining } from './standing/actions-overview.ts';
import { assignedAttachment, assignments, myTraining, records, showAssignment, showRecord, trainingFile } from './standing/actions.ts';

const { REFUSALS } = contract;

export function trainingRoutes(route: Router): void {
  route(contract.getMyTraining, REFUSALS, (ctx) => myTraining(ctx));
  route(contract.getAssignment, REFUSALS, (ctx, { params }) => showAssignment(ctx, params.id));
  route(contract.getAssignedAttachment, REFUSALS, async (ctx, { params, reply }) => {
    const found = await assignedAttachment(ctx, params.id, params.attachmentId);
    if (!found.ok) return found;
    reply.headers(fileHeaders(found.reply));
    return done(found.reply.bytes);
  });
  route(contract.openAssignment, REFUSALS, (ctx, { params }) => openAssignment(ctx, params.id));
  route(contract.saveReading, REFUSALS, (ctx, { params, body }) => reportReading(ctx, params.id, body.sections));
  route(contract.startAttempt, REFUSALS, (ctx, { params }) => startAttempt(ctx, params.id));
  route(contract.submitAttempt, REFUSALS, (ctx, { params, body }) => submitAttempt(ctx, params.id, body.answers));
  route(contract.allowAttempts, REFUSALS, (ctx, { params, body }) => allowAttempts(ctx, params.id, body));
  route(contract.getTrainingStatement, REFUSALS, (ctx, { params }) => showTrainingStatement(ctx, params.id));
  route(contract.signTraining, REFUSALS, (ctx, { params, body }) => signTraining(ctx, params.id, body));
  standingRoutes(route);
}

function standingRoutes(route: Router): void {
  route(contract.getRecord, REFUSALS, (ctx, { params }) => showRecord(ctx, params.id));
  route(contract.listRecords, REFUSALS, (ctx, { query }) => records(ctx, query));
  route(contract.listAssignments, REFUSALS, (ctx, { query }) => assignments(ctx, query));
  route(contract.getTrainingFile, REFUSALS, (ctx, { params, query }) => trainingFile(ctx, params.id, query.asOf));
  route(contract.getDocumentTraining, REFUSALS, (ctx, { params, query }) => documentTraining(ctx, params.id, query));
  route(contract.previewApproval, REFUSALS, (ctx, { params, query }) => previewApproval(ctx, params.id, query));
  route(contract.previewRosterEffect, PEOPLE, (ctx, { body, file }) => previewRosterEffect(ctx, file, body.mapping, body.sheet));
  route(contract.previewHeldEffect, PEOPLE, (ctx, { params }) => previewHeldEffect(ctx, params.id));
  route(contract.previewRule, MATRIX_REFUSALS, (ctx, { body }) => previewRule(ctx, body.ruleId, contentOf(body)));
  route(readiness.listUntrained, REFUSALS, (ctx, { params, query }) => untrained(ctx, params.id, query));
  route(readiness.previewDate, REFUSALS, (ctx, { params, query }) => previewDate(ctx, params.id, Temporal.PlainDate.from(query.effectiveOn)));
  route(contract.runSweep, REFUSALS, async (ctx) => done(await sweepAndKeep(ctx, 'asked')));
}
