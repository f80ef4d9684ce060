import rehypeRaw from 'rehype-raw';
import rehypeStringify from 'rehype-stringify';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { decodeText } from './decode.ts';
import { looksLikeHtml } from './detect.ts';
import { readFrontMatter } from './front-matter.ts';
import type { ConvertLimits } from './limits.ts';
import { keepPlaceholders } from './markdown-placeholders.ts';
import type { MarkdownNode } from './markdown-placeholders.ts';
import { ConversionRefused } from './refusals.ts';
import type { RawContent } from './types.ts';

const reader = unified().use(remarkParse).use(remarkFrontmatter, ['yaml']).use(remarkGfm).freeze();
const plainWriter = unified().use(remarkRehype).use(rehypeStringify).freeze();
const rawWriter = unified().use(remarkRehype, { allowDangerousHtml: true }).use(rehypeRaw).use(rehypeStringify).freeze();

export function fromMarkdown(bytes: Uint8Array, limits: ConvertLimits): RawContent {
  const { text, warnings } = decodeText(bytes);
  if (text.length > limits.textChars) throw new ConversionRefused('too-large', `it has ${text.length.toLocaleString('en')} characters, the limit is ${limits.textChars.toLocaleString('en')}`);
  if (looksLikeHtml(text)) throw new ConversionRefused('type-mismatch', 'it ends in .md, but it is HTML');
  const tree = reader.parse(text);
  const first = tree.children[0];
  const front = first?.type === 'yaml' ? readFrontMatter(first.value) : { metadata: {}, warnings: [] };
  const nodes = asNodes(tree);
  const holdsHtml = keepPlaceholders(nodes, text, (markdown) => asNodes(reader.parse(markdown)));
  keepExtraCells(nodes);
  keepUnusedNotes(nodes, new Set([...text.matchAll(/\[\^([^\]\s]+)\](?!:)/g)].map((match) => (match[1] ?? '').toLowerCase())));
  const html = holdsHtml ? rawWriter.stringify(rawWriter.runSync(tree)) : plainWriter.stringify(plainWriter.runSync(tree));
  return { html, title: front.metadata['title'] ?? null, metadata: front.metadata, warnings: [...warnings, ...front.warnings] };
}

/** GFM throws away cells beyond the header's width, a loss nobody sees: the table is widened instead. */
function keepExtraCells(node: MarkdownNode & { align?: (string | null)[] }): void {
  if (node.type === 'table' && node.align && node.children) {
    const width = Math.max(...node.children.map((row) => row.children?.length ?? 0));
    while (node.align.length < width) node.align.push(null);
  }
  for (const child of node.children ?? []) keepExtraCells(child);
}

/** A footnote nobody refers to is not shown in Markdown; here it stays where it stands. */
function keepUnusedNotes(node: MarkdownNode & { identifier?: string }, used: ReadonlySet<string>): void {
  if (node.type === 'footnoteDefinition' && !used.has((node.identifier ?? '').toLowerCase())) node.type = 'blockquote';
  for (const child of node.children ?? []) keepUnusedNotes(child, used);
}

function asNodes(tree: ReturnType<typeof reader.parse>): MarkdownNode {
  return tree as MarkdownNode; // plain nodes either way; mdast's unions do not allow replacing one kind by another in general
}
