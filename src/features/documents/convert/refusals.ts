import type { ConvertRefusal, ConvertRefusalCode } from './types.ts';

/**
 * Ends a conversion from deep inside a parser's callbacks, where a returned value would have to be passed through
 * code that is not ours. `convertBytes` turns it into a refusal; it never leaves this folder.
 */
export class ConversionRefused extends Error {
  readonly code: ConvertRefusalCode;
  constructor(code: ConvertRefusalCode, detail = '') {
    super(detail);
    this.code = code;
  }
}

const sentences: Record<ConvertRefusalCode, (file: string, detail: string) => string> = {
  'unknown-type': (file, detail) =>
    `${file} cannot be read: ${detail || 'its ending is not one of .md, .html, .docx, .pdf or .txt'}. Save it as Word (.docx), PDF, Markdown, HTML or plain text and upload that.`,
  'type-mismatch': (file, detail) => `${file} is not what its name says: ${detail}. Give it the right ending or export it again, then upload it.`,
  'too-large': (file, detail) => `${file} is too large: ${detail}. Split it into several documents or reduce its pictures.`,
  'expands-too-far': (file, detail) => `${file} was not opened because it unpacks to far more than a document should: ${detail}. Save it again in Word and upload that copy.`,
  'broken-file': (file, detail) => `${file} is damaged or incomplete${detail ? `: ${detail}` : ''}. Open it in the program it comes from, save it again and upload that copy.`,
  encrypted: (file) => `${file} is protected by a password. Remove the password and upload it again.`,
  macros: (file) => `${file} contains macros. Save it in Word as .docx without macros and upload that copy.`,
  'too-slow': (file, detail) => `${file} took longer than ${detail} to read, so reading was stopped. Simplify it or save it in another format and upload that.`,
  'too-much-memory': (file) => `${file} needs more memory to read than a document may use. Simplify it, reduce its pictures or split it, then upload it again.`,
  'too-many-sections': (file, detail) => `${file} has too many headings: ${detail}. Split it into several documents, or use headings for sections only.`,
  empty: (file) => `${file} holds no text. Check that the right file was chosen.`,
  busy: (file) => `${file} was not read because the server is stopping. Upload it again in a moment.`,
};

export function refusal(code: ConvertRefusalCode, fileName: string, detail = ''): ConvertRefusal {
  return { code, sentence: sentences[code](quoted(fileName), detail) };
}

/** File names are untrusted too: no control characters, no endless names. */
function quoted(fileName: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is removed
  const clean = fileName.replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '').trim();
  return `"${clean.length > 120 ? `${clean.slice(0, 100)}…${clean.slice(-15)}` : clean || 'The file'}"`;
}
