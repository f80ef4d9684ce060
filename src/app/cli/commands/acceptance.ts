import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { CommandError, JSON_OPTION, type Command, type Terminal } from '../command.ts';
import { load } from '../lazy.ts';

/** What src/app/acceptance/run.ts exports; it starts a scratch server of its own and resolves to the exit code. */
type Runner = { runAcceptance(folder: string, terminal: Terminal, options: { readonly json: boolean }): Promise<number> };

export const acceptance: Command = {
  name: 'acceptance',
  summary: 'Play real procedures, rosters and quizzes through a scratch server, over HTTP only',
  details: 'DIR holds the folders spreadsheets, sop and quiz. Prints what was done, how long it took and what was refused; the exit code tells.',
  positionals: ['DIR'],
  options: { json: JSON_OPTION },
  async run(values, terminal) {
    const folder = resolve(values.rest[0] ?? '');
    if (!existsSync(folder)) throw new CommandError(`There is no folder ${folder}.`, 2);
    const { runAcceptance } = await load<Runner>(new URL('../../acceptance/run.ts', import.meta.url), 'acceptance test');
    return runAcceptance(folder, terminal, { json: values.is('json') });
  },
};
