import sanitizeHtml from 'sanitize-html';
import { inMb } from './detect.ts';
import type { ConvertLimits } from './limits.ts';
import { cleanText, oneLine } from './plain.ts';

export type Sanitised = { readonly html: string; readonly warnings: readonly string[] };

/** Stands for an element that goes with all that is in it; never in the output. */
const dropped = 'nav';

const kept = [
  'p', 'br', 'hr', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table', 'caption', 'thead', 'tbody', 'tfoot',
  'tr', 'th', 'td', 'pre', 'code', 'kbd', 'samp', 'var', 'blockquote', 'q', 'cite', 'figure', 'figcaption', 'aside', 'img', 'input', 'a', 'strong', 'b', 'em', 'i',
  'u', 's', 'del', 'ins', 'mark', 'small', 'sub', 'sup', 'abbr', 'dfn',
];

/** Elements whose content is no text of the document. `svg` and `math` are also where sanitisers are outwitted. */
const withoutText = [
  'script', 'style', 'textarea', 'option', 'xmp', 'noscript', 'noembed', 'noframes', 'plaintext', 'title', 'iframe', 'svg', 'object', 'embed',
  'applet', 'template', 'audio', 'video', 'canvas', 'select', 'datalist',
];

const namesForPeople: Readonly<Record<string, string>> = {
  script: 'Scripts', iframe: 'Embedded pages', object: 'Embedded objects', embed: 'Embedded objects', applet: 'Embedded objects',
  svg: 'Drawings (SVG)', audio: 'Sound and video', video: 'Sound and video', canvas: 'Drawings made by scripts',
};

/** Deeper elements lose their tags and keep their text, so nothing after this needs to fear deep recursion. */
const deepest = 100;

/**
 * The only way into a section: a closed list of elements and attributes, links to the web and to mail only, PNG and JPEG
 * pictures that the file itself carries. What goes is named in the warnings (SEC-03).
 */
export function sanitise(html: string, limits: ConvertLimits): Sanitised {
  const removed = new Tally();
  const images = imageGate(limits, removed);
  const clean = sanitizeHtml(cleanText(html), {
    allowedTags: [...kept, dropped],
    allowedAttributes: {
      a: ['href', 'title', 'rel'], img: ['src', 'alt', 'width', 'height'], input: ['type', 'checked'], ol: ['start', 'type', 'reversed'], li: ['value'],
      td: ['colspan', 'rowspan', 'align'], th: ['colspan', 'rowspan', 'scope', 'align'], abbr: ['title'], dfn: ['title'], aside: ['class', 'role'],
    },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowedSchemesByTag: { img: ['data'] },
    allowProtocolRelative: false,
    nonTextTags: withoutText,
    nestingLimit: deepest,
    parser: { decodeEntities: true },
    onOpenTag: (name, attributes) => tallyOpened(name, attributes, removed),
    exclusiveFilter: isDropped,
    transformTags: {
      a: (_, attributes) => link(attributes, removed),
      img: (_, attributes) => images(attributes),
      input: (_, attributes) => checkbox(attributes),
      aside: (tagName, attributes) => callout(attributes) ?? container(tagName, attributes),
      ...Object.fromEntries(['section', 'article', 'main', 'header', 'footer', 'center', 'details', 'summary', 'address', 'form', 'fieldset'].map((name) => [name, container])),
      '*': (tagName, attributes) => ({ tagName: attributes['role'] === 'navigation' ? dropped : tagName, attribs: attributes }),
    },
  });
  return { html: standIns(clean), warnings: removed.sentences() };
}

/** What a section cannot show but must not hide: a note for each picture left out, a sign for each check box. */
function standIns(clean: string): string {
  // sanitize-html writes these two without content and with its own quoting, so that text can never look like them.
  return clean.replace(/<(img|input)\b((?: [a-z]+(?:="[^"]*")?)*) \/>/g, (whole, name: string, attributes: string) => {
    if (name === 'input') return attributes.includes(' checked') ? '☑ ' : '☐ ';
    if (attributes.includes(' src="')) return whole;
    const alt = oneLine(/ alt="([^"]*)"/.exec(attributes)?.[1] ?? '');
    return alt === '' ? '<em>[Picture left out]</em>' : `<em>[Picture left out: ${alt}]</em>`;
  });
}

function isDropped(frame: sanitizeHtml.IFrame & { readonly name?: string }): boolean {
  return (frame.name ?? frame.tag) === dropped; // `name` is what a transform made of the tag; the types leave it out
}

