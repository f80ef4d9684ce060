import { isEarlier, type Instant } from '../../../kernel/day.ts';
import type { Lapse, Notice } from './types.ts';

/**
 * IMP-03: whether somebody of whom a document is not required is about to lose, or has lost, their qualification on it by a
 * new version. Null when there is nothing to tell (any more): the version was withdrawn, they are trained on it, or it is
 * required of them and so stands among their obligations.
 */
export function lapseOf(notice: Notice, at: Instant): Lapse | null {
  if (isEarlier(at, notice.announcedAt) || notice.withdrawn || notice.trainedSince || notice.required) return null;
  return isEarlier(at, notice.effectiveAt) ? 'lapses' : 'lapsed';
}
