import { parseArgs } from 'node:util';

/** What a command needs to know of one of its options. */
export type Option = { readonly type: 'string' | 'boolean'; readonly meaning: string; readonly value?: string; readonly needed?: boolean };

export type Values = { readonly text: (name: string) => string | null; readonly needed: (name: string) => string; readonly is: (name: string) => boolean; readonly rest: readonly string[] };

export type Command = {
  /** As typed, e.g. `user create`. */
  readonly name: string;
  readonly summary: string;
  readonly details?: string;
  /** Names of what follows without dashes. */
  readonly positionals?: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  /** Resolves to the exit code. */
  run(values: Values, terminal: Terminal): Promise<number>;
};

/** Where a command writes: data to standard output, progress to standard error. */
export type Terminal = { readonly say: (line: string) => void; readonly data: (text: string) => void };

/** Something the person at the terminal can put right; shown as one sentence, without a stack. */
export class CommandError extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

export const JSON_OPTION: Option = { type: 'boolean', meaning: 'print the result as JSON on standard output' };

export function readValues(command: Command, args: readonly string[]): Values {
  const options = Object.fromEntries(Object.entries(command.options).map(([name, option]) => [name, { type: option.type }]));
  const { values, positionals } = parse(command, args, options);
  const expected = command.positionals ?? [];
  if (positionals.length !== expected.length) {
    const what = expected.length === 0 ? 'takes nothing without dashes' : `takes ${expected.join(' ')}`;
    throw new CommandError(`"${command.name}" ${what}. See: ./readback help ${command.name}`, 2);
  }
  const missing = Object.entries(command.options).filter(([name, option]) => option.needed === true && values[name] === undefined).map(([name]) => `--${name}`);
  if (missing.length > 0) throw new CommandError(`"${command.name}" needs ${missing.join(' and ')}. See: ./readback help ${command.name}`, 2);
  const text = (name: string): string | null => (typeof values[name] === 'string' ? values[name] : null);
  return { text, needed: (name) => text(name) ?? '', is: (name) => values[name] === true, rest: positionals };
}

function parse(command: Command, args: readonly string[], options: Record<string, { type: 'string' | 'boolean' }>) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : String(error)} See: ./readback help ${command.name}`, 2);
  }
}

export function helpOf(command: Command): string {
  const positionals = (command.positionals ?? []).map((name) => ` ${name}`).join('');
  const options = Object.entries(command.options);
  const shown = options.map(([name, option]) => [`--${name}${option.value === undefined ? '' : ` ${option.value}`}`, option.meaning] as const);
  const width = Math.max(0, ...shown.map(([left]) => left.length));
  return [
    `Usage: ./readback ${command.name}${positionals}${options.length > 0 ? ' [options]' : ''}`,
    '', command.summary, ...(command.details === undefined ? [] : ['', command.details]),
    ...(shown.length === 0 ? [] : ['', 'Options:', ...shown.map(([left, meaning]) => `  ${left.padEnd(width)}  ${meaning}`)]),
  ].join('\n');
}

export function wholeNumber(values: Values, name: string, otherwise: number): number {
  const text = values.text(name);
  if (text === null) return otherwise;
  if (!/^\d+$/.test(text)) throw new CommandError(`--${name} is a whole number, not "${text}".`, 2);
  return Number(text);
}
