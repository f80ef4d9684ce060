export const aheadEn = {
  'notReady': 'Not ready for {{role}}: {{done}} of {{required}} critical procedures are done',
  'notReadyAhead': 'Not ready for {{role}} from {{day}}: {{done}} of {{required}} critical procedures are done',
  'readyAhead': 'Ready for {{role}} from {{day}}',
  'where': '{{department}}, {{site}}',
  'others_one': '{{count}} other procedure is open too.',
  'others_other': '{{count}} other procedures are open too.',
  'allCritical': 'Every critical procedure is done.',
  'due': 'due {{day}}',
  'overdue': 'overdue',
  'noWork': 'not assigned yet',
  'noRole': 'the new place',
} as const;

declare module '../../../../ui/i18n.ts' {
  interface Catalogues {
    ahead: typeof aheadEn;
  }
}
