import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CommandError, JSON_OPTION, wholeNumber, type Command } from '../command.ts';
import { load } from '../lazy.ts';

const folder = join(import.meta.dirname, '../../../../bench');

/** What each bench/NAME.ts exports; it uses a scratch database of its own. */
type Benchmark = { run(options: { readonly people: number; readonly documents: number; /** As named, several for what compares sizes. */ readonly sizes: readonly number[] }, say: (line: string) => void): Promise<Readonly<Record<string, unknown>>> };

export const bench: Command = {
  name: 'bench',
  summary: 'Measure this build on this machine',
  details: `NAME is one of: ${names().join(', ') || 'none in this build'}.`,
  positionals: ['NAME'],
  options: { people: { type: 'string', value: 'N', meaning: 'how many people there are (default 20000); several sizes for growth, as 1000,10000' }, documents: { type: 'string', value: 'N', meaning: 'how many documents there are (default 10000)' }, json: JSON_OPTION },
  async run(values, terminal) {
    const [name = ''] = values.rest;
    if (!names().includes(name)) throw new CommandError(`There is no benchmark "${name}". There are: ${names().join(', ') || 'none in this build'}.`, 2);
    const { run } = await load<Benchmark>(pathToFileURL(join(folder, `${name}.ts`)), 'such benchmark');
    const sizes = sizesOf(values.text('people'));
    if (sizes.length > 1 && name !== 'growth') throw new CommandError(`Only growth compares several sizes; "${name}" takes one number of people.`, 2);
    const result = await run({ people: sizes[0] ?? 20_000, documents: wholeNumber(values, 'documents', 10_000), sizes }, terminal.say);
    terminal.data(values.is('json') ? JSON.stringify(result) : Object.entries(result).map(([key, value]) => `${key.padEnd(24)} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`).join('\n'));
    return result['ok'] === false ? 1 : 0;
  },
};

function sizesOf(text: string | null): number[] {
  if (text === null) return [];
  if (!/^\d+(,\d+)*$/.test(text)) throw new CommandError(`--people is a whole number, or several with commas between, not "${text}".`, 2);
  return text.split(',').map(Number);
}

function names(): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.includes('.test.')).map((file) => file.replace(/\.ts$/, '')).toSorted() : [];
}
