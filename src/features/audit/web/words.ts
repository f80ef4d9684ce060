import type { z } from 'zod';
import type { zAuditEvent } from '../contract.ts';

export type AuditEvent = z.output<typeof zAuditEvent>;

/** A short reading of what an event recorded: from → to where it says both, else its members. */
export function changeOf(data: Readonly<Record<string, unknown>>): string {
  const { from, to, ...rest } = data;
  if (from !== undefined && to !== undefined) return [`${short(from)} → ${short(to)}`, members(rest)].filter((part) => part !== '').join(' · ');
  return members(data);
}

const LONG = 60;

function members(data: Readonly<Record<string, unknown>>): string {
  return Object.entries(data)
    .filter(([name, value]) => value !== null && !isIdentifier(name, value))
    .slice(0, 5)
    .map(([name, value]) => `${name}: ${short(value)}`)
    .join(' · ');
}

/** Ids and digests say nothing at a glance; the entry itself shows them. */
function isIdentifier(name: string, value: unknown): boolean {
  return /id$|ids$|digest|sha256|^agent$/iu.test(name) || (typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-/u.test(value));
}

function short(value: unknown): string {
  if (value === null) return '–';
  if (Array.isArray(value)) return value.length > 3 ? `${value.length}` : value.map(short).join(', ');
  const text = typeof value === 'object' ? members({ ...value }) : String(value);
  return text.length > LONG ? `${text.slice(0, LONG)}…` : text;
}

/** "VersionApproved" as "Version approved": the names of events are the words of the field. */
export function wordsOf(action: string): string {
  const spaced = action.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, ' ').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
