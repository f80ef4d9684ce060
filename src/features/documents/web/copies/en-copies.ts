export const copiesEn = {
  title: 'Controlled copies',
  none: 'No controlled copy has been issued.',
  recall_one: '{{count}} copy is to be recalled: its version is no longer in force.',
  recall_other: '{{count}} copies are to be recalled: their versions are no longer in force.',
  answerNone: 'No controlled copy is to be recalled.',
  copy: 'Copy',
  document: 'Document',
  version: 'Version',
  holder: 'Holder',
  holderHelp: 'A person or a place, as it is to stand on every page.',
  issued: 'Issued',
  by: '{{day}} by {{name}}',
  state: 'State',
  out: 'Out',
  toRecall: 'To be recalled',
  'end.returned': 'Returned',
  'end.destroyed': 'Destroyed',
  'end.lost': 'Lost',
  ended: '{{how}} on {{day}}',
  issue: 'Issue a copy',
  issueTitle: 'Issue a controlled copy of v{{label}}',
  save: 'Issue copy',
  print: 'Print copy {{number}}',
  end: 'End copy {{number}}',
  endTitle: 'Copy {{number}} – {{holder}}',
  endHow: 'What became of it',
  note: 'Remark',
  endSave: 'End copy',
  act: 'Act',
  cancel: 'Cancel',
} as const;

declare module '../../../../ui/i18n.ts' {
  interface Catalogues {
    copies: typeof copiesEn;
  }
}
