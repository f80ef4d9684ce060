import type { Command } from '../command.ts';
import { JSON_OPTION } from '../command.ts';
import { withInstallation } from '../open.ts';

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'Bring the database to this build’s schema',
  details: '`start` does this too; run it on its own before starting several nodes on one database.',
  options: { json: JSON_OPTION },
  async run(values, terminal) {
    await withInstallation(terminal, async ({ db }) => {
      const applied = await db.selectFrom('migration_checksum').select('name').orderBy('name').execute();
      if (values.is('json')) terminal.data(JSON.stringify({ migrations: applied.map((row) => row.name) }));
      else terminal.say(`The database is up to date: ${applied.length} migrations, the last ${applied.at(-1)?.name ?? 'none'}.`);
    });
    return 0;
  },
};
