import { z } from 'zod';
import { endpoint } from '../../../kernel/endpoint.ts';
import { zId, zRef } from '../../../kernel/wire.ts';
import { may } from '../permissions.ts';

const zDocument = z.object({ id: zId, number: z.string(), title: z.string(), risk: z.enum(['critical', 'high', 'medium', 'low']) });
/** `total` is of all; the list names the first 500, critical documents first. */
const listOf = <Item extends z.ZodType>(item: Item) => z.object({ total: z.number(), items: z.array(item) });
const zRole = zRef.extend({ people: z.number(), documents: z.number(), hours: z.number() });
export const getMatrixHealth = endpoint({
  method: 'GET', path: '/matrix/health', area: 'Matrix', summary: 'What is missing or doubtful in the matrix: documents without audience, roles without documents, reading load, documents in several curricula, single points of failure', may: may.readHealth, query: z.object({ siteId: zId.optional() }),
  reply: z.object({
    withoutAudience: listOf(zDocument), withoutDocuments: listOf(zRole), inSeveralCurricula: listOf(zDocument.extend({ curricula: z.array(zRef) })), singlePoints: listOf(zDocument.extend({ person: zRef })),
    load: z.object({ roles: z.array(zRole), everyone: z.object({ documents: z.number(), hours: z.number() }) }),
  }),
});
