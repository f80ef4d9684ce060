import { accept, refuse, type Decision, type Refused } from '../../../kernel/decision.ts';
import { canonicalJson, type JsonObject } from '../../../kernel/json.ts';
import type { DocumentType, TypeEvent, TypeRefusal } from './types.ts';

/** A numbering scheme taken apart: what stands before and after its one counter, and the least digits of the counter. */
export type Numbering = { readonly before: string; readonly digits: number; readonly after: string };

const COUNTER = /\{(0{1,9})\}/gu;

/** DOC-01: exactly one counter, {0000}; beside it text and perhaps {site}. Null when it cannot be read so. */
export function readNumbering(scheme: string): Numbering | null {
  const counters = [...scheme.matchAll(COUNTER)];
  const [counter] = counters;
  if (counter === undefined || counters.length > 1) return null;
  const before = scheme.slice(0, counter.index);
  const after = scheme.slice(counter.index + counter[0].length);
  const rest = `${before}${after}`.replace('{site}', '');
  if (/[{}\p{C}]/u.test(rest) || /\d$/u.test(before) || /^\d/u.test(after) || scheme.length > 40) return null;
  return { before, digits: counter[1]?.length ?? 1, after };
}

/** The numbering for documents of one site, its code filled in. Null when it needs a site and there is none. */
export function numberingAt(numbering: Numbering, siteCode: string | null): Numbering | null {
  if (!`${numbering.before}${numbering.after}`.includes('{site}')) return numbering;
  if (siteCode === null) return null;
  return { ...numbering, before: numbering.before.replace('{site}', siteCode), after: numbering.after.replace('{site}', siteCode) };
}

/** The number after the highest one given so far; numbers in between are not filled, they may have been used on paper. */
export function nextNumber({ before, digits, after }: Numbering, highest: number | null): string {
  return `${before}${String((highest ?? 0) + 1).padStart(digits, '0')}${after}`;
}

/** Which numbers belong to the series, as a POSIX regular expression in lower case; the counter is its only group. */
export function seriesPattern({ before, after }: Numbering): string {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[\\^$.*+?()[\]{}|]/gu, String.raw`\$&`);
  return `^${plain(before)}([0-9]{1,9})${plain(after)}$`;
}

export function createType(type: DocumentType, codes: readonly string[]): Decision<TypeEvent, TypeRefusal> {
  const taken = codes.find((code) => code.toLowerCase() === type.code.toLowerCase());
  if (taken !== undefined) return refuse('type-code-taken', { code: taken });
  return whyNotNumbering(type.numbering) ?? accept({ type: 'DocumentTypeCreated', subject: { kind: 'document-type', id: type.id }, data: factsOf(type) });
}

/** What changes is named from → to: the audit trail is the history of a type. */
export function changeType(before: DocumentType, after: DocumentType): Decision<TypeEvent, TypeRefusal> {
  const stopped = whyNotNumbering(after.numbering);
  if (stopped !== null) return stopped;
  const [from, to] = [factsOf(before), factsOf(after)];
  const changed = Object.keys(to).filter((name) => canonicalJson(from[name] ?? null) !== canonicalJson(to[name] ?? null));
  if (changed.length === 0) return refuse('type-unchanged', { code: before.code });
  const pick = (facts: JsonObject): JsonObject => Object.fromEntries(changed.map((name) => [name, facts[name] ?? null]));
  return accept({ type: 'DocumentTypeChanged', subject: { kind: 'document-type', id: before.id }, data: { code: before.code, from: pick(from), to: pick(to) } });
}

function whyNotNumbering(scheme: string): Refused<TypeRefusal> | null {
  return readNumbering(scheme) === null ? refuse('numbering-unreadable', { numbering: scheme }) : null;
}

function factsOf({ code, name, numbering, byHand, risk, reviewMonths, route }: DocumentType): JsonObject {
  return { code, name, numbering, byHand, risk, reviewMonths, route: JSON.parse(JSON.stringify(route)) as JsonObject }; // a route is JSON by its contract
}
