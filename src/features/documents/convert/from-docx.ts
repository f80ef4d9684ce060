import mammoth from 'mammoth';
import { openDocx } from './docx-zip.ts';
import type { Parts } from './docx-zip.ts';
import { readNumbering } from './docx-numbering.ts';
import { restoreListNumbers, writeLabels } from './docx-labels.ts';
import { child, everyElement, parseXml, readStyles, value } from './docx-styles.ts';
import type { Style } from './docx-styles.ts';
import type { ConvertLimits } from './limits.ts';
import { oneLine } from './plain.ts';
import type { RawContent } from './types.ts';

const body = 'word/document.xml';

export async function fromDocx(bytes: Uint8Array, limits: ConvertLimits): Promise<RawContent> {
  const parts = await openDocx(bytes, limits);
  const styles = parts.names.has('word/styles.xml') ? readStyles(await parts.xml('word/styles.xml')) : new Map<string, Style>();
  const numbering = parts.names.has('word/numbering.xml') ? readNumbering(await parts.xml('word/numbering.xml')) : new Map();
  const original = await parts.xml(body);
  const labelled = numbering.size > 0 ? writeLabels(original, styles, numbering) : original;
  const { value: html } = await mammoth.convertToHtml(input(parts, labelled), {
    styleMap: styleMap(styles),
    includeEmbeddedStyleMap: false,
    externalFileAccess: false,
    convertImage: mammoth.images.imgElement(async (image) => {
      if (!/^image\/(?:png|jpe?g)$/i.test(image.contentType)) return { src: '' };
      return { src: `data:${image.contentType.toLowerCase()};base64,${await image.read('base64')}` };
    }),
  });
  const metadata = await properties(parts);
  return {
    html: restoreListNumbers(html),
    title: titleParagraph(original, styles) ?? metadata['title'] ?? null,
    metadata,
    warnings: [...(await contentWarnings(parts, original)), ...tocWarning(original, styles)],
  };
}

/** mammoth reads from our parts, so nothing is unpacked past the checks of `openDocx`. */
function input(parts: Parts, documentXml: string): Parameters<typeof mammoth.convertToHtml>[0] {
  const file = {
    exists: (name: string) => parts.names.has(name),
    read: async (name: string, encoding?: string) => {
      if (name === body) return documentXml;
      if (encoding === 'base64') return (await parts.bytes(name)).toString('base64');
      return encoding === undefined ? parts.bytes(name) : parts.xml(name);
    },
  };
  // `file` is an input mammoth takes (lib/unzip.js) and its types leave out.
  return { file } as unknown as Parameters<typeof mammoth.convertToHtml>[0];
}

function styleMap(styles: ReadonlyMap<string, Style>): string[] {
  const named = [...styles.values()].filter((style) => !/['\\\n]/.test(style.name));
  const headings = named.filter((style) => style.heading > 0).map((style) => `p[style-name='${style.name}'] => h${style.heading}:fresh`);
  const contents = named.filter(isContents).map((style) => `p[style-name='${style.name}'] => !`);
  return [...headings, ...contents, 'u => u', 'strike => s'];
}

/** Word's table of contents repeats the headings with page numbers that mean nothing here. */
function isContents(style: Style): boolean {
  return /^toc (?:[1-9]|heading)$/i.test(style.name);
}

function paragraphsIn(documentXml: string, styles: ReadonlyMap<string, Style>, wanted: (style: Style) => boolean) {
  return everyElement(parseXml(documentXml).children, 'w:p').filter((paragraph) => {
    const style = styles.get(value(child(child(paragraph, 'w:pPr'), 'w:pStyle')) ?? '');
    return style !== undefined && wanted(style);
  });
}

function tocWarning(documentXml: string, styles: ReadonlyMap<string, Style>): string[] {
  return paragraphsIn(documentXml, styles, isContents).length > 0 ? ['The table of contents was left out; readers get one made from the headings.'] : [];
}

function titleParagraph(documentXml: string, styles: ReadonlyMap<string, Style>): string | null {
  const [paragraph] = paragraphsIn(documentXml, styles, (style) => /^title$/i.test(style.name));
  const text = paragraph ? everyElement(paragraph.children, 'w:t').flatMap((run) => run.children).map((node) => ('data' in node ? node.data : '')).join('') : '';
  return oneLine(text) === '' ? null : oneLine(text);
}

const known: Readonly<Record<string, string>> = {
  'dc:title': 'title', 'dc:creator': 'author', 'dc:subject': 'subject', 'dc:description': 'description', 'cp:keywords': 'keywords',
  'cp:category': 'category', 'cp:revision': 'revision', 'cp:version': 'version', 'cp:contentStatus': 'status', 'dcterms:modified': 'modified', 'dcterms:created': 'created',
};

async function properties(parts: Parts): Promise<Record<string, string>> {
  if (!parts.names.has('docProps/core.xml')) return {};
  const root = parseXml(await parts.xml('docProps/core.xml')).children;
  const found: Record<string, string> = {};
  for (const [tag, key] of Object.entries(known)) {
    const text = oneLine(everyElement(root, tag)[0]?.children.map((node) => ('data' in node ? node.data : '')).join('') ?? '');
    if (text !== '') found[key] = text.slice(0, 1000);
  }
  return found;
}

async function contentWarnings(parts: Parts, documentXml: string): Promise<string[]> {
  const has = (pattern: RegExp) => [...parts.names].some((name) => pattern.test(name));
  const warnings: string[] = [];
  if (/<w:(?:ins|del|moveFrom|moveTo) /.test(documentXml)) warnings.push('The file has tracked changes: insertions were taken in, deletions left out. Accept or reject them in Word to be sure.');
  if (has(/^word\/comments\.xml$/)) warnings.push('Comments were left out.');
  if (has(/^word\/(?:header|footer)\d*\.xml$/)) warnings.push('Page headers and footers were left out.');
  if (has(/^word\/(?:embeddings|activeX)\//)) warnings.push('Embedded objects were left out.');
  if (has(/^word\/(?:charts|diagrams)\//)) warnings.push('Charts and diagrams drawn in Word were left out. Insert them as pictures if readers need them.');
  if (/<m:oMath[ >]/.test(documentXml)) warnings.push('Formulas written with the equation editor were left out. Insert them as pictures or as text.');
  if (await pointsOutside(parts)) warnings.push('The file points to pictures, templates or objects outside itself; they were not fetched.');
  return warnings;
}

async function pointsOutside(parts: Parts): Promise<boolean> {
  for (const name of parts.names) {
    if (!/^(?:_rels|word\/_rels)\/[^/]*\.rels$/.test(name)) continue;
    const relations = everyElement(parseXml(await parts.xml(name)).children, 'Relationship');
    if (relations.some((relation) => relation.attribs['TargetMode'] === 'External' && !/\/hyperlink$/.test(relation.attribs['Type'] ?? ''))) return true;
  }
  return false;
}
