import type { JSONContent } from '@tiptap/core';
import type { z } from 'zod';
import { call } from '../../../../ui/api.ts';
import { getWriting, holdWriting, saveWriting } from '../../authoring/contract.ts';
import { forget, keptFor } from './keeper.ts';
import type { Aside } from './saving.ts';

export type Writing = z.output<typeof getWriting.reply>;
export type Opened = {
  readonly writing: Writing;
  /** Whether this window writes; else it reads along. */
  readonly writes: boolean;
  readonly content: JSONContent | string;
  /** Text found in this browser that could not become the text of the draft. */
  readonly aside: Aside | null;
};

/** Opens a draft: takes the pen when it is free, brings home what this browser still held, and reads the newest text. */
export async function openDraft(versionId: string, personId: string, client: string, takeOver: boolean): Promise<Opened> {
  const params = { id: versionId };
  const first = await call(getWriting, { params, query: { client } });
  const writes = first.mayWrite && (await call(holdWriting, { params, body: { client, takeOver } })).held;
  const aside = first.coAuthors.some(({ id }) => id === personId) || first.author.id === personId ? await bringHome(versionId, personId, client) : null;
  const writing = await call(getWriting, { params, query: { client } });
  return { writing, writes, aside, content: writing.text ?? writing.start ?? '' };
}

async function bringHome(versionId: string, personId: string, client: string): Promise<Aside | null> {
  const kept = keptFor(versionId, personId);
  if (kept === null) return null;
  const reply = await call(saveWriting, { params: { id: versionId }, body: { client, base: kept.base, text: { ...kept.text, type: 'doc' } } });
  forget(versionId);
  return reply.outcome === 'kept-aside' ? reply : null;
}
