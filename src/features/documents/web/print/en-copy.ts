export const copyEn = {
  print: 'Print',
  printWhy: 'Opens a copy that says on every page what it is; who made it and when is kept in the audit trail.',
  pdf: 'PDF copy',
  watermark: 'This version is {{state}}.',
  'mark.draft': 'Draft',
  'mark.in_review': 'In review',
  'mark.approved': 'Not yet effective',
  'mark.superseded': 'Superseded',
  'mark.withdrawn': 'Withdrawn',
  'mark.retired': 'Retired',
  onPaper: '{{number}} v{{label}} · {{title}} · {{state}} · printed {{moment}} by {{name}}',
  uncontrolled: 'UNCONTROLLED WHEN PRINTED',
  pages: 'Pages',
  text: 'Text',
  view: 'How to read it',
} as const;

declare module '../../../../ui/i18n.ts' {
  interface Catalogues {
    copy: typeof copyEn;
  }
}
