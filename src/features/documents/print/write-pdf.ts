import { Buffer } from 'node:buffer';
import { drawFurniture } from './furniture.ts';
import { MARGIN, Paper } from './page.ts';
import { blocksOf, type Block, type Run } from './runs.ts';
import { drawTable } from './table.ts';
import type { CopySection, Printed, PrintTask } from './types.ts';

const BODY = 10;
const LEADING = 1.42;
const INDENT = 18;
const PLAIN = { bold: false, italic: false, code: false, underline: false, strike: false, shift: null } as const;
const BOLD = { ...PLAIN, bold: true } as const;

/** The text of a version as a tagged PDF, each page saying what it is (DOC-10). */
export async function writePdf({ furniture, title, sections, madeAtMs }: Extract<PrintTask, { kind: 'text' }>): Promise<Printed> {
  const paper = new Paper(furniture.document, madeAtMs);
  const chunks: Buffer[] = [];
  paper.pdf.on('data', (chunk: Buffer) => void chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => { paper.pdf.once('end', resolve); paper.pdf.once('error', reject); });
  paper.pdf.y = MARGIN.top;
  paper.element('H1', () => textOn(paper, [{ text: title, style: BOLD }], { size: 17, tag: 'H1', x: MARGIN.left }));
  paper.gap(10);
  for (const section of sections) sectionOn(paper, section);
  if (paper.lost > 0) {
    paper.gap(14);
    paper.element('P', () => textOn(paper, [{ text: `${paper.lost} characters that this copy cannot show are printed as □. The original file has them.`, style: { ...PLAIN, italic: true } }], { size: 8.5, tag: 'P', x: MARGIN.left }));
  }
  const pages = drawFurniture(paper.pdf, furniture);
  paper.pdf.end();
  await ended;
  return { bytes: Buffer.concat(chunks), pages };
}

function sectionOn(paper: Paper, { number, heading, level, html }: CopySection): void {
  const name = [number, heading].filter((part) => part !== null && part !== '').join('  ');
  paper.element('Sect', () => {
    if (name !== '') {
      const size = level <= 1 ? 13 : level === 2 ? 11.5 : 10.5;
      paper.gap(size);
      paper.room(size * LEADING + BODY * LEADING * 2); // a heading does not stand alone at the foot of a page
      paper.element(level <= 1 ? 'H2' : 'H3', () => textOn(paper, [{ text: name, style: BOLD }], { size, tag: level <= 1 ? 'H2' : 'H3', x: MARGIN.left }));
      paper.gap(4);
    }
    for (const block of blocksOf(html)) blockOn(paper, block);
  });
}

function blockOn(paper: Paper, block: Block): void {
  switch (block.kind) {
    case 'text': {
      const x = MARGIN.left + block.depth * INDENT;
      const tag = block.role === 'LI' ? 'LI' : block.role;
      paper.element(tag, () => textOn(paper, block.runs, { size: BODY, tag, x, mark: block.mark }));
      return paper.gap(block.role === 'LI' ? 3 : 6);
    }
    case 'table': return drawTable(paper, block.rows, MARGIN.left);
    case 'picture': return pictureOn(paper, block);
    case 'rule': {
      paper.room(12);
      paper.pdf.moveTo(MARGIN.left, paper.pdf.y + 4).lineTo(MARGIN.left + paper.width, paper.pdf.y + 4).lineWidth(0.5).stroke('#999999');
      return paper.gap(10);
    }
  }
}

type Setting = { readonly size: number; readonly tag: string; readonly x: number; readonly mark?: string | null };

function textOn(paper: Paper, runs: readonly Run[], { size, tag, x, mark = null }: Setting): void {
  const height = size * LEADING;
  const lines = runs.length === 0 ? [[]] : paper.lines(runs, MARGIN.left + paper.width - x, size);
  for (const [index, line] of lines.entries()) {
    paper.room(height);
    paper.mark(tag);
    const { y } = paper.pdf;
    if (index === 0 && mark !== null) {
      const [marked] = paper.lines([{ text: mark, style: PLAIN }], 100, size);
      const width = marked?.reduce((sum, piece) => sum + piece.width, 0) ?? 0;
      if (marked !== undefined) paper.line(marked, x - width - 5, y, size);
    }
    paper.line(line, x, y, size);
    paper.pdf.y = y + height;
  }
}

const MOST_PICTURE_HEIGHT = 420;

/** A picture of the file itself, as large as it is, at most as wide as the text. */
function pictureOn(paper: Paper, { data, alt, depth }: Extract<Block, { kind: 'picture' }>): void {
  const x = MARGIN.left + depth * INDENT;
  const words = alt === '' ? 'Picture' : alt;
  try {
    const encoded = /^data:image\/(?:png|jpeg);base64,(.+)$/su.exec(data)?.[1];
    if (encoded === undefined) throw new Error('not a picture of the file');
    const { openImage } = paper.pdf as unknown as { readonly openImage: (bytes: Buffer) => { readonly width: number; readonly height: number } }; // pdfkit has it, its types do not
    const image = openImage.call(paper.pdf, Buffer.from(encoded, 'base64'));
    const scale = Math.min(0.75, (MARGIN.left + paper.width - x) / image.width, MOST_PICTURE_HEIGHT / image.height);
    const [width, height] = [image.width * scale, image.height * scale];
    paper.room(height);
    paper.element('Figure', () => {
      paper.mark('Figure');
      const { y } = paper.pdf;
      paper.pdf.image(image as never, x, y, /* what openImage gave is taken too */ { width, height });
      paper.pdf.y = y + height;
    }, words);
    paper.gap(8);
  } catch {
    paper.element('P', () => textOn(paper, [{ text: `[${words}: this picture cannot be printed; the original file has it]`, style: { ...PLAIN, italic: true } }], { size: BODY, tag: 'P', x }));
    paper.gap(6);
  }
}
