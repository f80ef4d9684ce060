import { dayIn, type Instant } from '../../../kernel/day.ts';
import type { Db } from '../../../platform/db/pool.ts';
import { reviewStanding } from './rules.ts';
import { loadReviewRows } from './store.ts';
import type { ReviewStanding } from './types.ts';

export type WithReview<Row> = Row & { readonly review: ReviewStanding };

/** Rows of documents, each with where it stands in its periodic review at that moment. One query for all of them. */
export async function withReviews<Row extends { readonly id: string }>(db: Db, rows: readonly Row[], at: Instant): Promise<WithReview<Row>[]> {
  const found = rows.length === 0 ? [] : await loadReviewRows(db, at, rows.map((row) => row.id));
  const standings = new Map(found.map((one) => [one.id, reviewStanding(one.facts, dayIn(at, one.zone))]));
  return rows.map((row) => ({ ...row, review: standings.get(row.id) ?? { dueOn: null, state: 'none' } }));
}
