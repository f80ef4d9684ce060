import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTask, endTask, reviseTask } from './rules.ts';

const content = { name: 'Filling', documentIds: ['b', 'a', 'b'], siteId: null, departmentId: null, ownerId: null };
const task = { ...content, documentIds: ['a', 'b'], id: 't', code: 'FILL', version: 3 };

test('TRN-07 a task has a code of its own, for ever, and each document once', () => {
  assert.deepEqual(createTask(content, { id: 't', code: 'FILL', isTaken: true }), { ok: false, refusal: { code: 'task-code-taken', detail: { code: 'FILL' } } });
  const made = createTask(content, { id: 't', code: 'FILL', isTaken: false });
  assert.deepEqual(made.ok && made.events[0].data['documentIds'], ['a', 'b']);
});

test('TRN-07 a change makes the next version, and no change makes none', () => {
  const changed = reviseTask(task, { ...content, documentIds: ['c'] });
  assert.deepEqual(changed.ok && [changed.events[0].data['version'], changed.events[0].data['to']], [4, { name: 'Filling', documentIds: ['c'], siteId: null, departmentId: null, ownerId: null }]);
  assert.deepEqual(reviseTask(task, content), { ok: false, refusal: { code: 'nothing-changed' } });
  const ended = endTask(task, 'Line closed');
  assert.deepEqual(ended.ok && [ended.events[0].type, ended.events[0].why], ['TaskEnded', 'Line closed']);
});
