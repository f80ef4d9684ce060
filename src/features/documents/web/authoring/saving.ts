import type { JSONContent } from '@tiptap/core';
import type { z } from 'zod';
import { call, callOnLeave } from '../../../../ui/api.ts';
import { isUnanswered, sentenceOf } from '../../../../ui/problem.ts';
import { holdWriting, leaveWriting, saveWriting } from '../../authoring/contract.ts';
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

/**
 * Saves a text while it is written: at a pause, again and again while the server does not answer, one save at a time. Until the
 * server has it, the text is in this browser's own store. Sends a sign of life, so that others see who writes.
 */
export function startSaving({ versionId, personId, client, base, onState, onTakenOver }: Options): Saver {
  let revision = base;
  let waiting: JSONContent | null = null;
  let running: Promise<boolean> | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let failures = 0;
  let over = false;

  const later = (ms: number): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => void flush(), ms);
  };
  const sendOnce = async (text: JSONContent): Promise<boolean> => {
    onState({ kind: 'saving' });
    try {
      const reply = await call(saveWriting, { params: { id: versionId }, body: { client, base: revision, text: { ...text, type: 'doc' } } });
      failures = 0;
      if (waiting === text) waiting = null;
      if (waiting === null) forget(versionId);
      if (reply.outcome === 'saved') {
        revision = reply.revision;
        onState({ kind: 'saved', at: reply.savedAt });
        return waiting === null;
      }
      over = true;
      onState({ kind: 'aside', aside: reply });
      return true;
    } catch (error) {
      if (isUnanswered(error)) {
        onState({ kind: 'retrying' });
        if (!over) later(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? BEAT_MS);
        failures += 1;
      } else onState({ kind: 'refused', sentence: sentenceOf(error) }); // tried again with the next change
      return false;
    }
  };
  const flush = async (): Promise<boolean> => {
    if (running !== null) await running;
    if (waiting === null || over) return waiting === null;
    running = sendOnce(waiting).finally(() => { running = null; });
    const whole = await running;
    return !whole && failures === 0 && !over ? flush() : whole;
  };
  const changed = (text: JSONContent): void => {
    if (over) return;
    waiting = text;
    keep(versionId, { personId, base: revision, text });
    if (failures === 0) later(QUIET_MS);
  };
  const beat = setInterval(() => {
    if (over) return; // whoever writes no more must not take the pen again by a sign of life
    void call(holdWriting, { params: { id: versionId }, body: { client } }).then(async (reply) => {
      if (reply.held || over) return;
      await flush();
      over = true;
      onTakenOver();
    }, () => undefined); // no answer: the next save says so
  }, BEAT_MS);
  const leaving = (): void => {
    if (over) return;
    if (waiting !== null) callOnLeave(saveWriting, { params: { id: versionId }, body: { client, base: revision, text: { ...waiting, type: 'doc' } } });
    callOnLeave(leaveWriting, { params: { id: versionId }, body: { client } });
  };
  const online = (): void => void flush();
  window.addEventListener('pagehide', leaving);
  window.addEventListener('online', online);
  return {
    changed, flush,
    async stop() {
      if (timer !== null) clearTimeout(timer);
      clearInterval(beat);
      window.removeEventListener('pagehide', leaving);
      window.removeEventListener('online', online);
      const whole = await flush();
      over = true;
      await call(leaveWriting, { params: { id: versionId }, body: { client } }).catch(() => undefined); // it ends by itself after two minutes
      return whole;
    },
  };
}
