import { DomUtils, parseDocument } from 'htmlparser2';
import { decodeText } from './decode.ts';
import { looksLikeHtml } from './detect.ts';
import type { ConvertLimits } from './limits.ts';
import { oneLine } from './plain.ts';
import { ConversionRefused } from './refusals.ts';
import type { RawContent } from './types.ts';

const statements: Readonly<Record<string, string>> = { generator: 'generator', author: 'author', description: 'description', version: 'version', date: 'date', revised: 'revised' };

export function fromHtml(bytes: Uint8Array, _limits: ConvertLimits): RawContent {
  const { text: html, warnings } = decodeText(bytes, statedCharset(bytes));
  if (!looksLikeHtml(html) && !/<\/?(?:p|div|h[1-6]|ul|ol|li|table|br|span|section|article|body|a|b|strong|em)\b[^>]*>/i.test(html)) {
    throw new ConversionRefused('type-mismatch', 'it ends in .html, but there is no HTML in it');
  }
  const metadata = metadataOf(html);
  const { title = null, generator, ...rest } = metadata;
  return { html: withoutHead(html), title, titleApart: generator === 'Readback', metadata: title === null ? rest : { title, ...rest }, warnings };
}

/** The head holds no content; its title would otherwise stand as a first paragraph. */
function withoutHead(html: string): string {
  const body = /<body\b[^>]*>/i.exec(html);
  return body && /<head\b/i.test(html.slice(0, body.index)) ? html.slice(body.index) : html;
}

function metadataOf(html: string): Record<string, string> {
  const head = parseDocument(html.slice(0, 100_000));
  const title = DomUtils.getElementsByTagName('title', head, true, 1)[0];
  const found: Record<string, string> = {};
  const titleText = title ? oneLine(DomUtils.textContent(title)) : '';
  if (titleText !== '') found['title'] = titleText;
  for (const meta of DomUtils.getElementsByTagName('meta', head)) {
    const key = meta.attribs['name']?.toLowerCase() ?? '';
    const content = oneLine(meta.attribs['content'] ?? '');
    const name = Object.hasOwn(statements, key) ? statements[key] : undefined;
    if (name !== undefined && content !== '') found[name] = content.slice(0, 1000);
  }
  return found;
}

function statedCharset(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2048));
  return /<meta\b[^>]*\bcharset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1] ?? null;
}
