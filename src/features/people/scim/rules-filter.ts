import { isObject, placeOf, valuesAt, type Leaf, type Place, type Tree } from './rules-attributes.ts';
import { fine, wrong, type Scim } from './types.ts';

/** The filter language (RFC 7644, 3.4.2.2), read into a tree that the store turns into SQL and that patches match in memory. */

export type Comparison = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le';
export type Value = string | number | boolean | null;
export type Filter =
  | { readonly is: 'and' | 'or'; readonly parts: readonly Filter[] }
  | { readonly is: 'not'; readonly part: Filter }
  | { readonly is: 'present'; readonly place: Place }
  | { readonly is: 'compare'; readonly place: Place; readonly how: Comparison; readonly value: Value }
  /** One value of a list that meets the whole inner filter: `emails[type eq "work"]`. */
  | { readonly is: 'some'; readonly place: Place; readonly part: Filter };

const COMPARISONS: readonly string[] = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'];
export const FILTER_LIMITS = { characters: 4000, depth: 20, tokens: 400 } as const;

type Token = { readonly kind: 'word' | 'string' | 'sign'; readonly text: string };
const TOKEN = /\s*(?:(?<string>"(?:[^"\\]|\\.)*")|(?<sign>[()[\]])|(?<word>[^\s()[\]"]+))/uy;

export function parseFilter(text: string, root: Tree): Scim<Filter> {
  if (text.length > FILTER_LIMITS.characters) return invalid(`The filter is longer than ${FILTER_LIMITS.characters} characters.`);
  const tokens = tokenise(text);
  if (tokens === null) return invalid(`The filter cannot be read: “${text.slice(0, 200)}”. A text stands between double quotes, and each bracket is closed.`);
  if (tokens.length === 0 || tokens.length > FILTER_LIMITS.tokens) return invalid(tokens.length === 0 ? 'The filter is empty.' : 'The filter has too many parts.');
  const reader = { tokens, at: 0 };
  const filter = readOr(reader, root, 0);
  if (!filter.ok) return filter;
  return reader.at < tokens.length ? invalid(`The filter does not end where it should: “${tokens[reader.at]?.text}” is left over.`) : filter;
}

function invalid(detail: string): ReturnType<typeof wrong> {
  return wrong(400, 'invalidFilter', detail);
}

function tokenise(text: string): Token[] | null {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (text.slice(TOKEN.lastIndex).trim() !== '') {
    const groups = TOKEN.exec(text)?.groups;
    if (groups === undefined) return null;
    if (groups['string'] !== undefined) tokens.push({ kind: 'string', text: groups['string'] });
    else if (groups['sign'] !== undefined) tokens.push({ kind: 'sign', text: groups['sign'] });
    else tokens.push({ kind: 'word', text: groups['word'] ?? '' });
  }
  return tokens;
}

type Reader = { readonly tokens: readonly Token[]; at: number };

function takes(reader: Reader, kind: Token['kind'], text: string): boolean {
  const token = reader.tokens[reader.at];
  if (token === undefined || token.kind !== kind || token.text.toLowerCase() !== text) return false;
  reader.at += 1;
  return true;
}

function readOr(reader: Reader, tree: Tree, depth: number): Scim<Filter> {
  return readChain(reader, 'or', () => readChain(reader, 'and', () => readOne(reader, tree, depth + 1)));
}

function readChain(reader: Reader, word: 'and' | 'or', next: () => Scim<Filter>): Scim<Filter> {
  const first = next();
  if (!first.ok) return first;
  const parts = [first.value];
  while (takes(reader, 'word', word)) {
    const part = next();
    if (!part.ok) return part;
    parts.push(part.value);
  }
  return fine(parts.length === 1 ? first.value : { is: word, parts });
}

function readOne(reader: Reader, tree: Tree, depth: number): Scim<Filter> {
  if (depth > FILTER_LIMITS.depth) return invalid('The filter is nested too deeply.');
  if (takes(reader, 'word', 'not')) {
    const part = takes(reader, 'sign', '(') ? readClosed(reader, tree, depth, ')') : invalid('“not” is followed by an expression in parentheses.');
    return part.ok ? fine({ is: 'not', part: part.value }) : part;
  }
  if (takes(reader, 'sign', '(')) return readClosed(reader, tree, depth, ')');
  const name = reader.tokens[reader.at];
  if (name?.kind !== 'word') return invalid('The filter lacks the name of an attribute.');
  reader.at += 1;
  const place = placeOf(name.text, tree);
  if (!place.ok) return invalid(place.problem.detail);
  if (!takes(reader, 'sign', '[')) return readComparison(reader, place.value);
  if (place.value.tree === null) return invalid(`“${name.text}” has no parts to be filtered by.`);
  const part = readClosed(reader, place.value.tree, depth, ']');
  if (!part.ok) return part;
  const sub = reader.tokens[reader.at];
  if (sub?.kind !== 'word' || !sub.text.startsWith('.')) return fine({ is: 'some', place: place.value, part: part.value });
  const more = readSub(reader, place.value.tree, sub.text.slice(1)); // Entra ID asks `emails[type eq "work"].value eq "…"`
  return more.ok ? fine({ is: 'some', place: place.value, part: { is: 'and', parts: [part.value, more.value] } }) : more;
}

