import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CompactSign, exportJWK, type JWK } from 'jose';
import { answerKeysInUse } from './answer-keys-rules.ts';

/** A key for answers that other systems keep; beside the keys of the audit trail, and never the same as one of them. */
export type AnswerKey = { readonly kid: string; /** It signs from then on. */ readonly from: Temporal.Instant; readonly signing: KeyObject };

const START = Temporal.Instant.fromEpochMilliseconds(0);
const NAME = /^(\d+)-([0-9a-f]{16})\.pem$/u;
const known = new Map<string, AnswerKey>();

/** All keys in the order in which they sign; the first one is made when there is none. Reads the folder anew, as another process may have added one. */
export function loadAnswerKeys(dataDir: string): AnswerKey[] {
  const folder = folderOf(dataDir);
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => NAME.test(file)) : [];
  if (files.length === 0) return [addAnswerKey(dataDir, START)];
  return files.map((file) => load(join(folder, file), file)).toSorted((a, b) => Temporal.Instant.compare(a.from, b.from) || a.kid.localeCompare(b.kid));
}

export function addAnswerKey(dataDir: string, from: Temporal.Instant): AnswerKey {
  const folder = folderOf(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { privateKey: signing, publicKey } = generateKeyPairSync('ed25519');
  const kid = createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' })).digest('hex').slice(0, 16);
  writeFileSync(join(folder, `${from.epochMilliseconds}-${kid}.pem`), signing.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  return { kid, from, signing };
}

function folderOf(dataDir: string): string {
  return join(dataDir, 'keys', 'answers');
}

function load(path: string, file: string): AnswerKey {
  const kept = known.get(path);
  if (kept !== undefined) return kept;
  const [, from = '0', kid = ''] = NAME.exec(file) ?? [];
  const key = { kid, from: Temporal.Instant.fromEpochMilliseconds(Number(from)), signing: createPrivateKey(readFileSync(path)) };
  known.set(path, key);
  return key;
}

/** RFC 7517: the public keys of all answers that may still be kept somewhere, and of those to come. */
export async function publicKeys(dataDir: string, now: Temporal.Instant): Promise<{ keys: JWK[] }> {
  const { published } = answerKeysInUse(loadAnswerKeys(dataDir), now);
  return { keys: await Promise.all(published.map(async ({ kid, signing }) => ({ ...(await exportJWK(createPublicKey(signing))), kid, alg: 'EdDSA', use: 'sig' }))) };
}

/** RFC 7515 and RFC 8037: one signed text per payload, all by the key of that moment. */
export async function signAnswers(dataDir: string, now: Temporal.Instant, type: string, payloads: readonly object[]): Promise<string[]> {
  const { signing: key } = answerKeysInUse(loadAnswerKeys(dataDir), now);
  if (key === undefined) throw new Error('no key signs answers');
  return Promise.all(payloads.map((payload) => new CompactSign(Buffer.from(JSON.stringify(payload))).setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: type }).sign(key.signing)));
}
