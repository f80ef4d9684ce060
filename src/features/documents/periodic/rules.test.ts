import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Subject, VersionFacts } from '../types.ts';
import { review, reviewDueOn, reviewStanding, reviewStatement, SOON_DAYS } from './rules.ts';
import type { ReviewFacts } from './types.ts';

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const facts = (more: Partial<ReviewFacts> = {}): ReviewFacts => ({ reviewMonths: 24, retired: false, effectiveOn: day('2026-03-02'), last: null, ...more });
const reviewed = (on: string, document: 'confirm' | 'revise' | 'retire' = 'confirm', module: 'confirm' | 'revise' | null = 'confirm') => ({ on: day(on), at: Temporal.Instant.from(`${on}T09:00:00Z`), document, module });

describe('when a review is due', () => {
  test('DOC-08 so many months after the version took effect, or after its last review', () => {
    assert.equal(reviewDueOn(facts())?.toString(), '2028-03-02');
    assert.equal(reviewDueOn(facts({ last: reviewed('2028-01-10') }))?.toString(), '2030-01-10');
    assert.equal(reviewDueOn(facts({ effectiveOn: day('2028-06-01'), last: reviewed('2028-01-10') }))?.toString(), '2030-06-01'); // a new version begins a cycle
    assert.equal(reviewDueOn(facts({ effectiveOn: null })), null);
    assert.equal(reviewDueOn(facts({ retired: true })), null);
  });

  test('DOC-08 ends of months and leap days stay within their month', () => {
    assert.equal(reviewDueOn(facts({ effectiveOn: day('2024-02-29'), reviewMonths: 12 }))?.toString(), '2025-02-28');
    assert.equal(reviewDueOn(facts({ effectiveOn: day('2024-02-29'), reviewMonths: 48 }))?.toString(), '2028-02-29');
    assert.equal(reviewDueOn(facts({ effectiveOn: day('2026-08-31'), reviewMonths: 1 }))?.toString(), '2026-09-30');
  });

  test('DOC-08 on its day it is due, the day after it is overdue; it shows some weeks before', () => {
    const state = (today: string) => reviewStanding(facts(), day(today)).state;
    assert.deepEqual(['2028-03-01', '2028-03-02', '2028-03-03'].map(state), ['soon', 'soon', 'overdue']);
    assert.equal(state(day('2028-03-02').subtract({ days: SOON_DAYS }).toString()), 'soon');
    assert.equal(state(day('2028-03-02').subtract({ days: SOON_DAYS + 1 }).toString()), 'planned');
  });

  test('DOC-08 a verdict that asks for more stays visible, whichever of the two gave it', () => {
    const state = (last: ReviewFacts['last']) => reviewStanding(facts({ last }), day('2028-03-05')).state;
    assert.equal(state(reviewed('2028-03-01', 'revise')), 'revision_needed');
    assert.equal(state(reviewed('2028-03-01', 'confirm', 'revise')), 'revision_needed');
    assert.equal(state(reviewed('2028-03-01', 'retire', 'revise')), 'retirement_needed');
    assert.equal(state(reviewed('2028-03-01')), 'planned');
  });
});

describe('the two verdicts', () => {
  const version: VersionFacts = { id: 'v1', label: '1.0', ordinal: 1, state: 'effective', changeClass: 'major', authorId: 'author', coAuthorIds: [], contentSha256: 'aa', attachments: [], decision: 'retrain', effectiveOn: day('2026-03-02'), effectiveAt: null };
  const subject: Subject = { version, document: { id: 'd', number: 'SOP-001', title: 'Gowning', risk: 'high', siteId: null, ownerId: 'author', zone: 'Europe/Dublin', retired: false, versions: [version] } };
  const has = { module: true, dueOn: day('2028-03-02') };
  const codeOf = (outcome: ReturnType<typeof review>) => (outcome.ok ? null : outcome.refusal.code);

  test('DOC-08 both are given where there is a module, and only one where there is none', () => {
    assert.equal(codeOf(review(subject, { document: 'confirm', module: 'confirm', comment: null }, has)), null);
    assert.equal(codeOf(review(subject, { document: 'confirm', module: null, comment: null }, has)), 'module-verdict-needed');
    assert.equal(codeOf(review(subject, { document: 'confirm', module: null, comment: null }, { ...has, module: false })), null);
    assert.equal(codeOf(review(subject, { document: 'confirm', module: 'confirm', comment: null }, { ...has, module: false })), 'no-module');
  });

  test('DOC-08 what has to change or to go says why', () => {
    assert.equal(codeOf(review(subject, { document: 'revise', module: 'confirm', comment: null }, has)), 'comment-needed');
    assert.equal(codeOf(review(subject, { document: 'confirm', module: 'revise', comment: null }, has)), 'comment-needed');
    const decision = review(subject, { document: 'retire', module: 'confirm', comment: 'replaced by SOP-002' }, has);
    assert.ok(decision.ok);
    assert.equal(decision.events[0].why, 'replaced by SOP-002');
  });

  test('SIG-01 what is signed names both verdicts', () => {
    assert.match(reviewStatement('Cian Daly', subject, { document: 'confirm', module: 'revise' }), /^I am Cian Daly\. I have reviewed SOP-001 v1\.0 “Gowning” .*, its periodic review\. The document is confirmed as it stands\. Its training module needs a new version\.$/u);
  });
});
