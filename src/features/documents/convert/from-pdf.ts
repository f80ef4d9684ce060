import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { ConvertLimits } from './limits.ts';
import { withoutFurniture } from './pdf-furniture.ts';
import { markHeadings, printedTitle } from './pdf-headings.ts';
import type { OutlineEntry } from './pdf-headings.ts';
import { htmlFromLines } from './pdf-html.ts';
import { linesOf, withoutContents } from './pdf-lines.ts';
import type { Line } from './pdf-lines.ts';
import { oneLine } from './plain.ts';
import { ConversionRefused } from './refusals.ts';
import { scannedPage } from './rules-scanned.ts';
import type { RawContent } from './types.ts';

const library = pathToFileURL(`${dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))}/`).href;

export async function fromPdf(bytes: Uint8Array, limits: ConvertLimits): Promise<RawContent> {
  const pdf = await open(bytes);
  try {
    if (pdf.numPages > limits.pdfPages) throw new ConversionRefused('too-large', `it has ${pdf.numPages} pages, the limit is ${limits.pdfPages}`);
    const { lines, silent } = await allLines(pdf, limits);
    const scripts = await hasScripts(pdf, bytes);
    if (lines.length === 0) return scanned(pdf.numPages, bytes, await statements(pdf), scripts);
    const cleaned = withoutFurniture(lines, pdf.numPages);
    const text = withoutContents(cleaned.lines);
    const { marked, by } = markHeadings(text.lines, await outlineOf(pdf));
    const metadata = await statements(pdf);
    return {
      html: htmlFromLines(marked),
      title: likelyTitle(metadata['title'] ?? null) ?? printedTitle(cleaned.lines),
      metadata,
      warnings: [...scriptWarning(scripts), ...warningsFor(silent, cleaned.removed, hasPictures(bytes)), ...(text.removed ? ['The table of contents was left out; readers get one made from the headings.'] : []), ...headingWarning(by)],
    };
  } finally {
    await pdf.loadingTask.destroy();
  }
}

async function open(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  try {
    // Only text is asked for: no fonts are loaded, nothing is drawn, and scripts are never run (that takes pdf.sandbox.mjs).
    const task = getDocument({
      data: new Uint8Array(bytes), verbosity: 0, disableFontFace: true, useSystemFonts: false, enableXfa: false, stopAtErrors: false,
      cMapUrl: `${library}cmaps/`, cMapPacked: true, standardFontDataUrl: `${library}standard_fonts/`,
    });
    return await task.promise;
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') throw new ConversionRefused('encrypted');
    throw new ConversionRefused('broken-file');
  }
}

async function allLines(pdf: PDFDocumentProxy, limits: ConvertLimits): Promise<{ lines: Line[]; silent: number[] }> {
  const lines: Line[] = [];
  const silent: number[] = [];
  let chars = 0;
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number).catch(() => {
      throw new ConversionRefused('broken-file', `page ${number} cannot be read`);
    });
    const found = await linesOf(page);
    page.cleanup();
    if (found.length === 0) silent.push(number);
    lines.push(...found);
    chars += found.reduce((sum, line) => sum + line.text.length, 0);
    if (chars > limits.textChars) throw new ConversionRefused('too-large', `it has more than ${limits.textChars.toLocaleString('en')} characters of text`);
  }
  return { lines, silent };
}

/**
 * Pages without any text become a section each, so that the document can be released and read as it is. The fingerprint of the
 * file stands in each: what nobody can compare counts as changed when the file is another.
 */
function scanned(pages: number, bytes: Uint8Array, metadata: Record<string, string>, scripts: boolean): RawContent {
  const fingerprint = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const html = Array.from({ length: pages }, (_, index) => `<h2>Page ${index + 1}</h2><p>${scannedPage(index + 1)}</p><p>Fingerprint of the file: ${fingerprint}</p>`).join('');
  const warning = 'This PDF is scanned, no text: upload a text PDF or add sections by hand. As it is, there is one section per page; readers see the pages in the original file, and versions cannot be compared word by word.';
  return { html, title: likelyTitle(metadata['title'] ?? null), metadata, warnings: [warning, ...scriptWarning(scripts)] };
}

