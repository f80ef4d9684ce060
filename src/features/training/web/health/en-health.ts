export const healthEn = {
  title: 'Health of the matrix',
  'answer.good': 'Nothing in the matrix is missing or doubtful.',
  answer_one: '{{count}} thing in the matrix wants a look.',
  answer_other: '{{count}} things in the matrix want a look.',
  withoutAudience: 'Procedures that nobody is led to',
  'withoutAudience.zero': 'Every procedure that is in force or coming reaches somebody by a rule.',
  'withoutAudience.help': 'A version is in force or coming, but no rule leads to it.',
  withoutDocuments: 'Job roles without procedures',
  'withoutDocuments.zero': 'Every job role is named by a rule.',
  'withoutDocuments.help': 'No rule names the role, so whoever holds it trains only on what rules for others ask.',
  singlePoints: 'Only one person qualified',
  'singlePoints.zero': 'No procedure rests on one qualified person alone.',
  'singlePoints.help': 'Procedures that people need, in the version in force, on which exactly one person at work is qualified. Of a site: that its people need, and that one of them alone is qualified on.',
  inSeveralCurricula: 'In several curricula',
  'inSeveralCurricula.zero': 'No procedure is in several curricula.',
  'inSeveralCurricula.help': 'Taking it out of one of them changes nothing for whoever is led to it by another.',
  load: 'Reading load by job role',
  'load.help': 'What rules that name the role ask its holders to read in the versions in force. Rules for everyone add {{documents}} procedures, {{hours}} h.',
  'load.role': 'Job role',
  'load.people': 'People',
  'load.documents': 'Procedures',
  'load.hours': 'Hours each',
  document: 'Procedure',
  risk: 'Risk',
  person: 'Who',
  site: 'Site',
  curricula: 'Curricula',
  none: 'None.',
  more: 'The first {{count}} are shown.',
  'risk.critical': 'critical',
  'risk.high': 'high',
  'risk.medium': 'medium',
  'risk.low': 'low',
} as const;

declare module '../../../../ui/i18n.ts' {
  interface Catalogues {
    health: typeof healthEn;
  }
}
