import { resolve } from 'node:path';
import { openInstallation, type Installation } from '../../../platform/installation.ts';
import { buildWeb } from '../build-web.ts';
import { wholeNumber, type Command } from '../command.ts';
import { load } from '../lazy.ts';
import { configOrThrow } from '../open.ts';

/** What src/app/demo/build.ts exports. */
type Builder = {
  /** First moment of the simulated history. */
  readonly DEMO_BEGINS: string;
  /** Builds the company through the actions; on a folder that has it already, only says the sign-ins. Lines to print. */
  buildDemo(installation: Installation, say: (line: string) => void): Promise<readonly string[]>;
};

export const demo: Command = {
  name: 'demo',
  summary: 'Build the demonstration company in a data folder of its own, and serve it',
  details: 'The folder is ./data/demo unless READBACK_DATA_DIR says otherwise. The second time it is only served.',
  options: {
    port: { type: 'string', value: 'N', meaning: 'port to listen on, instead of READBACK_PORT' },
    'build-only': { type: 'boolean', meaning: 'build it and end, without serving' },
  },
  async run(values, terminal) {
    const configured = configOrThrow();
    const dataDir = process.env['READBACK_DATA_DIR'] === undefined ? resolve('data/demo') : configured.dataDir;
    const auditDir = process.env['READBACK_AUDIT_DIR'] === undefined ? resolve(dataDir, 'audit') : configured.auditDir;
    const config = { ...configured, dataDir, auditDir, port: wholeNumber(values, 'port', configured.port) };
    const { DEMO_BEGINS, buildDemo } = await load<Builder>(new URL('../../demo/build.ts', import.meta.url), 'demonstration company');
    if (!values.is('build-only')) await buildWeb(terminal);
    const installation = await openInstallation(config, { simulationFrom: Temporal.Instant.from(DEMO_BEGINS), say: terminal.say });
    try {
      const signIns = await buildDemo(installation, terminal.say);
      if (!values.is('build-only')) {
        const { serve } = await import('../serve.ts'); // the whole server: no other command waits for it
        return await serve(installation, terminal, signIns);
      }
      for (const line of signIns) terminal.data(line);
      return 0;
    } finally {
      await installation.close();
    }
  },
};