/** Scripts of a PDF are neither run nor kept; that there are any is said. */
async function hasScripts(pdf: PDFDocumentProxy, bytes: Uint8Array): Promise<boolean> {
  const named = /\/(?:JavaScript|JS)\b/.test(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'));
  return named || (await pdf.hasJSActions().catch(() => false));
}

function scriptWarning(scripts: boolean): string[] {
  return scripts ? ['The PDF contains scripts. They were not run and are not part of the sections; whoever opens the original file should know.'] : [];
}

type OutlineItem = { readonly title: string; readonly dest: string | unknown[] | null; readonly items: readonly OutlineItem[] };

const mostEntries = 5_000;

/** The outline in reading order with the page each entry points to, where that can be told. */
async function outlineOf(pdf: PDFDocumentProxy): Promise<OutlineEntry[]> {
  const top: readonly OutlineItem[] = (await pdf.getOutline().catch(() => null)) ?? [];
  const entries: OutlineEntry[] = [];
  const open = top.toReversed().map((item) => ({ item, level: 1 }));
  for (let next = open.pop(); next !== undefined && entries.length < mostEntries; next = open.pop()) {
    const { item, level } = next;
    entries.push({ title: item.title, level, page: await pageOf(pdf, item.dest) });
    open.push(...item.items.toReversed().map((child) => ({ item: child, level: level + 1 })));
  }
  return entries;
}

async function pageOf(pdf: PDFDocumentProxy, dest: string | unknown[] | null): Promise<number | null> {
  try {
    const target: unknown = (typeof dest === 'string' ? await pdf.getDestination(dest) : dest)?.[0];
    if (typeof target === 'number') return target + 1;
    if (typeof target !== 'object' || target === null || !('num' in target) || !('gen' in target)) return null;
    return (await pdf.getPageIndex({ num: Number(target.num), gen: Number(target.gen) })) + 1;
  } catch {
    return null;
  }
}

const known: Readonly<Record<string, string>> = { Title: 'title', Author: 'author', Subject: 'subject', Keywords: 'keywords', CreationDate: 'created', ModDate: 'modified' };

async function statements(pdf: PDFDocumentProxy): Promise<Record<string, string>> {
  const { info } = await pdf.getMetadata().catch(() => ({ info: {} }));
  const found: Record<string, string> = {};
  for (const [key, name] of Object.entries(known)) {
    const value: unknown = Reflect.get(info, key);
    if (typeof value === 'string' && oneLine(value) !== '') found[name] = oneLine(value).slice(0, 1000);
  }
  return found;
}

/** Printing programs write the name of the file or of themselves. */
function likelyTitle(title: string | null): string | null {
  return title === null || title.length < 8 || /:$/.test(title) || /^(?:microsoft word|untitled|document\d*$|.*\.(?:docx?|pdf|rtf|tex|indd)$)/i.test(title) || /_v?\d+$/i.test(title) ? null : title;
}

/** Pictures are streams, and their dictionaries stand uncompressed in the file. */
function hasPictures(bytes: Uint8Array): boolean {
  return /\/Subtype\s*\/Image\b/.test(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'));
}

function warningsFor(silent: readonly number[], furniture: boolean, pictures: boolean): string[] {
  const warnings: string[] = [];
  if (furniture) warnings.push('Text repeated at the top or bottom of the pages and page numbers were left out.');
  if (silent.length > 0) warnings.push(`No text was found on ${silent.length === 1 ? 'page' : 'pages'} ${ranges(silent)}: pictures or scans. Readers see them in the original file.`);
  if (pictures) warnings.push('Pictures in a PDF are not taken into the sections. Readers see them in the original file.');
  return warnings;
}

function headingWarning(by: 'outline' | 'size' | 'numbers' | 'none'): string[] {
  return by === 'size' || by === 'numbers' ? ['The PDF has no bookmarks; headings were told by the size and face of the print. Check the sections.'] : [];
}

/** "3, 7–9" */
function ranges(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ');
}
