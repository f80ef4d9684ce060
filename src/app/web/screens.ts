import type { Screen } from '../../ui/screen.ts';

/**
 * Every feature's screens and texts, found by file name: `export const …Screens: Screen[]` in features/x/web/…/screens….tsx.
 * Texts stand in features/x/web/…/en….ts: `export const en` is the catalogue "x", `export const gridEn` the catalogue "grid".
 */
const screenFiles = import.meta.glob<Record<string, readonly Screen[]>>('../../features/*/web/**/screens*.tsx', { eager: true });
const textFiles = import.meta.glob<Record<string, Catalogue>>('../../features/*/web/**/en*.ts', { eager: true });

type Catalogue = Readonly<Record<string, string>>;

export const screens: readonly Screen[] = Object.values(screenFiles).flatMap((file) => Object.entries(file).flatMap(([name, list]) => (name.endsWith('Screens') ? list : [])));

export const catalogues: Readonly<Record<string, Catalogue>> = Object.fromEntries(
  Object.entries(textFiles).flatMap(([path, file]) => Object.entries(file).map(([name, texts]) => [name === 'en' ? featureOf(path) : name.replace(/En$/u, ''), texts])),
);

function featureOf(path: string): string {
  return /features\/([^/]+)\//u.exec(path)?.[1] ?? path;
}
