const SILENT = '(scanned, no text)';

/** What stands in the section of a page that is a picture. */
export function scannedPage(page: number): string {
  return `Page ${page} ${SILENT}`;
}

/** Whether the sections are those of a file of which nothing could be read (DOC-03). */
export function isScanned(sections: readonly { readonly text: string }[]): boolean {
  return sections.length > 0 && sections.every(({ text }) => text.includes(SILENT));
}

/** What the author begins the transcript of a scanned file with: a heading for each page, to be replaced by the real ones (DOC-23). */
export function transcriptStart(sections: readonly { readonly heading: string | null }[]): string {
  return sections.map(({ heading }) => `## ${heading ?? ''}\n`).join('\n');
}
