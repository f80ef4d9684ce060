import type { z } from 'zod';
import type { getReview, listReviews, zReview, zThread } from '../../review/contract.ts';

export type ReviewPage = z.output<typeof getReview.reply>;
export type Review = z.output<typeof zReview>;
export type Step = Review['steps'][number];
export type Thread = z.output<typeof zThread>;
export type WaitingRow = z.output<typeof listReviews.reply>['items'][number];

type Section = Pick<ReviewPage['sections'][number], 'number' | 'heading'>;

/** "2 Gowning", or what it is called when it has neither number nor heading. */
export function nameOfSection(section: Section, otherwise: string): string {
  return [section.number, section.heading].filter((part) => part !== null && part !== '').join(' ') || otherwise;
}
