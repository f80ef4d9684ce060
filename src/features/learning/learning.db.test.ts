import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { personPrincipal, testContext } from '../../../test/kit/context.ts';
import { openTestDatabase } from '../../../test/kit/database.ts';
import { makeDocument } from '../../../test/kit/world-documents.ts';
import { seedPeople, write } from '../../../test/kit/world.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { draftModule, getModule, putModule } from './actions.ts';
import { presentQuestions } from './rules.ts';
import { loadModule } from './store.ts';
import type { ModuleInput } from './types.ts';

const database = await openTestDatabase();
const { db } = database;
after(() => database.close());

const [authorId = '', approverId = ''] = await seedPeople(db, 2);
const author = personPrincipal(authorId, 'Person 1', 'author');
const context = () => ({ ...testContext({ db, principal: author }), newId: () => uuidv7(Temporal.Instant.from('2026-03-02T09:00:00Z')) });
const quiz: ModuleInput = {
  passMark: 70, maxAttempts: 2,
  questions: [
    { kind: 'single', text: 'Which hood?', feedback: 'See 2', sections: ['2'], options: [{ text: 'The sterile one', correct: true, feedback: null }, { text: 'Any', correct: false, feedback: 'No' }] },
    { kind: 'true_false', text: 'Goggles?', feedback: null, sections: [], options: [{ text: 'True', correct: true, feedback: null }, { text: 'False', correct: false, feedback: null }] },
  ],
};

async function documentWith(...states: ('draft' | 'in_review' | 'approved' | 'effective')[]) {
  return makeDocument(db, { authorId, approverId, versions: states.map((state, index) => ({ label: `${index + 1}.0`, state })) });
}

test('ASM-01 a draft’s quiz is replaced whole and read back with its key by those who may', async () => {
  const { versionIds: [id = ''] } = await documentWith('draft');
  for (const _ of [1, 2]) assert.ok((await putModule(context(), id, quiz)).ok);
  const shown = await getModule(context(), id);
  assert.ok(shown.ok);
  assert.deepEqual(shown.reply.questions.map(({ id: _id, ...question }) => question), quiz.questions);
  assert.equal(shown.reply.minutes, 3);
  const events = await db.selectFrom('audit_event').select('action').where('subject_id', '=', id).execute();
  assert.deepEqual(events.map((event) => event.action), ['ModuleChanged', 'ModuleChanged']);
});

test('ASM-04 what a learner is shown tells nothing of the key: no field, and ids that do not follow the author’s order', async () => {
  const { versionIds: [id = ''] } = await documentWith('draft');
  const many: ModuleInput = { ...quiz, questions: Array.from({ length: 40 }, (_, index) => ({ ...quiz.questions[0], kind: 'single', text: `Question ${index}`, feedback: null, sections: [], options: ['right', 'b', 'c'].map((text) => ({ text, correct: text === 'right', feedback: null })) })) };
  assert.ok((await putModule(context(), id, many)).ok);
  const module = await loadModule(db, id);
  const shown = presentQuestions(module?.questions ?? [], () => 0.5);
  assert.doesNotMatch(JSON.stringify(shown), /key|correct|feedback/u);
  const rightIsSmallest = shown.filter((question) => question.options.toSorted((a, b) => (a.id < b.id ? -1 : 1))[0]?.text === 'right').length;
  assert.ok(rightIsSmallest > 2 && rightIsSmallest < 30, `the right option has the smallest id ${rightIsSmallest} times of 40`);
});

test('ASM-03 a faulty quiz is refused by question and nothing of it is kept', async () => {
  const { versionIds: [id = ''] } = await documentWith('draft');
  const outcome = await putModule(context(), id, { ...quiz, questions: quiz.questions.map((question) => ({ ...question, sections: ['9'] })) });
  assert.deepEqual(outcome, { ok: false, refusal: { code: 'unknown-section', detail: { question: 1, section: '9' } } });
  assert.equal((await loadModule(db, id))?.questions.length, 0);
});

test('DOC-09 the quiz of a version that is no longer a draft is refused', async () => {
  for (const state of ['in_review', 'approved', 'effective'] as const) {
    const { versionIds: [id = ''] } = await documentWith(state);
    const outcome = await putModule(context(), id, quiz);
    assert.deepEqual(!outcome.ok && outcome.refusal.code, 'module-frozen');
  }
});

test('ASM-02 a new draft gets the module of the version before, with questions of its own and only sections it has', async () => {
  const { documentId, versionIds: [first = ''] } = await documentWith('draft');
  assert.ok((await putModule(context(), first, { ...quiz, minutes: 25 })).ok);
  await write(db, (tx) => tx.updateTable('document_version').set({ state: 'withdrawn', approved_at: context().now, approver_id: approverId, training_decision: 'none', effective_at: context().now, withdrawn_at: context().now }).where('id', '=', first).execute());
  const second = await copyOf(documentId, first, 2);
  await write(db, (tx) => draftModule(context(), tx, second));
  assert.deepEqual((await loadModule(db, second))?.questions, [], 'a withdrawn version is no model');
  const { documentId: otherId, versionIds: [other = ''] } = await documentWith('draft');
  const practical = { items: [{ text: 'Puts on the hood', critical: true }], repetitions: { observe: 0, guided: 1, independent: 2 } };
  assert.ok((await putModule(context(), other, { ...quiz, minutes: 25, practical })).ok);
  await write(db, (tx) => tx.updateTable('document_version').set({ state: 'in_review' }).where('id', '=', other).execute());
  await write(db, (tx) => tx.updateTable('document_version').set({ state: 'effective', approved_at: context().now, approver_id: approverId, training_decision: 'retrain', effective_at: context().now, in_force: '[2026-01-01,)' }).where('id', '=', other).execute());
  const third = await copyOf(otherId, other, 2);
  await write(db, (tx) => draftModule(context(), tx, third));
  const [model, copy] = [await loadModule(db, other), await loadModule(db, third)];
  assert.deepEqual([copy?.passMark, copy?.maxAttempts, copy?.minutes, copy?.questions.map((question) => question.text)], [70, 2, 25, ['Which hood?', 'Goggles?']]);
  assert.deepEqual(copy?.questions.map((question) => question.sections), [[], []]);
  assert.deepEqual([copy?.practical, copy?.practical?.items.map(({ text, critical }) => ({ text, critical })), copy?.practical?.repetitions], [model?.practical, practical.items, practical.repetitions]);
  assert.equal(model?.questions.some((question) => copy?.questions.some((one) => one.id === question.id)), false);
});

/** A draft of the next version with one section that has no number. */
async function copyOf(documentId: string, model: string, ordinal: number): Promise<string> {
  const id = context().newId();
  await write(db, async (tx) => {
    const { content_sha256 } = await tx.selectFrom('document_version').select('content_sha256').where('id', '=', model).executeTakeFirstOrThrow();
    await tx.insertInto('document_version').values({ id, document_id: documentId, label: `${ordinal}.0`, ordinal, change_class: 'minor', change_summary: 'x', author_id: authorId, state: 'draft', file_name: 'x.md', media_type: 'text/markdown', content_sha256, created_at: context().now }).execute();
    await tx.insertInto('document_section').values({ version_id: id, ordinal: 1, level: 1, text: 'text', html: '<p>text</p>', sha256: Buffer.alloc(32) }).execute();
  });
  return id;
}
