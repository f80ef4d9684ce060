import pg from 'pg';
import { startScratchServer, superuserUrl, type RunningServer } from '../../src/app/acceptance/server.ts';
import { setUp, type Staff } from '../../src/app/acceptance/staff.ts';
import { loadWorld } from './load.ts';
import { sizeOf } from './size.ts';

export type World = { readonly server: RunningServer; readonly superuser: pg.Client; readonly staff: Staff; readonly seconds: number; readonly close: () => Promise<void> };

/** A Monday: the day on which the company stands. */
export const BEGINS = '2026-03-02T14:00:00Z';

/** The product itself on a scratch folder, with a large company in it. Close it: the folder then goes. */
export async function openWorld({ people, documents }: { readonly people: number; readonly documents: number }, say: (line: string) => void): Promise<World> {
  say(`Building a company of ${people} people and ${documents} documents …`);
  const server = await startScratchServer(BEGINS);
  const superuser = new pg.Client({ connectionString: superuserUrl(server.folder) });
  const close = async (): Promise<void> => {
    await superuser.end().catch(() => undefined);
    await server.close();
  };
  try {
    await superuser.connect();
    const { staff } = await setUp(server, BEGINS.slice(0, 10), new Map());
    const started = performance.now();
    await loadWorld(superuserUrl(server.folder), server.folder, { now: Temporal.Instant.from(BEGINS), size: sizeOf(people, documents), authorId: staff.authors[0]?.id ?? '', approverId: staff.approvers[0]?.id ?? '' }, say);
    const seconds = (performance.now() - started) / 1000;
    say(`built in ${seconds.toFixed(1)} s`);
    return { server, superuser, staff, seconds, close };
  } catch (error) {
    await close();
    throw error;
  }
}
