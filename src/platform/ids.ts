import { randomUUID } from 'node:crypto';

let lastMillisecond = -1;
let counter = 0;
let head = '';

/**
 * UUIDv7 for a given instant. Ids made by one process for the same millisecond are in the order of making:
 * 26 bits count (rand_a and the head of rand_b), 48 bits are random.
 */
export function uuidv7(now: Temporal.Instant): string {
  const millisecond = now.epochMilliseconds;
  counter = millisecond === lastMillisecond ? counter + 1 : 0;
  if (millisecond !== lastMillisecond) {
    const time = millisecond.toString(16).padStart(12, '0');
    head = `${time.slice(0, 8)}-${time.slice(8)}`;
    lastMillisecond = millisecond;
  }
  const high = (0x7000 | (counter >>> 14)).toString(16);
  const low = (0x8000 | (counter & 0x3fff)).toString(16);
  return `${head}-${high}-${low}-${randomUUID().slice(24)}`;
}
