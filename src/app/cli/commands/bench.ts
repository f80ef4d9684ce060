import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CommandError, JSON_OPTION, wholeNumber, type Command } from '../command.ts';
import { load } from '../lazy.ts';

const folder = join(import.meta.dirname, '../../../../bench');

/** What each bench/NAME.ts exports; it uses a scratch database of its own. */
type Benchmark = { run(options: { readonly people: number; readonly documents: number }, say: (line: string) => void): Promise<Readonly<Record<string, string | number | boolean>>> };

export const bench: Command = {
  name: 'bench',
  summary: 'Measure this build on this machine',
  details: `NAME is one of: ${names().join(', ') || 'none in this build'}.`,
  positionals: ['NAME'],
  options: { people: { type: 'string', value: 'N', meaning: 'how many people there are (default 20000)' }, documents: { type: 'string', value: 'N', meaning: 'how many documents there are (default 10000)' }, json: JSON_OPTION },
  async run(values, terminal) {
    const [name = ''] = values.rest;
    if (!names().includes(name)) throw new CommandError(`There is no benchmark "${name}". There are: ${names().join(', ') || 'none in this build'}.`, 2);
    const { run } = await load<Benchmark>(pathToFileURL(join(folder, `${name}.ts`)), 'such benchmark');
    const result = await run({ people: wholeNumber(values, 'people', 20_000), documents: wholeNumber(values, 'documents', 10_000) }, terminal.say);
    terminal.data(values.is('json') ? JSON.stringify(result) : Object.entries(result).map(([key, value]) => `${key.padEnd(24)} ${value}`).join('\n'));
    return result['ok'] === false ? 1 : 0;
  },
};

function names(): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.includes('.test.')).map((file) => file.replace(/\.ts$/, '')).toSorted() : [];
}
