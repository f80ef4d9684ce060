/** Forms that belong to procedures of the demonstration: in which version each comes, and what it holds. */
export type FormContent = { readonly number: string; readonly label: string; readonly name: string; readonly description: string; readonly rows: readonly (readonly string[])[] };

const CHECK = ['Step', 'Done (initials)', 'Time', 'Remark'];

const FORMS: readonly FormContent[] = [
  { number: 'SOP-001', label: '1.0', name: 'F-001-1 Gowning check.csv', description: 'One line for each entry into the clean room; kept with the batch record.', rows: [['Name', 'Date', 'Goggles', 'Gloves', 'Mask', 'Seen by'], ['', '', '', '', '', '']] },
  { number: 'SOP-001', label: '1.0', name: 'F-001-2 Qualification of gowning.csv', description: 'Results of the contact plates of the three entries.', rows: [['Entry', 'Chest', 'Left forearm', 'Right forearm', 'Glove prints', 'Passed'], ['1', '', '', '', '', ''], ['2', '', '', '', '', ''], ['3', '', '', '', '', '']] },
  { number: 'SOP-001', label: '2.0', name: 'F-001-3 Mirror card.txt', description: 'To be hung beside the mirror of each airlock.', rows: [['HOOD inside the collar'], ['GOGGLES touch the hood all round'], ['GLOVES over the cuffs'], ['NOTHING touches the floor']] },
  { number: 'SOP-005', label: '1.0', name: 'F-005-1 Line clearance.csv', description: 'To be filled in before each batch, and signed by two people.', rows: [CHECK, ['Nothing of the last batch on the line', '', '', ''], ['Counters at zero', '', '', ''], ['Labels and leaflets counted', '', '', '']] },
  { number: 'SOP-012', label: '1.0', name: 'F-012-1 Sample log.csv', description: 'The running log at the sample window.', rows: [['Sample', 'Taken by', 'Taken at', 'Received by', 'Stored in'], ['', '', '', '', '']] },
];

export function formsOf(number: string, label: string): readonly FormContent[] {
  return FORMS.filter((form) => form.number === number && form.label === label);
}

export function fileOf({ name, rows }: FormContent): { readonly name: string; readonly bytes: Buffer } {
  return { name, bytes: Buffer.from(rows.map((row) => row.map((cell) => (cell.includes(',') ? `"${cell}"` : cell)).join(',')).join('\r\n')) };
}
