import type { JsonObject } from '../../kernel/json.ts';

/** A qualification carried forward, as it is stored; instants are ISO text in UTC. */
export type CarriedForward = {
  readonly id: string; readonly person: string; readonly document: string; readonly version: string; readonly module: string | null;
  readonly contentSha256: string; readonly reason: string; readonly signature: string | null; readonly at: string; readonly zone: string; readonly validUntil: string | null;
};

export const CARRIED_FORWARD_FORMAT = 2;

/** TRN-06: what the digest of a qualification carried forward covers: all that its row holds, the approver's signature too. */
export function carriedForwardContent({ at, ...record }: CarriedForward): JsonObject {
  return { ...record, format: CARRIED_FORWARD_FORMAT, kind: 'carry_forward', path: 'notice', covers: [record.version], eventAt: at, enteredAt: at };
}
