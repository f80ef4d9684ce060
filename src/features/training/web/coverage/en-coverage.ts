/** Strings about who can do what (MTX-11). */
export const coverageEn = {
  title: 'Who can do what',
  answer_one: '{{safe}} of {{count}} task can be done by more than one person present.',
  answer_other: '{{safe}} of {{count}} tasks can be done by more than one person present.',
  answerNone: 'No task is set up yet.',
  lead: 'People on leave are left out. Each number opens the people behind it.',
  site: 'Site',
  department: 'Department',
  tasks: 'Coverage of tasks by shift',
  task: 'Task',
  all: 'All shifts',
  noShift: 'No shift',
  missing: '{{count}} to train',
  'cover.nobody': 'nobody',
  'cover.one': 'only one',
  'cover.enough': 'enough',
  notConcerned: 'Nobody in this shift is qualified for the task or required to be',
  cellBefore: '{{task}}, {{shift}}:',
  cellAfter: 'qualified,',
  empty: 'No task yet. A task is a named set of procedures, such as “Run the filling line”. Add one under Tasks.',
  people: '{{task}}: {{shift}}',
  peopleNote_one: '{{count}} person',
  peopleNote_other: '{{count}} people',
  person: 'Person',
  shift: 'Shift',
  state: 'State',
  lacks: 'Missing',
  qualified: 'Qualified',
  notQualified: 'Not qualified',
  nobody: 'Nobody.',
  single: 'Single points of failure',
  singleNote: 'Procedures that are required and on which nobody, or only one person present, is qualified',
  singleEmpty: 'Every required procedure has at least two qualified people present.',
  singleCount_one: '{{count}} procedure that is required and on which nobody, or only one person present, is qualified',
  singleCount_other: '{{count}} procedures that are required and on which nobody, or only one person present, is qualified',
  procedure: 'Procedure',
  risk: 'Risk',
  onlyOne: 'Only qualified person',
  close: 'Close the list',
} as const;

declare module '../../../../ui/i18n.ts' {
  interface Catalogues {
    coverage: typeof coverageEn;
  }
}
