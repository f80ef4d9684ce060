export const attachmentsEn = {
  title: 'Attachments',
  none: 'No form, drawing or template is attached to this version.',
  add: 'Attach files',
  addHint: 'Word, Excel, PDF, pictures, drawings; at most 20 files of 50 MB each',
  adding: 'Attaching {{name}} …',
  failed: '{{name}} was not attached',
  new: 'New',
  changed: 'Changed',
  since: 'Compared with v{{label}}',
  removed: 'No longer attached since v{{label}}: {{names}}',
  kind: '{{ending}}, {{size}}',
  digest: 'SHA-256 {{digest}}',
  up: 'Move {{name}} up',
  down: 'Move {{name}} down',
  describe: 'Describe {{name}}',
  description: 'What it is for',
  descriptionHelp: 'One line for those who work with the procedure.',
  save: 'Save',
  cancel: 'Cancel',
  remove: 'Remove {{name}}',
  removeTitle: 'Remove “{{name}}” from the draft?',
  removeText: 'The file leaves this draft. Other versions keep theirs.',
  removeAct: 'Remove',
  carry_one: 'Take over the attachment of v{{label}}',
  carry_other: 'Take over the {{count}} attachments of v{{label}}',
  carryHelp: '{{names}}. Each can still be removed from the draft.',
} as const;

declare module '../../../../ui/i18n.ts' {
  interface Catalogues {
    attachments: typeof attachmentsEn;
  }
}
