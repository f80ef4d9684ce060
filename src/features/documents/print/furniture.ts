import { MARGIN, type Pdf } from './page.ts';
import type { Furniture } from './types.ts';
import { knownBy, printable } from './fonts.ts';

const GREY = '#4a4a4a';

/** Head, foot and watermark of every page, once all pages are there. Screen readers pass over them. */
export function drawFurniture(pdf: Pdf, furniture: Furniture): number {
  const { start, count } = pdf.bufferedPageRange();
  const known = knownBy(pdf, 'regular');
  const shown = (text: string): string => printable(text, known).text;
  for (let index = 0; index < count; index += 1) {
    pdf.switchToPage(start + index);
    pdf.markContent('Artifact', { type: 'Pagination' });
    if (furniture.watermark !== null) drawWatermark(pdf, furniture.watermark);
    const { width, height } = pdf.page;
    const inner = width - MARGIN.left - MARGIN.right;
    pdf.font('bold').fontSize(9).fillColor('#111111').text(fit(pdf, shown(furniture.document), inner), MARGIN.left, 40, { lineBreak: false });
    pdf.font('regular').fontSize(8.5).fillColor(GREY).text(fit(pdf, shown(furniture.status), inner), MARGIN.left, 53, { lineBreak: false });
    rule(pdf, 68, inner);
    const foot = height - 62;
    rule(pdf, foot, inner);
    pdf.font('bold').fontSize(8.5).fillColor('#111111').text(fit(pdf, shown(furniture.control), inner - 80), MARGIN.left, foot + 6, { lineBreak: false });
    const page = `Page ${index + 1} of ${count}`;
    pdf.font('regular').fontSize(8.5).fillColor(GREY).text(page, MARGIN.left + inner - pdf.widthOfString(page), foot + 6, { lineBreak: false });
    pdf.fontSize(8).text(fit(pdf, shown(furniture.made), inner), MARGIN.left, foot + 19, { lineBreak: false });
    pdf.font('code').fontSize(6.5).text(fit(pdf, furniture.digest, inner), MARGIN.left, foot + 31, { lineBreak: false });
    pdf.endMarkedContent();
  }
  return count;
}

function rule(pdf: Pdf, y: number, width: number): void {
  pdf.moveTo(MARGIN.left, y).lineTo(MARGIN.left + width, y).lineWidth(0.5).stroke('#999999');
}

function drawWatermark(pdf: Pdf, text: string): void {
  const { width, height } = pdf.page;
  pdf.save();
  pdf.font('bold').fontSize(100);
  const size = Math.min(110, (100 * width * 0.95) / pdf.widthOfString(text));
  pdf.fontSize(size);
  pdf.rotate(-52, { origin: [width / 2, height / 2] });
  pdf.fillColor('#8a1c1c', 0.13).text(text, width / 2 - pdf.widthOfString(text) / 2, height / 2 - size / 2, { lineBreak: false });
  pdf.restore();
  pdf.fillOpacity(1);
}

/** Cut to a width, with an ellipsis where something is missing. */
function fit(pdf: Pdf, text: string, width: number): string {
  if (pdf.widthOfString(text) <= width) return text;
  let end = text.length;
  while (end > 1 && pdf.widthOfString(`${text.slice(0, end)}…`) > width) end -= 1;
  return `${text.slice(0, end)}…`;
}
