import { Buffer } from 'node:buffer';

export type Media = { readonly ok: true; readonly mediaType: string } | { readonly ok: false; readonly sentence: string };

type Kind = { readonly mediaType: string; readonly is: (bytes: Buffer) => boolean };

const starts = (...openings: readonly (readonly number[] | string)[]) => (bytes: Buffer): boolean => openings.some((opening) => bytes.subarray(0, opening.length).equals(Buffer.from(opening as string, 'latin1'))); // Buffer.from takes either
const ZIP = starts('PK\x03\x04');
/** The directory of a ZIP stands at its end, with the names of its parts as they are. */
const holds = (...parts: readonly string[]) => (bytes: Buffer): boolean => ZIP(bytes) && parts.some((part) => bytes.includes(part, -DIRECTORY_BYTES, 'latin1'));
const openDocument = (kind: string) => (bytes: Buffer): boolean => ZIP(bytes) && bytes.subarray(0, 200).includes(`mimetypeapplication/vnd.oasis.opendocument.${kind}`, 0, 'latin1');
const DIRECTORY_BYTES = 4 * 1024 * 1024;
const isText = (bytes: Buffer): boolean => !bytes.subarray(0, 65_536).includes(0) || starts([0xff, 0xfe], [0xfe, 0xff])(bytes);
const within = (head: string) => (bytes: Buffer): boolean => bytes.subarray(0, 1024).includes(head, 0, 'latin1');
const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** What may be attached: by its ending, and only when the bytes agree. Nothing that runs when it is opened. */
const KINDS: Readonly<Record<string, Kind>> = {
  pdf: { mediaType: 'application/pdf', is: within('%PDF-') },
  docx: { mediaType: `${OFFICE}.wordprocessingml.document`, is: holds('word/document.xml') },
  dotx: { mediaType: `${OFFICE}.wordprocessingml.template`, is: holds('word/document.xml') },
  xlsx: { mediaType: `${OFFICE}.spreadsheetml.sheet`, is: holds('xl/workbook.xml') },
  xltx: { mediaType: `${OFFICE}.spreadsheetml.template`, is: holds('xl/workbook.xml') },
  pptx: { mediaType: `${OFFICE}.presentationml.presentation`, is: holds('ppt/presentation.xml') },
  vsdx: { mediaType: 'application/vnd.ms-visio.drawing', is: holds('visio/document.xml') },
  odt: { mediaType: 'application/vnd.oasis.opendocument.text', is: openDocument('text') },
  ods: { mediaType: 'application/vnd.oasis.opendocument.spreadsheet', is: openDocument('spreadsheet') },
  odg: { mediaType: 'application/vnd.oasis.opendocument.graphics', is: openDocument('graphics') },
  png: { mediaType: 'image/png', is: starts('\x89PNG') },
  jpg: { mediaType: 'image/jpeg', is: starts('\xff\xd8\xff') },
  jpeg: { mediaType: 'image/jpeg', is: starts('\xff\xd8\xff') },
  gif: { mediaType: 'image/gif', is: starts('GIF8') },
  tif: { mediaType: 'image/tiff', is: starts('II*\0', 'MM\0*') },
  tiff: { mediaType: 'image/tiff', is: starts('II*\0', 'MM\0*') },
  webp: { mediaType: 'image/webp', is: (bytes) => starts('RIFF')(bytes) && bytes.subarray(8, 12).toString('latin1') === 'WEBP' },
  mp4: { mediaType: 'video/mp4', is: (bytes) => bytes.subarray(4, 8).toString('latin1') === 'ftyp' },
  dwg: { mediaType: 'image/vnd.dwg', is: starts('AC10') },
  dxf: { mediaType: 'image/vnd.dxf', is: (bytes) => isText(bytes) && within('SECTION')(bytes) },
  step: { mediaType: 'model/step', is: starts('ISO-10303-21') },
  stp: { mediaType: 'model/step', is: starts('ISO-10303-21') },
  txt: { mediaType: 'text/plain', is: isText },
  csv: { mediaType: 'text/csv', is: isText },
  md: { mediaType: 'text/markdown', is: isText },
};

const ADVICE: Readonly<Record<string, string>> = {
  doc: 'save it as .docx', xls: 'save it as .xlsx', ppt: 'save it as .pptx', rtf: 'save it as .docx',
  docm: 'save it without macros as .docx', xlsm: 'save it without macros as .xlsx', pptm: 'save it without macros as .pptx', xltm: 'save it without macros as .xltx', dotm: 'save it without macros as .dotx',
  html: 'save it as PDF', htm: 'save it as PDF', svg: 'save it as PDF or PNG', zip: 'attach the files in it one by one',
};

export const ATTACHABLE: readonly string[] = Object.keys(KINDS);

/** DOC-22: what kind of file it is, by what it holds; or why it cannot be attached, and what to do. */
export function mediaOf(fileName: string, bytes: Buffer): Media {
  const ending = /\.([^.]+)$/u.exec(fileName)?.[1]?.toLowerCase() ?? '';
  const kind = Object.hasOwn(KINDS, ending) ? KINDS[ending] : undefined;
  const refused = (sentence: string): Media => ({ ok: false, sentence: `“${fileName}” cannot be attached: ${sentence}` });
  if (kind === undefined) {
    const advice = Object.hasOwn(ADVICE, ending) ? `${ADVICE[ending] ?? ''}, or use one of` : 'use one of';
    return refused(`${ending === '' ? 'its name has no ending' : `files ending in .${ending} are not accepted`}; ${advice} ${ATTACHABLE.map((known) => `.${known}`).join(', ')}.`);
  }
  if (bytes.length === 0) return refused('it is empty. Choose the file again.');
  if (!kind.is(bytes)) return refused(`it ends in .${ending}, but its content is something else. Save it anew from the program it comes from.`);
  if (ZIP(bytes) && bytes.includes('vbaProject.bin', -DIRECTORY_BYTES, 'latin1')) return refused('it holds macros. Save it without them.');
  return { ok: true, mediaType: kind.mediaType };
}
