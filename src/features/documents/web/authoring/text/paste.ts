/** What Word puts on the clipboard says how things look; what is kept is what they are. */
export function cleanPasted(html: string): string {
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const element of page.querySelectorAll('style, script, meta, link, title, xml, iframe, object')) element.remove();
  for (const ignored of page.querySelectorAll<HTMLElement>('[style*="mso-list"]')) {
    if (/mso-list:\s*ignore/iu.test(ignored.getAttribute('style') ?? '')) ignored.remove();
  }
  for (const paragraph of page.querySelectorAll('p')) asHeading(paragraph);
  listsOf(page);
  for (const image of page.querySelectorAll('img')) image.remove(); // pictures come as files, by the clipboard or by the button
  return page.body.innerHTML;
}

function asHeading(paragraph: HTMLElement): void {
  const level = /^(?:MsoHeading|Heading)([1-4])$/iu.exec(paragraph.className)?.[1];
  if (level === undefined && paragraph.className !== 'MsoTitle') return;
  const heading = paragraph.ownerDocument.createElement(`h${level ?? 1}`);
  heading.append(...paragraph.childNodes);
  paragraph.replaceWith(heading);
}

/** Word writes a list as paragraphs that say their list and level. */
function listsOf(page: Document): void {
  let open: HTMLElement[] = [];
  let last: Element | null = null;
  for (const paragraph of page.querySelectorAll<HTMLElement>('p[style*="mso-list"], p[class*="MsoListParagraph"]')) {
    const level = Number(/level(\d)/u.exec(paragraph.getAttribute('style') ?? '')?.[1] ?? 1);
    if (last === null || paragraph.previousElementSibling !== last) open = [];
    const marker = firstMarker(paragraph);
    while (open.length > level) open.pop();
    while (open.length < level) {
      const list = page.createElement(/^\s*(?:\d+|[a-z]|[ivx]+)[.)]/iu.test(marker) ? 'ol' : 'ul');
      const parent = open.at(-1);
      if (parent === undefined) paragraph.before(list);
      else (parent.lastElementChild ?? parent).append(list);
      open.push(list);
    }
    const item = page.createElement('li');
    item.append(...paragraph.childNodes);
    open.at(-1)?.append(item);
    last = open[0] ?? null;
    paragraph.remove();
  }
}

/** The number or bullet that some versions of Word leave as text at the beginning. */
function firstMarker(paragraph: HTMLElement): string {
  const first = paragraph.firstChild;
  const text = first?.textContent ?? '';
  const marker = /^\s*(?:[·•o§▪–-]|\d+[.)]|[a-z][.)]|[ivx]+[.)])[\s\u00a0]+/iu.exec(text)?.[0];
  if (marker === undefined || first === null) return text;
  first.textContent = text.slice(marker.length);
  return marker;
}
