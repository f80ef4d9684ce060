export const baselineEn = {
  title: 'Import procedures',
  answer: 'Take over the procedures in force from the system before, with one signature.',
  lead: 'Make one ZIP with a list (.csv) and the files it names. The columns are number, title, type, risk, owner (employee number), version, effective date (2026-02-28), file, and where wanted site, review months and summary.',
  honest: 'Imported versions are in force here from the import on. Their approval was given elsewhere: none is made up, and the date they state is kept as stated.',
  file: 'Archive',
  fileHelp: 'ZIP, up to 50 MB and 500 rows. Larger sets go in parts; what is here already is left alone.',
  'effect_one': '{{count}} document is ready to be taken over.',
  'effect_other': '{{count}} documents are ready to be taken over.',
  counts: '{{present}} here already, {{fixable}} to be put right in the list, {{rejected}} rejected.',
  'done_one': '{{count}} document is in force now.',
  'done_other': '{{count}} documents are in force now.',
  other: 'Import another archive',
  toList: 'Open the procedures',
  rows: 'Rows of the list',
  line: 'Line',
  number: 'Number',
  name: 'Title',
  version: 'Version',
  verdict: 'Verdict',
  reasons: 'Why',
  'verdict.clean': 'Ready',
  'verdict.present': 'Here already',
  'verdict.fixable': 'Put right',
  'verdict.rejected': 'Rejected',
  'verdict.all': 'All',
  filter: 'Show rows',
  signTitle: 'Sign the import',
  sign: 'Sign: import as baseline',
  imported: 'Imported by {{name}} from {{file}}, row {{row}}; stated effective date {{day}}. Approved elsewhere, not in this product.',
  button: 'Import procedures',
} as const;

declare module '../../../../ui/i18n.ts' {
  interface Catalogues {
    baseline: typeof baselineEn;
  }
}
