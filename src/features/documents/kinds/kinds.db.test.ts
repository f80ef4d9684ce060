import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openTestDatabase } from '../../../../test/kit/database.ts';
import { codeOf, ok, openReviewWorld, routeOf } from '../../../../test/kit/review-world.ts';
import { makeSite } from '../../../../test/kit/world.ts';
import { createDocument } from '../drafting/actions.ts';
import { changeType, createType, listTypes, proposeNumber } from './actions.ts';

const database = await openTestDatabase();
after(() => database.close());
const { db } = database;
const { cast, as } = await openReviewWorld(db);
const register = (type: string, more: { number?: string; siteId?: string } = {}) => createDocument(as(cast.author), { title: 'Gowning', type, risk: 'medium', reviewMonths: 24, siteId: null, ...more });
const settings = { name: 'Equipment', numbering: 'EQ-{000}', byHand: false, risk: 'low', reviewMonths: 36, route: routeOf([]) } as const;

test('DOC-01 the usual types are there from the beginning; an unknown one is refused with those there are', async () => {
  assert.deepEqual(ok(await listTypes(as(cast.author))).items.map((type) => type.code).toSorted(), ['Form', 'Policy', 'SOP', 'WI']);
  const refused = await register('Memo', { number: 'M-1' });
  assert.deepEqual([codeOf(refused), refused.ok ? '' : refused.refusal.detail?.['known']], ['type-unknown', 'Form, Policy, SOP, WI']);
});

test('DOC-01 the next number is proposed, given to one document each, and by hand only where the type allows it', async () => {
  assert.equal(ok(await register('SOP', { number: 'SOP-041' })).number, 'SOP-041');
  assert.deepEqual(ok(await proposeNumber(as(cast.author), 'SOP', null)), { number: 'SOP-042', byHand: true });
  const together = await Promise.all([register('SOP'), register('SOP'), register('SOP')]);
  assert.deepEqual(together.map((one) => ok(one).number).toSorted(), ['SOP-042', 'SOP-043', 'SOP-044']);
  ok(await createType(as(cast.quality), { ...settings, code: 'EQ' }));
  assert.equal(codeOf(await register('EQ', { number: 'EQ-900' })), 'number-by-hand');
  assert.equal(ok(await register('EQ', { number: 'EQ-001' })).number, 'EQ-001'); // what it would get anyway
  assert.equal(ok(await register('EQ')).number, 'EQ-002');
});

test('DOC-01 numbers with the site count for each site, and need one', async () => {
  const [cork, oslo] = [await makeSite(db, { code: 'CORK' }), await makeSite(db, { code: 'OSLO' })];
  ok(await createType(as(cast.quality), { ...settings, code: 'LI', numbering: 'LI-{site}-{00}' }));
  assert.equal(codeOf(await register('LI')), 'number-needed');
  assert.deepEqual([ok(await register('LI', { siteId: cork })).number, ok(await register('LI', { siteId: cork })).number, ok(await register('LI', { siteId: oslo })).number], ['LI-CORK-01', 'LI-CORK-02', 'LI-OSLO-01']);
});

test('DOC-04 quality sets up and changes types, nobody else; changes are kept in the audit trail', async () => {
  assert.equal(codeOf(await createType(as(cast.approver), { ...settings, code: 'XX' })), 'not-permitted');
  assert.equal(codeOf(await createType(as(cast.quality), { ...settings, code: 'sop' })), 'type-code-taken');
  const nobody = { ...routeOf([]), approval: { who: { kind: 'people', personIds: ['018f0000-0000-7000-8000-000000000000'] }, days: 5 } } as const;
  assert.equal(codeOf(await createType(as(cast.quality), { ...settings, code: 'YY', route: nobody })), 'route-people-unknown');
  const { id } = ok(await createType(as(cast.quality), { ...settings, code: 'ZZ' }));
  assert.equal(codeOf(await changeType(as(cast.quality), id, settings)), 'type-unchanged');
  ok(await changeType(as(cast.quality), id, { ...settings, name: 'Machines' }));
  const event = await db.selectFrom('audit_event').select('body').where('subject_id', '=', id).where('action', '=', 'DocumentTypeChanged').executeTakeFirstOrThrow();
  assert.deepEqual((JSON.parse(event.body) as { data: unknown }).data, { code: 'ZZ', from: { name: 'Equipment' }, to: { name: 'Machines' } });
});
