import type { Context } from '../../../platform/context.ts';
import type { Answer } from './actions.ts';
import { keepUntil } from './rules-signed.ts';
import { loadSwitches } from './store.ts';

export const SIGNED_TYPE = 'readback-qualification+jws';

/** How answers are signed: by whom, for how long, and the signing itself; put together where the keys are. */
export type Signing = { readonly issuer: string; readonly minutes: number; sign(now: Temporal.Instant, type: string, payloads: readonly object[]): Promise<string[]> };

/** The same answers, each with a text that can be kept and checked without this server. What is unknown is not signed. */
export async function withTokens(ctx: Context, answers: readonly Answer[], signing: Signing): Promise<Answer[]> {
  const known = answers.filter((answer) => answer.person !== null);
  const switches = await loadSwitches(ctx.db, known.flatMap((answer) => documentsOf(answer)), ctx.now);
  const tokens = await signing.sign(ctx.now, SIGNED_TYPE, known.map((answer) => payloadOf(ctx.now, answer, signing, switches)));
  const byAnswer = new Map(known.map((answer, index) => [answer, tokens[index] ?? null]));
  return answers.map((answer) => ({ ...answer, token: byAnswer.get(answer) ?? null }));
}

function documentsOf({ document, documents }: Answer): string[] {
  return (document === null ? documents.map((part) => part.document.id) : [document.id]).map(String);
}

/** RFC 7519 names where they fit; instants besides as ISO 8601 text. */
function payloadOf(now: Temporal.Instant, answer: Answer, { issuer, minutes }: Signing, switches: ReadonlyMap<string, Temporal.Instant>): object {
  const ends = answer.validUntil === null ? null : Temporal.Instant.from(String(answer.validUntil));
  const until = keepUntil(now, minutes, [ends, ...documentsOf(answer).map((id) => switches.get(id) ?? null)]);
  const seconds = (instant: Temporal.Instant): number => Math.floor(instant.epochMilliseconds / 1000);
  const { person, document, task, versionInForce, qualified, reason, recordIds } = answer;
  return {
    iss: issuer, sub: person?.id, iat: seconds(now), exp: seconds(until), person, document: document === null ? null : { id: document.id, number: document.number, version: versionInForce?.label ?? null },
    task, qualified, reason, recordIds, asOf: now, validUntil: until, missing: answer.documents.filter((part) => !part.qualified).map((part) => part.document.number),
  };
}
