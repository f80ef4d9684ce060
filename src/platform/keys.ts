import { createPrivateKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The secrets of an installation. They are files, so that whoever rules the database alone cannot rewrite the audit trail. */
export type Keys = {
  /** HMAC-SHA-256 key of audit events. */
  readonly auditKey: Buffer;
  /** Ed25519 private key that signs checkpoints. */
  readonly signingKey: KeyObject;
};

export class KeysError extends Error {}

/** Makes the keys of a new installation. */
export function createKeys(dataDir: string, instanceId: string): void {
  const folder = join(dataDir, 'keys');
  if (existsSync(join(folder, 'instance'))) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'audit.key'), randomBytes(32).toString('hex'), { mode: 0o600 });
  writeFileSync(join(folder, 'checkpoint.pem'), generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  writeFileSync(join(folder, 'instance'), instanceId, { mode: 0o600 });
}

/** Reads them, and refuses a data folder that belongs to another database. */
export function loadKeys(dataDir: string, instanceId: string): Keys {
  const folder = join(dataDir, 'keys');
  const read = (name: string): string => {
    const path = join(folder, name);
    if (!existsSync(path)) throw new KeysError(`${path} is missing, and without it the audit trail cannot go on. Restore the data folder's "keys" from the backup, or set READBACK_DATA_DIR to the folder that has them.`);
    return readFileSync(path, 'utf8').trim();
  };
  const owner = read('instance');
  if (owner !== instanceId) throw new KeysError(`The keys in ${folder} belong to another database. Set READBACK_DATA_DIR to the data folder of this one.`);
  return { auditKey: Buffer.from(read('audit.key'), 'hex'), signingKey: createPrivateKey(read('checkpoint.pem')) };
}
