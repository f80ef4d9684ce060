import { decodeText } from './decode.ts';
import { looksLikeHtml } from './detect.ts';
import type { ConvertLimits } from './limits.ts';
import { escapeHtml } from './plain.ts';
import { ConversionRefused } from './refusals.ts';
import type { RawContent } from './types.ts';

/** Levels of underlined headings, in the order in which a document first uses each character. */
const underline = /^([=\-~*^"#+])\1{2,}\s*$/;

export function fromText(bytes: Uint8Array, limits: ConvertLimits): RawContent {
  const { text, warnings } = decodeText(bytes);
  if (text.length > limits.textChars) throw new ConversionRefused('too-large', `it has ${text.length.toLocaleString('en')} characters, the limit is ${limits.textChars.toLocaleString('en')}`);
  if (looksLikeHtml(text)) throw new ConversionRefused('type-mismatch', 'it ends in .txt, but it is HTML');
  return { html: textToHtml(text), title: null, metadata: {}, warnings };
}

/** Paragraphs are parted by blank lines; underlined lines are headings; indented or tabular paragraphs keep their lines. */
export function textToHtml(text: string): string {
  const html: string[] = [];
  const marks: string[] = [];
  let lines: string[] = [];
  const flush = () => {
    if (lines.length > 0) html.push(paragraph(lines));
    lines = [];
  };
  for (const line of text.replaceAll('\f', '\n\n').split(/\r\n|\r|\n/)) {
    const mark = underline.exec(line)?.[1];
    const [above] = lines;
    if (mark !== undefined && lines.length === 1 && above !== undefined && above.trim() !== '') {
      html.push(heading(above, mark, marks));
      lines = [];
    } else if (line.trim() === '') flush();
    else lines.push(line);
  }
  flush();
  return html.join('\n');
}

function heading(line: string, mark: string, marks: string[]): string {
  if (!marks.includes(mark)) marks.push(mark);
  const level = Math.min(marks.indexOf(mark) + 1, 6);
  return `<h${level}>${escapeHtml(line.trim())}</h${level}>`;
}

function paragraph(lines: readonly string[]): string {
  const [first = '', ...rest] = lines;
  if (rest.length > 0 && isNumberedHeading(first)) return `<p>${escapeHtml(first.trim())}</p>\n${paragraph(rest)}`;
  const tabular = lines.some((line) => /\S(?: {3,}|\t)\S/.test(line)) || (lines.length > 1 && lines.every((line) => /^\s/.test(line)));
  if (tabular) return `<pre>${escapeHtml(lines.join('\n'))}</pre>`;
  return `<p>${lines.map((line, index) => joint(lines[index - 1], line) + escapeHtml(line.trim())).join('')}</p>`;
}

/** Lines that were wrapped at the margin flow on; short lines and list items stay lines. */
function joint(before: string | undefined, line: string): string {
  if (before === undefined) return '';
  return before.trim().length > 55 && !/^\s*(?:[-*•·]|\(?\w{1,3}[.)])\s/.test(line) ? ' ' : '<br>';
}

function isNumberedHeading(line: string): boolean {
  return line.length <= 80 && /^\d{1,2}(?:\.\d{1,2})*[.)]?\s+\p{Lu}/u.test(line.trim()) && !/[.;,:!?]$/.test(line.trim());
}
