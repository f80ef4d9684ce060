import { z } from 'zod';
import { endpoint } from '../../kernel/endpoint.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { asOfQuery, idParams, pageOf, pageQuery, zDay, zId, zInstant, zRef, zText } from '../../kernel/wire.ts';
import { may } from './permissions.ts';
import { ATTRIBUTE_KEY, type PeopleRefusal } from './types.ts';

const area = 'People';
const zCode = zText(40);

export const zAttributeKey = zText(40).toLowerCase().regex(ATTRIBUTE_KEY, 'must be letters and digits, joined by blanks, hyphens, dots or underscores');
const zAttribute = z.object({ key: z.string(), value: z.string() });
/** Values by key; null: it holds no longer. */
export const zAttributeChanges = z.array(z.object({ key: zAttributeKey, value: zText(100).nullable() })).max(50);

export const zSite = z.object({ id: zId, code: z.string(), name: z.string(), zone: z.string(), locale: z.string(), workingDays: z.array(z.number()), holidays: z.array(zDay) });
export const zDepartment = z.object({ id: zId, code: z.string(), name: z.string(), parentId: zId.nullable(), path: z.array(zId) });
export const zJobRole = z.object({ id: zId, code: z.string(), name: z.string() });

export const listSites = endpoint({ method: 'GET', path: '/sites', area, summary: 'Sites', may: may.readOrganisation, reply: z.object({ items: z.array(zSite) }) });
export const createSite = endpoint({ method: 'POST', path: '/sites', area, summary: 'Add a site', may: may.manageOrganisation, body: z.object({ code: zCode, name: zText(200), zone: zText(60), locale: zText(20).default('en'), workingDays: z.array(z.number().int().min(1).max(7)).min(1).default([1, 2, 3, 4, 5]), holidays: z.array(zDay).max(400).default([]) }), reply: zSite });
export const listDepartments = endpoint({ method: 'GET', path: '/departments', area, summary: 'Departments, with the way down from the root', may: may.readOrganisation, reply: z.object({ items: z.array(zDepartment) }) });
export const createDepartment = endpoint({ method: 'POST', path: '/departments', area, summary: 'Add a department', may: may.manageOrganisation, body: z.object({ code: zCode, name: zText(200), parentId: zId.nullable().default(null) }), reply: zDepartment });
export const listJobRoles = endpoint({ method: 'GET', path: '/job-roles', area, summary: 'Job roles', may: may.readOrganisation, reply: z.object({ items: z.array(zJobRole) }) });
export const createJobRole = endpoint({ method: 'POST', path: '/job-roles', area, summary: 'Add a job role', may: may.manageOrganisation, body: z.object({ code: zCode, name: zText(200) }), reply: zJobRole });

export const zPersonRow = z.object({
  id: zId, employeeNumber: z.string(), name: z.string(), email: z.string().nullable(),
  state: z.enum(['future', 'active', 'on_leave', 'left']),
  site: zRef.nullable(), department: zRef.nullable(), manager: zRef.nullable(), roles: z.array(zRef), attributes: z.array(zAttribute),
});
export const listAttributes = endpoint({
  method: 'GET', path: '/person-attributes', area, summary: 'Attributes of people that are in use, with their values', may: may.readOrganisation,
  reply: z.object({ items: z.array(z.object({ key: z.string(), values: z.array(z.string()) })) }),
});
export const listPeople = endpoint({
  method: 'GET', path: '/people', area, summary: 'People, found by name, number or e-mail', may: may.listPeople,
  query: pageQuery.extend({ search: z.string().max(200).optional(), siteId: zId.optional(), departmentId: zId.optional(), roleId: zId.optional(), managerId: zId.optional(), attribute: z.string().max(41).optional(), value: z.string().max(100).optional(), state: z.enum(['future', 'active', 'on_leave', 'left']).optional(), asOf: zInstant.optional() }),
  reply: pageOf(zPersonRow).extend({ total: z.number() }),
});
export const getPerson = endpoint({
  method: 'GET', path: '/people/:id', area, summary: 'A person and what held of them over time', may: may.readPerson, params: idParams, query: asOfQuery,
  reply: zPersonRow.extend({
    employments: z.array(z.object({ from: zDay, until: zDay.nullable(), state: z.enum(['active', 'on_leave']), site: zRef, department: zRef, manager: zRef.nullable(), managerName: z.string().nullable() })),
    rolePeriods: z.array(z.object({ role: zRef, from: zDay, until: zDay.nullable() })),
    /** Changes that are entered for a later day. */
    booked: z.array(z.object({ on: zDay, kinds: z.array(z.enum(['starts', 'moves', 'leave', 'returns', 'leaves'])) })),
    attributePeriods: z.array(zAttribute.extend({ from: zDay, until: zDay.nullable() })),
  }),
});
export const hirePerson = endpoint({
  method: 'POST', path: '/people', area, summary: 'Add a person from a first day on', may: may.managePeople,
  body: z.object({ employeeNumber: zText(40), name: zText(200), email: z.email().nullable().default(null), from: zDay, siteId: zId, departmentId: zId, managerId: zId.nullable().default(null), roleIds: z.array(zId).max(20).default([]), attributes: zAttributeChanges.default([]) }),
  reply: z.object({ id: zId }),
});
export const zMove = z.object({ from: zDay, siteId: zId.optional(), departmentId: zId.optional(), managerId: zId.nullable().optional(), roleIds: z.array(zId).max(20).optional(), attributes: zAttributeChanges.optional() });
export const movePerson = endpoint({
  method: 'POST', path: '/people/:id/move', area, summary: 'Change site, department, manager, roles or attributes from a day on', may: may.managePeople, params: idParams,
  body: zMove, reply: z.object({ id: zId }),
});
export const setAbsence = endpoint({
  method: 'POST', path: '/people/:id/absence', area, summary: 'On leave from a day on, until a day or until further notice', may: may.managePeople, params: idParams,
  body: z.object({ from: zDay, until: zDay.nullable() }), reply: z.object({ id: zId }),
});
export const returnFromAbsence = endpoint({
  method: 'POST', path: '/people/:id/return', area, summary: 'Back at work from a day on', may: may.managePeople, params: idParams,
  body: z.object({ on: zDay }), reply: z.object({ id: zId }),
});
export const endEmployment = endpoint({
  method: 'POST', path: '/people/:id/leaving', area, summary: 'The last day of employment', may: may.managePeople, params: idParams,
  body: z.object({ lastDay: zDay }), reply: z.object({ id: zId }),
});

