/** RFC 6266 with the name as RFC 5987 text, and an ASCII stand-in for old readers. */
export function attachment(fileName: string): string {
  const plain = fileName.replaceAll(/[^\x20-\x7e]|["\\%]/gu, '_');
  const encoded = encodeURIComponent(fileName.toWellFormed()).replaceAll(/['()*!]/gu, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** Headers of a file that somebody uploaded: it is saved, never shown, and nothing in it runs in our origin (SEC-03). */
export function fileHeaders(file: { readonly fileName: string; readonly mediaType: string }): Readonly<Record<string, string>> {
  return {
    'content-disposition': attachment(file.fileName), 'content-type': file.mediaType, 'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'", 'cache-control': 'private, no-store',
  };
}
