import { z } from 'zod';
import { endpoint } from '../../kernel/endpoint.ts';
import { idParams, zId, zText } from '../../kernel/wire.ts';
import { may } from './permissions.ts';

const area = 'Learning';
export const zQuestionKind = z.enum(['single', 'multiple', 'true_false']);
export const zQuestionInput = z.object({
  kind: zQuestionKind,
  text: zText(2000),
  options: z.array(z.object({ text: zText(1000), correct: z.boolean(), feedback: z.string().max(2000).nullable().default(null) })).min(2).max(12),
  feedback: z.string().max(2000).nullable().default(null),
  sections: z.array(z.string().max(40)).max(20).default([]),
});
export const zModuleInput = z.object({ passMark: z.number().int().min(1).max(100).default(80), maxAttempts: z.number().int().min(1).max(20).default(3), minutes: z.number().int().min(1).max(600).optional(), questions: z.array(zQuestionInput).max(100) });
export const zModule = z.object({ id: zId, versionId: zId, passMark: z.number(), maxAttempts: z.number(), minutes: z.number(), questions: z.array(zQuestionInput.extend({ id: zId })) });

export const getModule = endpoint({ method: 'GET', path: '/versions/:id/module', area, summary: 'The training module of a version, with its answer key', may: may.readModule, params: idParams, reply: zModule });
export const putModule = endpoint({ method: 'PUT', path: '/versions/:id/module', area, summary: 'Replace pass mark, attempts and quiz of a draft’s module', may: may.writeModule, params: idParams, body: zModuleInput, reply: z.object({ id: zId, questions: z.number() }) });
