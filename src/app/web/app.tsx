import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, type ReactNode } from 'react';
import { getMe } from '../../features/access/contract.ts';
import { readKey } from '../../ui/api.ts';
import { isUnanswered, Problem } from '../../ui/problem.ts';
import { cssVariables, theme } from '../../ui/theme.ts';
import { router } from './router.tsx';

/** A session that ended (idle time, signed out elsewhere) shows the sign-in in place; the address stays. */
const onError = (error: Error): void => {
  if (error instanceof Problem && error.code === 'sign-in-needed') void client.invalidateQueries({ queryKey: readKey(getMe) });
};

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error, query) => { if (query.queryKey[0] !== getMe.path) onError(error); } }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: { queries: { staleTime: 10_000, gcTime: 10 * 60_000, retry: (failures, error) => failures < 2 && isUnanswered(error) } },
});

export function App(): ReactNode {
  return (
    <StrictMode>
      <QueryClientProvider client={client}>
        <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
          <Notifications position="bottom-right" />
          <RouterProvider router={router} />
        </MantineProvider>
      </QueryClientProvider>
    </StrictMode>
  );
}
