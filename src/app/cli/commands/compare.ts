import { basename } from 'node:path';
import { compareSections } from '../../../features/documents/compare/rules.ts';
import { CommandError, JSON_OPTION, type Command } from '../command.ts';
import { asJson, asPage, asText } from '../comparison.ts';
import { readDocuments } from '../read-document.ts';

export const compareCommand: Command = {
  name: 'compare',
  summary: 'Compare two versions of a document, section by section and word by word',
  details: [
    'OLD and NEW are Markdown, HTML, Word (.docx), PDF or plain text, also of different kinds. No server is needed.',
    'Sections find their counterpart across renumbering, moves, splits and merges. Without an option: readable text, where',
    '[-removed words-] and {+added words+} are marked. The exit code is 0 whether or not something differs.',
    'With --json: { entries: [{ kind, old, new, changes, … }], totals }; the fields are explained in docs/comparison.md.',
  ].join('\n'),
  positionals: ['OLD', 'NEW'],
  options: { json: JSON_OPTION, html: { type: 'boolean', meaning: 'print a page on standard output that needs nothing else to be read' } },
  async run(values, terminal) {
    if (values.is('json') && values.is('html')) throw new CommandError('Ask for --json or for --html, not for both.', 2);
    const [older, newer] = await readDocuments(values.rest, terminal.say);
    const names = values.rest.map((path) => basename(path));
    const comparison = compareSections(older?.sections ?? [], newer?.sections ?? []);
    if (values.is('json')) terminal.data(JSON.stringify(asJson(comparison)));
    else if (values.is('html')) terminal.data(asPage(comparison, newer?.title ?? names[1] ?? '', names));
    else terminal.data(asText(comparison, names));
    return 0;
  },
};
