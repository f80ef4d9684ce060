/** Strings about how somebody stood on each document over time (TRN-07). */
export const timelineEn = {
  title: 'Qualification over time',
  note: '{{from}} to {{until}}',
  empty: 'Nothing was ever required of this person, and there is no record.',
  more: 'Show all {{count}} procedures',
  fewer: 'Show the first {{count}}',
  table: 'As text',
  lane: '{{number}} {{title}}: {{spans}}',
  span: '{{state}} {{from}} to {{until}}',
  spanVersion: '{{state}} on v{{version}} {{from}} to {{until}}',
  notRequired: 'not required now',
  'state.qualified': 'Qualified',
  'state.window': 'Qualified, next version to train',
  'state.lapsed': 'Lapsed',
  'state.missing': 'Required, not trained',
  'state.absent': 'On leave',
  'state.none': 'Nothing required',
} as const;

declare module '../../../../ui/i18n.ts' {
  interface Catalogues {
    timeline: typeof timelineEn;
  }
}
