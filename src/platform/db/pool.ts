import pg from 'pg';
import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import { isToBePrepared } from './prepared.ts';
import type { DB } from './schema.gen.ts';

export type Db = Kysely<DB>;
export type Tx = Transaction<DB>;

const { types } = pg;
const numberOrThrow = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is larger than a number can hold exactly`);
  return value;
};
types.setTypeParser(types.builtins.INT8, numberOrThrow);
types.setTypeParser(types.builtins.NUMERIC, Number);
types.setTypeParser(types.builtins.DATE, (text) => Temporal.PlainDate.from(text));
types.setTypeParser(types.builtins.TIMESTAMPTZ, (text) => Temporal.Instant.from(text));
const DATE_ARRAY = 1182;
const parseTextArray = types.getTypeParser(1009 as never); // pg's types list no array oids
types.setTypeParser(DATE_ARRAY as never, (text: string) => (parseTextArray(text) as string[]).map((day) => Temporal.PlainDate.from(day))); // pg's types list no array oids

// pg asks a parameter for its own text; Temporal's toString is exactly what PostgreSQL reads.
for (const type of [Temporal.Instant, Temporal.PlainDate]) {
  Object.defineProperty(type.prototype, 'toPostgres', { value(this: object) { return String(this); }, configurable: true });
}

type DatabaseOptions = { readonly max?: number; readonly owner?: boolean; /** For filling a database that could be filled again: statements are prepared, and a commit does not wait for the disk. */ readonly filling?: boolean };

/** Connects as the role that may not alter the audit trail, whoever owns the database. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    options: `-c timezone=UTC${options.owner === true ? '' : ' -c role=readback_app'}${options.filling === true ? ' -c synchronous_commit=off' : ''}`,
    Client: options.filling === true ? PreparingClient : ServingClient,
  });
  pool.on('error', () => undefined); // an idle connection that drops is replaced at the next query
  pool.on('connect', (client) => client.on('error', () => undefined)); // one that drops in use fails its query, not the process
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
}

const statementNames = new Map<string, string>();

/** A statement's name is how the protocol prepares it. */
function nameOf(text: string): string {
  const name = statementNames.get(text) ?? `s${statementNames.size}`;
  statementNames.set(text, name);
  return name;
}

/** Prepares every statement with values. */
class PreparingClient extends pg.Client {
  // pg declares eight overloads; Kysely uses text with values, everything else passes as it is
  override query(...input: unknown[]): never {
    const [text, values] = input;
    const pass = super.query.bind(this) as (...input: unknown[]) => never; // as above
    return typeof text === 'string' && Array.isArray(values) && this.prepares(text) ? pass({ text, values, name: nameOf(text) }) : pass(...input);
  }

  prepares(_text: string): boolean {
    return true;
  }
}

/** Prepares only what asks for it: most statements are put together anew each time, and their plans would never be used again. */
class ServingClient extends PreparingClient {
  override prepares(text: string): boolean {
    return isToBePrepared(text);
  }
}
