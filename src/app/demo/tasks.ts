import { addTask } from '../../features/training/tasks/actions.ts';
import type { Instant } from '../../kernel/day.ts';
import { enter, holderOf, known, must, type World } from './world.ts';

/** Pieces of work with the procedures they need; those about procedures that are not there are left out. */
export async function setUpTasks(world: World, at: Instant): Promise<void> {
  const { ids, company } = world;
  const trainer = await enter(world, holderOf(world, 'TRN-COORD', 'CRK').number, at);
  for (const [index, task] of company.tasks.entries()) {
    if (!task.documents.every((number) => ids.documents.has(number))) continue;
    const { code, name, documents, department, ownerRole } = task;
    const owner = holderOf(world, ownerRole, 'CRK');
    must(await addTask(trainer.at(at.add({ minutes: 2 + index })), {
      code, name, documentIds: documents.map((number) => known(ids.documents, number)), siteId: null, departmentId: department === null ? null : known(ids.departments, department), ownerId: known(ids.people, owner.number),
    }), `task ${code}`);
  }
}
