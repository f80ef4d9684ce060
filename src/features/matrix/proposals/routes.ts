import type { Router } from '../../../platform/http/route.ts';
import { approve, propose, returnToWriter, showProposalStatement, withdraw } from './actions.ts';
import { proposals, showApproval, showProposal } from './actions-read.ts';
import * as contract from './contract.ts';

const { REFUSALS } = contract;

export function proposalRoutes(route: Router): void {
  route(contract.listProposals, REFUSALS, (ctx, { query }) => proposals(ctx, query));
  route(contract.getProposalStatement, REFUSALS, (ctx, { body }) => showProposalStatement(ctx, body.change));
  route(contract.proposeChange, REFUSALS, (ctx, { body }) => propose(ctx, body.change, body));
  route(contract.getProposal, REFUSALS, (ctx, { params }) => showProposal(ctx, params.id));
  route(contract.getApproval, REFUSALS, (ctx, { params }) => showApproval(ctx, params.id));
  route(contract.approveProposal, REFUSALS, (ctx, { params, body }) => approve(ctx, params.id, body));
  route(contract.returnProposal, REFUSALS, (ctx, { params, body }) => returnToWriter(ctx, params.id, body.reason));
  route(contract.withdrawProposal, REFUSALS, (ctx, { params }) => withdraw(ctx, params.id));
}
