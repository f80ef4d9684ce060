import { useMatches, useNavigate, useSearch } from '@tanstack/react-router';

export type AsOf = {
  /** The moment all read screens answer for, as ISO text; null: now. */
  readonly asOf: string | null;
  readonly setAsOf: (moment: string | null) => void;
};

/** The moment set in the header. It stands in the address as `?asOf=`, so a link is a view. */
export function useAsOf(): AsOf {
  const search: { asOf?: unknown } = useSearch({ strict: false });
  const navigate = useNavigate();
  return {
    asOf: asMoment(search.asOf),
    setAsOf: (moment) => void navigate({ to: '.', search: (before: Record<string, unknown>) => ({ ...before, asOf: moment ?? undefined }) }), // named, though undefined: else the router would retain it
  };
}

/** The moment that reads answer for here: none on screens that always show the present. */
export function useShownMoment(): string | null {
  const { asOf } = useAsOf();
  const screen = useMatches().at(-1)?.staticData.screen;
  return screen?.present === true ? null : asOf;
}

export function asMoment(value: unknown): string | null {
  if (typeof value !== 'string' || Number.isNaN(Date.parse(value))) return null;
  return new Date(Date.parse(value)).toISOString();
}

/** A filter that stands in the address: its value and the way to change it. Empty takes it out. */
export function useUrlState(name: string): [value: string | null, set: (value: string | null) => void] {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const value = search[name];
  return [
    typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : null,
    (next) => void navigate({ to: '.', replace: true, search: (before: Record<string, unknown>) => withoutEmpty({ ...before, [name]: next ?? undefined }) }),
  ];
}

function withoutEmpty(search: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== ''));
}
