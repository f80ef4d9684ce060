import { accept, refuse, type Decision } from '../../../kernel/decision.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import type { Task, TaskContent, TaskEvent, TaskRefusal } from './types.ts';

/** TRN-07: a task is a named set of documents. `isTaken`: its code names a task already, or once did. */
export function createTask(content: TaskContent, facts: { readonly id: string; readonly code: string; readonly isTaken: boolean }): Decision<TaskEvent, TaskRefusal> {
  if (facts.isTaken) return refuse('task-code-taken', { code: facts.code });
  return accept({ type: 'TaskCreated', subject: { kind: 'task', id: facts.id }, data: { code: facts.code, version: 1, ...written(content) } });
}

/** The next version; what the task was before stays for questions about the past. */
export function reviseTask(task: Task, content: TaskContent): Decision<TaskEvent, TaskRefusal> {
  const [from, to] = [written(task), written(content)];
  if (JSON.stringify(from) === JSON.stringify(to)) return refuse('nothing-changed');
  return accept({ type: 'TaskRevised', subject: { kind: 'task', id: task.id }, data: { code: task.code, version: task.version + 1, from, to } });
}

export function endTask(task: Task, why: string): Decision<TaskEvent, TaskRefusal> {
  return accept({ type: 'TaskEnded', subject: { kind: 'task', id: task.id }, data: { code: task.code, version: task.version }, why });
}

function written({ name, documentIds, siteId, departmentId, ownerId }: TaskContent): JsonObject {
  return { name, documentIds: [...new Set(documentIds)].toSorted(), siteId, departmentId, ownerId };
}
