export const pdfEn = {
  tools: 'Pages of the file',
  opening: 'Opening …',
  page: 'Page {{page}} of {{pages}}',
  previous: 'Previous page',
  next: 'Next page',
  smaller: 'Smaller',
  larger: 'Larger',
  fit: 'Fit width',
  find: 'Search in these pages',
  findNext: 'Next place',
  findBefore: 'Place before',
  found: '{{at}} of {{of}}',
} as const;

declare module '../../../../ui/i18n.ts' {
  interface Catalogues {
    pdf: typeof pdfEn;
  }
}
