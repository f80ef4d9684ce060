import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { defaultLimits } from '../../features/documents/convert/limits.ts';
import { inMb } from '../../features/documents/convert/detect.ts';
import { closeConverters, convertDocument } from '../../features/documents/convert/run.ts';
import type { ConvertedDocument } from '../../features/documents/convert/types.ts';
import { CommandError } from './command.ts';

/** Files read as an upload would be: by the same worker, with the same limits and the same sentences when they are refused. */
export async function readDocuments(paths: readonly string[], say: (line: string) => void): Promise<ConvertedDocument[]> {
  try {
    const documents: ConvertedDocument[] = [];
    for (const path of paths) documents.push(await readDocument(path, say));
    return documents;
  } finally {
    await closeConverters();
  }
}

async function readDocument(path: string, say: (line: string) => void): Promise<ConvertedDocument> {
  const result = await convertDocument({ fileName: basename(path), bytes: await bytesOf(path) });
  if (!result.ok) throw new CommandError(result.refusal.sentence);
  for (const warning of result.document.warnings) say(`${basename(path)}: ${warning}`);
  return result.document;
}

async function bytesOf(path: string): Promise<Buffer> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new CommandError(`There is no file ${path}. Check the path.`, 2);
  if (!found.isFile()) throw new CommandError(`${path} is not a file. Give the path of one document.`, 2);
  if (found.size > defaultLimits.fileBytes) throw new CommandError(`${path} has ${inMb(found.size)}; the limit is ${inMb(defaultLimits.fileBytes)}.`);
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new CommandError(`${path} cannot be read: ${error.code ?? error.message}.`, 2);
  });
}
