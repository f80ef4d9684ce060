import { testServerUrl } from './postgres.ts';

/** Run once before the test files: the database server is up before two of them ask for it at the same time. */
export async function globalSetup(): Promise<void> {
  await testServerUrl();
}
