import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { may } from '../src/features/documents/permissions.ts';
import { PRODUCT_ROLES } from '../src/kernel/permission.ts';
import { answerFor, answerInReview, VERSION_STATES } from '../tools/generate/lifecycle-answers.ts';
import { lifecyclePage } from '../tools/generate/lifecycle.ts';

test('DOC-02 DOC-04 the table of state, act and role in the documentation is what the rules answer', () => {
  const kept = readFileSync(join(import.meta.dirname, '../docs/generated/lifecycle.md'), 'utf8');
  assert.equal(lifecyclePage(), kept, 'run `npm run generate` and look at the difference');
});

test('DOC-04 of all roles and states only an approver who is not the author approves, and only what is in review', () => {
  const yes = PRODUCT_ROLES.flatMap((role) => VERSION_STATES.flatMap((state) => ([true, false] as const).flatMap((isAuthor) => (answerFor({ act: 'approve', permission: may.approveVersion }, state, role, isAuthor) === 'yes' ? [[role, state, isAuthor]] : []))));
  assert.deepEqual(yes, [['approver', 'in_review', false]]);
});

test('ESC-04 SIG-04 a deputy signs a step whose route allows it, and never the approval', () => {
  assert.equal(answerInReview('step open', 'their deputy, where allowed'), 'yes');
  assert.equal(answerInReview('step open', 'their deputy, elsewhere'), 'deputies-not-allowed');
  assert.equal(answerInReview('approval open', 'their deputy, where allowed'), 'not-your-step');
});
