import type { JSONContent } from '@tiptap/core';

/** Text that the server has not acknowledged yet. It stays in this browser until it has, also when the tab or the network goes. */
export type Kept = { readonly personId: string; readonly base: number; readonly text: JSONContent };

const name = (versionId: string): string => `readback.writing.${versionId}`;

export function keep(versionId: string, kept: Kept): boolean {
  try {
    localStorage.setItem(name(versionId), JSON.stringify(kept));
    return true;
  } catch {
    return false; // full, or switched off: the server is then the only keeper
  }
}

export function forget(versionId: string): void {
  try {
    localStorage.removeItem(name(versionId));
  } catch {
    // switched off: there is nothing to forget
  }
}

export function keptFor(versionId: string, personId: string): Kept | null {
  try {
    const text = localStorage.getItem(name(versionId));
    const kept = text === null ? null : (JSON.parse(text) as Kept); // written by `keep`
    return kept?.personId === personId && kept.text.type === 'doc' ? kept : null;
  } catch {
    return null;
  }
}

/** Names this window; a reload is the same window. */
export function windowName(make: () => string): string {
  try {
    const known = sessionStorage.getItem('readback.window');
    if (known !== null) return known;
    const made = make();
    sessionStorage.setItem('readback.window', made);
    return made;
  } catch {
    return make();
  }
}
