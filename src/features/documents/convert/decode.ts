import { ConversionRefused } from './refusals.ts';

export type Decoded = { readonly text: string; readonly warnings: readonly string[] };

/** Bytes of a text file as a string: byte-order mark, else a stated charset, else UTF-8, else Windows-1252 with a warning. */
export function decodeText(bytes: Uint8Array, stated: string | null = null): Decoded {
  const marked = byteOrderMark(bytes);
  if (marked) return { text: decode(bytes, marked), warnings: [] };
  try {
    return { text: decode(bytes, 'utf-8'), warnings: [] };
  } catch {
    // Not UTF-8: fall through to what the file states, or to what Windows programs write.
  }
  const charset = stated ?? 'windows-1252';
  try {
    const text = new TextDecoder(charset).decode(bytes);
    return { text, warnings: [`The file is not in UTF-8; it was read as ${charset}. Check accented letters and symbols.`] };
  } catch {
    throw new ConversionRefused('broken-file', `its text encoding (${charset.slice(0, 40)}) is not known`);
  }
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

function decode(bytes: Uint8Array, charset: string): string {
  return new TextDecoder(charset, { fatal: true }).decode(bytes);
}
