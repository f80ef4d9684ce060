export const searchEn = {
  title: 'Search procedures',
  label: 'Number, title or words of the text',
  'answer_one': '{{count}} procedure fits “{{text}}”.',
  'answer_other': '{{count}} procedures fit “{{text}}”.',
  answerCapped: 'More than {{count}} procedures fit “{{text}}”: a narrower question finds better.',
  ask: 'What are you looking for?',
  askText: 'A number, a title (typing mistakes are forgiven), or words that stand in one section of the text. Words in quotation marks must stand together; a word after – must not occur.',
  none: 'Nothing fits “{{text}}”.',
  noneText: 'Use fewer words, or leave out filters.',
  noneAll: 'Look in drafts and former versions too',
  versions: 'Versions',
  'versions.all': 'All versions',
  risk: 'Risk',
  type: 'Type',
  clear: 'Clear filters',
  results: 'Procedures found',
  noVersion: 'no version in force',
  'match.number': 'Number',
  'match.number-begins': 'Number begins so',
  'match.title': 'Title',
  'match.title-similar': 'Similar title',
  'match.heading': 'Heading',
  'match.text': 'Text',
  section: 'in {{name}}',
  untitled: 'section {{ordinal}}',
  more: 'Show more',
  everything: 'Search the text for “{{text}}” …',
} as const;

declare module '../../../../ui/i18n.ts' {
  interface Catalogues {
    search: typeof searchEn;
  }
}
