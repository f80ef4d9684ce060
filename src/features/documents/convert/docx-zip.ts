import { Buffer } from 'node:buffer';
import yauzl from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { inMb } from './detect.ts';
import type { ConvertLimits } from './limits.ts';
import { ConversionRefused } from './refusals.ts';

/** The parts of a Word file, each unpacked when it is asked for and never beyond the size its directory states. */
export type Parts = {
  readonly names: ReadonlySet<string>;
  readonly bytes: (name: string) => Promise<Buffer>;
  readonly xml: (name: string) => Promise<string>;
};

/** Below this, a high ratio is harmless: an empty template packs well. */
const harmlessBytes = 5 * 1024 * 1024;

const contentTypes = '[Content_Types].xml';

export async function openDocx(bytes: Uint8Array, limits: ConvertLimits): Promise<Parts> {
  const zip = await open(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const entries = await directory(zip, limits);
  checkExpansion([...entries.values()], bytes.length, limits);
  checkContents(new Set(entries.keys()));
  const read = async (name: string) => {
    const entry = entries.get(name);
    if (entry === undefined) throw new ConversionRefused('broken-file', `its part ${name.slice(0, 80)} is missing`);
    return unpack(zip, entry);
  };
  const xml = async (name: string) => asXml(await read(name));
  // A macro may stand in a part of any name; what Word goes by is the content types.
  if (entries.has(contentTypes) && /macroEnabled|vbaProject/i.test(await xml(contentTypes))) throw new ConversionRefused('macros');
  return { names: new Set(entries.keys()), bytes: read, xml };
}

function open(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    // Entry sizes are validated: a part that unpacks to more than its directory states is an error, not memory.
    yauzl.fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true }, (error, zip) => (error ? reject(asBroken(error)) : resolve(zip)));
  });
}

function directory(zip: ZipFile, limits: ConvertLimits): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.zipEntries) throw new ConversionRefused('expands-too-far', `it has ${zip.entryCount.toLocaleString('en')} parts, the limit is ${limits.zipEntries.toLocaleString('en')}`);
  const entries = new Map<string, Entry>();
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      if (entry.isEncrypted()) reject(new ConversionRefused('encrypted'));
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', (error: Error) => reject(asBroken(error)));
    zip.readEntry();
  });
}

function checkExpansion(entries: readonly Entry[], size: number, limits: ConvertLimits): void {
  const expanded = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (expanded > limits.expandedBytes) throw new ConversionRefused('expands-too-far', `to ${inMb(expanded)}, the limit is ${inMb(limits.expandedBytes)}`);
  const ratio = Math.round(expanded / size);
  if (expanded > harmlessBytes && ratio > limits.expansionRatio) throw new ConversionRefused('expands-too-far', `to ${ratio} times its size, the limit is ${limits.expansionRatio} times`);
}

function checkContents(names: ReadonlySet<string>): void {
  const has = (pattern: RegExp) => [...names].some((name) => pattern.test(name));
  if (has(/vbaProject\.bin$/i)) throw new ConversionRefused('macros');
  if (names.has('word/document.xml')) return;
  if (has(/^xl\//)) throw new ConversionRefused('type-mismatch', 'it ends in .docx, but it is a spreadsheet');
  if (has(/^ppt\//)) throw new ConversionRefused('type-mismatch', 'it ends in .docx, but it is a presentation');
  throw new ConversionRefused('type-mismatch', 'it ends in .docx, but it is a ZIP archive without a Word document in it');
}

function unpack(zip: ZipFile, entry: Entry): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(asBroken(error));
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => resolve(Buffer.concat(chunks)));
      stream.on('error', (fault) => reject(asBroken(fault)));
    });
  });
}

/** Word never writes a document type; entities are only there to do harm. */
function asXml(bytes: Buffer): string {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const xml = new TextDecoder(utf16 ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8').decode(bytes);
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw new ConversionRefused('broken-file', 'its XML declares entities, which Word never does');
  return xml;
}

function asBroken(error: Error): Error {
  if (error instanceof ConversionRefused) return error;
  return new ConversionRefused('broken-file', /end of central directory/i.test(error.message) ? 'its end is missing' : 'it cannot be unpacked');
}
