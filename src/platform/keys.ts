import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign, verify, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Keys that a database administrator does not have: they live in the data folder, readable by the server alone. */
export type Keys = { readonly mac: Buffer; readonly signing: KeyObject; readonly public: KeyObject };

export function loadKeys(dataDir: string): Keys {
  const folder = join(dataDir, 'keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const mac = once(join(folder, 'audit-mac.key'), () => randomBytes(32));
  const pem = once(join(folder, 'checkpoint.key'), () => Buffer.from(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })));
  const signing = createPrivateKey(pem);
  return { mac, signing, public: createPublicKey(signing) };
}

function once(file: string, make: () => Buffer): Buffer {
  if (!existsSync(file)) {
    try {
      writeFileSync(file, make(), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error; // another node was faster
    }
  }
  return readFileSync(file);
}

function rawPublicKey(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' }).subarray(-32);
}

/** Signed-note key hash: first four bytes of SHA-256(name, newline, algorithm 1 = Ed25519, key). */
function keyHash(name: string, key: KeyObject): Buffer {
  return createHash('sha256').update(`${name}\n`).update(Uint8Array.of(1)).update(rawPublicKey(key)).digest().subarray(0, 4);
}

export function signNote(name: string, text: string, keys: Keys): string {
  const value = Buffer.concat([keyHash(name, keys.public), sign(null, Buffer.from(text), keys.signing)]).toString('base64');
  return `${text}\n— ${name} ${value}\n`;
}

export function isNoteSignedBy(note: { text: string; signatures: readonly { name: string; value: string }[] }, key: KeyObject): boolean {
  return note.signatures.some(({ name, value }) => {
    const bytes = Buffer.from(value, 'base64');
    return bytes.subarray(0, 4).equals(keyHash(name, key)) && verify(null, Buffer.from(note.text), key, bytes.subarray(4));
  });
}

/** The verifier key as note tools write it: name+hash+key. */
export function verifierKey(name: string, key: KeyObject): string {
  return `${name}+${keyHash(name, key).toString('hex')}+${Buffer.concat([Uint8Array.of(1), rawPublicKey(key)]).toString('base64')}`;
}
