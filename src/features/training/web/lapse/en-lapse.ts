/** Strings about qualifications that a new version takes away and nothing requires (IMP-03). */
export const lapseEn = {
  'title': 'Lapsing qualifications',
  'note': 'Not required now, so nothing is assigned. Ask your manager if you need it for your work.',
  'noteOther': 'Not required now, so nothing is assigned.',
  'lapses': 'Trained on v{{trained}}. The qualification lapses on {{day}}, when v{{label}} takes effect.',
  'lapsed': 'Trained on v{{trained}}. The qualification lapsed on {{day}}, when v{{label}} took effect.',
} as const;

declare module '../../../../ui/i18n.ts' {
  interface Catalogues {
    lapse: typeof lapseEn;
  }
}
