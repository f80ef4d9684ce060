import { Anchor, Button, type AnchorProps, type ButtonProps } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode, Ref } from 'react';

type To = {
  readonly to: string;
  readonly search?: Readonly<Record<string, string | undefined>> | undefined;
  /** The place within the screen, without #. */
  readonly hash?: string | undefined;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLAnchorElement>;
  readonly 'aria-label'?: string;
};

/** A link to another screen: `to` is an address ("/people/…"). It keeps the as-of moment. */
export function ScreenLink({ to, search, hash, children, ...props }: To & AnchorProps): ReactNode {
  return <Anchor component={Link} inherit {...props} {...target(to, search, hash)}>{children}</Anchor>;
}

/** The same, looking like a button. */
export function LinkButton({ to, search, hash, children, ...props }: To & ButtonProps): ReactNode {
  return <Button component={Link} {...props} {...target(to, search, hash)}>{children}</Button>;
}

function target(to: string, search: To['search'], hash?: string): { to: never; search?: never; hash?: never } {
  return { to, ...(search === undefined ? {} : { search }), ...(hash === undefined ? {} : { hash }) } as never; // routes are data (Screen), so the router's literal types do not apply
}
