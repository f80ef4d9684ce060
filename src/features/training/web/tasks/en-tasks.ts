/** Strings about tasks: named sets of procedures (TRN-07). */
export const tasksEn = {
  title: 'Tasks',
  answer_one: '{{count}} task says what a person must be qualified on to do it.',
  answer_other: '{{count}} tasks say what a person must be qualified on to do them.',
  answerNone: 'No task yet.',
  lead: 'Other systems ask by the code whether somebody may do a task. Who is qualified for it is qualified on every procedure of it.',
  empty: 'No task yet. Name a piece of work and the procedures it needs.',
  add: 'Add a task',
  code: 'Code',
  codeHelp: 'One word, such as FILL-2. Other systems ask by it; it never names another task.',
  name: 'Name',
  documents: 'Procedures',
  where: 'Where',
  anywhere: 'Anywhere',
  owner: 'Owner',
  site: 'Only at this site',
  department: 'Only in this department and below',
  optional: 'Optional',
  newTitle: 'Add a task',
  changeTitle: 'Change {{code}}',
  changeText: 'This becomes version {{version}}. Questions about the past are answered by the version of that time.',
  save: 'Save the task',
  saved: 'The task is saved.',
  change: 'Change {{code}}',
  end: 'End {{code}}',
  endTitle: 'End {{code}}',
  endText: 'From now on nobody can be asked about this task. Questions about the time before are still answered.',
  endReason: 'Reason',
  endButton: 'End the task',
  ended: 'The task is ended.',
} as const;

declare module '../../../../ui/i18n.ts' {
  interface Catalogues {
    tasks: typeof tasksEn;
  }
}
