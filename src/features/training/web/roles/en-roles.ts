/** Strings about readiness for a role (MTX-08). */
export const rolesEn = {
  title: 'Ready for the role',
  pick: 'Role',
  pickFirst: 'Choose a role to see who is ready for it.',
  site: 'Site',
  answer_one: '{{ready}} of {{count}} {{role}} is ready for the role.',
  answer_other: '{{ready}} of {{count}} people who are {{role}} are ready for the role.',
  answerNone: 'Nobody present holds the role {{role}}.',
  lead: 'Ready means qualified on every critical procedure that is required of them. People on leave do not count.',
  absentToo_one: 'One more is on leave.',
  absentToo_other: '{{count}} more are on leave.',
  all: 'Everybody',
  ready: 'Ready',
  not_ready: 'Not ready',
  absent: 'On leave',
  people: 'People',
  show: 'Show',
  person: 'Person',
  department: 'Department',
  siteColumn: 'Site',
  state: 'State',
  missing: 'Missing',
  nobody: 'Nobody.',
  more: '{{count}} more people. Choose a site.',
  documents: 'Procedures of the role',
  documentsNote: 'What is required of its people, with how many of those present are qualified',
  procedure: 'Procedure',
  risk: 'Risk',
  qualified: 'Qualified',
  of: '{{qualified}} of {{required}}',
  noDocuments: 'Nothing is required of anybody with this role.',
} as const;

declare module '../../../../ui/i18n.ts' {
  interface Catalogues {
    roles: typeof rolesEn;
  }
}
