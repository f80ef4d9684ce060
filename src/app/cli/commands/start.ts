import { openInstallation, type OpenOptions } from '../../../platform/installation.ts';
import { buildWeb } from '../build-web.ts';
import { CommandError, wholeNumber, type Command, type Values } from '../command.ts';
import { configOrThrow } from '../open.ts';

export const start: Command = {
  name: 'start',
  summary: 'Serve Readback: builds the web app when needed, starts the database, migrates, listens',
  details: 'A data folder is real or a simulation from its creation on. Only a simulation has a clock that can be moved.',
  options: {
    port: { type: 'string', value: 'N', meaning: 'port to listen on, instead of READBACK_PORT' },
    'api-only': { type: 'boolean', meaning: 'do not build the web app first' },
    simulation: { type: 'boolean', meaning: 'make the new data folder a simulation' },
    from: { type: 'string', value: 'INSTANT', meaning: 'when the simulation’s time begins, e.g. 2026-01-05T08:00:00Z (default: now)' },
  },
  async run(values, terminal) {
    const configured = configOrThrow();
    const config = { ...configured, port: wholeNumber(values, 'port', configured.port) };
    const opening = simulationOf(values);
    if (!values.is('api-only')) await buildWeb(terminal);
    const installation = await openInstallation(config, { ...opening, say: terminal.say });
    try {
      const { serve } = await import('../serve.ts'); // the whole server: no other command waits for it
      return await serve(installation, terminal);
    } finally {
      await installation.close();
    }
  },
};

function simulationOf(values: Values): OpenOptions {
  const from = values.text('from');
  if (!values.is('simulation')) {
    if (from !== null) throw new CommandError('--from is the first moment of a simulation: use it with --simulation.', 2);
    return {};
  }
  if (from === null) return { simulationFrom: 'now' };
  try {
    return { simulationFrom: Temporal.Instant.from(from) };
  } catch {
    throw new CommandError(`--from is an instant such as 2026-01-05T08:00:00Z, not "${from}".`, 2);
  }
}
