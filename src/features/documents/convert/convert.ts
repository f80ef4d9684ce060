import { blocksOf } from './blocks.ts';
import { detectKind, mediaTypeOf } from './detect.ts';
import type { ConvertLimits } from './limits.ts';
import { cleanText, oneLine } from './plain.ts';
import { ConversionRefused, refusal } from './refusals.ts';
import { sanitise } from './sanitise.ts';
import { sectionsOf } from './sections.ts';
import type { ConvertedDocument, ConvertResult, Kind, RawContent, Section, Upload } from './types.ts';

type Converter = (bytes: Uint8Array, limits: ConvertLimits) => RawContent | Promise<RawContent>;

/** Loaded when first needed: the PDF and Word readers are large, and most uploads need one of the five. */
const converters: Record<Kind, () => Promise<Converter>> = {
  markdown: async () => (await import('./from-markdown.ts')).fromMarkdown,
  html: async () => (await import('./from-html.ts')).fromHtml,
  text: async () => (await import('./from-text.ts')).fromText,
  docx: async () => (await import('./from-docx.ts')).fromDocx,
  pdf: async () => (await import('./from-pdf.ts')).fromPdf,
};

/** Reads a file into sections, in this thread. Uploads go through `convertDocument`, which adds time and memory limits. */
export async function convertBytes(upload: Upload, limits: ConvertLimits): Promise<ConvertResult> {
  try {
    const kind = detectKind(upload.fileName, upload.bytes, limits);
    const converter = await converters[kind]();
    const raw = await converter(upload.bytes, limits);
    return { ok: true, document: finish(kind, raw, limits) };
  } catch (error) {
    return refusedFor(error, upload.fileName);
  }
}

function finish(kind: Kind, raw: RawContent, limits: ConvertLimits): ConvertedDocument {
  const clean = sanitise(raw.html, limits);
  const blocks = blocksOf(clean.html);
  const { title, sections, headingsFound } = sectionsOf(blocks, raw.titleApart);
  checkSize(sections, limits);
  return {
    mediaType: mediaTypeOf[kind],
    title: titleFrom(title, raw.title, sections),
    metadata: Object.fromEntries(Object.entries(raw.metadata).map(([key, value]) => [cleanText(key), cleanText(value)])),
    sections,
    warnings: [...raw.warnings, ...clean.warnings, ...headingWarning(headingsFound, sections)],
  };
}

function checkSize(sections: readonly Section[], limits: ConvertLimits): void {
  if (sections.length === 0) throw new ConversionRefused('empty');
  if (sections.length > limits.sections) throw new ConversionRefused('too-many-sections', `${sections.length.toLocaleString('en')}, the limit is ${limits.sections.toLocaleString('en')}`);
  const chars = sections.reduce((sum, section) => sum + section.text.length, 0);
  if (chars > limits.textChars) throw new ConversionRefused('too-large', `it has ${chars.toLocaleString('en')} characters of text, the limit is ${limits.textChars.toLocaleString('en')}`);
}

/** The file's statement, except where it is only the single top heading with a site's name around it. */
function titleFrom(leading: string | null, stated: string | null, sections: readonly Section[]): string | null {
  const top = sections.filter((section) => section.level === 1);
  const only = top.length === 1 ? (top[0]?.heading ?? null) : null;
  const said = oneLine(stated ?? '');
  const title = leading ?? (only !== null && (said === '' || said.includes(only)) ? only : said);
  return title === '' ? null : cleanText(title).slice(0, 500);
}

function headingWarning(found: 'stated' | 'guessed' | 'none', sections: readonly Section[]): string[] {
  if (found === 'guessed') return ['The file marks no headings; bold or numbered lines were taken as headings. Check the sections.'];
  if (found === 'none' && sections.length > 1) return ['The file has no headings; its paragraphs were put together into sections without names.'];
  return [];
}

function refusedFor(error: unknown, fileName: string): ConvertResult {
  if (error instanceof ConversionRefused) return { ok: false, refusal: refusal(error.code, fileName, error.message) };
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
  // Recursion in a parser: the file nests deeper than any document does.
  const deep = error instanceof RangeError && /call stack/i.test(error.message);
  return { ok: false, refusal: refusal('broken-file', fileName, deep ? 'its parts are nested too deeply' : ''), cause };
}
