import { createHash } from 'node:crypto';
import type { Figure } from './types.ts';

/** A figure is shown to readers on phones and copied into the file of the version: the editor makes it smaller before it sends it. */
const FIGURE_BYTES = 3 * 1024 * 1024;

export type CheckedFigure = { readonly ok: true; readonly figure: Figure } | { readonly ok: false; readonly fault: 'type' | 'size' };

/** PNG or JPEG by its bytes, whatever its name says; nothing else comes into a version (SEC-03). */
export function checkFigure(bytes: Buffer): CheckedFigure {
  const mediaType = mediaTypeOf(bytes);
  if (mediaType === null) return { ok: false, fault: 'type' };
  if (bytes.length > FIGURE_BYTES) return { ok: false, fault: 'size' };
  return { ok: true, figure: { sha256: createHash('sha256').update(bytes).digest('hex'), mediaType, bytes } };
}

function mediaTypeOf(bytes: Buffer): Figure['mediaType'] | null {
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'image/png';
  return bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) ? 'image/jpeg' : null;
}

export function dataAddress(figure: Figure): string {
  return `data:${figure.mediaType};base64,${figure.bytes.toString('base64')}`;
}

/** The figure behind a data address of a section; null for what no section holds. */
export function figureFrom(address: string): Figure | null {
  const base64 = /^data:image\/(?:png|jpe?g);base64,(.*)$/isu.exec(address)?.[1];
  if (base64 === undefined) return null;
  const bytes = Buffer.from(base64, 'base64');
  const mediaType = mediaTypeOf(bytes);
  return mediaType === null ? null : { sha256: createHash('sha256').update(bytes).digest('hex'), mediaType, bytes };
}
