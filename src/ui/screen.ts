import type { ComponentType, ReactNode } from 'react';

/** The areas of the left rail, by job (EXPERIENCE: Frame). */
export const NAV_AREAS = ['training', 'team', 'procedures', 'matrix', 'learning', 'records', 'quality', 'insight', 'administration'] as const;
export type NavArea = (typeof NAV_AREAS)[number];

/** Props every icon of @tabler/icons-react takes. */
export type Icon = ComponentType<{ readonly size?: number | string; readonly stroke?: number | string; readonly className?: string }>;

/**
 * One screen. A feature lists its screens as `export const xScreens: Screen[]` in web/screens.tsx;
 * src/app/web collects them into routes and the rail.
 */
export type Screen = {
  /** As TanStack Router writes it: `/people/$id`. */
  readonly path: string;
  readonly component: () => ReactNode;
  /** Full key of its title, "people:list.title": for the tab of the browser and the rail. */
  readonly title: string;
  /** In the rail. The first screen of an area stands for the area, the others below it. */
  readonly nav?: { readonly area: NavArea; readonly order: number; readonly icon: Icon };
  /** Name of the permission (features/x/permissions.ts) without which the rail hides it. */
  readonly permission?: string;
  /** `app`: rail and header (default). `focus`: header only, for a flow one does not leave. `bare`: nothing around it, also without signing in. */
  readonly frame?: 'app' | 'focus' | 'bare';
  /** It always shows the present, whatever moment is set in the header. */
  readonly present?: boolean;
};

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    screen?: Screen;
  }
}
