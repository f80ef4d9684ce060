import type { Run, Style } from './runs.ts';

/** A stretch of text in one font on one line, `x` from the line's beginning. */
export type Piece = { readonly text: string; readonly style: Style; readonly x: number; readonly width: number };
export type Line = readonly Piece[];
export type Measure = (text: string, style: Style) => number;

type Word = { readonly parts: readonly Run[]; readonly width: number; readonly space: boolean; readonly breaks: boolean };

/** Breaks runs into lines of a width, at spaces; a word longer than a line is broken where it must. */
export function linesOf(runs: readonly Run[], width: number, measure: Measure): Line[] {
  const lines: Piece[][] = [[]];
  let x = 0;
  const start = (): void => { lines.push([]); x = 0; };
  const put = (part: Run, partWidth: number): void => {
    const line = lines.at(-1);
    const last = line?.at(-1);
    if (line === undefined) return;
    if (last !== undefined && last.style === part.style) line[line.length - 1] = { ...last, text: last.text + part.text, width: last.width + partWidth };
    else line.push({ text: part.text, style: part.style, x, width: partWidth });
    x += partWidth;
  };
  for (const word of wordsOf(runs, measure)) {
    if (word.breaks) { start(); continue; }
    if (word.space) {
      if (x > 0 && x + word.width <= width) for (const part of word.parts) put(part, measure(part.text, part.style));
      continue;
    }
    if (x > 0 && x + word.width > width) start();
    for (const part of word.parts) {
      for (const bit of x + measure(part.text, part.style) <= width ? [part.text] : bitsOf(part, width, measure)) {
        const bitWidth = measure(bit, part.style);
        if (x > 0 && x + bitWidth > width) start();
        put({ text: bit, style: part.style }, bitWidth);
      }
    }
  }
  return lines.at(-1)?.length === 0 && lines.length > 1 ? lines.slice(0, -1) : lines;
}

/** Words may change their font within; a space or a line break is a word of its own. */
function wordsOf(runs: readonly Run[], measure: Measure): Word[] {
  const words: Word[] = [];
  let parts: Run[] = [];
  const end = (): void => {
    if (parts.length > 0) words.push({ parts, width: parts.reduce((sum, part) => sum + measure(part.text, part.style), 0), space: false, breaks: false });
    parts = [];
  };
  for (const run of runs) {
    for (const text of run.text.split(/(\n|[ \t]+)/u)) {
      if (text === '') continue;
      if (/^\s/u.test(text)) {
        end();
        words.push({ parts: text === '\n' ? [] : [{ ...run, text: text.replaceAll('\t', '    ') }], width: measure(text, run.style), space: text !== '\n', breaks: text === '\n' });
      } else parts.push({ ...run, text });
    }
  }
  end();
  return words;
}

/** A word too long for a line, cut into bits that fit; one sign at least, so that it ends. */
function bitsOf(part: Run, width: number, measure: Measure): string[] {
  const bits: string[] = [''];
  for (const sign of part.text) {
    const longer = (bits.at(-1) ?? '') + sign;
    if (bits.at(-1) !== '' && measure(longer, part.style) > width) bits.push(sign);
    else bits[bits.length - 1] = longer;
  }
  return bits;
}
