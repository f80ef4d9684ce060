export const en = {
  'product': 'Readback',
  'skip': 'Skip to content',
  'problem.unexpected': 'Something went wrong in this page. Reload it; what you saved is safe.',
  'problem.unreachable': 'The server cannot be reached. Check the connection, then try again; doing it twice does no harm.',
  'problem.status': 'The server answered {{status}} without saying why. Try again, or tell your administrator.',
  'problem.retry': 'Try again',
  'asOf.noActs': 'You are looking at a past moment. Return to now to act.',
} as const;

declare module './i18n.ts' {
  interface Catalogues {
    ui: typeof en;
  }
}
