import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type PDFDocument from 'pdfkit';
import type { Style } from './runs.ts';

type Pdf = InstanceType<typeof PDFDocument>;

const packageFolder = (name: string): string => dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
const sans = (style: string): string => join(packageFolder('pdfjs-dist'), 'standard_fonts', `LiberationSans-${style}.ttf`);

/** Liberation Sans comes with pdf.js and knows Latin, Greek, Cyrillic and the signs of mathematics; every copy embeds what it uses. */
export const FONT_FILES = {
  regular: sans('Regular'), bold: sans('Bold'), italic: sans('Italic'), boldItalic: sans('BoldItalic'),
  code: join(packageFolder('@fontsource/source-code-pro'), 'files/source-code-pro-latin-400-normal.woff'),
} as const;
export type FontName = keyof typeof FONT_FILES;

export function fontOf({ bold, italic, code }: Style): FontName {
  if (code) return 'code';
  return bold ? (italic ? 'boldItalic' : 'bold') : italic ? 'italic' : 'regular';
}

/** What these fonts lack and can be written otherwise; the rest is printed as an empty box. */
const OTHERWISE: Readonly<Record<string, string>> = { '☐': '□', '☑': '[x]', '☒': '[x]', '✓': '√', '✔': '√', '✗': '×', '✘': '×', '⚠': '(!)', '\u00ad': '', '\u200b': '', '\ufeff': '' };

type Known = (codePoint: number) => boolean;

/** The text as these fonts can show it, and how many signs they cannot. */
export function printable(text: string, knows: Known): { readonly text: string; readonly lost: number } {
  let out = '';
  let lost = 0;
  for (const sign of text.normalize('NFC')) {
    const shown = sign === '\n' || sign === '\t' || knows(sign.codePointAt(0) ?? 0) ? sign : (OTHERWISE[sign] ?? plainer(sign, knows));
    if (shown === null) lost += 1;
    out += shown ?? '□';
  }
  return { text: out, lost };
}

function plainer(sign: string, knows: Known): string | null {
  const plain = sign.normalize('NFKC');
  if (plain !== sign && Array.from(plain).every((one) => knows(one.codePointAt(0) ?? 0))) return plain;
  return /\p{M}|\p{Cf}/u.test(sign) ? '' : null;
}

/** Which signs a font of the document has. */
export function knownBy(pdf: Pdf, font: FontName): Known {
  pdf.font(font);
  const { font: shapes } = (pdf as unknown as { readonly _font: { readonly font: { hasGlyphForCodePoint(code: number): boolean } } })._font; // pdfkit has no public way to ask
  return (codePoint) => shapes.hasGlyphForCodePoint(codePoint);
}
