// ./readback COMMAND: see `./readback help`.
import { InstallationError } from '../../platform/installation.ts';
import { MigrationError } from '../../platform/db/migrate.ts';
import { CommandError, helpOf, readValues, type Command, type Terminal } from './command.ts';
import { acceptance } from './commands/acceptance.ts';
import { answerKeyRotate } from './commands/answer-key-rotate.ts';
import { apiKeyCreate } from './commands/api-key-create.ts';
import { bench } from './commands/bench.ts';
import { compareCommand } from './commands/compare.ts';
import { demo } from './commands/demo.ts';
import { migrateCommand } from './commands/migrate.ts';
import { sectionsCommand } from './commands/sections.ts';
import { start } from './commands/start.ts';
import { userCreate } from './commands/user-create.ts';
import { verify } from './commands/verify.ts';

const COMMANDS: readonly Command[] = [start, demo, migrateCommand, userCreate, apiKeyCreate, answerKeyRotate, verify, sectionsCommand, compareCommand, acceptance, bench];

const terminal: Terminal = { say: (line) => void process.stderr.write(`${line}\n`), data: (text) => void process.stdout.write(`${text}\n`) };

process.exitCode = await run(process.argv.slice(2)).catch(explain);
// What a command left open (a watcher, a pool) does not keep the terminal waiting.
setTimeout(() => process.exit(), 2000).unref();

async function run(args: readonly string[]): Promise<number> {
  const [first = 'help'] = args;
  if (first === 'help' || first === '--help' || first === '-h') return help(args.slice(1));
  const { command, rest } = find(args);
  if (rest.includes('--help') || rest.includes('-h')) return help([command.name]);
  return command.run(readValues(command, rest), terminal);
}

function find(args: readonly string[]): { command: Command; rest: readonly string[] } {
  for (const words of [2, 1]) {
    const command = COMMANDS.find((one) => one.name === args.slice(0, words).join(' '));
    if (command !== undefined) return { command, rest: args.slice(words) };
  }
  throw new CommandError(`There is no command "${args[0] ?? ''}". The commands are: ${COMMANDS.map((command) => command.name).join(', ')}. See: ./readback help`, 2);
}

function help(args: readonly string[]): number {
  if (args.length > 0) {
    terminal.data(helpOf(find(args).command));
    return 0;
  }
  const width = Math.max(...COMMANDS.map((command) => command.name.length));
  terminal.data(['Readback: SOP training with proof.', '', 'Usage: ./readback COMMAND [options]', '', ...COMMANDS.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`), '', 'More on one: ./readback help COMMAND. Settings are environment variables: docs/configuration.md'].join('\n'));
  return 0;
}

function explain(error: unknown): number {
  if (error instanceof CommandError) {
    terminal.say(error.message);
    return error.exitCode;
  }
  if (error instanceof InstallationError || error instanceof MigrationError) {
    terminal.say(error.message);
    return 1;
  }
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === '28P01' || code === '3D000') {
    terminal.say(`The database cannot be reached: ${error instanceof Error ? error.message : String(code)}. Check DATABASE_URL, and that the server it names is running.`);
    return 1;
  }
  terminal.say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 1;
}
