export const en = {
  events: 'Quality events',
  'list.answer_one': '{{count}} quality event.',
  'list.answer_other': '{{count}} quality events.',
  'list.open_one': '{{count}} quality event is open.',
  'list.open_other': '{{count}} quality events are open.',
  'list.lead': 'A quality event opens by itself when a held version is let into force with too few people trained.',
  'list.search': 'Search by number or words',
  'list.state': 'State',
  'list.empty': 'No quality event matches these filters.',
  'list.emptyAll': 'No quality event yet.',
  'list.number': 'Number',
  'list.title': 'What happened',
  'list.kind': 'Kind',
  'list.severity': 'Severity',
  'list.opened': 'Opened',
  'kind.deviation': 'Deviation',
  'kind.incident': 'Incident',
  'kind.audit_finding': 'Audit finding',
  'kind.complaint': 'Complaint',
  'kind.capa': 'CAPA',
  'severity.minor': 'Minor',
  'severity.major': 'Major',
  'severity.critical': 'Critical',
  'state.open': 'Open',
  'state.closed': 'Closed',
  'event.document': 'Document',
  'event.site': 'Site',
  'event.allSites': 'All sites',
  'event.occurred': 'Happened',
  'event.openedBy': 'Opened by',
  'event.system': 'Readback',
  'event.source': 'What opened it',
  'source.hold_override': 'A hold was overridden',
  'event.text': 'What happened',
} as const;

declare module '../../../ui/i18n.ts' {
  interface Catalogues {
    quality: typeof en;
  }
}