function tallyOpened(name: string, attributes: sanitizeHtml.Attributes, removed: Tally): void {
  if (name === dropped || attributes['role'] === 'navigation') removed.add('Navigation menus were left out.');
  if (name === 'math') removed.add('Formulas were turned into plain text. Check raised and lowered figures.');
  const people = namesForPeople[name];
  if (people !== undefined && Object.hasOwn(namesForPeople, name)) removed.add(`${people} were left out.`);
  if (Object.keys(attributes).some((key) => /^on/i.test(key))) removed.add('Event handlers (script in attributes) were left out.');
}

const container: sanitizeHtml.Transformer = (_, attributes) => ({ tagName: attributes['role'] === 'navigation' ? dropped : 'div', attribs: attributes });

/** A note, a caution or a warning stays a box of its own; any other aside is a part of the text. */
function callout(attributes: sanitizeHtml.Attributes): sanitizeHtml.Tag | null {
  const kind = /^callout-(?:note|caution|warning)$/.exec(attributes['class'] ?? '')?.[0];
  return kind === undefined ? null : { tagName: 'aside', attribs: { class: kind, role: 'note' } };
}

/** Links out get `rel`; a link to a place within the file or to a file beside it becomes its text. */
function link(attributes: sanitizeHtml.Attributes, removed: Tally): sanitizeHtml.Tag {
  if (/\bheaderlink\b/.test(attributes['class'] ?? '')) return { tagName: dropped, attribs: {} };
  const href = (attributes['href'] ?? '').trim();
  if (/^(?:https?:\/\/|mailto:)/i.test(href)) {
    const title = attributes['title'] === undefined ? {} : { title: attributes['title'] };
    return { tagName: 'a', attribs: { href, rel: 'noopener noreferrer nofollow', ...title } };
  }
  if (/^(?:javascript|vbscript|data):/i.test(href)) removed.add('Links that run script were turned into plain text.');
  else if (href !== '' && !href.startsWith('#')) removed.add('Links to other files were turned into plain text.');
  return { tagName: 'span', attribs: {} };
}

/** Kept for `standIns`, which makes a sign of it; any other field is nothing to read. */
function checkbox(attributes: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const box = attributes['type']?.toLowerCase() === 'checkbox';
  return { tagName: box ? 'input' : 'label', attribs: attributes['checked'] === undefined ? { type: 'checkbox' } : { type: 'checkbox', checked: '' } };
}

/** Pictures pass when the file carries them, they are PNG or JPEG by their bytes, and within the limits; else a note stands in their place. */
function imageGate(limits: ConvertLimits, removed: Tally): (attributes: sanitizeHtml.Attributes) => sanitizeHtml.Tag {
  let total = 0;
  return (attributes) => {
    const { src = '', alt = '' } = attributes;
    const fault = imageFault(src.trim(), total, limits);
    if (fault !== null) {
      removed.add(fault);
      return { tagName: 'img', attribs: { alt } }; // without a source: `standIns` writes a note in its place
    }
    total += src.length * 0.75;
    const size = (key: 'width' | 'height') => (/^\d{1,4}$/.test(attributes[key] ?? '') ? { [key]: attributes[key] ?? '' } : {});
    return { tagName: 'img', attribs: { src: src.trim(), alt, ...size('width'), ...size('height') } };
  };
}

function imageFault(src: string, total: number, limits: ConvertLimits): string | null {
  const data = /^data:image\/(png|jpe?g);base64,(.*)$/is.exec(src);
  if (!data) {
    if (/^data:|^$/i.test(src)) return 'Pictures that are neither PNG nor JPEG were left out.';
    return 'Pictures that are not inside the file were left out. Put them into the file and upload it again if readers need them.';
  }
  const base64 = data[2] ?? '';
  const png = base64.startsWith('iVBORw0KGgo');
  if (!png && !base64.startsWith('/9j/')) return 'Pictures that are neither PNG nor JPEG were left out.';
  if (base64.length * 0.75 > limits.imageBytes) return `Pictures larger than ${inMb(limits.imageBytes)} were left out.`;
  if (total + base64.length * 0.75 > limits.allImageBytes) return `Pictures beyond ${inMb(limits.allImageBytes)} in all were left out.`;
  return null;
}

/** Counts warnings, so that a hundred removed scripts make one sentence. */
class Tally {
  readonly counts = new Map<string, number>();
  add(sentence: string): void {
    this.counts.set(sentence, (this.counts.get(sentence) ?? 0) + 1);
  }
  sentences(): string[] {
    return [...this.counts].map(([sentence, count]) => (count === 1 ? sentence : `${sentence.replace(/\.$/, '')} (${count} times).`));
  }
}
