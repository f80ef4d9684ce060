import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCells, getGrid, MOST_CELLS } from '../../features/training/grid/contract.ts';
import { dayAt, type Book } from './book.ts';
import type { Client } from './client.ts';
import type { Journal } from './journal.ts';
import { ZONE_OF } from './roster-file.ts';

const NOT_REQUIRED = '.';
const SCRIPT = join(import.meta.dirname, '../../../tools/count-matrix.mjs');

/** The whole matrix, person by person and document by document, against a count by a script that has nothing of the product in it. */
export async function compareMatrix(reader: Client, roster: string, book: Book, journal: Journal): Promise<void> {
  const counted = countAlone(roster, book);
  // Whoever this run moved or let go is no longer as the file says; the book follows them.
  const moved = new Set([...book.people.values()].filter((person) => person.stays.length > 1 || journal.counts.has(`moved: ${person.number}`)).map((person) => person.number));
  const known = new Set(counted.people.filter((number) => !moved.has(number)));
  const expected = new Set(counted.pairs.filter((pair) => known.has(pair.split(' ')[0] ?? '')));
  const came = new Set((await requiredPairs(reader)).filter((pair) => known.has(pair.split(' ')[0] ?? '')));
  journal.same('people × documents that the script requires and the product does not', [], [...expected.difference(came)].slice(0, 20));
  journal.same('people × documents that the product requires and the script does not', [], [...came.difference(expected)].slice(0, 20));
  journal.same('people × documents required', expected.size, came.size);
  journal.count('people × documents counted alone', expected.size);
}

function countAlone(roster: string, book: Book): { readonly people: string[]; readonly pairs: string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'readback-count-'));
  const file = join(folder, 'rules.json');
  const zones = Object.fromEntries(ZONE_OF);
  const rules = book.rules.map(({ audience, since }) => ({ ...audience, documents: [...since.keys()] }));
  writeFileSync(file, JSON.stringify({ zones, on: Object.fromEntries([...new Set(ZONE_OF.values())].map((zone) => [zone, dayAt(book.now, zone)])), rules }));
  try {
    return JSON.parse(execFileSync(process.execPath, [SCRIPT, roster, file], { encoding: 'utf8', maxBuffer: 64 << 20 })) as { people: string[]; pairs: string[] }; // what the script says it prints
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function requiredPairs(reader: Client): Promise<string[]> {
  const { people, documents } = await reader.call(getGrid, { query: {} });
  const pairs: string[] = [];
  for (let row = 0; row < people.length; row += MOST_CELLS.people) {
    const some = people.slice(row, row + MOST_CELLS.people);
    for (let column = 0; column < documents.length; column += MOST_CELLS.documents) {
      const shown = documents.slice(column, column + MOST_CELLS.documents);
      const { rows } = await reader.call(getCells, { query: {}, body: { people: some.map(([id]) => id), documents: shown.map(([id]) => id) } });
      for (const [index, cells] of rows.entries()) {
        for (const [place, [, number]] of shown.entries()) if (cells[place] !== NOT_REQUIRED) pairs.push(`${some[index]?.[2]} ${number}`);
      }
    }
  }
  return pairs;
}
