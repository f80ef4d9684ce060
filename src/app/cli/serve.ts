import type { Installation } from '../../platform/installation.ts';
import { startServer } from '../server.ts';
import type { Terminal } from './command.ts';
import { untilAskedToStop } from './lifetime.ts';

/** Serves until Ctrl-C, then finishes requests, closes the database and ends. */
export async function serve(installation: Installation, terminal: Terminal, told: readonly string[] = []): Promise<number> {
  const { config } = installation;
  const server = await startServer({ installation });
  const [address] = server.app.addresses();
  const port = typeof address === 'object' ? address.port : undefined;
  if (port !== undefined && port !== config.port) terminal.say(`Port ${config.port} is taken; using ${port}.`);
  if (installation.isSimulation) terminal.say(`This is a simulation: its time is ${(await installation.clock.now()).toString()} and moves only when it is told to.`);
  terminal.say(`\nReadback is ready: ${server.url}`);
  if (server.setupCode !== null) terminal.say(`Nobody has an account yet. Open the address to set it up, with the code ${server.setupCode}`);
  for (const line of told) terminal.say(line);
  terminal.say('Ctrl-C stops it.\n');
  await untilAskedToStop();
  terminal.say('Stopping …');
  await server.close();
  return 0;
}
