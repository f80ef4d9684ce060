import type { QueryClient } from '@tanstack/react-query';

/**
 * After an act everything on screen is read again. What is still on its way may have been read before the act, and a first
 * reading would be kept as it comes: it is dropped and asked for anew.
 */
export async function readAgain(client: QueryClient): Promise<void> {
  await client.cancelQueries();
  await client.invalidateQueries();
}
