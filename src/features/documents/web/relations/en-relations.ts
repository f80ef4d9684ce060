export const relationsEn = {
  title: 'Related documents',
  none: 'No document is related to this one yet.',
  'type.replaces': 'Replaces',
  'type.replaced_by': 'Replaced by',
  'type.refers_to': 'Refers to',
  'type.referred_to_by': 'Referred to by',
  'type.form_of': 'Form of',
  'type.has_form': 'Has form',
  add: 'Add a relation',
  kind: 'How',
  other: 'Document',
  save: 'Relate',
  remove: 'Take back: {{type}} {{number}}',
  mentioned: 'Mentioned in the text',
  mention: 'Add: refers to {{number}}',
  cancel: 'Cancel',
} as const;

declare module '../../../../ui/i18n.ts' {
  interface Catalogues {
    relations: typeof relationsEn;
  }
}
