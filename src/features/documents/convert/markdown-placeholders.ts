/** The part of a Markdown tree's nodes that matters here. */
export type MarkdownNode = {
  type: string;
  value?: string;
  children?: MarkdownNode[];
  position?: { readonly start: { readonly offset?: number }; readonly end: { readonly offset?: number } };
};

const elements = new Set(
  (
    'a abbr address article aside audio b base bdi bdo big blockquote body br button canvas caption center cite code col colgroup data datalist dd del ' +
    'details dfn dialog div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe img ' +
    'input ins kbd label legend li link main map mark math menu meta nav nobr noscript object ol optgroup option output p param picture pre progress q ' +
    's samp script section select small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title ' +
    'tr track tt u ul var video wbr'
  ).split(' '),
);
const closeItself = new Set('area base br col embed hr img input link meta param source track wbr li p td th tr dt dd tbody thead tfoot option'.split(' '));
const bareAttributes = new Set('hidden open reversed checked disabled selected multiple readonly required controls async defer allowfullscreen nowrap noshade compact download'.split(' '));
const blockParents = new Set(['root', 'blockquote', 'listItem', 'footnoteDefinition']);
const tag = /<(\/?)([a-zA-Z][\w:-]*)((?:\s+[^<>]*?)?)\s*(\/?)>/g;

/**
 * Procedures are full of placeholders: "<enter company name>", "<Version>". Markdown takes them for HTML elements, and they would
 * vanish from the text. What is no real element (unknown name, bare words as attributes, opened and never closed) becomes text.
 * Returns whether real HTML is left in the tree.
 */
export function keepPlaceholders(root: MarkdownNode, source: string, parse: (markdown: string) => MarkdownNode): boolean {
  const closed = new Set([...source.matchAll(/<\/([a-zA-Z][\w:-]*)\s*>/g)].map((match) => (match[1] ?? '').toLowerCase()));
  let holdsHtml = false;
  const visit = (node: MarkdownNode, parent: string, depth: number): MarkdownNode[] => {
    if (node.type !== 'html') {
      if (node.children) node.children = node.children.flatMap((child) => visit(child, node.type, depth));
      return [node];
    }
    const value = node.value ?? '';
    const placeholders = [...value.matchAll(tag)].filter((match) => !isReal(match, closed));
    if (placeholders.length === 0) {
      holdsHtml = true;
      return [node];
    }
    const rest = replaceAt(value, placeholders, '');
    if (/<[a-zA-Z/!?]/.test(rest)) {
      holdsHtml = true;
      node.value = replaceAt(value, placeholders, '&lt;');
      return [node];
    }
    if (depth < 3 && value.includes('\n')) {
      // A block of its own: what follows the placeholder was not read as Markdown, so it is read again.
      const again = parse(replaceAt(value, placeholders, '\\<'));
      return (again.children ?? []).flatMap((child) => visit(child, parent, depth + 1));
    }
    // In a paragraph it becomes text; alone as a block it becomes a paragraph.
    const text: MarkdownNode = { type: 'text', value };
    return [blockParents.has(parent) ? { type: 'paragraph', children: [text] } : text];
  };
  visit(root, '', 0);
  return holdsHtml;
}

function replaceAt(value: string, matches: readonly RegExpMatchArray[], by: string): string {
  let result = '';
  let from = 0;
  for (const match of matches) {
    const at = match.index ?? 0;
    result += value.slice(from, at) + by;
    from = at + (by === '' ? match[0].length : 1);
  }
  return result + value.slice(from);
}

function isReal(match: RegExpMatchArray, closed: ReadonlySet<string>): boolean {
  const [, slash = '', rawName = '', attributes = '', selfClosing = ''] = match;
  const name = rawName.toLowerCase();
  if (!elements.has(name)) return false;
  if (slash !== '') return true;
  const bare = attributes.replace(/[^\s"'<>=]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+)/g, ' ').trim();
  if (bare !== '' && bare.split(/\s+/).some((word) => !bareAttributes.has(word.toLowerCase()))) return false;
  if (name === 'a' && attributes.trim() === '') return closed.has('a');
  return selfClosing !== '' || closeItself.has(name) || closed.has(name);
}
