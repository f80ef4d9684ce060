import { createHash } from 'node:crypto';
import { aroundChanges, calledIn, noteOf, totalsTold, type Piece } from '../../features/documents/compare/rules-told.ts';
import type { Comparison, Entry, Mark, Run } from '../../features/documents/compare/types.ts';
import { escapeHtml } from '../../features/documents/convert/plain.ts';

/** A comparison for other programs: with a sentence about splits, merges and moves, and a digest where a picture would stand. */
export function asJson({ entries, totals }: Comparison) {
  return { entries: entries.map((entry) => ({ ...entry, marks: entry.marks.map(briefly), note: noteOf(entry) })), totals };
}

function briefly(mark: Mark): Mark {
  return mark.what === 'picture' ? { ...mark, value: `sha256:${createHash('sha256').update(mark.value).digest('hex')}` } : mark;
}

/** For the terminal: what differs, each with a few words around it. */
export function asText({ entries, totals }: Comparison, [older = 'OLD', newer = 'NEW']: readonly string[]): string {
  const shown = entries.filter((entry) => entry.kind !== 'unchanged');
  return [`${older} → ${newer}`, totalsTold(totals), ...shown.flatMap((entry) => ['', ...entryLines(entry)])].join('\n');
}

function entryLines(entry: Entry): string[] {
  const note = noteOf(entry);
  const words = entry.kind === 'added' || entry.kind === 'removed' ? entry.changes : aroundChanges(entry.changes);
  const text = words.map(marked).join('').trim();
  return [`${entry.kind.toUpperCase()}  ${titleOf(entry)}`, ...(note === null ? [] : [`  ${note}`]), ...(text === '' ? [] : text.split('\n').map((line) => `    ${line.trimEnd()}`))];
}

function titleOf({ old, new: present }: Entry): string {
  const name = present ?? old;
  return name === null ? '' : calledIn(name);
}

function marked({ kind, text }: Piece): string {
  if (kind === 'gap') return '… ';
  if (kind === 'unchanged') return text;
  const [, before = '', words = '', after = ''] = /^(\s*)(.*?)(\s*)$/su.exec(text) ?? [];
  return kind === 'removed' ? `${before}[-${words}-]${after}` : `${before}{+${words}+}${after}`;
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1d2624; --soft: #5a6663; --line: #d8dedb; --sheet: #fff; --gone: #fbe4e0; --new: #dcefe4; --mark: #eef3f1; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ebe9; --soft: #9aa6a2; --line: #37413e; --sheet: #161b1a; --gone: #4a2320; --new: #1d3d2c; --mark: #222b29; } }
body { margin: 0 auto; max-width: 1200px; padding: 32px 20px 80px; background: var(--sheet); color: var(--ink); font: 16px/1.55 Charter, "Source Serif 4", Georgia, serif; }
h1 { font-size: 1.5rem; margin: 0 0 4px; } h2 { font-size: 1.05rem; margin: 0; } .soft { color: var(--soft); margin: 2px 0 0; font-size: .9rem; }
article { border-top: 1px solid var(--line); padding: 16px 0; break-inside: avoid-page; } article header { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline; }
.kind { font: 600 .75rem/1.6 system-ui, sans-serif; border: 1px solid var(--line); border-radius: 3px; padding: 0 7px; background: var(--mark); }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 28px; margin-top: 10px; } .sides > div, .whole { white-space: pre-line; overflow-wrap: anywhere; }
del { background: var(--gone); text-decoration: line-through; } ins { background: var(--new); text-decoration: underline; text-underline-offset: 2px; }
details { border-top: 1px solid var(--line); padding: 10px 0; } summary { cursor: pointer; } .label { font: 600 .75rem system-ui, sans-serif; color: var(--soft); }
@media (max-width: 760px) { .sides { grid-template-columns: 1fr; gap: 14px; } }
@media print { body { font-size: 11pt; padding: 0; } }`;

/** A page that carries all it needs and runs nothing: it can be mailed, kept and printed. */
export function asPage({ entries, totals }: Comparison, title: string, [older = '', newer = '']: readonly string[]): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}"><title>${escapeHtml(`${older} → ${newer}`)}</title><style>${STYLE}</style></head><body>`,
    `<main><h1>${escapeHtml(title)}</h1><p class="soft">${escapeHtml(`${older} → ${newer}`)}</p><p>${escapeHtml(totalsTold(totals))}</p>`,
    ...entries.map(asArticle),
    '</main></body></html>',
  ].join('\n');
}

function asArticle(entry: Entry): string {
  const heading = entry.heading === null ? escapeHtml(titleOf(entry)) : `${escapeHtml(entry.new?.number ?? '')} ${entry.heading.map((run) => asHtml(run)).join('')}`;
  if (entry.kind === 'unchanged') return `<details><summary>${heading} <span class="soft">unchanged</span></summary><div class="whole">${entry.changes.map(asHtml).join('')}</div></details>`;
  const note = noteOf(entry);
  const head = `<header><h2>${heading}</h2><span class="kind">${entry.kind}${entry.kind === 'moved' && entry.changed ? ' and changed' : ''}</span></header>${note === null ? '' : `<p class="soft">${escapeHtml(note)}</p>`}`;
  return `<article>${head}${bodyOf(entry)}${entry.marks.map(asMark).join('')}</article>`;
}

function bodyOf(entry: Entry): string {
  if (entry.kind === 'added' || entry.kind === 'removed' || !entry.changes.some((run) => run.kind !== 'unchanged')) return `<div class="whole">${entry.changes.map(asHtml).join('')}</div>`;
  const side = (without: Run['kind']): string => entry.changes.filter((run) => run.kind !== without).map(asHtml).join('');
  return `<div class="sides"><div><span class="label">Old</span>\n${side('added')}</div><div><span class="label">New</span>\n${side('removed')}</div></div>`;
}

function asHtml({ kind, text }: Run): string {
  if (kind === 'unchanged') return escapeHtml(text);
  return kind === 'removed' ? `<del>${escapeHtml(text)}</del>` : `<ins>${escapeHtml(text)}</ins>`;
}

function asMark({ kind, what, value }: Mark): string {
  const content = what === 'picture' && /^data:image\/(?:png|jpe?g);base64,[A-Za-z0-9+/=]*$/u.test(value) ? `<img alt="" src="${value}" style="max-width: 320px">` : escapeHtml(value);
  return kind === 'removed' ? `<p class="soft">${what} removed: <del>${content}</del></p>` : `<p class="soft">${what} added: <ins>${content}</ins></p>`;
}
