import PDFDocument from 'pdfkit';
import { getDocument, AnnotationEditorType } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Furniture, Printed } from './types.ts';

const SIZE = 7.5;
const GREY = [70, 70, 70] as const;
const RED = [138, 28, 28] as const;

type Stamp = { readonly text: string; readonly x: number; readonly y: number; readonly size: number; readonly color: readonly [number, number, number]; readonly width: number };

/**
 * The original PDF with what a copy must say at the edge of every page (DOC-10). pdf.js appends it as printed annotations:
 * nothing of the original's bytes is changed, and its pages look as they did.
 */
export async function stampPdf(bytes: Uint8Array, furniture: Furniture): Promise<Printed> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0, disableFontFace: true, useSystemFonts: false, enableXfa: false, stopAtErrors: false });
  try {
    const pdf = await task.promise;
    const measure = measurer();
    let key = 0;
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      for (const stamp of stampsFor(furniture, page.view, `Page ${number} of ${pdf.numPages}`, measure)) {
        pdf.annotationStorage.setValue(`pdfjs_internal_editor_${key}`, {
          annotationType: AnnotationEditorType.FREETEXT, color: [...stamp.color], fontSize: stamp.size, value: stamp.text, pageIndex: number - 1,
          rect: [stamp.x, stamp.y, stamp.x + stamp.width + 4, stamp.y + stamp.size * 1.5], rotation: 0,
        });
        key += 1;
      }
    }
    return { bytes: await pdf.saveDocument(), pages: pdf.numPages };
  } finally {
    await task.destroy();
  }
}

type Measure = (text: string, size: number) => number;

/** Every page by its own size: two lines at the head, two at the foot; what is not in force says so large at both. */
function stampsFor(furniture: Furniture, view: readonly number[], page: string, measure: Measure): Stamp[] {
  const [left = 0, bottom = 0, right = 595, top = 842] = view;
  const width = right - left - 40;
  const at = (text: string, y: number, more: { readonly color?: Stamp['color']; readonly align?: 'right'; readonly size?: number } = {}): Stamp => {
    const size = more.size ?? SIZE;
    const cut = fit(latin(text), width, (one) => measure(one, size));
    const length = measure(cut, size);
    return { text: cut, x: more.align === 'right' ? right - 24 - length : left + 20, y, size, color: more.color ?? GREY, width: length };
  };
  const { watermark } = furniture;
  return [
    at(`${furniture.document} · ${furniture.status}`, top - 17),
    at(`${furniture.control}${watermark === null ? '' : ` · ${watermark}`}`, bottom + 17, { color: RED }),
    at(page, bottom + 17, { align: 'right' }),
    at(furniture.made, bottom + 7),
    ...(watermark === null ? [] : [at(watermark, top - 36, { color: RED, align: 'right', size: 14 })]),
  ];
}

/** Annotations are written in a font that every reader has, with the letters of Western Europe only. */
export function latin(text: string): string {
  return Array.from(text, (sign) => (/[\u0020-\u007e\u00a0-\u00ff–—‘’“”…]/u.test(sign) ? sign : sign.normalize('NFKD').replaceAll(/[^\u0020-\u007e]/gu, '') || '?')).join('');
}

function measurer(): Measure {
  const pdf = new PDFDocument({ autoFirstPage: false });
  pdf.font('Helvetica');
  return (text, size) => pdf.fontSize(size).widthOfString(text);
}

function fit(text: string, width: number, measure: (text: string) => number): string {
  let end = text.length;
  while (end > 1 && measure(text.slice(0, end)) > width) end -= 1;
  return end === text.length ? text : `${text.slice(0, end - 1)}…`;
}
