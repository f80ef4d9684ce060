import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CommandError } from './command.ts';

/** Loads what only one command needs, so that the others start at once. */
export async function load<Module>(url: URL, what: string): Promise<Module> {
  if (!existsSync(fileURLToPath(url))) throw new CommandError(`This build has no ${what} (${fileURLToPath(url)}).`);
  return (await import(url.href)) as Module; // each caller names the exports it relies on
}
