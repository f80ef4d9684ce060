import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { personPrincipal, testContext } from '../../../../test/kit/context.ts';
import { openTestDatabase } from '../../../../test/kit/database.ts';
import { makeDocument } from '../../../../test/kit/world-documents.ts';
import { makeOrganisation, seedPeople } from '../../../../test/kit/world.ts';
import { sql } from 'kysely';
import type { Principal } from '../../../kernel/permission.ts';
import { searchDocuments } from './actions.ts';
import { plainNumber } from './rules.ts';

const database = await openTestDatabase();
const { db } = database;
after(() => database.close());
const [authorId = '', approverId = '', learnerId = ''] = await seedPeople(db, 3);
await makeOrganisation(db);
const learner = personPrincipal(learnerId, 'Person 3');
const author = personPrincipal(authorId, 'Person 1', 'author');
const section = (heading: string, text: string) => ({ number: '1', heading, text });
const made = (number: string, title: string, sections: readonly ReturnType<typeof section>[], state: 'effective' | 'draft' = 'effective') => makeDocument(db, { number, title, authorId, approverId, versions: [{ state, sections }] });
await made('SOP-012', 'Sterile filling', [section('Purpose', 'How vials are filled.'), section('Gloves', 'A torn glove stops the line; call the supervisor at once.')]);
await made('SOP-0120', 'Autoclave loading', [section('Purpose', 'The chamber is loaded by pattern. Café crème und Prüfgeräte.')]);
await made('SOP-300', 'Glove integrity test', [section('Purpose', 'Isolator gauntlets are tested.')]);
await made('SOP-400', 'Draft about centrifuges', [section('Purpose', 'Centrifuge rotors.')], 'draft');
await makeDocument(db, { number: 'SOP-500', title: 'Water sampling', authorId, approverId, versions: [
  { state: 'superseded', until: '2026-02-01', effectiveOn: '2026-01-01', sections: [section('Purpose', 'Old way: dechlorinate.')] }, { state: 'effective', effectiveOn: '2026-02-01', sections: [section('Purpose', 'New way: neutralise.')] }] });

async function found(q: string, principal: Principal = learner, more: { versions?: 'in_force' | 'all'; type?: string; limit?: number; cursor?: string } = {}) {
  const outcome = await searchDocuments(testContext({ db, principal }), { q, versions: 'in_force', limit: 20, ...more });
  assert.ok(outcome.ok);
  return outcome.reply;
}
const numbers = async (...asked: Parameters<typeof found>) => (await found(...asked)).items.map((item) => item.document.number);

test('DOC-11 by number, however it is written; the exact one first', async () => {
  for (const q of ['SOP-012', 'sop 12', 'SOP12', 'sop_012']) assert.deepEqual((await numbers(q)).slice(0, 2), ['SOP-012', 'SOP-0120'], q);
});

test('DOC-11 the number is plain in the database as in the rule', async () => {
  const written = ['SOP-012', 'WI_0007.10', 'Ä-01/02', 'QA 100-007', '0'];
  const plain = await sql<{ plain: string }>`select plain_number(n) as plain from unnest(${written}::text[]) with ordinality u (n, i) order by i`.execute(db);
  assert.deepEqual(plain.rows.map((row) => row.plain), written.map(plainNumber));
});

test('DOC-11 by title with typing mistakes', async () => {
  assert.deepEqual(await numbers('sterlie filing'), ['SOP-012']);
  assert.deepEqual(await numbers('autoklave'), ['SOP-0120']);
});

test('DOC-11 in the text, by any form of the word, with the words marked in their section', async () => {
  const reply = await found('torn gloves');
  const [first] = reply.items;
  assert.equal(first?.document.number, 'SOP-012');
  assert.equal(first.section?.heading, 'Gloves');
  assert.deepEqual(first.section.snippet.filter((part) => part.marked).map((part) => part.text), ['torn', 'glove']);
});

test('DOC-11 a word still being typed, without accents, in another language', async () => {
  assert.deepEqual(await numbers('supervi'), ['SOP-012']);
  assert.deepEqual(await numbers('cafe creme'), ['SOP-0120']);
  assert.deepEqual(await numbers('prufgerate'), ['SOP-0120']);
});

test('DOC-11 the title before the heading, the heading before the text', async () => {
  const reply = await found('glove');
  assert.deepEqual(reply.items.map((item) => [item.document.number, item.match]), [['SOP-300', 'title'], ['SOP-012', 'heading']]);
});

test('DOC-11 drafts and former versions are found only by those who may see them, and only when asked for', async () => {
  assert.deepEqual(await numbers('centrifuge', learner, { versions: 'all' }), []);
  assert.deepEqual(await numbers('SOP-400', learner, { versions: 'all' }), []);
  assert.deepEqual(await numbers('centrifuge', author), []);
  assert.deepEqual(await numbers('centrifuge', author, { versions: 'all' }), ['SOP-400']);
  assert.deepEqual(await numbers('dechlorinate', author), []);
  assert.deepEqual((await found('dechlorinate', author, { versions: 'all' })).items.map((item) => item.version?.state), ['superseded']);
  assert.deepEqual(await numbers('dechlorinate', learner, { versions: 'all' }), []);
  assert.deepEqual((await found('neutralise', learner)).items.map((item) => item.version?.label), ['2.0']);
});

test('DOC-11 sight of one site finds no drafts of others', async () => {
  const elsewhere: Principal = { ...author, grants: [{ role: 'learner', siteId: null, departmentId: null }, { role: 'author', siteId: '018f0000-0000-7000-8000-00000000aaaa', departmentId: null }] };
  assert.deepEqual(await numbers('centrifuge', elsewhere, { versions: 'all' }), []);
});

test('DOC-11 signs with a meaning to the database are only signs', async () => {
  for (const q of ["'; drop table document; --", '100%', 'a & | ! ( ) : * <->', '"unclosed quote', '\\', '____']) await found(q, author, { versions: 'all' });
  assert.deepEqual(await numbers('%'), []);
});

test('DOC-11 page by page', async () => {
  const first = await found('SOP', learner, { limit: 2 });
  assert.equal(first.items.length, 2);
  assert.equal(first.total, 4);
  const second = await found('SOP', learner, { limit: 2, cursor: first.nextCursor ?? '' });
  assert.equal(second.nextCursor, null);
  assert.equal(new Set([...first.items, ...second.items].map((item) => item.document.id)).size, 4);
});
