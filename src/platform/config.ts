import { resolve } from 'node:path';
import { z } from 'zod';

/** How this installation runs; everything else is kept in the database and changed on screen. */
export type Config = {
  /** PostgreSQL to use; without one, Readback runs its own in the data folder. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** Address people use, for links and cookies; none: http://localhost and the port in use. */
  readonly publicUrl: string | null;
  readonly logLevel: string;
  readonly sessionMinutes: number;
  readonly requestsPerMinute: number;
  readonly trustProxy: boolean;
  /** Where signed checkpoints of the audit trail are published; should be outside the reach of the database's administrators. */
  readonly auditDir: string;
  /** How long another system may use a signed answer about a qualification without asking again. */
  readonly answerMinutes: number;
};

type Setting = { readonly name: string; readonly default: string; readonly meaning: string; readonly schema: z.ZodType<unknown, string> };

const whole = (from: number, to: number): z.ZodType<number, string> =>
  z.string().regex(/^\d+$/, `must be a whole number from ${from} to ${to}`).transform(Number).refine((value) => value >= from && value <= to, `must be a whole number from ${from} to ${to}`);
const yesOrNo = z.enum(['yes', 'no'], 'must be yes or no').transform((value) => value === 'yes');
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

const databaseUrl = z.string().refine((value) => /^postgres(ql)?:\/\//.test(value) && URL.canParse(value), 'must be an address like postgres://user:password@host:5432/readback');
const publicUrl = z.string().refine((value) => /^https?:\/\//.test(value) && URL.canParse(value), 'must be an address like https://training.example.com').transform((value) => value.replace(/\/+$/, ''));

/** Every setting, in the order of docs/configuration.md, which is written from this list. */
export const SETTINGS = [
  { name: 'DATABASE_URL', default: '', meaning: 'PostgreSQL 18 to use, as `postgres://user:password@host:port/database`. Empty: Readback runs its own server inside the data folder.', schema: databaseUrl },
  { name: 'READBACK_DATA_DIR', default: './data', meaning: 'The data folder: the embedded database, the keys of the audit trail, its published checkpoints. Back it up; keep it private.', schema: z.string().min(1) },
  { name: 'READBACK_HOST', default: '127.0.0.1', meaning: 'Network address to listen on. The default serves this computer only; `0.0.0.0` serves the network (put a proxy with HTTPS in front).', schema: z.string().min(1) },
  { name: 'READBACK_PORT', default: '4400', meaning: 'Port to listen on. When it is taken the next free one is used, and the start says so.', schema: whole(1, 65535) },
  { name: 'READBACK_PUBLIC_URL', default: '', meaning: 'The address people type. Links use it, and with `https://` cookies are sent over HTTPS only. Empty: `http://localhost` with the port in use.', schema: publicUrl },
  { name: 'READBACK_LOG_LEVEL', default: 'warn', meaning: `How much is logged to standard error, as JSON lines: ${LEVELS.join(', ')}.`, schema: z.enum(LEVELS, `must be one of ${LEVELS.join(', ')}`) },
  { name: 'READBACK_SESSION_MINUTES', default: '30', meaning: 'Minutes without activity after which a person is signed out.', schema: whole(1, 720) },
  { name: 'READBACK_REQUESTS_PER_MINUTE', default: '1200', meaning: 'Requests allowed per minute from one network address.', schema: whole(10, 10_000_000) },
  { name: 'READBACK_TRUST_PROXY', default: 'no', meaning: '`yes` when a proxy you control stands in front and sets `X-Forwarded-For`; then the audit trail names the address behind it.', schema: yesOrNo },
  { name: 'READBACK_AUDIT_DIR', default: '', meaning: 'Folder to which signed checkpoints of the audit trail are published. Best on a disk that database administrators cannot write to. Empty: `audit` in the data folder.', schema: z.string().min(1) },
  { name: 'READBACK_ANSWER_MINUTES', default: '60', meaning: 'Minutes for which another system may use a signed answer about a qualification when it cannot ask again. See [qualification.md](qualification.md).', schema: whole(1, 1440) },
] as const satisfies readonly Setting[];

export type Environment = Readonly<Record<string, string | undefined>>;
export type ReadConfig = { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly mistakes: readonly string[] };

/** Reads all settings and names every mistake at once, one sentence each. */
export function readConfig(environment: Environment): ReadConfig {
  const mistakes = unknownSettings(environment);
  const values = new Map<string, unknown>();
  for (const setting of SETTINGS) {
    const given = environment[setting.name] ?? '';
    const text = given === '' ? setting.default : given;
    if (text === '') continue;
    const read = setting.schema.safeParse(text);
    if (read.success) values.set(setting.name, read.data);
    else mistakes.push(`${setting.name} ${read.error.issues[0]?.message ?? 'is not valid'}; it is "${hidePassword(text)}".`);
  }
  if (mistakes.length > 0) return { ok: false, mistakes };
  const value = <T>(name: (typeof SETTINGS)[number]['name']): T => values.get(name) as T; // each setting's schema yields the type of its field below
  const dataDir = resolve(value<string>('READBACK_DATA_DIR'));
  return {
    ok: true,
    config: {
      databaseUrl: value<string | undefined>('DATABASE_URL') ?? null,
      dataDir,
      host: value('READBACK_HOST'),
      port: value('READBACK_PORT'),
      publicUrl: value<string | undefined>('READBACK_PUBLIC_URL') ?? null,
      logLevel: value('READBACK_LOG_LEVEL'),
      sessionMinutes: value('READBACK_SESSION_MINUTES'),
      requestsPerMinute: value('READBACK_REQUESTS_PER_MINUTE'),
      trustProxy: value('READBACK_TRUST_PROXY'),
      answerMinutes: value('READBACK_ANSWER_MINUTES'),
      auditDir: resolve(value<string | undefined>('READBACK_AUDIT_DIR') ?? `${dataDir}/audit`),
    },
  };
}

/** A misspelt name would silently leave the default in place. */
function unknownSettings(environment: Environment): string[] {
  const known: readonly string[] = SETTINGS.map((setting) => setting.name);
  return Object.keys(environment)
    .filter((name) => name.startsWith('READBACK_') && !known.includes(name))
    .map((name) => `${name} is not a setting. The settings are ${known.join(', ')}.`);
}

function hidePassword(text: string): string {
  return text.replace(/:\/\/([^:@/]*):[^@/]*@/, '://$1:…@');
}
