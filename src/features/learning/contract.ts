import { z } from 'zod';
import { endpoint } from '../../kernel/endpoint.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { idParams, zId, zText } from '../../kernel/wire.ts';
import { may } from './permissions.ts';
import type { LearningRefusal } from './types.ts';

const area = 'Learning';
export const zQuestionKind = z.enum(['single', 'multiple', 'true_false']);
export const zQuestionInput = z.object({
  kind: zQuestionKind,
  text: zText(2000),
  options: z.array(z.object({ text: zText(1000), correct: z.boolean(), feedback: z.string().max(2000).nullable().default(null) })).min(2).max(12),
  feedback: z.string().max(2000).nullable().default(null),
  sections: z.array(z.string().max(40)).max(20).default([]),
});
const repetitions = z.number().int().min(0).max(20);
export const zPracticalInput = z.object({
  items: z.array(z.object({ text: zText(500), critical: z.boolean() })).min(1).max(60),
  repetitions: z.object({ observe: repetitions, guided: repetitions, independent: repetitions }),
});
/** On-the-job training (ASM-07); its digest is bound by the signatures of the version. */
export const zPractical = zPracticalInput.extend({ items: z.array(z.object({ id: zId, text: z.string(), critical: z.boolean() })) });
export const zModuleInput = z.object({ passMark: z.number().int().min(1).max(100).default(80), maxAttempts: z.number().int().min(1).max(20).default(3), minutes: z.number().int().min(1).max(600).optional(), questions: z.array(zQuestionInput).max(100), practical: zPracticalInput.nullable().default(null) });
export const zModule = z.object({ id: zId, versionId: zId, passMark: z.number(), maxAttempts: z.number(), minutes: z.number(), questions: z.array(zQuestionInput.extend({ id: zId })), practical: zPractical.nullable() });

export const getModule = endpoint({ method: 'GET', path: '/versions/:id/module', area, summary: 'The training module of a version, with its answer key', may: may.readModule, params: idParams, reply: zModule });
export const putModule = endpoint({ method: 'PUT', path: '/versions/:id/module', area, summary: 'Replace pass mark, attempts, quiz and practical of a draft’s module', may: may.writeModule, params: idParams, body: zModuleInput, reply: z.object({ id: zId, questions: z.number() }) });

type RefusalText = { readonly status: number; readonly sentence: string | ((detail: JsonObject) => string) };

export const REFUSALS = {
  'module-frozen': { status: 409, sentence: (d) => `Version ${d['label']} is no longer a draft: its quiz, practical, pass mark and attempts stay as they are. Make a new version to change them.` },
  'no-right-answer': { status: 422, sentence: (d) => `Question ${d['question']} has no right answer. Mark at least one option as correct.` },
  'several-right-answers': { status: 422, sentence: (d) => `Question ${d['question']} allows one answer but has ${d['right']} right ones. Mark one option as correct, or make it a multiple-choice question.` },
  'true-false-options': { status: 422, sentence: (d) => `Question ${d['question']} is true or false but has ${d['options']} options. Give it exactly two.` },
  'same-option-twice': { status: 422, sentence: (d) => `Question ${d['question']} offers “${d['option']}” twice. Change or remove one of them.` },
  'unknown-section': { status: 422, sentence: (d) => `Question ${d['question']} is about section ${d['section']}, which this version does not have. Name a section number of this version, or none.` },
  'no-critical-item': { status: 422, sentence: 'The practical has no critical item, so nothing would decide its verdict. Mark at least one item as critical.' },
  'same-item-twice': { status: 422, sentence: (d) => `The practical has “${d['item']}” twice. Change or remove one of them.` },
  'no-repetition': { status: 422, sentence: 'The practical asks for no repetition at any stage. Ask for at least one, or remove the practical.' },
} as const satisfies Record<LearningRefusal, RefusalText>;
