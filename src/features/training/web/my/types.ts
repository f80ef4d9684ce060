import type { z } from 'zod';
import type { getAssignment, getMyTraining, startAttempt, submitAttempt } from '../../contract.ts';

export type Assignment = z.output<typeof getAssignment.reply>;
export type Row = z.output<typeof getMyTraining.reply>['due'][number];
export type Section = Assignment['sections'][number];
export type Attempt = z.output<typeof startAttempt.reply>;
export type Question = Attempt['questions'][number];
export type Scored = z.output<typeof submitAttempt.reply>;
export type Step = Assignment['steps'][number];
