import { randomBytes } from 'node:crypto';

let lastMillisecond = -1;
let counter = 0;

/**
 * UUIDv7 for a given instant. Ids made by one process for the same millisecond are in the order of making:
 * 32 bits count (rand_a and the head of rand_b), 42 bits are random.
 */
export function uuidv7(now: Temporal.Instant): string {
  const millisecond = now.epochMilliseconds;
  counter = millisecond === lastMillisecond ? counter + 1 : 0;
  lastMillisecond = millisecond;
  const bytes = randomBytes(16);
  bytes.writeUIntBE(millisecond, 0, 6);
  bytes.writeUInt16BE(0x7000 | ((counter >>> 20) & 0x0fff), 6);
  bytes.writeUInt16BE(0x8000 | ((counter >>> 6) & 0x3fff), 8);
  bytes[10] = ((counter & 0x3f) << 2) | ((bytes[10] ?? 0) & 0x03);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
