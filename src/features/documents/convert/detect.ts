import type { ConvertLimits } from './limits.ts';
import { ConversionRefused } from './refusals.ts';
import type { Kind, MediaType } from './types.ts';

const kindByEnding: Readonly<Record<string, Kind>> = {
  md: 'markdown', markdown: 'markdown', html: 'html', htm: 'html', xhtml: 'html', docx: 'docx', pdf: 'pdf', txt: 'text', text: 'text',
};

export const mediaTypeOf: Record<Kind, MediaType> = {
  markdown: 'text/markdown',
  html: 'text/html',
  text: 'text/plain',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

const adviceByEnding: Readonly<Record<string, string>> = {
  doc: 'it is in the old Word format (.doc)',
  docm: 'Word files with macros (.docm) are not accepted',
  dotx: 'it is a Word template (.dotx), not a document',
  rtf: 'rich text (.rtf) is not accepted',
  odt: 'OpenDocument text (.odt) is not accepted',
  xls: 'it is a spreadsheet', xlsx: 'it is a spreadsheet', pptx: 'it is a presentation', ppt: 'it is a presentation',
};

/** What the first bytes say, in words; null when they look like text. */
const signatures: readonly { readonly bytes: readonly number[]; readonly found: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], found: 'a ZIP archive' },
  { bytes: [0x50, 0x4b, 0x05, 0x06], found: 'an empty ZIP archive' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], found: 'an old Office file' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], found: 'a PNG picture' },
  { bytes: [0xff, 0xd8, 0xff], found: 'a JPEG picture' },
  { bytes: [0x47, 0x49, 0x46, 0x38], found: 'a GIF picture' },
  { bytes: [0x4d, 0x5a], found: 'a Windows program' },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], found: 'a Linux program' },
  { bytes: [0x1f, 0x8b], found: 'a gzip archive' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], found: 'a 7-Zip archive' },
  { bytes: [0x52, 0x61, 0x72, 0x21], found: 'a RAR archive' },
  { bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66], found: 'rich text (RTF)' },
];

/** The kind of file by its ending and its first bytes; both must agree (DOC-03). Throws ConversionRefused. */
export function detectKind(fileName: string, bytes: Uint8Array, limits: ConvertLimits): Kind {
  const ending = /\.([^./\\]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  const kind = Object.hasOwn(kindByEnding, ending) ? kindByEnding[ending] : undefined;
  if (kind === undefined) throw new ConversionRefused('unknown-type', Object.hasOwn(adviceByEnding, ending) ? adviceByEnding[ending] : '');
  if (bytes.length === 0) throw new ConversionRefused('empty');
  if (bytes.length > limits.fileBytes) throw new ConversionRefused('too-large', `it has ${inMb(bytes.length)}, the limit is ${inMb(limits.fileBytes)}`);
  const found = binaryFound(bytes);
  if (kind === 'pdf' || kind === 'docx') checkBinary(kind, found, bytes);
  else if (found !== null) throw new ConversionRefused('type-mismatch', `it ends in .${ending}, but it is ${found}`);
  return kind;
}

export function inMb(size: number): string {
  return `${(size / 1024 / 1024).toFixed(size < 10 * 1024 * 1024 ? 1 : 0)} MB`;
}

function checkBinary(kind: 'pdf' | 'docx', found: string | null, bytes: Uint8Array): void {
  if (kind === 'docx' && found === 'an old Office file') {
    // A Word file with a password is an OLE container that holds a stream of this name.
    if (Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'))) throw new ConversionRefused('encrypted');
    throw new ConversionRefused('type-mismatch', 'it ends in .docx, but it is an old Office file (.doc)');
  }
  const wanted = kind === 'pdf' ? 'a PDF' : 'a ZIP archive';
  if (found !== wanted) throw new ConversionRefused('type-mismatch', `it ends in .${kind}, but it is ${found ?? (looksLikeHtml(head(bytes)) ? 'HTML' : 'text')}`);
}

function binaryFound(bytes: Uint8Array): string | null {
  const hit = signatures.find((signature) => signature.bytes.every((byte, index) => bytes[index] === byte));
  if (hit) return hit.found;
  if (head(bytes).includes('%PDF-')) return 'a PDF';
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return !utf16 && bytes.subarray(0, 65_536).includes(0) ? 'a binary file of unknown kind' : null;
}

function head(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
}

export function looksLikeHtml(text: string): boolean {
  return /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i.test(text);
}
