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

export type PdfOptions = { readonly text?: boolean; readonly password?: string; readonly outline?: boolean; /** Run when the file is opened. */ readonly script?: string; readonly contents?: boolean; readonly table?: boolean };

export function pdfFile({ text = true, password, outline = false, script, contents = false, table = false }: PdfOptions = {}): Promise<Buffer> {
  const pdf = new PdfDocument({ size: 'A4', ...(password === undefined ? {} : { userPassword: password }) });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<Buffer>((resolve) => pdf.on('end', () => resolve(Buffer.concat(chunks))));
  for (let page = 0; page < 4; page += 1) {
    if (page > 0) pdf.addPage();
    if (contents && page === 0) pdfContents(pdf);
    if (table && page === 0) pdfTable(pdf);
    if (text) pdfPage(pdf, page, outline);
    else pdf.rect(50, 50, 200, 200).fill('gray');
  }
  if (script !== undefined) addScript(pdf, script);
  pdf.end();
  return ended;
}

function addScript(pdf: PDFKit.PDFDocument, script: string): void {
  const action = pdf.ref({ S: 'JavaScript', JS: new String(script) }); // oxlint-disable-line no-new-wrappers -- how pdfkit tells a string from a name
  action.end('');
  // pdfkit's types leave out the catalogue of the document
  Object.assign((pdf as unknown as { _root: { data: object } })._root.data, { OpenAction: action });
}

/** Left-aligned names, right-aligned figures, a cell over two lines; then steps set with a tab, which are no table. */
function pdfTable(pdf: PDFKit.PDFDocument): void {
  const row = (y: number, name: string, limit: string, unit: string): void => {
    pdf.font('Helvetica').fontSize(10).text(name, 72, y, { lineBreak: false }).text(limit, 260, y, { width: 60, align: 'right', lineBreak: false }).text(unit, 380, y, { lineBreak: false });
  };
  row(300, 'Parameter', 'Limit', 'Unit');
  row(316, 'Fill weight', '2.5', 'grams per vial');
  pdf.text('as weighed', 380, 328, { lineBreak: false });
  row(344, 'Pressure', '1200', 'mbar');
  pdf.text('1.', 72, 380, { lineBreak: false }).text('Wash your hands.', 110, 380, { lineBreak: false });
  pdf.text('2.', 72, 394, { lineBreak: false }).text('Put on gloves.', 110, 394, { lineBreak: false });
}

function pdfContents(pdf: PDFKit.PDFDocument): void {
  pdf.font('Helvetica').fontSize(10);
  for (let chapter = 1; chapter <= 6; chapter += 1) pdf.text(`${chapter}. Chapter ${chapter} ${'.'.repeat(60)} ${chapter + 2}`, 72, 300 + chapter * 16);
  pdf.text('The trial was placebo-', 72, 500).text('controlled and the placebo was controlled twice with GLP-', 72, 512).text('1 agonists and an inter-', 72, 524).text('ruption. Each line goes on.', 72, 536);
}

function pdfPage(pdf: PDFKit.PDFDocument, page: number, outline: boolean): void {
  pdf.font('Helvetica').fontSize(8).text('SOP-012 Confidential', 72, 30).text(`Page ${page + 1} of 4`, 72, 800, { lineBreak: false });
  if (outline) pdf.outline.addItem(`Chapter ${page + 1}`);
  pdf.font('Helvetica-Bold').fontSize(16).text(`${page + 1}. Chapter ${page + 1}`, 72, 90);
  pdf.font('Helvetica').fontSize(10).text(`This paragraph on page ${page + 1} explains at some length what is to be done, so that it runs over more than one line of the page and must be put together again. It ends here.`, 72, 130);
  pdf.moveDown().text('• a first point').text('• a second point');
}

const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A Word file from the XML of its body, with whatever other parts a hostile one has. */
export function wordFromXml(body: string, parts: Readonly<Record<string, string>> = {}): Promise<Buffer> {
  return zipOf({
    '[Content_Types].xml': '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels': `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `<?xml version="1.0"?><w:document ${WORD}><w:body>${body}</w:body></w:document>`,
    ...parts,
  });
}

/** A picture and a template that stand elsewhere: opening them would tell their owner who reads. */
export function externalRelations(address: string): { readonly body: string; readonly parts: Readonly<Record<string, string>> } {
  const picture = '<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill><a:blip r:link="rId7"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>';
  const relations = (entries: string): string => `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries}</Relationships>`;
  return {
    body: `<w:p><w:r><w:t>Text beside a picture.</w:t></w:r></w:p>${picture}`,
    parts: {
      'word/_rels/document.xml.rels': relations(`<Relationship Id="rId7" Type="${OFFICE}/image" Target="${address}/beacon.png" TargetMode="External"/>`),
      'word/_rels/settings.xml.rels': relations(`<Relationship Id="rId1" Type="${OFFICE}/attachedTemplate" Target="${address}/evil.dotm" TargetMode="External"/>`),
    },
  };
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
