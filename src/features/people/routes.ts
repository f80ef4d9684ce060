import type { Router } from '../../platform/http/route.ts';
import { endEmployment, getPerson, hirePerson, listPeople, movePerson, returnFromAbsence, setAbsence, takeBackChange } from './actions.ts';
import { createDepartment, createJobRole, createSite, listAttributes, listDepartments, listJobRoles, listSites } from './actions-organisation.ts';
import { importRoster, previewRoster, setRosterHold } from './actions-roster.ts';
import * as contract from './contract.ts';

const { REFUSALS } = contract;

export function peopleRoutes(route: Router): void {
  route(contract.listSites, REFUSALS, (ctx) => listSites(ctx));
  route(contract.createSite, REFUSALS, (ctx, { body }) => createSite(ctx, body));
  route(contract.listDepartments, REFUSALS, (ctx) => listDepartments(ctx));
  route(contract.createDepartment, REFUSALS, (ctx, { body }) => createDepartment(ctx, body));
  route(contract.listJobRoles, REFUSALS, (ctx) => listJobRoles(ctx));
  route(contract.createJobRole, REFUSALS, (ctx, { body }) => createJobRole(ctx, body));
  route(contract.listAttributes, REFUSALS, (ctx) => listAttributes(ctx));
  route(contract.listPeople, REFUSALS, (ctx, { query }) => listPeople(ctx, query));
  route(contract.getPerson, REFUSALS, (ctx, { params, query }) => getPerson(ctx, params.id, query));
  route(contract.hirePerson, REFUSALS, (ctx, { body }) => hirePerson(ctx, body));
  route(contract.movePerson, REFUSALS, (ctx, { params, body }) => movePerson(ctx, params.id, body));
  route(contract.setAbsence, REFUSALS, (ctx, { params, body }) => setAbsence(ctx, params.id, body));
  route(contract.returnFromAbsence, REFUSALS, (ctx, { params, body }) => returnFromAbsence(ctx, params.id, body));
  route(contract.endEmployment, REFUSALS, (ctx, { params, body }) => endEmployment(ctx, params.id, body));
  route(contract.takeBackChange, REFUSALS, (ctx, { params, body }) => takeBackChange(ctx, params.id, body));
  route(contract.previewRoster, REFUSALS, (ctx, { body, file }) => previewRoster(ctx, file, body.mapping, body.sheet));
  route(contract.importRoster, REFUSALS, (ctx, { body, file }) => importRoster(ctx, file, body.mapping, body.sheet, body.confirm));
  route(contract.setRosterHold, REFUSALS, (ctx, { body }) => setRosterHold(ctx, body));
}
