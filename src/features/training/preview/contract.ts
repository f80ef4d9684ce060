import { z } from 'zod';
import { zEffect } from '../../../kernel/effect.ts';
import { endpoint } from '../../../kernel/endpoint.ts';
import { zDay, zId } from '../../../kernel/wire.ts';
import { zCurriculumInput } from '../../matrix/curricula/contract.ts';
import { zExceptionInput } from '../../matrix/exceptions/contract.ts';
import { zAttributeChanges } from '../../people/contract.ts';
import { may } from '../permissions.ts';

const area = 'Matrix';
export const zMoves = z.object({ personIds: z.array(zId).min(1).max(2000), from: zDay, siteId: zId.optional(), departmentId: zId.optional(), roleIds: z.array(zId).max(20).optional(), attributes: zAttributeChanges.optional() });
/** MTX-05: every dry run answers in the same shape; nothing is saved. */
export const previewCurriculum = endpoint({ method: 'POST', path: '/matrix/preview/curriculum', area, summary: 'Who would gain and lose what by this curriculum; nothing is saved', may: may.previewImpact, body: zCurriculumInput.extend({ name: z.string().max(200).default(''), curriculumId: zId.nullable().default(null) }), reply: zEffect });
export const previewException = endpoint({ method: 'POST', path: '/matrix/preview/exception', area, summary: 'What this exemption or addition would change for the person; nothing is saved', may: may.previewException, body: zExceptionInput, reply: zEffect });
export const previewMoves = endpoint({
  method: 'POST', path: '/matrix/preview/people', area, summary: 'Who would gain and lose what if these people changed site, department, roles or attributes from a day on; nothing is saved', may: may.previewMoves,
  body: zMoves, reply: zEffect,
});
