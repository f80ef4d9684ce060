import type { Risk } from '../types.ts';

/** What a role asks on one document, and whether the person has it on the day of the role. */
export type RolePart = { readonly risk: Risk; readonly qualified: boolean };

export type RoleReadiness = {
  /** MTX-08: false until every critical document is done. Other documents do not keep anybody from the role. */
  readonly ready: boolean;
  readonly critical: { readonly required: number; readonly done: number };
  readonly others: { readonly required: number; readonly done: number };
};

/** MTX-08: ready for a role once qualified on all of its critical documents. */
export function readyForRole(parts: readonly RolePart[]): RoleReadiness {
  const tally = (some: readonly RolePart[]): RoleReadiness['critical'] => ({ required: some.length, done: some.filter(({ qualified }) => qualified).length });
  const critical = tally(parts.filter(({ risk }) => risk === 'critical'));
  return { ready: critical.done === critical.required, critical, others: tally(parts.filter(({ risk }) => risk !== 'critical')) };
}
