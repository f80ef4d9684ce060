import PDFDocument from 'pdfkit';
import { FONT_FILES, fontOf, knownBy, printable, type FontName } from './fonts.ts';
import { linesOf, type Line } from './lines.ts';
import type { Run, Style } from './runs.ts';

export type Pdf = InstanceType<typeof PDFDocument>;
type Element = ReturnType<Pdf['struct']>;

/** A4 in points, with room above and below for what every page says about itself. */
export const MARGIN = { left: 62, right: 62, top: 86, bottom: 84 } as const;

/** Puts lines on pages one after the other, begins new pages, and tags what it writes for screen readers. */
export class Paper {
  readonly pdf: Pdf;
  lost = 0;
  #root: Element;
  #element: Element | null = null;
  #marking: string | null = null;
  #known = new Map<FontName, (codePoint: number) => boolean>();

  constructor(title: string, madeAtMs: number) {
    this.pdf = new PDFDocument({
      size: 'A4', margins: { ...MARGIN, top: MARGIN.top, bottom: 0 }, font: '', bufferPages: true, tagged: true, pdfVersion: '1.7', lang: 'en', displayTitle: true,
      info: { Title: title, Producer: 'Readback', Creator: 'Readback', CreationDate: new Date(madeAtMs) },
    });
    for (const [name, file] of Object.entries(FONT_FILES)) this.pdf.registerFont(name, file);
    this.pdf.font('regular');
    this.#root = this.pdf.struct('Document');
    this.pdf.addStructure(this.#root);
  }

  get width(): number {
    return this.pdf.page.width - MARGIN.left - MARGIN.right;
  }

  get bottom(): number {
    return this.pdf.page.height - MARGIN.bottom;
  }

  /** Everything written by `work` is one element of the document's structure. */
  element(tag: string, work: () => void, alt?: string): void {
    const outer = this.#element;
    this.#stop();
    const element = this.pdf.struct(tag, alt === undefined ? {} : { alt });
    (outer ?? this.#root).add(element);
    this.#element = element;
    work();
    this.#stop();
    element.end();
    this.#element = outer;
  }

  /** Text for the present element begins, on this page. */
  mark(tag: string): void {
    if (this.#marking !== null || this.#element === null) return;
    this.#element.add(this.pdf.markStructureContent(tag));
    this.#marking = tag;
  }

  #stop(): void {
    if (this.#marking !== null) this.pdf.endMarkedContent();
    this.#marking = null;
  }

  /** Room for so many points, on this page or a new one; true when a new one began. */
  room(height: number): boolean {
    if (this.pdf.y + height <= this.bottom || this.pdf.y <= MARGIN.top) return false;
    this.#stop();
    this.pdf.addPage();
    this.pdf.y = MARGIN.top;
    return true;
  }

  gap(points: number): void {
    if (this.pdf.y > MARGIN.top) this.pdf.y += points;
  }

  readonly shown = (run: Run): Run => {
    const font = fontOf(run.style);
    const known = this.#known.get(font) ?? knownBy(this.pdf, font);
    this.#known.set(font, known);
    if (font === 'code' && Array.from(run.text).some((sign) => sign !== '\n' && sign !== '\t' && !known(sign.codePointAt(0) ?? 0))) return this.shown({ ...run, style: { ...run.style, code: false } });
    const { text, lost } = printable(run.text, known);
    this.lost += lost;
    return { ...run, text };
  };

  lines(runs: readonly Run[], width: number, size: number): Line[] {
    return linesOf(runs.map(this.shown), width, (text, style) => this.pdf.font(fontOf(style)).fontSize(sizeOf(style, size)).widthOfString(text.replaceAll('\n', '')));
  }

  /** One line at a place; the place in the document does not move. */
  line(line: Line, x: number, y: number, size: number, color = '#1a1a1a'): void {
    for (const piece of line) {
      const { shift, underline, strike } = piece.style;
      const up = shift === 'sup' ? -size * 0.08 : shift === 'sub' ? size * 0.4 : 0;
      this.pdf.font(fontOf(piece.style)).fontSize(sizeOf(piece.style, size)).fillColor(color).text(piece.text, x + piece.x, y + up, { lineBreak: false, underline, strike });
    }
  }
}

export function sizeOf({ shift, code }: Style, size: number): number {
  return shift === null ? (code ? size * 0.92 : size) : size * 0.68;
}
