import type { z } from 'zod';
import type { getPerson, listPeople } from '../contract.ts';

export type PersonRow = z.output<typeof listPeople.reply>['items'][number];
export type PersonDetail = z.output<typeof getPerson.reply>;
export const PERSON_STATES = ['active', 'on_leave', 'future', 'left'] as const satisfies readonly PersonRow['state'][];
