import { createRootRoute, createRoute, createRouter, parseSearchWith, retainSearchParams, stringifySearchWith } from '@tanstack/react-router';
import { Broken } from './broken.tsx';
import { Gate } from './gate.tsx';
import { NotFound } from './not-found.tsx';
import { screens } from './screens.ts';

const root = createRootRoute({
  component: Gate,
  notFoundComponent: NotFound,
  validateSearch: (search: Record<string, unknown>): { asOf?: string } => search, // each screen checks the members it reads
  search: { middlewares: [retainSearchParams(['asOf'])] },
});

const routes = screens.map((screen) => createRoute({ getParentRoute: () => root, path: screen.path, component: screen.component, errorComponent: Broken, staticData: { screen } }));

/** Addresses hold plain text: `?search=012` stays "012". */
const plain = (value: string): string => value;

export const router = createRouter({
  routeTree: root.addChildren(routes),
  defaultErrorComponent: Broken,
  scrollRestoration: true,
  parseSearch: parseSearchWith(plain),
  stringifySearch: stringifySearchWith(String),
});
