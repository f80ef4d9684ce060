import { NAV_AREAS, type NavArea, type Screen } from '../../../ui/screen.ts';

export type NavEntry = { readonly area: NavArea; readonly screens: readonly Screen[] };

/** The rail for one person: areas in their order, each with the screens they may open. Areas without any are left out. */
export function navigationFor(screens: readonly Screen[], permissions: readonly string[]): readonly NavEntry[] {
  const open = screens.filter((screen) => screen.nav !== undefined && (screen.permission === undefined || permissions.includes(screen.permission)));
  return NAV_AREAS.flatMap((area) => {
    const own = open.filter((screen) => screen.nav?.area === area).toSorted((a, b) => (a.nav?.order ?? 0) - (b.nav?.order ?? 0));
    return own.length === 0 ? [] : [{ area, screens: own }];
  });
}

/** The area that an address belongs to: by the longest screen path it starts with. */
export function areaAt(entries: readonly NavEntry[], path: string): NavArea | null {
  const hits = entries.flatMap((entry) => entry.screens.map((screen) => ({ area: entry.area, path: screen.path }))).filter((hit) => isUnder(path, hit.path));
  return hits.toSorted((a, b) => b.path.length - a.path.length)[0]?.area ?? null;
}

export function isUnder(path: string, base: string): boolean {
  return path === base || (base !== '/' && path.startsWith(`${base}/`));
}
