import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openTestDatabase } from './database.ts';
import { makeDocument } from './world-documents.ts';
import { seedPeople } from './world.ts';

const database = await openTestDatabase();
after(() => database.close());

test('DOC-02 at most one version of a document is effective, enforced by the database', async () => {
  const [authorId = '', approverId = ''] = await seedPeople(database.db, 2);
  const { versionIds } = await makeDocument(database.db, {
    authorId, approverId,
    versions: [
      { label: '1.0', state: 'superseded', effectiveOn: '2026-01-05', until: '2026-02-02', questions: [{ text: 'Which?', options: ['this', 'that'] }] },
      { label: '2.0', state: 'effective', effectiveOn: '2026-02-02' },
    ],
  });
  assert.equal(versionIds.length, 2);
  await assert.rejects(makeDocument(database.db, { authorId, approverId, versions: [{ label: '1.0' }, { label: '2.0' }] }), /one_effective|one_in_force/);
});
