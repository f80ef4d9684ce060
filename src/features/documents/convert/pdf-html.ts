import type { Marked } from './pdf-headings.ts';
import { isContentsLine } from './pdf-lines.ts';
import type { Line } from './pdf-lines.ts';
import { tableAt } from './pdf-tables.ts';
import { escapeHtml } from './plain.ts';

/** Headings and paragraphs from marked lines: lines of one paragraph flow together again, rows of tables stay lines. */
export function htmlFromLines(marked: readonly Marked[]): string {
  const words = vocabulary(marked);
  const spacing = usualSpacing(marked);
  const html: string[] = [];
  let paragraph = '';
  let previous: Line | null = null;
  const flush = () => {
    if (paragraph !== '') html.push(`<p>${paragraph}</p>`);
    paragraph = '';
    previous = null;
  };
  for (let index = 0; index < marked.length; index += 1) {
    const entry = marked[index];
    if (entry === undefined) break;
    const { line, text, level } = entry;
    const table = tableAt(marked, index);
    if (table !== null) {
      flush();
      html.push(table.html);
      index += table.lines - 1;
      continue;
    }
    if (level > 0) {
      flush();
      html.push(`<h${level}>${escapeHtml(text)}</h${level}>`);
      continue;
    }
    if (previous !== null && parted(previous, line, spacing)) flush();
    if (previous === null) paragraph = escapeHtml(text);
    else if (line.tabular || (previous as Line).tabular) paragraph += `<br>${escapeHtml(text)}`; // narrowed away by the closure above
    else paragraph = glue(paragraph, text, words);
    previous = line;
  }
  flush();
  return html.join('\n');
}

const marker = /^(?:[•●▪■◦○–—·*-]|o|\uf0b7|\(?[a-z]\)|\(?\d{1,3}[.)]|\(?[ivx]{1,4}[.)])\s+\S/;

function parted(previous: Line, line: Line, spacing: number): boolean {
  if (marker.test(line.text) || isContentsLine(previous)) return true;
  if (previous.page !== line.page) return /[.:;!?]$/.test(previous.text) || !/^[\p{Ll}\d(]/u.test(line.text);
  const gap = line.y - previous.y;
  return gap < 0 || gap > Math.max(spacing, line.size) * 1.45 || Math.abs(line.size - previous.size) > 1.2;
}

/**
 * A word divided at the end of a line is put together when the document writes it so elsewhere, keeps its hyphen when it writes it
 * with one, or when both halves are words of the document ("placebo-controlled"); "GLP-" and "1" become "GLP-1".
 */
function glue(paragraph: string, text: string, words: ReadonlySet<string>): string {
  const left = /(\p{L}+)-$/u.exec(paragraph)?.[1];
  if (left === undefined || !/^[\p{L}\p{N}]/u.test(text)) return `${paragraph} ${escapeHtml(text)}`;
  const right = /^(\p{Ll}+)/u.exec(text)?.[1];
  return (right !== undefined && isDivided(left.toLowerCase(), right, words) ? paragraph.slice(0, -1) : paragraph) + escapeHtml(text);
}

function isDivided(left: string, right: string, words: ReadonlySet<string>): boolean {
  if (words.has(`${left}${right}`)) return true;
  return !words.has(`${left}-${right}`) && !(words.has(left) && words.has(right));
}

/** The words of the document but for the halves of those divided at the end of a line. */
function vocabulary(marked: readonly Marked[]): Set<string> {
  const words = new Set<string>();
  let divided = false;
  for (const { text } of marked) {
    const whole = (divided ? text.replace(/^\p{L}+/u, '') : text).replace(/\p{L}+-$/u, '');
    for (const word of whole.toLowerCase().match(/\p{L}+(?:-\p{L}+)*/gu) ?? []) words.add(word);
    divided = /\p{L}-$/u.test(text);
  }
  return words;
}

/** The distance between lines that occurs most. */
function usualSpacing(marked: readonly Marked[]): number {
  const counts = new Map<number, number>();
  for (const [index, { line }] of marked.entries()) {
    const before = marked[index - 1]?.line;
    const gap = before && before.page === line.page ? Math.round((line.y - before.y) * 2) / 2 : 0;
    if (gap > 0 && gap < 40) counts.set(gap, (counts.get(gap) ?? 0) + 1);
  }
  return [...counts].reduce<[number, number]>((best, entry) => (entry[1] > best[1] ? entry : best), [12, 0])[0];
}
