import { parse } from 'yaml';
import { cleanText } from './plain.ts';

export type FrontMatter = { readonly metadata: Readonly<Record<string, string>>; readonly warnings: readonly string[] };

const longestValue = 2_000;

/** YAML front matter as text by key; "1.0" stays "1.0", lists become "a, b", what nests becomes JSON. */
export function readFrontMatter(yaml: string): FrontMatter {
  try {
    // The failsafe schema reads every scalar as text: a version 1.0 must not become the number 1.
    const value: unknown = parse(yaml, { schema: 'failsafe', logLevel: 'error' });
    if (value === null || value === '') return { metadata: {}, warnings: [] };
    if (typeof value !== 'object' || Array.isArray(value)) return notUnderstood(yaml);
    return { metadata: Object.fromEntries(Object.entries(value).map(([key, entry]) => [cleanText(key), asText(entry)])), warnings: [] };
  } catch {
    return notUnderstood(yaml);
  }
}

function asText(value: unknown): string {
  const text = typeof value === 'string' ? value : Array.isArray(value) && value.every((item) => typeof item === 'string') ? value.join(', ') : JSON.stringify(value ?? '');
  return cleanText(text).slice(0, longestValue);
}

/** Lines of the form "key: value" are kept even where the whole is no YAML. */
function notUnderstood(yaml: string): FrontMatter {
  const pairs = yaml.split('\n').flatMap((line) => {
    const match = /^([\w-]+):\s*(.+)$/.exec(line);
    return match ? [[match[1] ?? '', asText(match[2])] as const] : [];
  });
  return { metadata: Object.fromEntries(pairs), warnings: ['The block between the "---" lines at the top is not valid YAML; only its simple lines were read.'] };
}
