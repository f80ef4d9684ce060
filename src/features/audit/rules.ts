import type { Finding } from './types.ts';

/** A checkpoint as signed and published: the signed-note format of C2SP tlog-checkpoint. */
export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: string };

/** The text that is signed: origin, size, root in base64, each on its line. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root}\n`;
}

/** Reads a note's body and its signature lines; null when it is not a checkpoint. */
export function parseNote(note: string): (Checkpoint & { readonly text: string; readonly signatures: readonly { readonly name: string; readonly value: string }[] }) | null {
  const [text, tail] = splitNote(note);
  const [origin, size, root, ...rest] = text.split('\n');
  if (origin === undefined || size === undefined || root === undefined || rest.length !== 1 || !/^\d+$/u.test(size)) return null;
  const signatures = [...tail.matchAll(/^— (?<name>\S+) (?<value>[A-Za-z0-9+/=]+)$/gmu)].map((match) => ({ name: match.groups?.['name'] ?? '', value: match.groups?.['value'] ?? '' }));
  return { origin, size: Number(size), root, text, signatures };
}

function splitNote(note: string): [string, string] {
  const end = note.indexOf('\n\n');
  return end < 0 ? ['', ''] : [note.slice(0, end + 1), note.slice(end + 2)];
}

/** The neighbourhood of the first position where the trail differs from what was published. Hashes as hex. */
export type Difference = {
  readonly seq: number;
  readonly eventId: string | null;
  /** Hash of the event that stands here now, and of the one after it. */
  readonly here: string | null;
  readonly next: string | null;
  /** What was published for this position and the one after. */
  readonly published: string | null;
  readonly publishedNext: string | null;
  /** Where else the present event was published, if anywhere. */
  readonly publishedAt: number | null;
};

/** AUD-03: says which kind of tampering explains the first difference. */
export function classify(difference: Difference): Finding {
  const { seq, eventId, here, next, published, publishedNext, publishedAt } = difference;
  if (here === null) return finding('removed', seq, eventId, `Event ${seq}${eventId === null ? '' : ` (${eventId})`} was removed: it was sealed and published, and is not there any more.`);
  if (published === null) return finding('inserted', seq, eventId, `Event ${seq} (${eventId}) was inserted: it stands in the sealed trail and was never published.`);
  if (here === publishedNext) return finding('removed', seq, null, `The event that was sealed as ${seq} was removed; the one after it has taken its place.`);
  if (publishedAt !== null) return finding('reordered', seq, eventId, `Event ${seq} (${eventId}) was moved: it was sealed as ${publishedAt}.`);
  if (next !== null && next === published) return finding('inserted', seq, eventId, `Event ${seq} (${eventId}) was inserted: the one that was sealed here now follows it.`);
  return finding('altered', seq, eventId, `Event ${seq} (${eventId}) was altered: what it says now is not what was sealed.`);
}

export function finding(kind: Finding['kind'], seq: number | null, eventId: string | null, sentence: string): Finding {
  return { kind, seq, eventId, sentence };
}
