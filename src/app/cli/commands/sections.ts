import { JSON_OPTION, type Command } from '../command.ts';
import { readDocuments } from '../read-document.ts';

export const sectionsCommand: Command = {
  name: 'sections',
  summary: 'Show the sections that a document is read into',
  details: 'FILE is Markdown, HTML, Word (.docx), PDF or plain text. It is read exactly as an upload would be; no server is needed.\nWith --json: a list of { ordinal, number, heading, level, text, sha256 } in the order of the document.',
  positionals: ['FILE'],
  options: { json: JSON_OPTION },
  async run(values, terminal) {
    const [document] = await readDocuments(values.rest, terminal.say);
    const sections = document?.sections ?? [];
    if (values.is('json')) terminal.data(JSON.stringify(sections.map(({ ordinal, number, heading, level, text, sha256 }) => ({ ordinal, number, heading, level, text, sha256 })), null, 2));
    else {
      terminal.data([
        ...(document?.title == null ? [] : [document.title, '']),
        ...sections.map(({ ordinal, number, heading, level, text, sha256 }) => `${sha256.slice(0, 12)}  ${'  '.repeat(Math.max(level - 1, 0))}${[number, heading].filter((part) => part !== null).join(' ') || `(section ${ordinal}, without a heading)`}  · ${wordsIn(text)} words`),
      ].join('\n'));
    }
    return 0;
  },
};

function wordsIn(text: string): number {
  return text.match(/\S+/gu)?.length ?? 0;
}
