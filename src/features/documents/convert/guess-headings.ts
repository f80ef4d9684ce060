import type { Block } from './blocks.ts';
import { depthOf, splitNumber } from './heading-number.ts';

const longestGuess = 100;

/**
 * For documents without heading styles (many real procedures): short bold lines, else short numbered lines, become headings.
 * Fewer than two candidates prove nothing and change nothing. No block is lost or reordered.
 */
export function guessHeadings(blocks: readonly Block[]): readonly Block[] {
  const bold = blocks.map((block) => (block.bold && short(block.text) ? boldLevel(block.text) : 0));
  const levels = count(bold) >= 2 ? withNumbers(blocks, bold) : numberedLevels(blocks);
  if (count(levels) < 2) return blocks;
  return blocks.map((block, index) => {
    const level = levels[index] ?? 0;
    return level === 0 ? block : { ...block, html: '', level, bold: false, paragraph: false };
  });
}

function boldLevel(text: string): number {
  const { number } = splitNumber(text, null);
  return number === null ? 1 : depthOf(number);
}

/** Bold lines decide; numbered lines that are not bold join only as deeper levels. */
function withNumbers(blocks: readonly Block[], bold: readonly number[]): number[] {
  const numbers = numberedLevels(blocks);
  return bold.map((level, index) => level || ((numbers[index] ?? 0) > 1 ? (numbers[index] ?? 0) : 0));
}

function numberedLevels(blocks: readonly Block[]): number[] {
  let previous: string | null = null;
  return blocks.map((block) => {
    if (!block.paragraph || !short(block.text) || block.text.includes('\n') || endsLikeSentence(block.text)) return 0;
    const { number, heading } = splitNumber(block.text, previous);
    if (number === null || heading === '' || !/^\p{Lu}/u.test(heading)) return 0;
    previous = number;
    return depthOf(number);
  });
}

function short(text: string): boolean {
  return text.length <= longestGuess && /\p{L}/u.test(text);
}

function endsLikeSentence(text: string): boolean {
  return /[.;,!?]$/.test(text);
}

function count(levels: readonly number[]): number {
  return levels.filter((level) => level > 0).length;
}