export const takeBackChange = endpoint({
  method: 'POST', path: '/people/:id/booked/take-back', area, summary: 'Take back what is entered for a later day', may: may.managePeople, params: idParams,
  body: z.object({ on: zDay }), reply: z.object({ id: zId }),
});

const zDateFormat = z.enum(['YYYY-MM-DD', 'D/M/YYYY', 'M/D/YYYY', 'D-M-YYYY', 'D.M.YYYY']);
/** Which column of the file says what; dates carry the format they are written in, so that nothing is guessed. */
export const zRosterMapping = z.object({
  employeeNumber: z.string(),
  name: z.array(z.string()).min(1).max(3),
  email: z.string().nullable().default(null),
  from: z.string(),
  lastDay: z.string().nullable().default(null),
  dateFormat: zDateFormat,
  /** Only where the last day is written otherwise than the first. */
  lastDayFormat: zDateFormat.nullish(),
  site: z.string(),
  department: z.string(),
  role: z.string().nullable().default(null),
  manager: z.string().nullable().default(null),
  /** Columns that say attributes of people, by key. */
  attributes: z.record(zAttributeKey, z.string()).default({}),
  status: z.string().nullable().default(null),
  /** What each value of the status column means. */
  statusValues: z.record(z.string(), z.enum(['active', 'on_leave', 'left', 'future'])).default({}),
  /** Sites, departments and roles that are not known yet: refuse the row, or create them (sites with the zone given here). */
  createMissing: z.object({ departments: z.boolean(), roles: z.boolean(), sites: z.record(z.string(), z.string()) }).default({ departments: false, roles: false, sites: {} }),
});
export const zRosterPreview = z.object({
  fileName: z.string(), sha256: z.string(), sheet: z.string().nullable(), sheets: z.array(z.string()), rows: z.number(),
  columns: z.array(z.object({ name: z.string(), filled: z.number(), distinct: z.number(), examples: z.array(z.string()), dateFormats: z.array(z.string()), dateEvidence: z.string().nullable() })),
  proposed: zRosterMapping.partial().nullable(),
  /** The file whose columns were mapped like this before, where the proposal comes from it. */
  remembered: z.string().nullable(),
  hold: z.object({ touched: z.number(), employed: z.number(), share: z.number() }).nullable(), holdShare: z.number(),
  mappingErrors: z.array(z.object({ field: z.string(), message: z.string() })),
  counts: z.object({ hired: z.number(), changed: z.number(), leaving: z.number(), unchanged: z.number(), rejected: z.number() }),
  changes: z.array(z.object({ row: z.number(), employeeNumber: z.string(), name: z.string(), kind: z.enum(['hired', 'changed', 'leaving', 'unchanged']), sentence: z.string(), aspects: z.array(z.enum(['new', 'back', 'name', 'email', 'site', 'department', 'manager', 'roles', 'attributes', 'on_leave', 'returns', 'last_day', 'first_day'])) })),
  rejected: z.array(z.object({ row: z.number(), field: z.string(), value: z.string(), reason: z.string() })),
  warnings: z.array(z.object({ row: z.number().nullable(), field: z.string(), message: z.string() })),
});
/** Of an Excel workbook; null: the first one shown. */
const zSheet = z.string().max(100).nullable().default(null);
export const previewRoster = endpoint({ method: 'POST', path: '/roster/preview', area, summary: 'What importing this file would change, row by row; nothing is saved', may: may.managePeople, upload: true, body: z.object({ mapping: zRosterMapping.optional(), sheet: zSheet }), reply: zRosterPreview });
export const importRoster = endpoint({ method: 'POST', path: '/roster/import', area, summary: 'Import the roster: clean rows are taken, bad rows are named', may: may.managePeople, upload: true, body: z.object({ mapping: zRosterMapping, sheet: zSheet, confirm: z.object({ reason: zText(500) }).nullable().default(null) }), reply: z.object({ importId: zId, counts: zRosterPreview.shape.counts, rejected: zRosterPreview.shape.rejected, warnings: zRosterPreview.shape.warnings }) });

