import type { FastifyRequest } from 'fastify';
import { problem, type Problem } from './problem.ts';

export type UploadedFile = { readonly name: string; readonly bytes: Buffer };

export const UPLOAD_LIMIT_BYTES = 50 * 1024 * 1024;

/**
 * One file named "file" and fields. A field named "data" holds JSON whose members count as fields, for values that are not text.
 */
export async function readUpload(request: FastifyRequest): Promise<{ file: UploadedFile; fields: Record<string, unknown> } | { problem: Problem }> {
  if (!request.isMultipart()) return { problem: problem(415, 'not-a-form', 'Send multipart/form-data with the file in a part named "file".') };
  const fields: Record<string, unknown> = {};
  let file: UploadedFile | null = null;
  try {
    for await (const part of request.parts({ limits: { fileSize: UPLOAD_LIMIT_BYTES, files: 1, fields: 20, fieldSize: 1024 * 1024 } })) {
      if (part.type === 'file') file = { name: baseName(part.filename), bytes: await part.toBuffer() };
      else if (part.fieldname === 'data') Object.assign(fields, JSON.parse(String(part.value)) as object); // a JSON text that is no object adds nothing
      else if (part.fieldname !== '__proto__') fields[part.fieldname] = part.value;
    }
  } catch (error) {
    if (error instanceof SyntaxError) return { problem: problem(400, 'invalid-request', 'The part "data" is not valid JSON.') };
    if (error instanceof Error && 'code' in error && error.code === 'FST_REQ_FILE_TOO_LARGE') return { problem: problem(413, 'too-large', `The file is larger than ${UPLOAD_LIMIT_BYTES / 1024 / 1024} MB. Split it, or leave out large pictures.`) };
    if (error instanceof Error && !('statusCode' in error)) return { problem: problem(400, 'invalid-form', `The form cannot be read (${error.message}). Send it again, whole.`) };
    throw error;
  }
  if (file === null) return { problem: problem(400, 'no-file', 'The form has no file. Put it in a part named "file".') };
  return { file, fields };
}

function baseName(name: string): string {
  return (name.split(/[\\/]/u).at(-1) ?? '').replaceAll(/\p{Cc}/gu, '').slice(0, 200);
}
