import type { Refusal } from '../../kernel/decision.ts';
import type { JsonObject } from '../../kernel/json.ts';

/** A refusal's HTTP status and the one sentence that the API, the screens and the papers share. */
export type RefusalText = { readonly status: number; readonly sentence: string | ((detail: JsonObject) => string) };
export type Refusals<Code extends string> = Readonly<Record<Code, RefusalText>>;

/** RFC 9457. */
export type Problem = { type: string; title: string; status: number; code: string; detail: string; [member: string]: unknown };

export function problemOf(refusal: Refusal, texts: Readonly<Record<string, RefusalText>>): Problem {
  const text = texts[refusal.code] ?? COMMON_REFUSALS[refusal.code];
  if (text === undefined) throw new Error(`the refusal ${refusal.code} has no sentence`);
  const detail = typeof text.sentence === 'string' ? text.sentence : text.sentence(refusal.detail ?? {});
  return { type: 'about:blank', title: 'Refused', status: text.status, code: refusal.code, detail, ...(refusal.detail === undefined ? {} : { facts: refusal.detail }) };
}

export function problem(status: number, code: string, detail: string, more: Record<string, unknown> = {}): Problem {
  return { type: 'about:blank', title: status >= 500 ? 'Server error' : 'Refused', status, code, detail, ...more };
}

/** Refusals that any endpoint may give. */
export const COMMON_REFUSALS: Readonly<Record<string, RefusalText>> = {
  'not-found': { status: 404, sentence: (detail) => `There is no ${textOf(detail['what'], 'such thing')} with this id, or you may not see it.` },
  'not-permitted': { status: 403, sentence: (detail) => `Your roles do not allow this${detail['needs'] === undefined ? '' : ` (it needs ${textOf(detail['needs'], '')})`}.` },
  'idempotency-key-reused': { status: 422, sentence: 'This Idempotency-Key was used for another request. Use a new key for each act.' },
  'changed-meanwhile': { status: 409, sentence: 'Someone else changed this in the meantime. Reload to see the present state, then decide again.' },
};

function textOf(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}
