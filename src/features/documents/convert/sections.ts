import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../kernel/json.ts';
import type { Block } from './blocks.ts';
import { guessHeadings } from './guess-headings.ts';
import { splitNumber } from './heading-number.ts';
import type { Section } from './types.ts';

export type Outline = { readonly title: string | null; readonly sections: readonly Section[]; readonly headingsFound: 'stated' | 'guessed' | 'none' };

type Part = { readonly number: string | null; readonly heading: string | null; readonly level: number; readonly blocks: readonly Block[] };

/** Without any heading, paragraphs are put together up to about this many characters: two minutes of reading. */
const groupChars = 3_000;

/**
 * Sections in reading order: one per heading, one for the text before the first, groups of paragraphs where there is no heading at all.
 * A single first-level heading that opens the document and has no text of its own is its title, not a section, unless the title stands
 * apart.
 * Every other block ends in exactly one section.
 */
export function sectionsOf(blocks: readonly Block[], titleApart = false): Outline {
  const stated = blocks.some((block) => block.level > 0);
  const marked = stated ? blocks : guessHeadings(blocks);
  const found = stated ? 'stated' : marked === blocks ? 'none' : 'guessed';
  const parts = (found === 'none' ? groups(marked) : split(marked)).filter((part) => part.heading !== null || part.number !== null || worthKeeping(part));
  const [first] = parts;
  const leading = first !== undefined && first.level === 1 && first.number === null && parts.filter((part) => part.level === 1).length === 1;
  const title = leading ? first.heading : null;
  const onlyTitle = !titleApart && leading && first.blocks.length === 0 && parts.length > 1;
  return { title, headingsFound: found, sections: (onlyTitle ? parts.slice(1) : parts).map(sectionFrom) };
}

/** Hex SHA-256 over what a reader sees of a section; the form is part of what signatures refer to, so it never changes. */
export function sectionDigest(section: Pick<Section, 'number' | 'heading' | 'text' | 'html'>): string {
  const { number, heading, text, html } = section;
  return createHash('sha256').update(canonicalJson({ heading, html, number, text }), 'utf8').digest('hex');
}

function split(blocks: readonly Block[]): Part[] {
  const parts: (Part & { readonly blocks: Block[] })[] = [{ number: null, heading: null, level: 0, blocks: [] }];
  let previous: string | null = null;
  for (const block of blocks) {
    if (block.level === 0) {
      parts.at(-1)?.blocks.push(block);
      continue;
    }
    const { number, heading } = splitNumber(block.text, previous);
    previous = number ?? previous;
    parts.push({ number, heading: heading === '' ? null : heading, level: block.level, blocks: [] });
  }
  return parts;
}

function groups(blocks: readonly Block[]): Part[] {
  const parts: { number: null; heading: null; level: 0; blocks: Block[] }[] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const block of blocks) {
    if (size + block.text.length > groupChars) {
      parts.push({ number: null, heading: null, level: 0, blocks: [] });
      size = 0;
    }
    parts.at(-1)?.blocks.push(block);
    size += block.text.length;
  }
  return parts;
}

/** Text before the first heading is a section only when there is something to read. */
function worthKeeping(part: Part): boolean {
  return part.blocks.some((block) => block.text !== '' || block.html.includes('<img'));
}

function sectionFrom(part: Part, index: number): Section {
  const { number, heading, level } = part;
  const text = part.blocks.map((block) => block.text).filter((line) => line !== '').join('\n');
  const html = part.blocks.map((block) => block.html).join('\n');
  return { ordinal: index + 1, number, heading, level, text, html, sha256: sectionDigest({ number, heading, text, html }) };
}
