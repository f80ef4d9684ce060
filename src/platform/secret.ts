import { argon2, createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** An opaque token: 256 random bits. Only its hash is ever stored. */
export function newToken(prefix = ''): string {
  return prefix + randomBytes(32).toString('base64url');
}

const CODE_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'; // 32 letters that nobody confuses

/** A code that a person types: 80 random bits in groups of four. */
export function newCode(): string {
  const letters = Array.from(randomBytes(16), (byte) => CODE_LETTERS[byte % CODE_LETTERS.length]).join('');
  return letters.replaceAll(/(?<=.)(?=(?:.{4})+$)/gu, '-');
}

/** For tokens, which are random enough to need no salt. Never for passwords. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}

export function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const TAG_LENGTH = 32;

export type PasswordCost = { readonly memory: number; readonly passes: number; readonly parallelism: number };

/** argon2id in PHC string format, so that the cost can be raised later without breaking old hashes. */
export async function hashPassword(password: string, cost: PasswordCost = COST): Promise<string> {
  const salt = randomBytes(16);
  const tag = await derive(password, salt, cost, TAG_LENGTH);
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${plainBase64(salt)}$${plainBase64(tag)}`;
}

/** True when the password made this hash. Without a hash it takes as long and is false, so that time tells nothing. */
export async function verifyPassword(password: string, phc: string | null): Promise<boolean> {
  const parts = PHC.exec(phc ?? NOBODY)?.groups;
  if (parts === undefined) throw new Error('a stored password hash is not argon2id in PHC string format');
  const expected = Buffer.from(parts['tag'] ?? '', 'base64');
  const cost = { memory: Number(parts['m']), passes: Number(parts['t']), parallelism: Number(parts['p']) };
  const tag = await derive(password, Buffer.from(parts['salt'] ?? '', 'base64'), cost, expected.length);
  return timingSafeEqual(tag, expected) && phc !== null;
}

const PHC = /^\$argon2id\$v=19\$m=(?<m>\d+),t=(?<t>\d+),p=(?<p>\d+)\$(?<salt>[A-Za-z0-9+/]+)\$(?<tag>[A-Za-z0-9+/]+)$/u;
const NOBODY = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${plainBase64(Buffer.alloc(16))}$${plainBase64(Buffer.alloc(TAG_LENGTH))}`;

/** The same password typed on two keyboards may arrive composed or decomposed: NFKC makes them one. */
function derive(password: string, nonce: Buffer, cost: PasswordCost, tagLength: number): Promise<Buffer> {
  const parameters = { message: password.normalize('NFKC'), nonce, tagLength, ...cost };
  return new Promise((resolve, reject) => {
    argon2('argon2id', parameters, (error, tag) => (error === null ? resolve(tag) : reject(error)));
  });
}

function plainBase64(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
