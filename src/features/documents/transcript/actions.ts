import { createHash } from 'node:crypto';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import type { Context } from '../../../platform/context.ts';
import type { Tx } from '../../../platform/db/pool.ts';
import { problemOf } from '../../../platform/http/problem.ts';
import { act, commit } from '../../audit/actions.ts';
import { findWritable, type Refusals as WritingRefusals } from '../authoring/actions.ts';
import { isScanned, transcriptStart } from '../convert/rules-scanned.ts';
import { readFile, type Convert } from '../drafting/actions.ts';
import { replaceSections } from '../drafting/store.ts';
import { findVisible } from '../library/actions.ts';
import { loadSections, lockDocument } from '../store.ts';
import type { DocumentEvent } from '../types.ts';
import { TRANSCRIPT_REFUSALS } from './contract.ts';
import { loadTranscript, saveTranscript, type Transcript } from './store.ts';
import type { TranscriptRefusal } from './types.ts';

type Refusals = TranscriptRefusal | WritingRefusals;
type Answer<Reply> = Promise<Outcome<Reply, Refusals>>;
type Shown = { readonly written: Transcript | null; readonly start: string; readonly scanned: boolean; readonly allowed: boolean; readonly why: string | null };

export async function getTranscript(ctx: Context, versionId: string): Answer<Shown> {
  if ((await findVisible(ctx, versionId)) === null) return refuse('not-found', { what: 'version' });
  const [written, sections, writable] = await Promise.all([loadTranscript(ctx.db, versionId), loadSections(ctx.db, versionId), findWritable(ctx, ctx.db, versionId)]);
  const scanned = written !== null || isScanned(sections);
  const why = writable.ok ? null : problemOf(writable.refusal, TRANSCRIPT_REFUSALS).detail;
  return done({ written, start: scanned ? transcriptStart(sections) : '', scanned, allowed: scanned && why === null, why });
}

/** DOC-23: the sections are read from the typed text like from an uploaded file; the scan stays the content that is signed, with the text. */
export async function putTranscript(ctx: Context, convert: Convert, versionId: string, input: { readonly text: string; readonly follows: string | null }): Answer<{ sections: number; sha256: string; warnings: readonly string[] }> {
  const found = await findScanned(ctx, ctx.db as Tx, versionId, input.follows); // reads only, so that no transaction is needed
  if (!found.ok) return found;
  const bytes = Buffer.from(input.text, 'utf8');
  const read = await readFile(convert, { name: 'transcript.md', bytes });
  if (!read.ok) return read;
  return act<{ sections: number; sha256: string; warnings: readonly string[] }, Refusals>(ctx, async (tx) => {
    await lockDocument(tx, found.subject.document.id);
    const present = await findScanned(ctx, tx, versionId, input.follows);
    if (!present.ok) return present;
    const { subject: { document, version }, personId } = present;
    const sha256 = createHash('sha256').update(bytes).digest();
    const event: DocumentEvent = {
      type: 'VersionTranscribed', subject: { kind: 'version', id: versionId },
      data: { documentId: document.id, number: document.number, label: version.label, contentSha256: version.contentSha256, from: input.follows, transcriptSha256: sha256.toString('hex'), sections: read.sections.length },
    };
    await commit(ctx, tx, [event], async (audited) => {
      await saveTranscript(audited, versionId, input.text, sha256, personId, ctx.now);
      await replaceSections(audited, versionId, read.sections);
    });
    return done({ sections: read.sections.length, sha256: sha256.toString('hex'), warnings: read.reply.warnings });
  });
}

/** A scanned draft that this person may write, whose text is still the one that the new text follows. */
async function findScanned(ctx: Context, tx: Tx, versionId: string, follows: string | null) {
  const found = await findWritable(ctx, tx, versionId);
  if (!found.ok) return found;
  const written = await loadTranscript(tx, versionId);
  if (written === null && !isScanned(await loadSections(tx, versionId))) return refuse('not-scanned', { label: found.subject.version.label });
  if ((written?.sha256 ?? null) !== follows) return refuse('transcript-changed', { name: written?.by ?? 'Somebody' });
  return found;
}