export const setRosterHold = endpoint({ method: 'POST', path: '/roster/hold', area, summary: 'From which share of people employed on a roster is held until it is confirmed', may: may.confirmRoster, body: z.object({ share: z.number().int().min(1).max(100), reason: zText(500) }), reply: z.object({ share: z.number() }) });

const says = (detail: JsonObject, member: string): string => {
  const value = detail[member];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

export const REFUSALS: Readonly<Record<Exclude<PeopleRefusal, 'not-found' | 'not-permitted'>, { readonly status: number; readonly sentence: string | ((detail: JsonObject) => string) }>> = {
  'code-taken': { status: 409, sentence: (detail) => `There is already a ${says(detail, 'what')} with the code ${says(detail, 'code')}. Choose another code.` },
  'unknown-zone': { status: 422, sentence: (detail) => `“${says(detail, 'zone')}” is not a time zone. Give its IANA name, such as Europe/Dublin or America/New_York.` },
  'holiday-twice': { status: 422, sentence: (detail) => `Row ${says(detail, 'row')}: ${says(detail, 'day')} is in the list already. Remove one of the two.` },
  'unknown-reference': { status: 422, sentence: (detail) => `There is no ${says(detail, 'what')} with the id ${says(detail, 'id')}. Choose one from the list.` },
  'employee-number-taken': { status: 409, sentence: (detail) => `The employee number ${says(detail, 'number')} belongs to ${says(detail, 'name')}, and numbers are never given to someone else. If it is the same person coming back, use that name and a first day after the last one.` },
  'email-taken': { status: 409, sentence: (detail) => `The e-mail address ${says(detail, 'email')} belongs to ${says(detail, 'name')}. Correct the address, or leave it empty.` },
  'own-manager': { status: 422, sentence: (detail) => `With this manager ${says(detail, 'name')} would be above themselves in the line of management. Choose somebody who does not report to them.` },
  'not-employed-then': { status: 422, sentence: (detail) => `${says(detail, 'name')} is not employed on ${says(detail, 'day')}. Choose a day within their employment.` },
  'ends-before-start': { status: 422, sentence: (detail) => `The end (${says(detail, 'until')}) is not after the beginning (${says(detail, 'from')}). Correct one of the two.` },
  'nothing-changes': { status: 409, sentence: (detail) => `Nothing would change for ${says(detail, 'name')} from ${says(detail, 'day')}: all of this holds already.` },
  'already-begun': { status: 409, sentence: (detail) => `The change of ${says(detail, 'name')} on ${says(detail, 'day')} has begun and cannot be taken back. Enter another change from today on.` },
  'nothing-booked': { status: 409, sentence: (detail) => `Nothing is entered for ${says(detail, 'name')} on ${says(detail, 'day')}. Open the person again to see what is.` },
  'already-absent': { status: 409, sentence: (detail) => `${says(detail, 'name')} is already on leave on all of these days from ${says(detail, 'day')}. To end the leave, enter the return.` },
  'not-absent': { status: 409, sentence: (detail) => `${says(detail, 'name')} is not on leave on ${says(detail, 'day')}, so there is no return to enter.` },
  'left-already': { status: 409, sentence: (detail) => `${says(detail, 'name')} left on ${says(detail, 'lastDay')}; a later last day cannot be entered any more. If they are back, add them again with the same employee number.` },
  'roster-unreadable': { status: 422, sentence: (detail) => `${says(detail, 'file')} cannot be read: ${says(detail, 'message')}` },
  'roster-held': { status: 409, sentence: (detail) => `This file would change or end ${says(detail, 'touched')} of ${says(detail, 'employed')} people employed, which is more than ${says(detail, 'share')} %. Nothing was imported. The file is kept: whoever may confirm it finds it under Administration → Waiting for confirmation.` },
  'held-decided': { status: 409, sentence: (detail) => `${says(detail, 'file')} does not wait any more: ${says(detail, 'by')} ${says(detail, 'state')} it. Nothing was done now.` },
  'held-differs': { status: 409, sentence: 'What this file would do has changed since you looked at it, so nothing was imported. Look at the effect again, then decide.' },
  'held-full': { status: 409, sentence: (detail) => `This file is above the share of change and cannot be kept: ${says(detail, 'most')} files wait for confirmation already. Decide about those first, under Administration → Waiting for confirmation, then send it again.` },
  'roster-mapping': { status: 422, sentence: (detail) => `The mapping does not fit the file, so nothing was imported: ${says(detail, 'first')}` },
};
