import { createHash } from 'node:crypto';
import yauzl, { type Entry, type ZipFile } from 'yauzl';

/** How much of an untrusted archive is taken (SEC-03); sizes in bytes. */
export const ARCHIVE_LIMITS = { entries: 1000, file: 50 * 1024 * 1024, expanded: 250 * 1024 * 1024, ratio: 100 } as const;
const HARMLESS = 5 * 1024 * 1024;

export type Archive = { readonly list: { readonly name: string; readonly bytes: Buffer } | null; readonly files: ReadonlyMap<string, Buffer>; readonly digests: ReadonlyMap<string, string> };
export type OpenedArchive = { readonly ok: true; readonly archive: Archive } | { readonly ok: false; readonly why: string };

class Refused extends Error {}

/** A ZIP with the list and the files it names. Paths that lead elsewhere, links, passwords and bombs refuse the whole of it. */
export async function openArchive(bytes: Buffer): Promise<OpenedArchive> {
  try {
    const zip = await open(bytes);
    const entries = await directory(zip);
    checkSizes(entries, bytes.length);
    const files = new Map<string, Buffer>();
    for (const entry of entries) files.set(nameOf(entry, files), await unpack(zip, entry));
    const lists = [...files.keys()].filter((name) => /\.csv$/iu.test(name));
    const [list] = lists;
    if (lists.length > 1) return { ok: false, why: `it has ${lists.length} lists (.csv), and must have one` };
    return { ok: true, archive: { list: list === undefined ? null : { name: list, bytes: files.get(list) ?? Buffer.alloc(0) }, files, digests: new Map([...files].map(([name, content]) => [name, createHash('sha256').update(content).digest('hex')])) } };
  } catch (error) {
    return { ok: false, why: error instanceof Refused ? error.message : 'it is no ZIP archive, or is damaged' };
  }
}

function open(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    // strictFileNames: backslashes are refused; absolute paths and ".." always are
    yauzl.fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true, strictFileNames: true }, (error, zip) => (error ? reject(error) : resolve(zip)));
  });
}

const LINK = 0o120000;
const KIND = 0o170000;

function directory(zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > ARCHIVE_LIMITS.entries) throw new Refused(`it has ${zip.entryCount} entries, the limit is ${ARCHIVE_LIMITS.entries}`);
  const entries: Entry[] = [];
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      const kind = (entry.externalFileAttributes >>> 16) & KIND;
      if (entry.isEncrypted()) return reject(new Refused('it is protected by a password'));
      if (kind === LINK) return reject(new Refused(`“${entry.fileName.slice(0, 80)}” is a link, and links are not followed`));
      if (!entry.fileName.endsWith('/') && !/(^|\/)(__MACOSX\/|\.)/u.test(entry.fileName)) entries.push(entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', (error: Error) => reject(/relative path|absolute path|invalid characters/iu.test(error.message) ? new Refused('it has a path that leads out of it') : error));
    zip.readEntry();
  });
}

function checkSizes(entries: readonly Entry[], size: number): void {
  const expanded = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  const large = entries.find((entry) => entry.uncompressedSize > ARCHIVE_LIMITS.file);
  if (large !== undefined) throw new Refused(`“${large.fileName.slice(0, 80)}” is larger than ${ARCHIVE_LIMITS.file / 1024 / 1024} MB`);
  if (expanded > ARCHIVE_LIMITS.expanded) throw new Refused(`it unpacks to ${Math.round(expanded / 1024 / 1024)} MB, the limit is ${ARCHIVE_LIMITS.expanded / 1024 / 1024} MB. Import it in parts`);
  if (expanded > HARMLESS && expanded > size * ARCHIVE_LIMITS.ratio) throw new Refused('it unpacks to far more than documents do');
}

/** Files are named in the list without their folder; two of one name would be a guess. */
function nameOf(entry: Entry, files: ReadonlyMap<string, Buffer>): string {
  const name = entry.fileName.split('/').at(-1) ?? '';
  if (files.has(name)) throw new Refused(`it has two files of the name “${name.slice(0, 80)}”`);
  return name;
}

function unpack(zip: ZipFile, entry: Entry): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(error);
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
      stream.on('end', () => resolve(Buffer.concat(chunks)));
      stream.on('error', reject);
    });
  });
}
