import { posix } from 'node:path';
import { ALLOWED, FEATURES, SERVER_PACKAGES, placeOf, type Place } from './layers.ts';
import { isTest, lineOf, type Source, type Violation } from './source.ts';

/** The import table and the one-way order of the features. */
export function checkImports(source: Source): Violation[] {
  const from = placeOf(source.path);
  if (from.layer === 'outside' || isTest(source.path)) return [];
  const unknown = unknownName(source, from);
  return [...unknown, ...source.imports.flatMap(({ target, start }) => {
    const why = target.startsWith('.') ? fileRefusal(from, placeOf(resolveFrom(source.path, target))) : packageRefusal(from, target);
    return why === null ? [] : [{ path: source.path, line: lineOf(source, start), sentence: `imports ${target}: ${why}` }];
  })];
}

function unknownName(source: Source, from: Place): Violation[] {
  if (from.layer !== 'feature') return [];
  const violations: Violation[] = [];
  if (!FEATURES.some((feature) => feature === from.feature)) violations.push({ path: source.path, line: 1, sentence: `${from.feature} has no place in the order of features` });
  if (from.kind === 'unknown') violations.push({ path: source.path, line: 1, sentence: 'a file directly in a feature is named types, rules, permissions, contract, store, actions, routes or jobs (or begins with one of these and a hyphen)' });
  return violations;
}

export function resolveFrom(path: string, target: string): string {
  return posix.normalize(posix.join(posix.dirname(path), target.split('?')[0] ?? target));
}

function fileRefusal(from: Place, to: Place): string | null {
  if (to.layer === 'outside') return from.layer === 'app' || from.layer === 'app-web' ? null : 'it is outside src';
  switch (from.layer) {
    case 'outside':
    case 'app':
      return null;
    case 'kernel':
      return to.layer === 'kernel' ? null : 'the kernel knows only itself';
    case 'platform':
      return to.layer === 'kernel' || to.layer === 'platform' ? null : 'platform knows the kernel and itself';
    case 'ui':
      return to.layer === 'kernel' || to.layer === 'ui' ? null : 'ui knows the kernel and itself, no feature';
    case 'app-web':
      if (to.layer === 'feature') return ALLOWED.web.own.some((kind) => kind === to.kind) ? null : `${to.kind} files stay on the server`;
      return to.layer === 'platform' || (to.layer === 'app' && !to.isContract) ? 'the web app does not reach into the server' : null;
    case 'feature':
      return featureRefusal(from, to);
  }
}

function featureRefusal(from: Extract<Place, { layer: 'feature' }>, to: Place): string | null {
  if (from.kind === 'test' || from.kind === 'unknown') return null;
  const allowed = ALLOWED[from.kind];
  if (to.layer === 'kernel') return allowed.kernel ? null : `${from.kind} files do not use the kernel`;
  if (to.layer === 'platform') return allowed.platform ? null : `${from.kind} files do not touch the world`;
  if (to.layer === 'ui') return allowed.ui === true ? null : `${from.kind} files know nothing of screens`;
  if (to.layer !== 'feature') return 'features know nothing of the composition in src/app';
  const own = from.feature === to.feature;
  if (!own && position(to.feature) >= position(from.feature)) return `${to.feature} is not to the left of ${from.feature}; what must run the other way goes through src/app/reactions.ts`;
  const kinds = own ? allowed.own : allowed.left;
  return kinds.some((kind) => kind === to.kind) ? null : `${from.kind} files may not import ${to.kind} files${own ? '' : ' of another feature'}`;
}

const position = (feature: string): number => FEATURES.findIndex((name) => name === feature);

function packageRefusal(from: Place, target: string): string | null {
  const name = target.startsWith('node:') ? target : target.split('/').slice(0, target.startsWith('@') ? 2 : 1).join('/');
  const inBrowser = from.layer === 'ui' || from.layer === 'app-web' || (from.layer === 'feature' && from.kind === 'web');
  if (inBrowser) return SERVER_PACKAGES.test(target) ? 'it does not run in a browser' : null;
  if (from.layer === 'kernel') return name === 'zod' ? null : 'the kernel uses no package but zod';
  if (from.layer !== 'feature' || from.kind === 'test' || from.kind === 'unknown') return null;
  const { packages } = ALLOWED[from.kind];
  return packages === 'any' || packages.includes(name) ? null : `${from.kind} files use ${packages.length === 0 ? 'no package' : `only ${packages.join(', ')}`}`;
}
