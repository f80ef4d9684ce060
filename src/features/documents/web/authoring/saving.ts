import type { JSONContent } from '@tiptap/core';
import type { z } from 'zod';
import { call, callOnLeave } from '../../../../ui/api.ts';
import { isUnanswered, sentenceOf } from '../../../../ui/problem.ts';
import { holdWriting, leaveWriting, saveWriting } from '../../authoring/contract.ts';
import { watchActivity } from './activity.ts';
import { forget, keep } from './keeper.ts';

export type Aside = Extract<z.output<typeof saveWriting.reply>, { outcome: 'kept-aside' }>;
export type SaveState =
  | { readonly kind: 'saved'; readonly at: string | null }
  | { readonly kind: 'saving' }
  | { readonly kind: 'retrying' }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'aside'; readonly aside: Aside };

const QUIET_MS = 900;
const RETRY_MS = [1500, 3000, 6000, 12_000] as const;
const BEAT_MS = 30_000;

export type Saver = {
  /** The text has changed. */
  readonly changed: (text: JSONContent) => void;
  /** Saves what is not saved yet; true when the server has everything. */
  readonly flush: () => Promise<boolean>;
  readonly stop: () => Promise<boolean>;
};

type Options = { readonly versionId: string; readonly personId: string; readonly client: string; readonly base: number; readonly onState: (state: SaveState) => void; readonly onTakenOver: () => void };
type Queue = Pick<Saver, 'changed' | 'flush'> & {
  /** What the server has not acknowledged, and what it follows. */
  readonly unsaved: () => { readonly base: number; readonly text: JSONContent } | null;
  readonly isOver: () => boolean;
  readonly end: () => void;
};

/**
 * Saves a text while it is written, and sends a sign of life, so that others see who writes. A closing window sends what it still
 * has and lays down the pen.
 */
export function startSaving(options: Options): Saver {
  const { versionId, client } = options;
  const params = { id: versionId };
  const queue = saveQueue(options);
  const activity = watchActivity();
  const beat = setInterval(() => {
    if (queue.isOver() || activity.isIdle()) return; // whoever writes no more must not take the pen again by a sign of life
    void call(holdWriting, { params, body: { client } }).then(async (reply) => {
      if (reply.held || queue.isOver()) return;
      await queue.flush();
      queue.end();
      options.onTakenOver();
    }, () => undefined); // no answer: the next save says so
  }, BEAT_MS);
  const leaving = (): void => {
    if (queue.isOver()) return;
    const unsaved = queue.unsaved();
    if (unsaved !== null) callOnLeave(saveWriting, { params, body: { client, base: unsaved.base, text: { ...unsaved.text, type: 'doc' } } });
    callOnLeave(leaveWriting, { params, body: { client } });
  };
  const online = (): void => void queue.flush();
  window.addEventListener('pagehide', leaving);
  window.addEventListener('online', online);
  return {
    changed: queue.changed, flush: queue.flush,
    async stop() {
      clearInterval(beat);
      activity.stop();
      window.removeEventListener('pagehide', leaving);
      window.removeEventListener('online', online);
      const whole = await queue.flush();
      queue.end();
      await call(leaveWriting, { params, body: { client } }).catch(() => undefined); // it ends by itself after two minutes
      return whole;
    },
  };
}

/**
 * At a pause, again and again while the server does not answer, one save at a time. Until the server has it, the text is in this
 * browser's own store.
 */
function saveQueue({ versionId, personId, client, base, onState }: Options): Queue {
  let revision = base;
  let waiting: JSONContent | null = null;
  let running: Promise<boolean> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let over = false;
  const later = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), ms);
  };
  const settled = (reply: z.output<typeof saveWriting.reply>, text: JSONContent): boolean => {
    failures = 0;
    if (waiting === text) waiting = null;
    if (waiting === null) forget(versionId);
    over = reply.outcome === 'kept-aside';
    if (reply.outcome === 'saved') revision = reply.revision;
    onState(reply.outcome === 'saved' ? { kind: 'saved', at: reply.savedAt } : { kind: 'aside', aside: reply });
    return over || waiting === null;
  };
  const failed = (error: unknown): false => {
    if (!isUnanswered(error)) onState({ kind: 'refused', sentence: sentenceOf(error) }); // tried again with the next change
    else {
      onState({ kind: 'retrying' });
      if (!over) later(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? BEAT_MS);
      failures += 1;
    }
    return false;
  };
  const sendOnce = (text: JSONContent): Promise<boolean> => {
    onState({ kind: 'saving' });
    return call(saveWriting, { params: { id: versionId }, body: { client, base: revision, text: { ...text, type: 'doc' } } }).then((reply) => settled(reply, text), failed);
  };
  const flush = async (): Promise<boolean> => {
    clearTimeout(timer);
    if (running !== null) await running;
    if (waiting === null || over) return waiting === null;
    const sent = waiting;
    running = sendOnce(sent).finally(() => { running = null; });
    const whole = await running;
    const moreCame = waiting !== sent && failures === 0;
    return !whole && moreCame ? flush() : whole;
  };
  const changed = (text: JSONContent): void => {
    if (over) return;
    waiting = text;
    keep(versionId, { personId, base: revision, text });
    if (failures === 0) later(QUIET_MS);
  };
  return {
    changed, flush, isOver: () => over,
    unsaved: () => (waiting === null ? null : { base: revision, text: waiting }),
    end: () => { over = true; clearTimeout(timer); },
  };
}