function readSub(reader: Reader, tree: Tree, name: string): Scim<Filter> {
  reader.at += 1;
  const place = placeOf(name, tree);
  return place.ok ? readComparison(reader, place.value) : invalid(place.problem.detail);
}

function readClosed(reader: Reader, tree: Tree, depth: number, close: ')' | ']'): Scim<Filter> {
  const part = readOr(reader, tree, depth);
  if (!part.ok) return part;
  return takes(reader, 'sign', close) ? part : invalid(`A “${close}” is missing.`);
}

function readComparison(reader: Reader, at: Place): Scim<Filter> {
  const how = reader.tokens[reader.at]?.text.toLowerCase() ?? '';
  reader.at += 1;
  if (how === 'pr') return fine({ is: 'present', place: at });
  if (!isComparison(how)) return invalid(`“${how}” is no comparison; there are pr, ${COMPARISONS.join(', ')}.`);
  const token = reader.tokens[reader.at];
  if (token === undefined || token.kind === 'sign') return invalid(`The value to compare ${at.steps.join('.')} with is missing.`);
  reader.at += 1;
  const place = at.kind === 'complex' ? placeOf('value', at.tree ?? {}) : fine(at);
  if (!place.ok) return invalid(`${at.steps.join('.')} has parts; name the one to compare.`);
  const exact = at.kind === 'complex' ? { ...place.value, steps: [...at.steps, 'value'], list: at.list } : at;
  const value = valueOf(token, exact.kind);
  return value === undefined ? invalid(`${exact.steps.join('.')} cannot be compared by ${how} with ${token.text.slice(0, 100)}.`) : checked({ is: 'compare', place: exact, how, value });
}

function isComparison(text: string): text is Comparison {
  return COMPARISONS.includes(text);
}

/** Directories send "True" for true and leave out quotation marks; both are understood. */
function valueOf(token: Token, kind: Leaf | 'complex'): Value | undefined {
  let value: unknown = token.text;
  if (token.kind === 'string') try { value = JSON.parse(token.text); } catch { return undefined; }
  if (token.kind === 'word' && token.text === 'null') return null;
  if (typeof value !== 'string') return undefined;
  if (kind === 'truth') return value.toLowerCase() === 'true' ? true : value.toLowerCase() === 'false' ? false : undefined;
  return value;
}

function checked(filter: Extract<Filter, { is: 'compare' }>): Scim<Filter> {
  const { place, how, value } = filter;
  if (place.kind === 'truth' && how !== 'eq' && how !== 'ne') return invalid(`${place.steps.join('.')} is true or false and has no order.`);
  if (place.kind === 'time' && value !== null && momentOf(value) === null) return invalid(`“${String(value)}” is no date and time, such as 2026-03-02T09:00:00Z.`);
  return fine(filter);
}

export function momentOf(value: unknown): Temporal.Instant | null {
  try {
    return typeof value === 'string' ? Temporal.Instant.from(value.replace(' ', '+')) : null; // a + that was not encoded in the address arrives as a space
  } catch {
    return null;
  }
}

/** Whether a resource, or one value of a list, meets the filter. */
export function matches(filter: Filter, value: unknown): boolean {
  switch (filter.is) {
    case 'and': return filter.parts.every((part) => matches(part, value));
    case 'or': return filter.parts.some((part) => matches(part, value));
    case 'not': return !matches(filter.part, value);
    case 'present': return valuesAt(value, filter.place.steps).some((one) => one !== '' && !(isObject(one) && Object.keys(one).length === 0));
    case 'some': return valuesAt(value, filter.place.steps).some((one) => matches(filter.part, one));
    case 'compare': return compares(filter, valuesAt(value, filter.place.steps));
  }
}

function compares({ how, value, place }: Extract<Filter, { is: 'compare' }>, found: readonly unknown[]): boolean {
  if (value === null) return (found.length === 0) === (how === 'eq');
  if (how === 'ne') return !found.some((one) => holds('eq', folded(one, place.kind), folded(value, place.kind)));
  return found.some((one) => holds(how, folded(one, place.kind), folded(value, place.kind)));
}

function folded(value: unknown, kind: Leaf | 'complex'): string {
  if (kind === 'time') return momentOf(value)?.toString({ fractionalSecondDigits: 9 }) ?? '';
  return kind === 'text' || kind === 'truth' ? String(value).toLowerCase() : String(value);
}

function holds(how: Comparison, one: string, other: string): boolean {
  switch (how) {
    case 'eq': return one === other;
    case 'ne': return one !== other;
    case 'co': return one.includes(other);
    case 'sw': return one.startsWith(other);
    case 'ew': return one.endsWith(other);
    case 'gt': return one > other;
    case 'ge': return one >= other;
    case 'lt': return one < other;
    case 'le': return one <= other;
  }
}
