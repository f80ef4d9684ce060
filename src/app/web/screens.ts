import { IconClockPlay } from '@tabler/icons-react';
import { may } from '../../features/access/permissions.ts';
import type { Screen } from '../../ui/screen.ts';
import { Simulation } from './simulation.tsx';

/**
 * Every feature's screens and texts, found by file name: `export const …Screens: Screen[]` in features/x/web/…/screens….tsx.
 * Texts stand in features/x/web/…/en….ts: all of them are the catalogue "x", and `export const gridEn` is also the catalogue "grid".
 */
const screenFiles = import.meta.glob<Record<string, readonly Screen[]>>('../../features/*/web/**/screens*.tsx', { eager: true });
const textFiles = import.meta.glob<Record<string, Catalogue>>('../../features/*/web/**/en*.ts', { eager: true });

type Catalogue = Readonly<Record<string, string>>;

const simulation: Screen = { path: '/simulation', component: Simulation, title: 'admin:simulation', nav: { area: 'administration', order: 40, icon: IconClockPlay }, permission: may.simulate.name, present: true };

export const screens: readonly Screen[] = [...Object.values(screenFiles).flatMap((file) => Object.entries(file).flatMap(([name, list]) => (name.endsWith('Screens') ? list : []))), simulation];

export const catalogues: Readonly<Record<string, Catalogue>> = Object.entries(textFiles).reduce<Record<string, Catalogue>>((all, [path, file]) => {
  for (const [name, texts] of Object.entries(file)) {
    const feature = featureOf(path);
    all[feature] = name === 'en' ? { ...all[feature], ...texts } : { ...texts, ...all[feature] }; // what the feature itself says is not written over by one of its parts
    if (name !== 'en') all[name.replace(/En$/u, '')] = texts;
  }
  return all;
}, {});

function featureOf(path: string): string {
  return /features\/([^/]+)\//u.exec(path)?.[1] ?? path;
}
