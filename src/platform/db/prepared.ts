import { sql } from 'kysely';

const MARK = '/* prepared */';

/** Stands first in a statement whose text is always the same and that runs often: each connection plans it once and keeps the plan. */
export const PREPARED = sql.raw(MARK);

export function isToBePrepared(text: string): boolean {
  return text.startsWith(MARK);
}
