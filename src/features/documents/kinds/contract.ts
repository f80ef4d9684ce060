import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import { idParams, zId, zRef, zText } from '../../../kernel/wire.ts';
import { zRisk } from '../contract.ts';
import { zRoute } from '../review/contract.ts';
import { may } from './permissions.ts';
import type { TypeRefusal } from './types.ts';

const area = 'Documents';
const zSettings = z.object({ name: zText(100), numbering: zText(40), byHand: z.boolean(), risk: zRisk, reviewMonths: z.number().int().min(1).max(120), route: zRoute });
/** What a code may be: it is part of every document of the type, and of addresses. */
const zCode = z.string().trim().regex(/^[A-Za-z][A-Za-z0-9_-]{0,19}$/u, 'must begin with a letter and hold at most 20 letters, digits, - and _');
export const zDocumentType = zSettings.extend({ id: zId, code: z.string(), documents: z.number() });

export const listTypes = endpoint({ method: 'GET', path: '/document-types', area, summary: 'Document types with their numbering and route', may: may.readTypes, reply: z.object({ items: z.array(zDocumentType), /** The people that routes name. */ people: z.array(zRef) }) });
export const createType = endpoint({ method: 'POST', path: '/document-types', area, summary: 'Set up a document type', may: may.manageTypes, body: zSettings.extend({ code: zCode }), reply: z.object({ id: zId }) });
export const changeType = endpoint({ method: 'PUT', path: '/document-types/:id', area, summary: 'Change a document type; reviews that run keep their route', may: may.manageTypes, params: idParams, body: zSettings, reply: z.object({ id: zId }) });
export const proposeNumber = endpoint({ method: 'GET', path: '/document-types/:code/next-number', area, summary: 'The next number of a type’s series', may: may.readTypes, params: z.object({ code: z.string().max(60) }), query: z.object({ siteId: zId.optional() }), reply: z.object({ number: z.string().nullable(), byHand: z.boolean() }) });

export const TYPE_REFUSALS = {
  'type-code-taken': { status: 409, sentence: (d: Readonly<Record<string, unknown>>) => `There is already a document type with the code ${String(d['code'])}. Choose another code, or change that type.` },
  'numbering-unreadable': { status: 422, sentence: (d: Readonly<Record<string, unknown>>) => `“${String(d['numbering'])}” is no numbering. Write fixed text and one counter of zeros in braces, for example SOP-{000} or SOP-{site}-{0000}.` },
  'type-unchanged': { status: 409, sentence: 'Nothing was changed.' },
  'route-people-unknown': { status: 422, sentence: 'The route names somebody who is not known here. Choose the people again.' },
} as const satisfies Record<TypeRefusal, { readonly status: number; readonly sentence: string | ((detail: Readonly<Record<string, unknown>>) => string) }>;
