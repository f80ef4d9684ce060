import { Buffer } from 'node:buffer';
import { AlignmentType, Document, HeadingLevel, LevelFormat, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx';
import PdfDocument from 'pdfkit';
import yazl from 'yazl';

/** Files for tests, made with other libraries than those that read them. */
export async function wordFile(): Promise<Buffer> {
  const level = (index: number, text: string) => ({ level: index, format: LevelFormat.DECIMAL, text, alignment: AlignmentType.LEFT });
  const heading = (text: string, depth: number) =>
    new Paragraph({ text, heading: depth === 0 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2, numbering: { reference: 'headings', level: depth } });
  const step = (text: string) => new Paragraph({ text, numbering: { reference: 'steps', level: 0 } });
  const file = new Document({
    title: 'Gowning procedure',
    numbering: { config: [{ reference: 'headings', levels: [level(0, '%1.'), level(1, '%1.%2'), level(2, '%1.%2.%3')] }, { reference: 'steps', levels: [level(0, '%1.')] }] },
    sections: [
      {
        children: [
          heading('Purpose', 0),
          new Paragraph({ children: [new TextRun('Keep '), new TextRun({ text: 'rooms', bold: true }), new TextRun(' clean.')] }),
          heading('Procedure', 0),
          heading('Gowning', 1),
          step('Wash hands.'),
          new Paragraph('Interrupted by a note.'),
          step('Put on gloves.'),
          heading('Leaving', 1),
          new Paragraph({ text: 'The operator leaves by the air lock.', numbering: { reference: 'headings', level: 2 } }),
          new Table({ rows: [new TableRow({ children: [new TableCell({ children: [new Paragraph('Room')] }), new TableCell({ children: [new Paragraph('Grade B')] })] })] }),
        ],
      },
    ],
  });
  return Packer.toBuffer(file);
}

export type PdfOptions = { readonly text?: boolean; readonly password?: string; readonly outline?: boolean };

export function pdfFile({ text = true, password, outline = false }: PdfOptions = {}): Promise<Buffer> {
  const pdf = new PdfDocument({ size: 'A4', ...(password === undefined ? {} : { userPassword: password }) });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<Buffer>((resolve) => pdf.on('end', () => resolve(Buffer.concat(chunks))));
  for (let page = 0; page < 4; page += 1) {
    if (page > 0) pdf.addPage();
    if (text) pdfPage(pdf, page, outline);
    else pdf.rect(50, 50, 200, 200).fill('gray');
  }
  pdf.end();
  return ended;
}

function pdfPage(pdf: PDFKit.PDFDocument, page: number, outline: boolean): void {
  pdf.font('Helvetica').fontSize(8).text('SOP-012 Confidential', 72, 30).text(`Page ${page + 1} of 4`, 72, 800, { lineBreak: false });
  if (outline) pdf.outline.addItem(`Chapter ${page + 1}`);
  pdf.font('Helvetica-Bold').fontSize(16).text(`${page + 1}. Chapter ${page + 1}`, 72, 90);
  pdf.font('Helvetica').fontSize(10).text(`This paragraph on page ${page + 1} explains at some length what is to be done, so that it runs over more than one line of the page and must be put together again. It ends here.`, 72, 130);
  pdf.moveDown().text('• a first point').text('• a second point');
}

export function zipOf(entries: Readonly<Record<string, Buffer | string>>): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(entries)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    zip.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk));
    zip.outputStream.on('end', () => resolve(Buffer.concat(chunks)));
    zip.outputStream.on('error', reject);
  });
}
