import { z } from 'zod';

/** Building blocks of the API's contracts: days and instants travel as ISO 8601 text, ids as UUIDs. */
export const zId = z.uuid();
export const zDay = z.iso.date();
export const zInstant = z.iso.datetime({ offset: true });
export const zText = (max: number) => z.string().refine((text) => !text.includes('\u0000'), 'must not contain NUL characters').trim().min(1, 'must not be empty').max(max, `must be at most ${max} characters`);

export const zNothing = z.object({});
export const idParams = z.object({ id: zId });

/** Reads accept a past (or future) instant and answer for it. */
export const asOfQuery = z.object({ asOf: zInstant.optional() });

export const pageQuery = z.object({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

export const zRef = z.object({ id: zId, name: z.string() });

/** A signature given with an act: the statement as it was shown, and authentication again (SIG-01). */
export const zSigning = z.object({ statement: zText(8000), password: z.string().min(1).max(500) });
